/**
 * `WebSocket` as programs of a Pi have it: https://websockets.spec.whatwg.org over a socket of the process.
 *
 *     new WebSocket('ws://192.168.1.3:9001', 'mqtt')    a listener with protocol websockets
 *     new WebSocket('ws://rpi-broker:1883', 'mqtt')     a plain one: it hangs up on the handshake
 *     new WebSocket('wss://rpi-broker:9001', 'mqtt')    nobody on the LAN speaks TLS: fails
 *     new WebSocket('ws://example.org')                 a Pi in a lab has no internet: fails
 *     new WebSocket('http://rpi-broker#x')              SyntaxError: a fragment
 *
 * A worker's own class would lead out of the lab, or, intercepted, into it from nowhere. This one comes from the
 * Pi's address and is its process's: it shows in `ss`, stops with SIGSTOP and ends with the process. It needs nothing
 * of a page, so that a program does the same in a thread of Node.
 */
import { SUBPROTOCOL } from '#runtime/lan/web-socket-client.ts';
import type { SystemError } from '#runtime/ports.ts';
import { CloseEvent, DomError, ErrorEvent, host, type HostBlob } from './event-classes.ts';
import { ownBytes } from './own-bytes.ts';
import type { Program } from './program.ts';
import { WebSocketConnection, type WebSocketClose, type WebSocketOwner } from './web-socket-connection.ts';
import { protocolsOf, urlOf } from './web-socket-url.ts';

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
const STATES = { CONNECTING, OPEN, CLOSING, CLOSED } as const;
const KINDS = ['open', 'message', 'error', 'close'] as const;
/** Of a close, in bytes. */
const LONGEST_REASON = 123;

type Data = string | ArrayBuffer | ArrayBufferView | HostBlob;
type Listener = (event: unknown) => void;

/** The event loop of the program. */
export interface ProgramLoop {
  /** Something may still call the program. @returns says that it will not */
  hold(): () => void;
  /** Calls the program. */
  run(callback: () => void): void;
}

/** @returns the class, to be the global `WebSocket` of the program */
export function programWebSocket(
  program: Program,
  loop: ProgramLoop,
): new (url: unknown, protocols?: unknown) => WebSocketOfPi {
  return class WebSocket extends WebSocketOfPi {
    constructor(url: unknown, protocols: unknown = []) {
      super(url, protocols, program, loop);
    }
  };
}

export abstract class WebSocketOfPi extends host.EventTarget implements WebSocketOwner {
  readonly url: string;
  readonly extensions = '';
  readonly #connection: WebSocketConnection;
  readonly #loop: ProgramLoop;
  readonly #release: () => void;
  readonly #handlers = new Map<string, Listener>();
  #binaryType: 'blob' | 'arraybuffer' = 'blob';
  #state: number = CONNECTING;
  #protocol = '';
  /** Bytes of Blobs that are still being read, or that were sent too late. */
  #unread = 0;
  /** What was sent after a Blob waits until that is read. */
  #reading: Promise<void> | undefined;

  constructor(url: unknown, protocols: unknown, program: Program, loop: ProgramLoop) {
    super();
    const { target, href } = urlOf(String(url));
    const offered = protocolsOf(protocols);
    this.url = href;
    this.#loop = loop;
    this.#release = loop.hold();
    this.#connection = new WebSocketConnection(program, target, offered, this);
  }

  get readyState(): number {
    return this.#state;
  }

  get protocol(): string {
    return this.#protocol;
  }

  get bufferedAmount(): number {
    return this.#connection.buffered + this.#unread;
  }

  get binaryType(): 'blob' | 'arraybuffer' {
    return this.#binaryType;
  }

  set binaryType(type: 'blob' | 'arraybuffer') {
    // Of an enumeration anything else is left out: Web IDL, 3.6.
    if (type === 'blob' || type === 'arraybuffer') this.#binaryType = type;
  }

