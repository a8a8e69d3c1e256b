/**
 * A WebSocket of the page as a test sees it from the page's side: what it says to the lab, and what the
 * lab said to it. Messages are cloned, as between threads, and arrive in a later turn of the lab's clock.
 */
import type { LabPort, SocketInput, SocketOutput, SocketRequest, SocketTarget } from '#runtime/lab/socket-messages.ts';
import type { Clock } from '#runtime/ports.ts';

export class TestSocket {
  /** What the lab said, oldest first. */
  readonly told: SocketOutput[] = [];
  /** Whether frames are said to be taken as they come; off: the page is busy. */
  takes = true;
  readonly #clock: Clock;
  #toLab: (event: { readonly data: SocketInput }) => void = () => {};
  #gone: () => void = () => {};
  #isClosed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  request(to: SocketTarget, protocols: readonly string[] = ['mqtt']): SocketRequest {
    return { type: 'socket', to, protocols, port: this.#port() };
  }

  say(message: SocketInput): void {
    const data = structuredClone(message);
    this.#clock.soon(() => {
      if (!this.#isClosed) this.#toLab({ data });
    });
  }

  /** The worker that holds the other end is terminated. */
  vanish(): void {
    this.#clock.soon(() => this.#gone());
  }

  get last(): SocketOutput | undefined {
    return this.told.at(-1);
  }

  /** Bytes of all frames that came. */
  get bytes(): number[] {
    return this.told.flatMap((message) => (message.kind === 'frame' ? [...message.bytes] : []));
  }

  #port(): LabPort<SocketInput, SocketOutput> {
    return {
      postMessage: (message, transfer) => {
        const data = structuredClone(message, { transfer });
        this.#clock.soon(() => {
          this.told.push(data);
          if (this.takes && data.kind === 'frame') this.say({ kind: 'taken', bytes: data.bytes.length });
        });
      },
      addEventListener: (type: 'message' | 'close', listener: never) => {
        if (type === 'message') this.#toLab = listener;
        else this.#gone = listener;
      },
      start() {},
      close: () => {
        this.#isClosed = true;
      },
    };
  }
}
