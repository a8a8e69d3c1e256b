/**
 * What any JavaScript host has beside the language, pages and Node alike, as far as a WebSocket is made of it. Taken
 * when this is loaded: a program may replace its globals.
 */
import type { SystemError } from '#runtime/ports.ts';
import type { WebSocketClose } from './web-socket-connection.ts';

export interface HostBlob {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

interface HostEventTarget {
  addEventListener(kind: string, listener: (event: unknown) => void): void;
  removeEventListener(kind: string, listener: (event: unknown) => void): void;
  dispatchEvent(event: object): boolean;
}

interface HostClasses {
  readonly Event: new (kind: string) => object;
  readonly EventTarget: new () => HostEventTarget;
  readonly MessageEvent: new (kind: string, init: { readonly data: unknown }) => object;
  readonly DOMException: new (message: string, name: string) => Error;
  readonly Blob: new (parts: readonly Uint8Array[]) => HostBlob;
  readonly URL: new (url: string) => HostUrl;
}

export interface HostUrl {
  readonly href: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

const { Event, EventTarget, MessageEvent, DOMException, Blob, URL } = globalThis as unknown as HostClasses;
export const host: HostClasses = { Event, EventTarget, MessageEvent, DOMException, Blob, URL };
export const DomError = DOMException;

/** https://websockets.spec.whatwg.org, 5. */
export class CloseEvent extends Event {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;

  constructor({ code, reason, wasClean }: WebSocketClose) {
    super('close');
    this.code = code;
    this.reason = reason;
    this.wasClean = wasClean;
  }
}

/** A browser keeps silent about why; Node's own says it, and so does this. */
export class ErrorEvent extends Event {
  readonly error: SystemError;
  readonly message: string;

  constructor(error: SystemError) {
    super('error');
    this.error = error;
    this.message = error.message;
  }
}
