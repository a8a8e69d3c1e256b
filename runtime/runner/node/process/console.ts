/** `console`: formatted as by util.inspect, to standard output and standard error. */
import type { Program } from '../../inside/program.ts';
import { formatWithOptions, inspect, type InspectOptions } from '../modules/inspect.ts';
import { consoleTable } from './console-table.ts';
import type { NodeProcess } from './node-process.ts';
import type { StdWriter } from './std-streams.ts';

interface Writes {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

export interface ConsoleOptions {
  readonly stdout: Writes;
  readonly stderr: Writes;
  readonly now: () => number;
}

export function consoleOf(program: Program, { stdout, stderr }: NodeProcess): object {
  return makeConsole({ stdout, stderr, now: () => program.clock.now() });
}

/** @param now milliseconds, for `console.time` */
export function makeConsole({ stdout, stderr, now }: ConsoleOptions): object {
  let indent = '';
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();

  const print = (stream: Writes, text: string): void => {
    const whole = indent === '' ? text : indent + text.replaceAll('\n', `\n${indent}`);
    stream.write(`${whole}\n`);
  };
  const formatted = (stream: Writes, args: readonly unknown[]): string => formatWithOptions(options(stream), ...args);
  const log = (...args: unknown[]): void => print(stdout, formatted(stdout, args));
  const error = (...args: unknown[]): void => print(stderr, formatted(stderr, args));
  const elapsed = (label: string): string | undefined => {
    const began = timers.get(label);
    if (began !== undefined) return shownTime(now() - began);
    error(`Warning: No such label '${label}' for console.time()`);
    return undefined;
  };

  const group = (...args: unknown[]): void => {
    if (args.length > 0) log(...args);
    indent += '  ';
  };
  return {
    log,
    info: log,
    debug: log,
    error,
    warn: error,
    trace(...args: unknown[]) {
      const here = new Error(formatted(stderr, args));
      here.name = 'Trace';
      const frames = (here.stack ?? '').split('\n    at ').slice(1);
      error([`Trace${here.message === '' ? '' : `: ${here.message}`}`, ...frames].join('\n    at '));
    },
    dir: (value: unknown, how: InspectOptions = {}) => print(stdout, inspect(value, { ...options(stdout), ...how })),
    dirxml: log,
    assert(holds: unknown, ...args: unknown[]) {
      if (holds) return;
      const [first, ...others] = args;
      if (typeof first === 'string') error(`Assertion failed: ${first}`, ...others);
      else error(args.length > 0 ? 'Assertion failed:' : 'Assertion failed', ...args);
    },
    count(label: unknown = 'default') {
      const count = (counts.get(String(label)) ?? 0) + 1;
      counts.set(String(label), count);
      log(`${String(label)}: ${count}`);
    },
    countReset(label: unknown = 'default') {
      if (!counts.delete(String(label))) error(`Warning: Count for '${String(label)}' does not exist`);
    },
    time(label: unknown = 'default') {
      if (timers.has(String(label))) error(`Warning: Label '${String(label)}' already exists for console.time()`);
      else timers.set(String(label), now());
    },
    timeLog(label: unknown = 'default', ...args: unknown[]) {
      const text = elapsed(String(label));
      if (text !== undefined) log(`${String(label)}: ${text}`, ...args);
    },
    timeEnd(label: unknown = 'default') {
      const text = elapsed(String(label));
      if (text !== undefined) log(`${String(label)}: ${text}`);
      timers.delete(String(label));
    },
    group,
    groupCollapsed: group,
    groupEnd() {
      indent = indent.slice(2);
    },
    table(data: unknown, columns?: readonly string[]) {
      const table = consoleTable(data, columns);
      if (table === undefined) log(data);
      else print(stdout, table);
    },
    timeStamp() {},
    profile() {},
    profileEnd() {},
    Console: function Console(out: Writes | { stdout: Writes; stderr?: Writes }, err?: Writes) {
      const both =
        'stdout' in out
          ? { stdout: out.stdout, stderr: out.stderr ?? out.stdout }
          : { stdout: out, stderr: err ?? out };
      return makeConsole({ ...both, now });
    },
    [Symbol.toStringTag]: 'console',
  };
}

const options = (stream: Writes): InspectOptions => ({
  colors: stream.isTTY === true && (stream as StdWriter).getColorDepth() > 2,
});

function shownTime(ms: number): string {
  if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(3)}s`;
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(seconds % 60).toFixed(3).padStart(6, '0')} (m:ss.mmm)`;
}
