import { readFileSync } from 'node:fs';

/**
 * A recording of the real tools, Mosquitto 2.0.11 as Debian packages it: what was run in a shell, and
 * what each process printed and ended with. `replay.ts` plays it again, with any implementation of
 * the same names, and compares.
 *
 * `$PORT` to `$PORT4` stand for free ports in configuration, files, commands and expected output.
 */
export interface GoldenCase {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  /** mosquitto.conf; null: a listener on $PORT of this machine, anonymous clients allowed. */
  readonly conf: string | null;
  /** The configuration is written, but no broker started before the steps. */
  readonly no_broker?: boolean;
  /** Written into the working directory, which is the home directory too. */
  readonly files?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  /** Applied to the output, in order, before comparing; `where`: `*`, a process, or `process.stream`. */
  readonly normalise?: readonly { readonly regex: string; readonly replace: string; readonly where?: string }[];
  /** Of a broker, only the lines of standard error that match; a broker not named is not compared. */
  readonly logs?: Readonly<Record<string, string>>;
  /** `process.stream` whose order is not promised. */
  readonly sort?: readonly string[];
  readonly expect: Readonly<Record<string, Outcome>>;
}

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** As `$?` shows it. */
  readonly exit: number | 'running';
}

export type Step = (
  | { readonly run: string; readonly id: string; readonly stdin?: string }
  | { readonly start: string; readonly cmd: string; readonly stdin?: string }
  | { readonly write: readonly [process: string, text: string] }
  | { readonly close: string }
  | { readonly signal: readonly [process: string, signal: 'INT' | 'TERM' | 'KILL' | 'STOP' | 'CONT' | 'HUP'] }
  | { readonly wait_exit: string }
  | { readonly wait_ms: number }
  | { readonly await: Condition | readonly Condition[] }
) & { readonly until?: Condition | readonly Condition[] };

/** Synchronises, for at most ten seconds or `timeout_s`; what is checked is the output at the end. */
export interface Condition {
  readonly proc: string;
  readonly stream?: 'stdout' | 'stderr';
  /** At least so many lines in all. */
  readonly lines?: number;
  /** `count` (1) matches that were not there when the step began. */
  readonly regex?: string;
  readonly count?: number;
  /** It has ended. */
  readonly exit?: boolean;
  readonly timeout_s?: number;
}

export const GOLDEN_CASES = JSON.parse(
  readFileSync(new URL('./cases.json', import.meta.url), 'utf8'),
) as readonly GoldenCase[];
