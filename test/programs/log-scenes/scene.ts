import type { Signal } from '#runtime/pi/process.ts';
import type { MqttTestClient } from '../../kit/mqtt-client.ts';

/**
 * A broker with its configuration, and what its clients do: played before the real Mosquitto it gives a
 * recording, played before ours the lines to be compared with that.
 *
 * Lines hold no time, no client's port and no generated id: `127.0.0.1:CLIENT`, `auto-ID`. Ports of
 * listeners are written `@1`, `@2`, … in the configuration, and in lines; the broker's directory is `~`.
 */
export interface Scene {
  readonly name: string;
  readonly conf: string;
  /** Beside the configuration, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** After `mosquitto -c FILE`; `-v` when absent. */
  readonly options?: readonly string[];
  readonly play?: (room: Room) => Promise<void>;
  /** Where ours says something else, on purpose. */
  readonly differs?: readonly Difference[];
}

/** Lines that follow each other, wherever they stand in the recording, and what ours says in their place. */
export interface Difference {
  readonly because: string;
  readonly real: readonly string[];
  readonly ours: readonly string[];
}

/** What is expected of ours: the recording, but for the differences. @throws Error when a difference is none (any more) */
export function expected(lines: readonly string[], differs: readonly Difference[] = []): readonly string[] {
  let rest = lines;
  for (const { real, ours, because } of differs) {
    const at = rest.findIndex((_, index) => real.every((line, offset) => rest[index + offset] === line));
    if (at < 0) throw new Error(`not in the recording any more: ${real.join(' / ')} (${because})`);
    rest = [...rest.slice(0, at), ...ours, ...rest.slice(at + real.length)];
  }
  return rest;
}

export interface Room {
  /** A connection to the listener `@n`, the first when absent; once the broker has said so. */
  client(listener?: number): Promise<MqttTestClient>;
  /** Lets what has been sent arrive, and be answered and said. */
  settle(): Promise<void>;
  pass(seconds: number): Promise<void>;
  signal(signal: Signal): Promise<void>;
  /** Ends the broker in an orderly way and starts it again, with the files it has left. */
  restart(): Promise<void>;
  write(file: string, content: string): Promise<void>;
}

/** Lines as they are compared. */
export function masked(line: string): string {
  return line
    .replace(/^\d{10}: /, '')
    .replace(/(127\.0\.0\.1|::1):\d{4,5}\b/g, '$1:CLIENT')
    .replace(/(^|[^0-9A-F])[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/g, '$1ID');
}
