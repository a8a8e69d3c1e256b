/**
 * One WebSocket of the page, as the lab holds it: frames at its port, a stream of the
 * LAN behind. Frames are not packets [MQTT-6.0.0-2]: what they hold is passed on as it comes.
 *
 * | what happens | the page's CloseEvent | the stream's other end |
 * |---|---|---|
 * | the page calls `close()` | 1005 | an orderly end, after the last byte |
 * | the page calls `close(1000)`, `close(4321, 'why')` | 1000, 4321 | the same |
 * | the service ends the stream | 1000 | |
 * | the connection is reset, cut, or the lab is reset | 1006 | `ECONNRESET` |
 * | the page sends a text frame | 1003 | an end without a word, after the last byte |
 * | the page is gone | | `ECONNRESET` |
 */
import { CLOSE_CODE, CLOSING_MS, SUBPROTOCOL } from '#runtime/lan/web-socket-client.ts';
import { SystemError, type ByteStream, type Clock, type StreamReceiver, type Timer } from '#runtime/ports.ts';
import type { LabPort, SocketInput, SocketOutput } from './socket-messages.ts';

/** Bytes under way to the page above which the stream is held back. */
const HIGH_WATER = 256 * 1024;

export interface BridgeOptions {
  readonly port: LabPort<SocketInput, SocketOutput>;
  readonly clock: Clock;
  /** Rejects: the handshake fails. */
  readonly connect: () => Promise<ByteStream>;
  /** It is over; nothing is said any more. */
  readonly over: (bridge: WebSocketBridge) => void;
}

export class WebSocketBridge implements StreamReceiver {
  readonly #options: BridgeOptions;
  #stream: ByteStream | undefined;
  /** Sent to the page and not taken yet. */
  #ahead = 0;
  /** Written to a stream that was full: said to be taken once it drains. */
  #stuck = 0;
  /** How the page will see the end that was begun here. */
  #closing: { readonly code: number; readonly reason: string } | undefined;
  #deadline: Timer | undefined;
  #over = false;

  constructor(options: BridgeOptions) {
    this.#options = options;
    const { port } = options;
    port.addEventListener('message', ({ data }) => this.#receive(data));
    port.addEventListener('close', () => this.lose());
    port.start();
    options.connect().then(
      (stream) => this.#connected(stream),
      (error: unknown) => {
        this.#finish({ kind: 'failed' });
        // Unreachable, refused, no handshake: a page learns no more than that. The rest is a fault of ours.
        if (!(error instanceof SystemError)) throw error;
      },
    );
  }

  /** The connection is lost: no closing handshake, for either side. */
  lose(): void {
    this.#stream?.destroy();
    this.#finish(
      this.#stream === undefined ? { kind: 'failed' } : { kind: 'closed', code: CLOSE_CODE.abnormal, reason: '' },
    );
  }

  #connected(stream: ByteStream): void {
    if (this.#over) return stream.destroy();
    this.#stream = stream;
    this.#post({ kind: 'open', protocol: SUBPROTOCOL });
    stream.open(this);
  }

  // ---- from the page -------------------------------------------------------------------------

  #receive(message: SocketInput): void {
    switch (message.kind) {
      case 'lost':
        return this.lose();
      case 'taken':
        this.#ahead -= message.bytes;
        if (this.#ahead < HIGH_WATER) this.#stream?.resume();
        return;
      case 'close':
        return this.#close(message.code ?? CLOSE_CODE.noStatus, message.reason);
      case 'text':
        // [MQTT-6.0.0-1]: any other kind of data frame, and the connection is closed.
        return this.#close(CLOSE_CODE.unsupportedData, 'MQTT needs binary frames');
      case 'frame':
        return this.#write(message.bytes);
    }
  }

  #write(bytes: Uint8Array): void {
    if (this.#stream === undefined || this.#closing !== undefined || this.#over) return;
    if (this.#stream.write(bytes)) this.#post({ kind: 'taken', bytes: bytes.length });
    else this.#stuck += bytes.length;
  }

  #close(code: number, reason: string): void {
    if (this.#stream === undefined || this.#closing !== undefined || this.#over) return;
    this.#closing = { code, reason };
    this.#stream.end();
    this.#deadline = this.#options.clock.timer(CLOSING_MS, () => this.lose());
  }

  // ---- from the LAN --------------------------------------------------------------------------

  data(bytes: Uint8Array): void {
    if (this.#closing !== undefined || this.#over) return;
    // Its own bytes: others may read the same ones, and a clone of a view clones all it looks into.
    const own = new Uint8Array(bytes);
    this.#ahead += own.length;
    this.#post({ kind: 'frame', bytes: own }, [own.buffer]);
    if (this.#ahead >= HIGH_WATER) this.#stream?.pause();
  }

  drain(): void {
    if (this.#stuck === 0) return;
    this.#post({ kind: 'taken', bytes: this.#stuck });
    this.#stuck = 0;
  }

  closed(error?: SystemError): void {
    if (error !== undefined) this.#finish({ kind: 'closed', code: CLOSE_CODE.abnormal, reason: '' });
    else this.#finish({ kind: 'closed', ...(this.#closing ?? { code: CLOSE_CODE.normal, reason: '' }) });
  }

  // ---- to the page ---------------------------------------------------------------------------

  #post(message: SocketOutput, transfer: ArrayBuffer[] = []): void {
    if (!this.#over) this.#options.port.postMessage(message, transfer);
  }

  #finish(last: SocketOutput): void {
    if (this.#over) return;
    this.#post(last);
    this.#over = true;
    this.#deadline?.cancel();
    this.#options.port.close();
    this.#options.over(this);
  }
}
