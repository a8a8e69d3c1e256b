/**
 * A machine on the LAN: what it listens to, how it connects, whether its cable is plugged in.
 *
 * How a connection attempt fails: no such name, `ENOTFOUND`; nobody listens, `ECONNREFUSED`; no
 * machine at the address, or an unplugged one, `EHOSTUNREACH` after the three seconds in which ARP
 * gets no answer; an address outside 192.168.1.0/24, or the own cable unplugged, `ENETUNREACH`.
 *
 * Where both sides name the protocol `websockets`, the handshake and the frames are left out and the
 * connection carries what is in them. A client that does not name it is hung up on by such a
 * listener; one that names it to another listener has a plain connection, and its handshake to send.
 */
import { SystemError } from '#runtime/ports.ts';
import type { Address, ByteStream, Destination, Listener, ListenAt, Network, StreamReceiver } from '#runtime/ports.ts';
import type { ProcessRef } from '#runtime/events/event.ts';
import { targetOf } from './address.ts';
import type { Lan } from './lan.ts';
import type { ConnectionOwner, End, LanConnection, WireProtocol } from './lan-connection.ts';
import { pipe } from './pipe.ts';

/** Three requests, one second apart: arp(7), mcast_solicit and retrans_time_ms. */
const ARP_TIMEOUT = 3_000;
/** ip(7), ip_local_port_range. */
const FIRST_EPHEMERAL = 32_768;
const LAST_EPHEMERAL = 60_999;

/** What a destination may ask for and this network cannot do. */
const LACKS = new Set(['tls', 'proxy', 'path'] as const);

/** Takes a connection: called once it stands. */
export type Accept = (stream: ByteStream, connection: LanConnection) => void;

/** Where to connect to, and what will be spoken there. */
interface ConnectTo {
  readonly host: string;
  readonly port: number;
  readonly bindAddress?: string;
  readonly protocol?: WireProtocol;
}

/** The network as a process on the LAN sees it: what it connects to may speak WebSocket. */
export interface LanNetwork extends Network {
  connect(to: Destination & { readonly protocol?: WireProtocol }): Promise<End>;
}

/** One socket of a host. */
export interface LanSocket {
  readonly state: 'listening' | 'established';
  readonly local: Address;
  /** Absent: it listens. */
  readonly peer?: Address;
  /** Absent: a piece of the lab's own. */
  readonly process?: ProcessRef;
}

const processOf = (owner: ConnectionOwner | undefined): { readonly process?: ProcessRef } =>
  owner === undefined ? {} : { process: owner.process };

interface Listening {
  /** Absent: all of the host's addresses. */
  readonly host: string | undefined;
  readonly port: number;
  /** Mosquitto's `protocol websockets`; absent: whatever bytes come. */
  readonly protocol: WireProtocol | undefined;
  /** Whose it is; absent: nobody's on this host. */
  readonly owner: ConnectionOwner | undefined;
  /** Decides whether to take a connection. Rejects: the client is refused. */
  readonly decide: (from: Address) => Promise<Accept>;
}

export class LanHost {
  readonly lan: Lan;
  readonly name: string;
  readonly address: string;
  /** Milliseconds between this host and the switch, one way. */
  latency = 0;
  /**
   * Whether services of this machine are starting: who connects before they listen is not refused but
   * waits, as TCP sends its SYN again to a machine that does not answer yet. Resolves when they have started
   * or failed; rejects: they never will.
   */
  starting: () => Promise<unknown> | undefined = () => undefined;
  #cable = true;
  #isOn = true;
  #listening: Listening[] = [];
  readonly #usedPorts = new Set<number>();
  readonly #met = new Set<LanHost>();
  #lastPort = FIRST_EPHEMERAL - 1;

  constructor(lan: Lan, name: string, address: string) {
    this.lan = lan;
    this.name = name;
    this.address = address;
  }

  /** The machine is on the network: its cable is plugged in, and it is switched on. */
  get plugged(): boolean {
    return this.#cable && this.#isOn;
  }

  /** Its cable is plugged in, whether it is switched on or not. */
  get cable(): boolean {
    return this.#cable;
  }

  /** Takes the cable out: connections go silent, both ends go on believing in them. */
  unplug(): void {
    this.setPlugged(false);
  }

  /** Puts the cable in again: what was held back arrives, in order. */
  plug(): void {
    this.setPlugged(true);
  }

  setPlugged(plugged: boolean): void {
    this.#change(() => (this.#cable = plugged));
  }

  /** A machine that is off is as one without a cable; its cable stays where it is. */
  setOn(on: boolean): void {
    this.#change(() => (this.#isOn = on));
  }

