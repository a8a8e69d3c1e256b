/** Errors of loading: what Node shows of the file, above the error itself. */
import { codedError } from '../errors/node-error.ts';

/** What is wrong with a file that is loaded, and where. */
export interface Fault {
  /** `file:///home/pi/led.ts` */
  readonly name: string;
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly length: number;
  readonly code: string;
  /** The error follows without an empty line. */
  readonly isTight?: boolean;
  /** The next line is shown too. */
  readonly isFollowed?: boolean;
}

const FAULTS = new WeakMap<object, Fault>();

/** Says where, for whoever prints it. */
export function faultyAt<Faulty extends Error>(error: Faulty, fault: Fault): Faulty {
  FAULTS.set(error, fault);
  return error;
}

export const faultOf = (error: unknown): Fault | undefined =>
  typeof error === 'object' && error !== null ? FAULTS.get(error) : undefined;

/** `file.ts:2`, the line, and carets under what is wrong. */
export function shownFault({ name, line, column, length, code, isFollowed = false }: Fault): string {
  const text = code.split('\n')[line - 1] ?? '';
  const room = text.slice(0, column - 1).replace(/[^\t]/g, ' ');
  const next = isFollowed ? (code.split('\n')[line] ?? '') : '';
  return `${name}:${line}\n${text}\n${room}${'^'.repeat(Math.max(1, length))}\n${next === '' ? '' : `${next}\n`}`;
}

/** @param at an offset in the text */
export function faultAt(name: string, code: string, at: number, length: number): Fault {
  const before = code.slice(0, at);
  return { name, code, line: before.split('\n').length, column: at - before.lastIndexOf('\n'), length };
}

/** A SyntaxError with the code of what Node says to TypeScript. */
export const typeScriptError = (code: string, message: string): Error => codedError(code, message, { of: SyntaxError });
