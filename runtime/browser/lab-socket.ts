/**
 * A WebSocket whose other end is the lab. An interceptor stands in for the browser's class; where its
 * stand-in is looser than the standard (https://websockets.spec.whatwg.org), this makes it true:
 *
 * - it opens when the lab's handshake is done, with the subprotocol chosen there, or never
 * - `close()` goes through the connection before the event comes: 1005 without a code, else that code
 * - a lost connection reads 1006 and not clean; a failed handshake is an `error` before it
 * - `bufferedAmount` counts what the lab has not taken yet
 * - `send` keeps the bytes as they were, `binaryType` says how they arrive
 */
import type { WebSocketClientConnection } from '@mswjs/interceptors/WebSocket';
import type { SocketInput, SocketOutput, SocketRequest, SocketTarget } from '#runtime/lab/socket-messages.ts';

/** Hands a request to the lab, with the port that is in it. */
export type SendToLab = (request: SocketRequest, transfer: Transferable[]) => void;

/** The interceptor's end of a connection, as far as it is used. */
export type InterceptedClient = Pick<WebSocketClientConnection, 'send' | 'close'> & {
  readonly socket: WebSocket;
  addEventListener(type: 'message', listener: (event: MessageEvent<Data>) => void): void;
};

type Data = string | ArrayBufferLike | ArrayBufferView | Blob;
/** Its state is plain fields, where a browser's has getters. */
type StandIn = Omit<WebSocket, 'protocol' | 'readyState'> & { protocol: string; readyState: number };

/** More than this unsent, and the socket is closed as full; a browser's has such an end too. */
const LARGEST_BACKLOG = 64 * 1024 * 1024;
const ABNORMAL = 1006;
const LONGEST_REASON = 123;

const utf8Length = (text: string): number => new TextEncoder().encode(text).length;

/** What is sent, as it is now: the caller may go on writing to its buffer. */
const copyOf = (data: Data): Data => {
  if (typeof data === 'string' || data instanceof Blob) return data;
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
  if (data instanceof ArrayBuffer) return new Uint8Array(data).slice();
  // As any other value, by its text (Web IDL, USVString).
  return String(data as unknown);
};

const sizeOf = (data: Data): number =>
  typeof data === 'string' ? utf8Length(data) : data instanceof Blob ? data.size : data.byteLength;

export class LabSocket {
  readonly #socket: StandIn;
  readonly #target: SocketTarget;
  readonly #protocols: readonly string[];
  readonly #toLab: SendToLab;
  #client: InterceptedClient | undefined;
  #port: MessagePort | undefined;
  #protocol = '';
  /** Bytes that the lab has not taken yet. */
  #unsent = 0;
  /** It ended otherwise than by a close: an `error` goes before. */
  #failed = false;
  #closeAsked = false;
  /** What was sent, in its order: a Blob must be read first. */
  #sending: Promise<void> = Promise.resolve();

