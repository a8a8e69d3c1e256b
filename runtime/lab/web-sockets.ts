/**
 * The WebSockets of the page's panels. To the LAN each is a connection from the laptop, of the process `page`
 * there, started by the learner. Learners' programs have WebSockets of their own Pi: see
 * runtime/runner/inside/program-web-socket.ts.
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

/** The page is the laptop's first process. */
const PAGE = { process: { host: LAPTOP.name, pid: 1, program: 'page' }, by: 'learner' } as const;

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
  readonly #open = new Set<Opened>();

  constructor(options: WebSocketsOptions) {
    this.#laptop = options.lan.addHost(LAPTOP.name, LAPTOP.address);
    this.#clock = options.clock;
    this.#random = options.random;
    this.#broker = options.broker;
    this.#code = options.code;
  }

  /** Connects; what becomes of it is said by the request's port. */
  open(request: SocketRequest): void {
    const { now } = this.#code;
    if (now !== undefined) return this.#bridge(now, request);
    // What the page sends meanwhile waits in the port.
    const waiting: Opened = {
      lose: () => {
        this.#open.delete(waiting);
        request.port.postMessage({ kind: 'failed' }, []);
        request.port.close();
      },
    };
    this.#open.add(waiting);
    this.#code.get().then(
      (code) => {
        if (this.#open.delete(waiting)) this.#bridge(code, request);
      },
      (error: unknown) => {
        if (this.#open.has(waiting)) waiting.lose();
        throw error;
      },
    );
  }

  #bridge(code: WebSocketCode, request: SocketRequest): void {
    const bridge = new code.WebSocketBridge({
      port: request.port,
      clock: this.#clock,
      connect: () => this.#connect(code, request),
      over: (ended) => this.#open.delete(ended),
    });
    this.#open.add(bridge);
  }

  /** The lab is no more: every connection is lost. */
  end(): void {
    for (const bridge of this.#open) bridge.lose();
  }

  /** @throws SystemError as a connection of the LAN, and `ECONNREFUSED`, `ECONNRESET`, `ETIMEDOUT` for the handshake */
  async #connect({ connectWebSocket }: WebSocketCode, { to, protocols }: SocketRequest): Promise<ByteStream> {
    if (to.kind === 'broker') {
      // [MQTT-6.0.0-3]: a client that does not offer "mqtt" is no MQTT client.
      if (protocols.includes('mqtt')) return this.#laptop.connect({ host: this.#broker, port: MQTT_PORT }, PAGE);
      throw new SystemError('ECONNREFUSED', 'MQTT over WebSocket needs the subprotocol "mqtt"');
    }
    return connectWebSocket(to, protocols, {
      clock: this.#clock,
      random: this.#random,
      connect: (there) => this.#laptop.connect(there, PAGE),
    });
  }
}
