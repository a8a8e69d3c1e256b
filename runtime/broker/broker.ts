import type { ByteStream, Clock, Random } from '#runtime/ports.ts';
import { BrokerListener } from './broker-listener.ts';
import type { Connection } from './connection.ts';
import { Core } from './core.ts';
import type { ListenerSettings } from './listener.ts';
import { createLog } from './log.ts';
import type { LogLevel, LogLine } from './log.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { Settings } from './settings.ts';
import { restoreSnapshot, takeSnapshot } from './session/snapshot.ts';
import type { BrokerSnapshot } from './session/snapshot.ts';
import { publishWill, willDelay } from './session/will.ts';

export type { BrokerListener } from './broker-listener.ts';
export type { ListenerSettings } from './listener.ts';
export type { LogLevel, LogLine } from './log.ts';
export type { Settings } from './settings.ts';
export type { BrokerSnapshot } from './session/snapshot.ts';

/** The Mosquitto whose behaviour this broker keeps to, and says so in `$SYS/broker/version`. */
const MOSQUITTO_VERSION = '2.0.11';

export interface BrokerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings?: Partial<Settings>;
  /** Of the listener that `accept` stands for. */
  readonly listener?: Partial<ListenerSettings>;
  readonly log?: (line: LogLine) => void;
  /** What to log; everything, as `mosquitto -v` does, when absent. */
  readonly logLevels?: readonly LogLevel[];
  readonly version?: string;
}

/**
 * A broker for MQTT 3.1, 3.1.1 and 5.0 that behaves on the wire as Mosquitto 2 does. It opens no port:
 * whoever does hands it each client's stream.
 */
export class Broker {
  readonly #core: Core;
  readonly #default: BrokerListener;

  constructor({ clock, random, settings, listener = {}, log, logLevels, version = MOSQUITTO_VERSION }: BrokerOptions) {
    this.#core = new Core(clock, random, { ...DEFAULT_SETTINGS, ...settings }, createLog(log, logLevels), version);
    this.#default = new BrokerListener(this.#core, listener);
  }

  /** A further way in, with rules of its own. Whoever opens its port hands it each client's stream. */
  listener(settings: Partial<ListenerSettings>): BrokerListener {
    return new BrokerListener(this.#core, settings);
  }

  /** A client has connected to the default listener. After `close` the stream is destroyed. */
  accept(stream: ByteStream): void {
    this.#default.accept(stream);
  }

  /** Connections that are open, those included that have not said CONNECT yet. */
  get clients(): number {
    return this.#core.connections.size;
  }

  /** Messages dropped so far: too large, or for clients that were too slow or too long away. */
  get dropped(): number {
    return this.#core.dropped;
  }

  /** Publishes every client's will while all are still there, then ends all connections. For good. */
  close(): void {
    if (this.#core.closed) return;
    this.#core.closed = true;
    this.#core.deadlines.stop();
    this.#core.sys.stop();
    const connections = [...this.#core.connections];
    for (const connection of connections) publishDueWill(connection);
    for (const connection of connections) connection.shutDown();
  }

  /** What it knows beyond its connections, as plain data: it can be cloned, and stays as it is. */
  snapshot(): BrokerSnapshot {
    return takeSnapshot(this.#core);
  }

  /**
   * Takes over what another broker knew. Only a broker that has served nobody yet can.
   * @throws Error when it has sessions or connections already
   */
  restore(snapshot: BrokerSnapshot): void {
    const { connections, sessions } = this.#core;
    if (connections.size > 0 || sessions.size > 0) {
      throw new Error('A broker that has served clients cannot be restored: make a new one and restore that.');
    }
    restoreSnapshot(this.#core, snapshot);
  }
}

/** A will with a delay waits on in the session, if that outlives the connection. */
function publishDueWill(connection: Connection): void {
  const { core, session, will } = connection;
  if (session === undefined || will === undefined) return;
  if (willDelay(will) > 0 && !session.endsWithConnection) return;
  connection.will = undefined;
  publishWill(core, session.clientId, will);
}
