import { memoryPair, MemoryStream } from '#runtime/bridge/memory-stream.ts';
import type { Address } from '#runtime/ports.ts';

export interface WireOptions {
  /** When bytes arrive: in a later turn. A `ManualClock` makes that the next `settle`. Default: the host's loop. */
  readonly clock?: { soon(run: () => void): void };
  readonly client?: Address;
  readonly server?: Address;
  /** Bytes that may be on their way before `write` says false. */
  readonly highWater?: number;
}

/** One end of a `streamPair`. */
export { MemoryStream as WireEnd };

/** An in-memory connection: the client's end and the server's, with addresses as of TCP on this machine. */
export function streamPair(options: WireOptions = {}): [client: MemoryStream, server: MemoryStream] {
  const {
    clock = { soon: (run) => void setImmediate(run) },
    client = { host: '127.0.0.1', port: 40_000 },
    server = { host: '127.0.0.1', port: 1883 },
    highWater = 64 * 1024,
  } = options;
  return memoryPair({ clock, one: client, other: server, highWater });
}
