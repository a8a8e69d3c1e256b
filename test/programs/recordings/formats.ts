import { readFileSync } from 'node:fs';
import type { Publish } from '#runtime/mqtt/packet.ts';

/**
 * What mosquitto_sub 2.0.11, as Debian packages it, prints for a message with `-F`: times in JSON read
 * `TST`, and bytes that are not UTF-8 stand in hexadecimal. `test/long/formats.test.ts` compares with
 * the one that is installed.
 */
export interface FormatRecording {
  readonly level: 4 | 5;
  readonly message: Publish;
  /** --pretty */
  readonly pretty: boolean;
  readonly runs: readonly FormatRun[];
}

export interface FormatRun {
  readonly format: string;
  readonly stdout: Uint8Array;
  readonly stderr: string;
  readonly exit: number;
}

interface Written {
  readonly level: 4 | 5;
  readonly message: Omit<Publish, 'payload' | 'properties'> & {
    readonly payload: string;
    readonly properties?: Readonly<Record<string, unknown>>;
  };
  readonly pretty?: boolean;
  readonly runs: readonly {
    readonly format: string;
    readonly stdout?: string;
    readonly stdoutHex?: string;
    readonly stderr?: string;
    readonly exit?: number;
  }[];
}

const read = <Value>(name: string): Value =>
  JSON.parse(readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')) as Value;
const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

export const FORMAT_RECORDINGS: readonly FormatRecording[] = read<readonly Written[]>('formats.json').map(
  ({ level, message, pretty = false, runs }) => ({
    level,
    pretty,
    message: {
      ...message,
      type: 'PUBLISH',
      dup: false,
      payload: fromHex(message.payload),
      ...(message.properties !== undefined && { properties: withBytes(message.properties) }),
    },
    runs: runs.map(({ format, stdout = '', stdoutHex, stderr = '', exit = 0 }) => ({
      format,
      stdout: stdoutHex === undefined ? new TextEncoder().encode(stdout) : fromHex(stdoutHex),
      stderr,
      exit,
    })),
  }),
);

function withBytes(properties: Readonly<Record<string, unknown>>): NonNullable<Publish['properties']> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      name === 'correlationData' ? fromHex(String(value)) : value,
    ]),
  );
}

/** What strftime(3) of glibc makes of each conversion, joined by `|`, at `epoch` in `zone`. */
export const STRFTIME_RECORDINGS = read<{
  readonly conversions: string;
  readonly rows: readonly { readonly zone: string; readonly epoch: number; readonly text: string }[];
}>('strftime.json');