  send(data: Data): void {
    if (this.#state === CONNECTING) throw new DomError('The WebSocket is not open yet', 'InvalidStateError');
    if (this.#state !== OPEN) {
      this.#unread += sizeOf(data);
      return;
    }
    if (data instanceof host.Blob) return this.#sendBlob(data);
    // The program may go on writing to its buffer.
    const bytes = bytesOf(data)?.slice();
    this.#inOrder(() => (bytes === undefined ? this.#connection.sendText() : this.#connection.send(bytes)));
  }

  close(code?: number, reason = ''): void {
    if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999))
      throw new DomError(`${code} is neither 1000 nor from 3000 to 4999`, 'InvalidAccessError');
    if (new TextEncoder().encode(reason).length > LONGEST_REASON)
      throw new DomError(`The reason is longer than ${LONGEST_REASON} bytes`, 'SyntaxError');
    if (this.#state === CLOSING || this.#state === CLOSED) return;
    this.#state = CLOSING;
    this.#inOrder(() => this.#connection.close(code, reason));
  }

  // ---- WebSocketOwner ------------------------------------------------------------------------

  opened(): void {
    this.#state = OPEN;
    this.#protocol = SUBPROTOCOL;
    this.#tell(new host.Event('open'));
  }

  received(bytes: Uint8Array): void {
    const own = ownBytes(bytes);
    const data = this.#binaryType === 'arraybuffer' ? own.buffer : new host.Blob([own]);
    this.#tell(new host.MessageEvent('message', { data }));
  }

  closed(close: WebSocketClose, error?: SystemError): void {
    this.#state = CLOSED;
    if (error !== undefined) this.#tell(new ErrorEvent(error));
    this.#tell(new CloseEvent(close));
    this.#release();
  }

  // ---- handlers ------------------------------------------------------------------------------

  get onopen(): Listener | null {
    return this.#handlers.get('open') ?? null;
  }

  set onopen(handler: Listener | null) {
    this.#handle('open', handler);
  }

  get onmessage(): Listener | null {
    return this.#handlers.get('message') ?? null;
  }

  set onmessage(handler: Listener | null) {
    this.#handle('message', handler);
  }

  get onerror(): Listener | null {
    return this.#handlers.get('error') ?? null;
  }

  set onerror(handler: Listener | null) {
    this.#handle('error', handler);
  }

  get onclose(): Listener | null {
    return this.#handlers.get('close') ?? null;
  }

  set onclose(handler: Listener | null) {
    this.#handle('close', handler);
  }

  #handle(kind: (typeof KINDS)[number], handler: Listener | null): void {
    const before = this.#handlers.get(kind);
    if (before !== undefined) this.removeEventListener(kind, before);
    this.#handlers.delete(kind);
    if (typeof handler !== 'function') return;
    this.#handlers.set(kind, handler);
    this.addEventListener(kind, handler);
  }

  #tell(event: object): void {
    this.#loop.run(() => void this.dispatchEvent(event));
  }

  // ---- the order of sending ------------------------------------------------------------------

  #sendBlob(blob: HostBlob): void {
    this.#unread += blob.size;
    const release = this.#loop.hold();
    this.#reading = Promise.all([blob.arrayBuffer(), this.#reading]).then(([buffer]) => {
      this.#unread -= blob.size;
      this.#connection.send(new Uint8Array(buffer));
      release();
    });
  }

  #inOrder(act: () => void): void {
    if (this.#reading === undefined) act();
    else this.#reading = this.#reading.then(act);
  }
}

for (const [name, value] of Object.entries(STATES)) {
  Object.defineProperty(WebSocketOfPi, name, { value, enumerable: true });
  Object.defineProperty(WebSocketOfPi.prototype, name, { value, enumerable: true });
}

/** @returns undefined: a text frame */
function bytesOf(data: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : undefined;
}

const sizeOf = (data: unknown): number =>
  data instanceof host.Blob ? data.size : (bytesOf(data) ?? new TextEncoder().encode(String(data))).length;
