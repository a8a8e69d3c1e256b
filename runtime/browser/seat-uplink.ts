import { SystemError, type ByteStream } from '#runtime/ports.ts';
import type { Uplink, UplinkState } from '#runtime/lab/uplink.ts';
import { openWebSocketStream } from './websocket-stream.ts';

/** What the server says once a page has taken its seat. */
interface SeatMessage {
  readonly seat: string;
  /** Path of the seat's broker, e.g. `/mqtt/1`. */
  readonly mqtt: string;
  readonly tcpPort?: number;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;
/** The server speaks every 10 seconds; a WLAN that is gone says nothing at all. */
const SILENCE_MS = 25_000;

/**
 * Holds a seat in the server by one WebSocket: as long as it is open the seat's broker is this
 * page's. Lost, it is asked for again, with growing pauses, and the server gives the same one back.
 */
export class SeatUplink implements Uplink {
  onState: (state: UplinkState) => void = () => {};
  readonly #url: string;
  #state: UplinkState = { kind: 'connecting' };
  #mqtt = '';
  #socket: WebSocket | undefined;
  #retryMs = FIRST_RETRY_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** @param url of the server's seat endpoint, with the page's token */
  constructor(url: string) {
    this.#url = url;
    this.#open();
  }

  get state(): UplinkState {
    return this.#state;
  }

  connect(): Promise<ByteStream> {
    if (this.#state.kind !== 'ready') return Promise.reject(new SystemError('ECONNREFUSED'));
    return openWebSocketStream(this.#mqtt);
  }

  renew(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send('{"renew":true}');
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
  }

  #open(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    const lost = (): void => {
      if (this.#socket !== socket || this.#closed) return;
      this.#socket = undefined;
      socket.close();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#open(), this.#retryMs);
      this.#become({ kind: 'lost', retryAt: performance.timeOrigin + performance.now() + this.#retryMs });
      this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
    };
    const alive = (): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(lost, SILENCE_MS);
    };
    alive();
    socket.onclose = lost;
    socket.onmessage = (event: MessageEvent<string>) => {
      if (this.#socket !== socket) return;
      alive();
      const message = JSON.parse(event.data) as SeatMessage | Record<string, never>;
      if (!('seat' in message)) return;
      this.#retryMs = FIRST_RETRY_MS;
      const url = new URL(message.mqtt, this.#url);
      url.search = '';
      this.#mqtt = url.href;
      const { seat, tcpPort } = message as SeatMessage;
      this.#become({ kind: 'ready', seat, ...(tcpPort === undefined ? {} : { tcpPort }) });
    };
  }

  #become(state: UplinkState): void {
    this.#state = state;
    this.onState(state);
  }
}
