/**
 * Stacks that name the program's own files and lines, and nothing of what stands behind `node` here.
 *
 *     at f (file:///home/pi/led.ts:3:9)       an ES module
 *     at Object.<anonymous> (/home/pi/led.cjs:1:7)      CommonJS
 */
import { columnOf, type Sources } from '../load/sources.ts';

interface CallSite {
  toString(): string;
}

/** The frames that Node shows. Ours stand in between, and are left out. */
const SHOWN = 10;
const TAKEN = 60;

export interface Place {
  /** As frames name it: `file:///home/pi/led.ts`. */
  readonly name: string;
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** `name:line:column` at the end of a frame, in the forms of V8 and of others: `at f (name:1:2)`, `f@name:1:2`. */
const FRAME = /^\s*(?:at (?:(?<head>.*) \()?|(?<other>[^@\s]*)@)(?<name>.+?):(?<line>\d+):(?<column>\d+)\)?$/;

/** Makes `error.stack` of this worker name the program's files only, where the engine lets us (V8 does). */
export function tellOwnFrames(sources: Sources): void {
  const errors = Error as unknown as {
    stackTraceLimit: number;
    prepareStackTrace: (error: Error, sites: readonly CallSite[]) => string;
  };
  errors.stackTraceLimit = TAKEN;
  errors.prepareStackTrace = (error, sites) => {
    const frames = sites.map((site) => ownFrame(`    at ${site.toString()}`, sources)).filter((frame) => frame !== '');
    return [headOf(error), ...frames.slice(0, SHOWN)].join('\n');
  };
}

/** @returns '' for one that is not of the program */
function ownFrame(frame: string, sources: Sources): string {
  const found = FRAME.exec(frame)?.groups;
  const { name = '', line = '', column = '' } = found ?? {};
  const source = sources.named(name.replace(/^async /, ''));
  if (source === undefined) return '';
  return frame
    .replace(`:${line}:${column}`, `:${line}:${columnOf(source, Number(line), Number(column))}`)
    .replace('at Object.eval (', 'at Object.<anonymous> (')
    .replace(/at eval \((\[(?:eval|stdin)\]:\d+:\d+)\)$/, 'at $1');
}

/** The first place of the program in a stack. */
export function placeOf(stack: string, sources: Sources): Place | undefined {
  for (const frame of stack.split('\n')) {
    const { name = '', line = '', column = '' } = FRAME.exec(frame)?.groups ?? {};
    const clean = name.replace(/^async /, '');
    if (sources.named(clean) !== undefined) return { name: clean, line: Number(line), column: Number(column) };
  }
  return undefined;
}

function headOf(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}
