/**
 * How a WebSocket of the page reaches the lab. Whoever constructs it sends
 * one request with a port, and from then on the two speak by that port, one message a frame:
 *
 *     realm → lab   request · frame … · taken … · close
 *     lab → realm   open · frame … · taken … · closed        or, when the handshake fails: failed
 *
 * `taken` is the flow control that a WebSocket's own interface lacks: either side says how many bytes
 * of payload it has taken on, and neither sends far ahead of that.
 */

/** Where a WebSocket leads: to this page's broker, or to any port of the virtual LAN. */
export type SocketTarget =
  | { readonly kind: 'broker' }
  | {
      readonly kind: 'host';
      /** A name or an address of the LAN. */
      readonly host: string;
      readonly port: number;
      /** With the query: `/mqtt`. */
      readonly path: string;
      /** `wss:` */
      readonly secure: boolean;
    };

export interface SocketRequest {
  readonly type: 'socket';
  readonly to: SocketTarget;
  /** The subprotocols offered, the favourite first. */
  readonly protocols: readonly string[];
  /** The lab's end. */
  readonly port: LabPort<SocketInput, SocketOutput>;
}

/** What the realm says. */
export type SocketInput =
  /** A binary frame. */
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  /** A text frame; whatever it says, MQTT has no use for it. */
  | { readonly kind: 'text' }
  | { readonly kind: 'taken'; readonly bytes: number }
  /** Close the connection in order. */
  | { readonly kind: 'close'; readonly code?: number; readonly reason: string }
  /** The connection broke down, or is to be given up before it stands: no closing handshake. */
  | { readonly kind: 'lost' };

/** What the lab says. */
export type SocketOutput =
  | { readonly kind: 'open'; readonly protocol: string }
  /** The handshake failed. A page is never told why. Nothing follows. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  | { readonly kind: 'taken'; readonly bytes: number }
  /** As in CloseEvent: 1006 when the connection was lost. Nothing follows. */
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string };

/** The lab's end of a MessagePort. */
export interface LabPort<In, Out> {
  postMessage(message: Out, transfer: ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: In }) => void): void;
  /** The realm at the other end is gone. Not every browser tells. */
  addEventListener(type: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}
