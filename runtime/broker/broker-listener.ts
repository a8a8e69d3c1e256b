import type { Address, ByteStream } from '#runtime/ports.ts';
import { renewRights } from './access/rights-of.ts';
import { Connection } from './connection.ts';
import type { Core } from './core.ts';
import { DEFAULT_LISTENER } from './listener.ts';
import type { ListenerSettings } from './listener.ts';
import { TurnedAway } from './turned-away.ts';

/** One way into a broker: whoever opens the port hands each client's stream to it. Made by `Broker.listener`. */
export class BrokerListener {
  readonly #core: Core;
  #settings: ListenerSettings;
  #clients = 0;

  constructor(core: Core, settings: Partial<ListenerSettings>) {
    this.#core = core;
    this.#settings = { ...DEFAULT_LISTENER, ...settings };
    core.listeners.add(this);
    renewRights(core);
  }

  get settings(): ListenerSettings {
    return this.#settings;
  }

  /** Before anybody comes by it; what is not named has its default. */
  set settings(settings: Partial<ListenerSettings>) {
    this.#settings = { ...DEFAULT_LISTENER, ...settings };
  }

  /**
   * The configuration has changed: of a listener only who may come in does, by mosquitto.conf(5); its port,
   * its mount point and its limits stay. What is not named has its default.
   */
  reload(settings: Partial<ListenerSettings>): void {
    const { access, allowAnonymous, allowZeroLengthClientid, autoIdPrefix } = { ...DEFAULT_LISTENER, ...settings };
    const { access: _, ...rest } = this.#settings;
    this.#settings = { ...rest, allowAnonymous, allowZeroLengthClientid, autoIdPrefix, ...(access && { access }) };
  }

  /** Connections that came by it and are open, those included that have not said CONNECT yet. */
  get clients(): number {
    return this.#clients;
  }

  /** A client has connected. After `Broker.close` the stream is destroyed. */
  accept(stream: ByteStream): void {
    const { log, connections, keepAlive, clock, closed, settings, traffic, sys } = this.#core;
    const { maxConnections, isBridge } = this.#settings;
    if (closed) {
      log.notice?.(`Client connection from ${stream.remote.host} denied: the broker is shut down.`);
      stream.destroy();
      return;
    }
    sys.catchUp(clock.now());
    if (isBridge !== true) traffic.sockets++;
    if (maxConnections >= 0 && this.#clients >= maxConnections) {
      log.notice?.(`Client connection from ${stream.remote.host} denied: max_connections exceeded.`);
      new TurnedAway(clock, stream);
      return;
    }
    if (settings.connectionMessages && isBridge !== true)
      log.notice?.(`New connection from ${described(stream.remote)} on port ${stream.local.port}.`);
    const connection = new Connection(this.#core, this, stream);
    this.#clients++;
    connections.add(connection);
    keepAlive.watch(connection);
    stream.open(connection);
  }

  /** For a connection that has ended. */
  left(): void {
    this.#clients--;
  }
}

function described({ host, port }: Address): string {
  return `${host}:${port}`;
}
