/**
 * The WebSockets of the page's panels and of learners' programs. To the LAN each is a connection from
 * the laptop; whom it belongs to is a process there, `page` or `program`, started by the learner.
 *
 *     the page's broker URL       port 1883 of rpi-broker, whoever serves it: what a broker's own
 *                                 WebSocket listener, or its web server in front, would hand on
 *     ws://192.168.1.3:9001       that port, if it listens with the protocol `websockets`
 *     ws://rpi-broker:1883        a plain listener: it hangs up on the handshake
 *     wss://192.168.1.3:8884      nobody on the LAN speaks TLS: fails
 */
import type { Lan } from '#runtime/lan/lan.ts';
import type { LanHost } from '#runtime/lan/lan-host.ts';
import type { Late } from '#runtime/pi/late.ts';
import { SystemError, type ByteStream, type Clock, type Random } from '#runtime/ports.ts';
import { LAPTOP } from './hosts.ts';
import { MQTT_PORT } from './mqtt-port.ts';
import type { SocketRequest } from './socket-messages.ts';
import type * as webSocketCode from './web-socket-code.ts';

/** Who opens a WebSocket, as a process of the laptop. */
export interface SocketOwner {
  readonly pid: number;
  readonly program: 'page' | 'program';
}

/** The page is the laptop's first process. */
export const PAGE: SocketOwner = { pid: 1, program: 'page' };

export type WebSocketCode = typeof webSocketCode;

/** One that was asked for: a bridge, or the code for it is still to come. */
interface Opened {
  lose(): void;
}

export interface WebSocketsOptions {
  readonly lan: Lan;
  readonly clock: Clock;
  readonly random: Random;
  /** Name of the host whose port 1883 the page's broker URL leads to. */
  readonly broker: string;
  readonly code: Late<WebSocketCode>;
}

export class WebSockets {
  readonly #laptop: LanHost;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #broker: string;
  readonly #code: Late<WebSocketCode>;
  readonly #open = new Map<Opened, SocketOwner>();

  constructor(options: WebSocketsOptions) {
    this.#laptop = options.lan.addHost(LAPTOP.name, LAPTOP.address);
    this.#clock = options.clock;
    this.#random = options.random;
    this.#broker = options.broker;
    this.#code = options.code;
  }

  /** Connects; what becomes of it is said by the request's port. */
  open(request: SocketRequest, owner: SocketOwner): void {
    const { now } = this.#code;
    if (now !== undefined) return this.#bridge(now, request, owner);
    // What the page sends meanwhile waits in the port.
    const waiting: Opened = {
      lose: () => {
        this.#open.delete(waiting);
        request.port.postMessage({ kind: 'failed' }, []);
        request.port.close();
      },
    };
    this.#open.set(waiting, owner);
    this.#code.get().then(
      (code) => {
        if (this.#open.delete(waiting)) this.#bridge(code, request, owner);
      },
      (error: unknown) => {
        if (this.#open.has(waiting)) waiting.lose();
        throw error;
      },
    );
  }

  #bridge(code: WebSocketCode, request: SocketRequest, owner: SocketOwner): void {
    const bridge = new code.WebSocketBridge({
      port: request.port,
      clock: this.#clock,
      connect: () => this.#connect(code, request, owner),
      over: (ended) => this.#open.delete(ended),
    });
    this.#open.set(bridge, owner);
  }

  /** The program has ended: its connections are lost. */
  drop(pid: number): void {
    for (const [bridge, owner] of this.#open) if (owner.pid === pid) bridge.lose();
  }

  /** The lab is no more: every connection is lost. */
  end(): void {
    for (const bridge of this.#open.keys()) bridge.lose();
  }

  /** @throws SystemError as a connection of the LAN, and `ECONNREFUSED`, `ECONNRESET`, `ETIMEDOUT` for the handshake */
  async #connect(
    { handshakeInVain }: WebSocketCode,
    { to, protocols }: SocketRequest,
    { pid, program }: SocketOwner,
  ): Promise<ByteStream> {
    const owner = { process: { host: LAPTOP.name, pid, program }, by: 'learner' } as const;
    // [MQTT-6.0.0-3]: a client that does not offer "mqtt" is no MQTT client.
    const offersMqtt = protocols.includes('mqtt');
    if (to.kind === 'broker') {
      if (!offersMqtt) throw new SystemError('ECONNREFUSED', 'MQTT over WebSocket needs the subprotocol "mqtt"');
      return this.#laptop.connect({ host: this.#broker, port: MQTT_PORT }, owner);
    }
    const { host, port, path, secure } = to;
    if (secure) {
      const stream = await this.#laptop.connect({ host, port }, owner);
      stream.destroy();
      throw new SystemError('ECONNRESET', `${host}:${port}`);
    }
    const stream = await this.#laptop.connect({ host, port, protocol: 'websockets' }, owner);
    if (stream.connection.protocol === undefined)
      return handshakeInVain(stream, { host, port, path, protocols }, { clock: this.#clock, random: this.#random });
    if (offersMqtt) return stream;
    stream.destroy();
    throw new SystemError('ECONNREFUSED', `${host}:${port}`);
  }
}
