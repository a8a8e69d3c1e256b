/** What the types of `mqtt` speak of and no program here can import. */
declare module 'readable-stream' {
  export * from 'node:stream';
  export type DuplexOptions = object;
}
declare module 'worker-timers' {
  export function setInterval(run: () => void, ms: number): number;
  export function clearInterval(timer: number): void;
}
declare module 'ws' {
  export type ClientOptions = object;
}
declare module 'http' {
  export type ClientRequestArgs = object;
}
interface WebSocket {
  readonly readyState: number;
  send(data: string | Uint8Array): void;
  close(code?: number, reason?: string): void;
}
