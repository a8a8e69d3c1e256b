import type { Address, ByteStream, Clock, Random } from '#runtime/ports.ts';
import { Connection } from './connection.ts';
import { Core } from './core.ts';
import { createLog } from './log.ts';
import type { LogLevel, LogLine } from './log.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { Settings } from './settings.ts';
import { restoreSnapshot, takeSnapshot } from './session/snapshot.ts';
import type { BrokerSnapshot } from './session/snapshot.ts';
import { TurnedAway } from './turned-away.ts';
import { publishWill, willDelay } from './session/will.ts';

export type { LogLevel, LogLine } from './log.ts';
export type { Settings } from './settings.ts';
export type { BrokerSnapshot } from './session/snapshot.ts';

/** The Mosquitto whose behaviour this broker keeps to, and says so in `$SYS/broker/version`. */
const MOSQUITTO_VERSION = '2.0.11';

export interface BrokerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings?: Partial<Settings>;
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
  #closed = false;

  constructor({ clock, random, settings, log, logLevels, version = MOSQUITTO_VERSION }: BrokerOptions) {
    this.#core = new Core(clock, random, { ...DEFAULT_SETTINGS, ...settings }, createLog(log, logLevels), version);
  }

  /** A client has connected. After `close` the stream is destroyed. */
  accept(stream: ByteStream): void {
    const { log, settings, connections, keepAlive } = this.#core;
    if (this.#closed) {
      log.notice?.(`Client connection from ${stream.remote.host} denied: the broker is shut down.`);
      stream.destroy();
      return;
    }
    if (settings.maxConnections >= 0 && connections.size >= settings.maxConnections) {
      log.notice?.(`Client connection from ${stream.remote.host} denied: max_connections exceeded.`);
      new TurnedAway(this.#core.clock, stream);
      return;
    }
    log.notice?.(`New connection from ${described(stream.remote)} on port ${stream.local.port}.`);
    const connection = new Connection(this.#core, stream);
    connections.add(connection);
    keepAlive.watch(connection);
    stream.open(connection);
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
    if (this.#closed) return;
    this.#closed = true;
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

function described({ host, port }: Address): string {
  return `${host}:${port}`;
}

/** A will with a delay waits on in the session, if that outlives the connection. */
function publishDueWill(connection: Connection): void {
  const { core, session, will } = connection;
  if (session === undefined || will === undefined) return;
  if (willDelay(will) > 0 && !session.endsWithConnection) return;
  connection.will = undefined;
  publishWill(core, session.clientId, will);
}
