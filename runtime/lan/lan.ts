import { SystemError } from '#runtime/ports.ts';
import type { Address, Clock } from '#runtime/ports.ts';
import { LanConnection } from './lan-connection.ts';
import type { ConnectionOwner, WireProtocol } from './lan-connection.ts';
import { LanHost } from './lan-host.ts';
import type { LanTap } from './lan-tap.ts';

export type { LanHost } from './lan-host.ts';

/** The state of a LAN as plain data. Connections and listeners belong to processes and are not in it. */
export interface LanSnapshot {
  readonly hosts: readonly {
    readonly name: string;
    readonly address: string;
    readonly plugged: boolean;
    /** Milliseconds between the host and the switch, one way. */
    readonly latency: number;
  }[];
}

/** A virtual network: one switch, and hosts on it (192.168.1.0/24). */
export class Lan {
  readonly clock: Clock;
  readonly #tap: LanTap | undefined;
  readonly #hosts = new Map<string, LanHost>();
  readonly #connections = new Map<number, LanConnection>();
  #lastId = 0;

  constructor(options: { clock: Clock; tap?: LanTap }) {
    this.clock = options.clock;
    this.#tap = options.tap;
  }

  /**
   * @param name without domain: `rpi-broker`
   * @param address in 192.168.1.0/24
   * @throws SystemError `EADDRINUSE`, `EINVAL`
   */
  addHost(name: string, address: string): LanHost {
    if (!/^192\.168\.1\.\d{1,3}$/.test(address)) throw new SystemError('EINVAL', address);
    if (this.#hosts.has(name.toLowerCase()) || this.hostAt(address) !== undefined)
      throw new SystemError('EADDRINUSE', `${name} (${address})`);
    const host = new LanHost(this, name, address);
    this.#hosts.set(name.toLowerCase(), host);
    return host;
  }

  get hosts(): readonly LanHost[] {
    return [...this.#hosts.values()];
  }

  /** Those that are open, by their number. */
  get connections(): ReadonlyMap<number, LanConnection> {
    return this.#connections;
  }

  /** @throws SystemError `ENOTFOUND` */
  host(name: string): LanHost {
    const host = this.hostNamed(name);
    if (host === undefined) throw new SystemError('ENOTFOUND', name);
    return host;
  }

  hostNamed(name: string): LanHost | undefined {
    return this.#hosts.get(name.toLowerCase());
  }

  hostAt(address: string): LanHost | undefined {
    return this.hosts.find((host) => host.address === address);
  }

  /** For hosts: a connection that the other side has accepted. */
  establish(options: {
    client: Address;
    server: Address;
    from: LanHost;
    to: LanHost;
    owner: ConnectionOwner | undefined;
    listener?: ConnectionOwner | undefined;
    protocol?: WireProtocol | undefined;
  }): LanConnection {
    const { from, to } = options;
    const connection = new LanConnection({
      id: ++this.#lastId,
      clock: this.clock,
      tap: this.#tap,
      client: options.client,
      server: options.server,
      clientHost: from.name,
      serverHost: to.name,
      owner: options.owner,
      listener: options.listener,
      protocol: options.protocol,
      wire: {
        latency: () => (from === to ? 0 : from.latency + to.latency),
        isUp: () => from === to || (from.plugged && to.plugged),
      },
      over: (over) => {
        this.#connections.delete(over.id);
        from.freePort(over.client.port);
      },
    });
    this.#connections.set(connection.id, connection);
    this.#tap?.opened(connection);
    return connection;
  }

  /** For hosts: `host` was plugged in or unplugged. */
  wireChanged(host: LanHost): void {
    for (const connection of this.#connections.values())
      if (connection.clientHost === host.name || connection.serverHost === host.name) connection.wireChanged();
  }

  snapshot(): LanSnapshot {
    return {
      hosts: this.hosts.map(({ name, address, cable, latency }) => ({ name, address, plugged: cable, latency })),
    };
  }

  /** Hosts as they were. Every open connection is cut: its processes are of another time. */
  restore(snapshot: LanSnapshot): void {
    for (const connection of this.#connections.values()) connection.cut();
    const known = new Map(this.#hosts);
    this.#hosts.clear();
    for (const saved of snapshot.hosts) {
      const before = known.get(saved.name.toLowerCase());
      const host = before?.address === saved.address ? before : new LanHost(this, saved.name, saved.address);
      host.latency = saved.latency;
      host.setPlugged(saved.plugged);
      this.#hosts.set(saved.name.toLowerCase(), host);
    }
  }
}
