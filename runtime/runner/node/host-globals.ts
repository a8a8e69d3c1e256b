/** What JavaScript hosts have beside the language, pages and Node alike, as far as `node` here builds on it. */
interface HostGlobals {
  readonly URL: new (url: string, base?: string) => HostUrl;
  readonly URLSearchParams: unknown;
  readonly TextEncoder: unknown;
  readonly TextDecoder: unknown;
  readonly AbortController: new () => { readonly signal: HostSignal; abort(reason?: unknown): void };
  readonly AbortSignal: unknown;
  readonly Event: unknown;
  readonly EventTarget: unknown;
  readonly structuredClone: unknown;
  readonly crypto: unknown;
}

export interface HostUrl {
  readonly href: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly username: string;
  readonly password: string;
}

export interface HostSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(event: 'abort', heard: () => void, options?: { once?: boolean }): void;
  removeEventListener(event: 'abort', heard: () => void): void;
}

export const host = globalThis as unknown as HostGlobals;

/** The globals of this worker, to be replaced by those of the Pi's node. */
export const globals = globalThis as unknown as Record<PropertyKey, unknown>;
