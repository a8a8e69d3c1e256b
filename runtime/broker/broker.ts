import type { ByteStream, Clock, Random } from '#runtime/ports.ts';
import { authenticate } from './access/authenticate.ts';
import { renewRights } from './access/rights-of.ts';
import { BrokerListener } from './broker-listener.ts';
import type { Connection } from './connection.ts';
import { Core } from './core.ts';
import type { ListenerSettings } from './listener.ts';
import { createLog, selectLevels } from './log.ts';
import type { LogLevel, LogLine } from './log.ts';
import type { Lasting } from './persistence/persistence.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { Settings } from './settings.ts';
import { LocalSession } from './session/local-session.ts';
import { restoreSnapshot, takeSnapshot } from './session/snapshot.ts';
import type { BrokerSnapshot } from './session/snapshot.ts';
import { subscriptionsText } from './subscriptions-text.ts';
import { SysLog } from './sys-log.ts';
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
  /**
   * Where sessions and retained messages outlive this broker: `lastIn(…)` of persistence/persistence.ts, whose
   * code only those load that want it. Whoever has opened the store closes it, after the broker. Absent:
   * nothing outlives it.
   */
  readonly persistence?: Lasting;
}

/** What is to be from now on. */
export interface Reload {
  readonly settings?: Partial<Settings>;
  /** The default one is `Broker.defaultListener`. */
  readonly listeners?: ReadonlyMap<BrokerListener, Partial<ListenerSettings>>;
}

/**
 * A broker for MQTT 3.1, 3.1.1 and 5.0 that behaves on the wire as Mosquitto 2 does. It opens no port:
 * whoever does hands it each client's stream.
 */
export class Broker {
  readonly #core: Core;
  readonly #sysLog: SysLog;
  readonly #write: BrokerOptions['log'];
  /** What `accept` stands for. */
  readonly defaultListener: BrokerListener;

  /** @throws StoreRefused when what lies in the store of `persistence` cannot be read */
  constructor(options: BrokerOptions) {
    const {
      clock,
      random,
      settings,
      listener = {},
      log,
      logLevels,
      version = MOSQUITTO_VERSION,
      persistence,
    } = options;
    this.#core = new Core(clock, random, { ...DEFAULT_SETTINGS, ...settings }, createLog(log, logLevels), version);
    this.#sysLog = new SysLog(this.#core);
    this.#write = log;
    this.defaultListener = new BrokerListener(this.#core, listener);
    if (persistence !== undefined) this.#core.persistence = persistence(this.#core);
  }

  /** A further way in, with rules of its own. Whoever opens its port hands it each client's stream. */
  listener(settings: Partial<ListenerSettings>): BrokerListener {
    return new BrokerListener(this.#core, settings);
  }

  /**
   * The configuration has changed (SIGHUP). What it does not name has its default; a listener that it does
   * not name stays as it is. As by Mosquitto, every client is asked again for what it showed when it came:
   * who would not be let in any more is sent away. The rights of the others, and of those who are away,
   * are those of the new ACL file.
   *
   * @returns when all passwords have been checked
   */
  async reload({ settings, listeners }: Reload): Promise<void> {
    const core = this.#core;
    if (settings !== undefined) core.settings = { ...DEFAULT_SETTINGS, ...settings };
    for (const [listener, changed] of listeners ?? []) listener.reload(changed);
    renewRights(core);
    await Promise.all(Array.from(core.connections, askAgain));
  }

  /** A client has connected to the default listener. After `close` the stream is destroyed. */
  accept(stream: ByteStream): void {
    this.defaultListener.accept(stream);
  }

  /** The session that a bridge has here, for the bridge to look into. */
  localSession(clientId: string): LocalSession {
    return new LocalSession(this.#core, clientId);
  }

  /** For `log_dest topic`: publishes a line under `$SYS/broker/log`. @param line with its time, if it is to have one */
  publishLog(level: LogLevel, line: string): void {
    this.#sysLog.publish(level, line);
  }

  /** What is logged from now on. */
  set logLevels(levels: readonly LogLevel[]) {
    if (this.#write !== undefined) selectLevels(this.#core.log, this.#write, levels);
  }

  /** Commits now what has changed, as SIGUSR1 and `autosave_interval` have it. */
  save(): void {
    this.#core.persistence?.committing.commit();
  }

  /** All subscriptions, for people to read, as Mosquitto prints them at SIGUSR2. */
  subscriptionsText(): string {
    return subscriptionsText(this.#core.sessions.values());
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
    this.#core.persistence?.finish();
  }

  /** What it knows beyond its connections, as plain data: it can be cloned, and stays as it is. */
  snapshot(): BrokerSnapshot {
    return takeSnapshot(this.#core);
  }

  /**
   * Takes over what another broker knew. Only a broker that has served nobody yet can.
   * @throws Error when it has sessions or connections already, or takes over what its store holds
   */
  restore(snapshot: BrokerSnapshot): void {
    const { connections, sessions, persistence } = this.#core;
    if (persistence !== undefined) {
      throw new Error('A broker with persistence knows what its store holds: restore a snapshot into one without.');
    }
    if (connections.size > 0 || sessions.size > 0) {
      throw new Error('A broker that has served clients cannot be restored: make a new one and restore that.');
    }
    restoreSnapshot(this.#core, snapshot);
  }
}

/** Who has not been let in yet is asked again when its answer comes. */
async function askAgain(connection: Connection): Promise<void> {
  const { session, password, stream, listener } = connection;
  if (session === undefined) return;
  const { clientId, username } = session;
  const { remote, peer } = stream;
  const { settings } = listener;
  const answer = authenticate(connection, { clientId, username, password, address: remote.host, peer });
  const isIn = typeof answer === 'boolean' ? answer : await answer;
  // If the configuration has changed again, the answer is one of yesterday.
  if (!isIn && listener.settings === settings) connection.close('no-longer-authorized');
}

/** A will with a delay waits on in the session, if that outlives the connection. */
function publishDueWill(connection: Connection): void {
  const { core, session, will } = connection;
  if (session === undefined || will === undefined) return;
  if (willDelay(will) > 0 && !session.endsWithConnection) return;
  connection.will = undefined;
  publishWill(core, session, will);
}
