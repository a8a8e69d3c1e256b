import type { ByteStream } from '#runtime/ports.ts';

/** The way from a lab to the broker of its seat in a server. */
export interface Uplink {
  /** What is known of the seat now. */
  readonly state: UplinkState;
  /** Called at every change of `state`. */
  onState: (state: UplinkState) => void;
  /**
   * A connection to the seat's broker: one for each simulated client, as a WebSocket of its own.
   * @throws SystemError `ECONNREFUSED` while the server cannot be reached
   */
  connect(): Promise<ByteStream>;
  /** The seat's broker as delivered: clients are disconnected, nothing is retained. */
  renew(): void;
  /** Gives the seat back and tries no more. */
  close(): void;
}

export type UplinkState =
  | { readonly kind: 'connecting' }
  | {
      readonly kind: 'ready';
      readonly seat: string;
      /** TCP port that leads to the same broker; absent: none does. */
      readonly tcpPort?: number;
    }
  /** `retryAt`: milliseconds since 1970-01-01T00:00:00Z. */
  | { readonly kind: 'lost'; readonly retryAt: number };
