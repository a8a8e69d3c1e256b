import { CLOSE_CODE, CLOSING_MS, connectWebSocket, type WebSocketTarget } from '#runtime/lan/web-socket-client.ts';
import { SystemError, type ByteStream, type StreamReceiver, type Timer } from '#runtime/ports.ts';
import type { Program } from './program.ts';

/** As CloseEvent tells it. */
export interface WebSocketClose {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

export interface WebSocketOwner {
  opened(): void;
  received(bytes: Uint8Array): void;
  /** Once, last. @param error present: it never was open */
  closed(close: WebSocketClose, error?: SystemError): void;
}

/**
 * A WebSocket of the Pi, without the face that programs know: one stream of the process, of what is in its frames.
 *
 * | what happens | the close | the stream's other end |
 * |---|---|---|
 * | the program closes it, with a code or without | that code, 1005 | an orderly end, after the last byte |
 * | the other end closes it | 1000 | |
 * | the connection is reset or cut | 1006, not clean | `ECONNRESET` |
 * | the program sends a text frame: MQTT has no use for it | 1003 | an orderly end, after the last byte |
 * | the handshake fails, or the program closes it before | 1006, not clean, with an error | |
 */
export class WebSocketConnection implements StreamReceiver {
  /** Bytes that the network has not taken yet. */
  buffered = 0;
  readonly #clock: Program['clock'];
  readonly #owner: WebSocketOwner;
  #stream: ByteStream | undefined;
  /** How the program will see the end that was begun here. */
  #closing: { readonly code: number; readonly reason: string } | undefined;
  #deadline: Timer | undefined;
  #isOver = false;

  /** @param protocols the subprotocols offered */
  constructor(program: Program, target: WebSocketTarget, protocols: readonly string[], owner: WebSocketOwner) {
    this.#clock = program.clock;
    this.#owner = owner;
    connectWebSocket(target, protocols, program).then(
      (stream) => this.#connected(stream),
      (error: unknown) => {
        if (!(error instanceof SystemError)) throw error;
        this.#end(ABNORMAL, error);
      },
    );
  }

  send(bytes: Uint8Array): void {
    if (this.#stream === undefined || this.#closing !== undefined) return;
    if (!this.#stream.write(bytes)) this.buffered += bytes.length;
  }

  /** [MQTT-6.0.0-1]: a broker closes the connection for any other than a binary frame. */
  sendText(): void {
    this.close(CLOSE_CODE.unsupportedData, 'MQTT needs binary frames');
  }

  /** @param code absent: none is given */
  close(code: number = CLOSE_CODE.noStatus, reason = ''): void {
    if (this.#isOver || this.#closing !== undefined) return;
    this.#closing = { code, reason };
    const stream = this.#stream;
    if (stream === undefined) {
      const givenUp = new SystemError('ECONNRESET', undefined, 'It was closed before it was open');
      return this.#clock.soon(() => this.#end(ABNORMAL, givenUp));
    }
    stream.end();
    this.#deadline = this.#clock.timer(CLOSING_MS, () => {
      stream.destroy();
      this.#end(ABNORMAL);
    });
  }

  // ---- StreamReceiver ------------------------------------------------------------------------

  data(bytes: Uint8Array): void {
    if (this.#closing === undefined && !this.#isOver) this.#owner.received(bytes);
  }

  drain(): void {
    this.buffered = 0;
  }

  closed(error?: SystemError): void {
    if (error !== undefined) this.#end(ABNORMAL);
    else this.#end({ wasClean: true, ...(this.#closing ?? { code: CLOSE_CODE.normal, reason: '' }) });
  }

  #connected(stream: ByteStream): void {
    if (this.#isOver || this.#closing !== undefined) return stream.destroy();
    this.#stream = stream;
    this.#owner.opened();
    stream.open(this);
  }

  #end(close: WebSocketClose, error?: SystemError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#deadline?.cancel();
    this.#owner.closed(close, error);
  }
}

const ABNORMAL: WebSocketClose = { code: CLOSE_CODE.abnormal, reason: '', wasClean: false };