  /** @param socket just constructed by the interceptor's class */
  constructor(socket: WebSocket, target: SocketTarget, protocols: readonly string[], toLab: SendToLab) {
    this.#socket = socket;
    this.#target = target;
    this.#protocols = protocols;
    this.#toLab = toLab;
    Object.defineProperty(socket, 'bufferedAmount', { get: () => this.#unsent, set: () => {} });
    const send = socket.send.bind(socket) as (data: Data) => void;
    socket.send = (data: Data) => this.#send(data, send);
    socket.close = (code?: number, reason = '') => this.#close(code, reason);
    // Both stand first, so that what a program sees in its own listeners is already true.
    socket.addEventListener('open', () => (this.#socket.protocol = this.#protocol));
    socket.addEventListener('close', (event) => {
      (event as { wasClean: boolean }).wasClean = event.code !== ABNORMAL;
      if (this.#failed) socket.dispatchEvent(new Event('error'));
    });
  }

  /** Asks the lab. Resolves when the interceptor may go on: the socket opens, or is closed already. */
  connect(client: InterceptedClient): Promise<void> {
    this.#client = client;
    const { port1, port2 } = new MessageChannel();
    return new Promise((answered) => {
      if (this.#closeAsked) {
        this.#fail();
        return answered();
      }
      this.#port = port1;
      port1.onmessage = ({ data }: MessageEvent<SocketOutput>) => {
        this.#receive(data, client);
        answered();
      };
      client.addEventListener('message', ({ data }) => this.#pass(data));
      this.#toLab({ type: 'socket', to: this.#target, protocols: this.#protocols, port: port2 }, [port2]);
    });
  }

  // ---- what the program asks for -------------------------------------------------------------

  #send(data: Data, send: (data: Data) => void): void {
    const { readyState } = this.#socket;
    if (readyState === WebSocket.CONNECTING)
      throw new DOMException('The WebSocket is still connecting', 'InvalidStateError');
    const copy = copyOf(data);
    this.#unsent += sizeOf(copy);
    if (readyState !== WebSocket.OPEN) return;
    if (this.#unsent <= LARGEST_BACKLOG) return send(copy);
    this.#lose();
    this.#fail();
  }

  /** What the interceptor hands on of what was sent, in its order. */
  #pass(data: Data): void {
    this.#sending = this.#sending.then(async () => {
      if (typeof data === 'string') {
        // What is in it does not matter: it is a text frame.
        this.#unsent -= utf8Length(data);
        return this.#post({ kind: 'text' });
      }
      const bytes = data instanceof Blob ? new Uint8Array(await data.arrayBuffer()) : (data as Uint8Array<ArrayBuffer>);
      this.#post({ kind: 'frame', bytes }, [bytes.buffer]);
    });
  }

  #close(code: number | undefined, reason: string): void {
    if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999))
      throw new DOMException(`${code} is neither 1000 nor from 3000 to 4999`, 'InvalidAccessError');
    if (utf8Length(reason) > LONGEST_REASON)
      throw new DOMException(`The reason is longer than ${LONGEST_REASON} bytes`, 'SyntaxError');
    const { readyState } = this.#socket;
    if (this.#closeAsked || readyState === WebSocket.CLOSING || readyState === WebSocket.CLOSED) return;
    this.#closeAsked = true;
    this.#socket.readyState = WebSocket.CLOSING;
    if (readyState === WebSocket.CONNECTING) {
      // Before the interceptor has told of the connection, `connect` will see to it.
      if (this.#client === undefined) return;
      this.#lose();
      return this.#fail();
    }
    // The interceptor tells of what was sent in a microtask; this comes after it.
    queueMicrotask(() => {
      this.#sending = this.#sending.then(() =>
        this.#post({ kind: 'close', reason, ...(code === undefined ? {} : { code }) }),
      );
    });
  }

  // ---- what the lab says ---------------------------------------------------------------------

  #receive(message: SocketOutput, client: InterceptedClient): void {
    switch (message.kind) {
      case 'open':
        this.#protocol = message.protocol;
        return;
      case 'failed':
        return this.#fail();
      case 'taken':
        this.#unsent -= message.bytes;
        return;
      case 'frame': {
        const { bytes } = message;
        client.send(
          this.#socket.binaryType === 'arraybuffer'
            ? (bytes.buffer as ArrayBuffer)
            : new Blob([bytes as Uint8Array<ArrayBuffer>]),
        );
        return this.#post({ kind: 'taken', bytes: bytes.length });
      }
      case 'closed':
        return this.#end(message.code, message.reason);
    }
  }

  #post(message: SocketInput, transfer: Transferable[] = []): void {
    this.#port?.postMessage(message, transfer);
  }

  #lose(): void {
    this.#post({ kind: 'lost' });
  }

  #fail(): void {
    this.#failed = true;
    this.#end(ABNORMAL, '');
  }

  #end(code: number, reason: string): void {
    this.#port?.close();
    this.#port = undefined;
    // The interceptor closes nothing that is already closing.
    if (this.#closeAsked) this.#socket.readyState = WebSocket.OPEN;
    this.#client?.close(code, reason);
  }
}