  #change(change: () => void): void {
    const { plugged } = this;
    change();
    if (this.plugged !== plugged) this.lan.wireChanged(this);
  }

  /** The network as somebody on this host sees it. @param owner who that is: each connection tells it on */
  network(owner?: ConnectionOwner): LanNetwork {
    return {
      lacks: LACKS,
      connect: async (to) => {
        for (const what of LACKS)
          if (to[what] !== undefined)
            throw new SystemError('EPROTONOSUPPORT', `${to.host}:${to.port}`, `This network has no ${what} yet`);
        return this.connect(to, owner);
      },
      listen: (at, accept) => this.listen(at, accept, owner),
    };
  }

  /** @throws SystemError `EADDRINUSE`, `EADDRNOTAVAIL`, `EINVAL`; `EPROTONOSUPPORT`: there is no such thing here */
  async listen(at: ListenAt, accept: Accept, owner?: ConnectionOwner): Promise<Listener> {
    const lacking =
      (at.tls !== undefined && 'TLS') ||
      (at.path !== undefined && 'Unix sockets') ||
      (at.httpDirectory !== undefined && 'files over http');
    if (lacking !== false)
      throw new SystemError('EPROTONOSUPPORT', `${at.host ?? '0.0.0.0'}:${at.port}`, `This network has no ${lacking}`);
    if (at.family === 'ipv6') throw new SystemError('EADDRNOTAVAIL', at.host ?? '::');
    return this.#listen(at, async () => accept, owner);
  }

  /**
   * Hands connections to `port` on to a stream that is opened elsewhere, one for each. A client is
   * accepted once its stream stands; when that fails, it is refused.
   * @throws SystemError `EADDRINUSE`
   */
  forward(port: number, open: (from: Address) => Promise<ByteStream>): Listener {
    return this.#listen({ port }, async (from) => {
      const elsewhere = await open(from);
      return (stream) => pipe(stream, elsewhere);
    });
  }

  #listen(at: ListenAt, decide: Listening['decide'], owner?: ConnectionOwner): Listener {
    const host = this.#bound(at.host);
    if (!Number.isInteger(at.port) || at.port < 0 || at.port > 65_535) throw new SystemError('EINVAL', String(at.port));
    const port = at.port === 0 ? this.takePort() : at.port;
    if (
      this.#listening.some(
        (other) => other.port === port && (other.host ?? host ?? port) === (host ?? other.host ?? port),
      )
    )
      throw new SystemError('EADDRINUSE', `${host ?? '0.0.0.0'}:${port}`);
    const listening: Listening = { host, port, protocol: at.protocol, owner, decide };
    this.#listening.push(listening);
    return {
      address: { host: host ?? '0.0.0.0', port },
      close: () => {
        this.#listening = this.#listening.filter((other) => other !== listening);
        if (at.port === 0) this.freePort(port);
      },
    };
  }

  /** @throws SystemError `EADDRNOTAVAIL` for an address that is not this host's */
  #bound(host: string | undefined): string | undefined {
    if (host === undefined || host === '') return undefined;
    const target = targetOf(host);
    if (target.kind === 'any') return undefined;
    if (target.kind === 'loopback') return target.address;
    const isOurs = target.kind === 'name' ? this.lan.hostNamed(target.name) === this : target.address === this.address;
    if (!isOurs) throw new SystemError('EADDRNOTAVAIL', host);
    return this.address;
  }

  /** @throws SystemError as the head of this file says, and `EADDRNOTAVAIL`, `EINVAL` for `bindAddress` */
  async connect(to: ConnectTo, owner?: ConnectionOwner): Promise<End> {
    const subject = `${to.host}:${to.port}`;
    await this.#turn();
    const { host, address } = this.#resolve(to.host, subject);
    const isHere = host === this;
    if (!isHere && !this.plugged) throw new SystemError('ENETUNREACH', subject);
    const bound = to.bindAddress === undefined ? undefined : this.#bound(to.bindAddress);
    if (!isHere && bound !== undefined && bound !== this.address) throw new SystemError('EINVAL', to.bindAddress);
    if (host === undefined || !(isHere || host.plugged)) {
      await this.#pass(ARP_TIMEOUT);
      throw new SystemError('EHOSTUNREACH', subject);
    }
    const source = bound ?? (isHere ? (address.startsWith('127.') ? '127.0.0.1' : address) : this.address);
    this.meet(host);
    const client = { host: source, port: this.takePort() };
    try {
      const latency = isHere ? 0 : this.latency + host.latency;
      await this.#pass(latency);
      const { accept, protocol, listener } = await host.#decide(address, to.port, client, subject);
      await this.#pass(latency);
      const server = { host: address, port: to.port };
      const spoken = protocol === to.protocol ? protocol : undefined;
      const connection = this.lan.establish({
        client,
        server,
        from: this,
        to: host,
        owner,
        listener,
        protocol: spoken,
      });
      if (protocol === undefined || spoken !== undefined) accept(connection.serverEnd, connection);
      else connection.serverEnd.open(new NoHandshake(connection.serverEnd));
      return connection.clientEnd;
    } catch (error) {
      this.freePort(client.port);
      throw error;
    }
  }

  /** getaddrinfo(3). @throws SystemError `ENOTFOUND` */
  addressOf(name: string): string {
    const target = targetOf(name);
    if (target.kind === 'any') return '127.0.0.1';
    return target.kind === 'name' ? this.lan.host(target.name).address : target.address;
  }

  /**
   * An ICMP echo request and its answer. @returns the milliseconds between them
   * @throws SystemError `ENOTFOUND`, `ENETUNREACH`, `EHOSTUNREACH` after the seconds in which ARP gets no answer
   */
  async echo(name: string): Promise<number> {
    const began = this.lan.clock.now();
    const { host } = this.#resolve(name, name);
    if (host !== this && !this.plugged) throw new SystemError('ENETUNREACH', name);
    if (host === undefined || !(host === this || host.plugged)) {
      await this.#pass(ARP_TIMEOUT);
      throw new SystemError('EHOSTUNREACH', name);
    }
    this.meet(host);
    await this.#pass(host === this ? 0 : 2 * (this.latency + host.latency));
    return this.lan.clock.now() - began;
  }

  /** The other now knows this one's hardware address, and this one the other's. */
  meet(host: LanHost): void {
    if (host === this) return;
    this.#met.add(host);
    host.#met.add(this);
  }

  /** arp(7): whom it has spoken with. */
  neighbours(): readonly LanHost[] {
    return [...this.#met];
  }

  /** What listens here, and every connection that begins or ends here. */
  sockets(): readonly LanSocket[] {
    const listening = this.#listening.map(({ host, port, owner }) => ({
      state: 'listening' as const,
      local: { host: host ?? '0.0.0.0', port },
      ...processOf(owner),
    }));
    const state = 'established' as const;
    const open = [...this.lan.connections.values()].flatMap((connection) => {
      const { client, server, clientHost, serverHost, owner, listener } = connection;
      return [
        ...(clientHost === this.name ? [{ state, local: client, peer: server, ...processOf(owner) }] : []),
        ...(serverHost === this.name ? [{ state, local: server, peer: client, ...processOf(listener) }] : []),
      ];
    });
    return [...listening, ...open];
  }

  #resolve(name: string, subject: string): { host: LanHost | undefined; address: string } {
    const target = targetOf(name);
    switch (target.kind) {
      case 'loopback':
        return { host: this, address: target.address };
      case 'any':
        return { host: this, address: '127.0.0.1' };
      case 'lan':
        return { host: this.lan.hostAt(target.address), address: target.address };
      case 'elsewhere':
        throw new SystemError('ENETUNREACH', subject);
      case 'name': {
        const host = this.lan.hostNamed(target.name);
        if (host === undefined) throw new SystemError('ENOTFOUND', subject);
        return { host, address: host.address };
      }
    }
  }

  async #decide(
    address: string,
    port: number,
    from: Address,
    subject: string,
  ): Promise<{ accept: Accept; protocol: WireProtocol | undefined; listener: ConnectionOwner | undefined }> {
    const listening = await this.#listener(address, port);
    if (listening === undefined) throw new SystemError('ECONNREFUSED', subject);
    try {
      const { protocol, owner: listener } = listening;
      return { accept: await listening.decide(from), protocol, listener };
    } catch {
      // Whatever kept the other side from opening, all that a TCP client learns is this.
      throw new SystemError('ECONNREFUSED', subject);
    }
  }

  async #listener(address: string, port: number): Promise<Listening | undefined> {
    for (;;) {
      const listening = this.#listening.find((at) => at.port === port && (at.host ?? address) === address);
      const starting = listening === undefined ? this.starting() : undefined;
      if (starting === undefined) return listening;
      try {
        await starting;
      } catch (error) {
        // It cannot start, and that is nothing that its client could know: whoever looks after this lab hears of it.
        this.lan.clock.soon(() => {
          throw error;
        });
        return undefined;
      }
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => this.lan.clock.soon(resolve));
  }

  #pass(ms: number): Promise<void> {
    return ms > 0 ? new Promise((resolve) => this.lan.clock.timer(ms, resolve)) : this.#turn();
  }

  /** An ephemeral port. @throws SystemError `EADDRNOTAVAIL` when all are in use */
  takePort(): number {
    for (let tries = FIRST_EPHEMERAL; tries <= LAST_EPHEMERAL; tries++) {
      this.#lastPort = this.#lastPort >= LAST_EPHEMERAL ? FIRST_EPHEMERAL : this.#lastPort + 1;
      if (this.#usedPorts.has(this.#lastPort)) continue;
      this.#usedPorts.add(this.#lastPort);
      return this.#lastPort;
    }
    throw new SystemError('EADDRNOTAVAIL', this.address);
  }

  freePort(port: number): void {
    this.#usedPorts.delete(port);
  }
}

/** A WebSocket listener whose client says something else than a WebSocket handshake: it hangs up. */
class NoHandshake implements StreamReceiver {
  readonly #stream: ByteStream;

  constructor(stream: ByteStream) {
    this.#stream = stream;
  }

  data(): void {
    this.#stream.end();
  }

  drain(): void {}

  closed(): void {}
}
