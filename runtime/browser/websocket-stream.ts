import { SystemError, type Address, type ByteStream, type StreamReceiver } from '#runtime/ports.ts';

/** Above this many unsent bytes `write` says "wait". */
const HIGH_WATER = 256 * 1024;
/** How often the browser's unsent bytes are looked at, since it does not tell when they are gone. */
const DRAIN_POLL_MS = 20;

const addressOf = (url: string): Address => {
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname, port: port === '' ? (protocol === 'wss:' ? 443 : 80) : Number(port) };
};

/**
 * Opens a WebSocket that carries MQTT (binary frames, subprotocol `mqtt` [MQTT-6.0.0-1 … -4]) as a
 * stream of bytes: frames are not packets. The browser cannot hold back what comes in, so `pause`
 * keeps it here.
 * @throws SystemError `ECONNREFUSED` when it does not open
 */
export function openWebSocketStream(url: string): Promise<ByteStream> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'mqtt');
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => resolve(new WebSocketStream(socket, url));
    socket.onerror = () => reject(new SystemError('ECONNREFUSED', url));
  });
}

class WebSocketStream implements ByteStream {
  readonly local: Address = { host: '0.0.0.0', port: 0 };
  readonly remote: Address;
  readonly #socket: WebSocket;
  #receiver: StreamReceiver | undefined;
  /** What came while nobody listened or while paused; undefined: deliver at once. */
  #held: Uint8Array[] | undefined = [];
  #closed: { error?: SystemError } | undefined;
  #ended = false;
  #waiting: ReturnType<typeof setInterval> | undefined;

  constructor(socket: WebSocket, url: string) {
    this.#socket = socket;
    this.remote = addressOf(url);
    socket.onerror = null;
    socket.onmessage = (event: MessageEvent<ArrayBuffer | string>) => {
      // A text frame is no MQTT [MQTT-6.0.0-1]: the server would have to close; so do we.
      if (typeof event.data === 'string') return this.destroy();
      const bytes = new Uint8Array(event.data);
      if (this.#held === undefined) this.#receiver?.data(bytes);
      else this.#held.push(bytes);
    };
    socket.onclose = (event) => {
      clearInterval(this.#waiting);
      // 1000 and 1001 are orderly ends, as is one that we asked for.
      const orderly = this.#ended || event.code === 1000 || event.code === 1001 || event.code === 1005;
      this.#closed = orderly ? {} : { error: new SystemError('ECONNRESET') };
      this.#settle();
    };
  }

  open(receiver: StreamReceiver): void {
    this.#receiver = receiver;
    this.resume();
  }

  write(bytes: Uint8Array): boolean {
    if (this.#ended || this.#socket.readyState !== WebSocket.OPEN) return true;
    this.#socket.send(bytes as Uint8Array<ArrayBuffer>);
    if (this.#socket.bufferedAmount < HIGH_WATER) return true;
    this.#waiting ??= setInterval(() => {
      if (this.#socket.bufferedAmount >= HIGH_WATER / 2) return;
      clearInterval(this.#waiting);
      this.#waiting = undefined;
      this.#receiver?.drain();
    }, DRAIN_POLL_MS);
    return false;
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#socket.close(1000);
  }

  destroy(): void {
    // A page cannot reset a WebSocket; 4000 to 4999 are free codes, and none of them is an orderly end.
    this.#ended = true;
    this.#socket.close(4000);
  }

  pause(): void {
    this.#held ??= [];
  }

  resume(): void {
    const held = this.#held;
    this.#held = undefined;
    for (const bytes of held ?? []) this.#receiver?.data(bytes);
    this.#settle();
  }

  /** Tells the end last, after everything that came before it was delivered. */
  #settle(): void {
    if (this.#closed === undefined || this.#held !== undefined || this.#receiver === undefined) return;
    const { error } = this.#closed;
    const receiver = this.#receiver;
    this.#receiver = undefined;
    receiver.closed(error);
  }
}
