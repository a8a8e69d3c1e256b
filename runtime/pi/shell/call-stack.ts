/**
 * What is being run, innermost first: functions, sourced files, at the bottom the script. bash shows
 * it as three arrays (bash(1), Shell Variables):
 *
 *     FUNCNAME      inner outer main        `main` only in a script; `source` for a sourced file
 *     BASH_SOURCE   lib.sh run.sh run.sh    the files they were defined in
 *     BASH_LINENO   7 12 0                  where each was called from
 */
import type { ShellOptions } from './shell-options.ts';

export interface Call {
  readonly name: string;
  readonly source: string;
  /** Line of the caller. */
  readonly line: number;
  readonly kind: 'function' | 'source' | 'script';
  /** `local -`: the options as they are to be again when the function returns. */
  options?: Readonly<ShellOptions>;
}

export class CallStack {
  #calls: Call[] = [];
  #functions = 0;

  /** @param script absent: commands come from -c, standard input or a prompt */
  constructor(script?: string) {
    if (script !== undefined) this.#calls.push({ name: 'main', source: script, line: 0, kind: 'script' });
  }

  clone(): CallStack {
    const copy = new CallStack();
    copy.#calls = [...this.#calls];
    copy.#functions = this.#functions;
    return copy;
  }

  push(call: Call): void {
    this.#calls.push(call);
    if (call.kind === 'function') this.#functions++;
  }

  pop(): Call | undefined {
    const call = this.#calls.pop();
    if (call?.kind === 'function') this.#functions--;
    return call;
  }

  /** `local -` in the function that runs. */
  keepOptions(options: ShellOptions): void {
    const call = this.#calls.findLast(({ kind }) => kind === 'function');
    if (call !== undefined) call.options ??= { ...options };
  }

  /** Innermost first. */
  get all(): readonly Call[] {
    return this.#calls.toReversed();
  }

  get functions(): number {
    return this.#functions;
  }

  /** The file being run. */
  get source(): string | undefined {
    return this.#calls.at(-1)?.source;
  }
}
