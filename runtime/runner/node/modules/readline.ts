/**
 * node:readline, line by line. At a terminal the Pi's own line discipline edits the line that is typed, as it does
 * for programs that know nothing of terminals; keys with a meaning of their own (arrows, Tab) have none here.
 */
import { codedError } from '../errors/node-error.ts';
import type { HostSignal } from '../host-globals.ts';
import type { NodeContext } from '../node-context.ts';
import { EventEmitter } from './emitter.ts';

interface Input {
  on(event: string, heard: (...args: never[]) => void): unknown;
  off(event: string, heard: (...args: never[]) => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

interface Output {
  write(text: string): unknown;
}

interface InterfaceOptions {
  readonly input: Input;
  readonly output?: Output;
  readonly prompt?: string;
  readonly signal?: HostSignal;
}

type Answered = (answer: string) => void;

export class Interface extends EventEmitter {
  static override readonly name: string = 'Interface';
  line = '';
  closed = false;
  terminal = false;
  readonly input: Input;
  readonly output: Output | undefined;
  #prompt: string;
  #rest = '';
  #isPaused = false;
  #question: Answered | undefined;
  readonly #decoder = new TextDecoder();
  readonly #onData = (chunk: unknown): void => this.#take(chunk);
  readonly #onEnd = (): void => this.#ended();

  constructor({ input, output, prompt = '> ', signal }: InterfaceOptions) {
    super();
    if (typeof input?.on !== 'function')
      throw codedError('ERR_INVALID_ARG_TYPE', 'The "input" argument must be an instance of Readable.', {
        of: TypeError,
      });
    this.input = input;
    this.output = output;
    this.#prompt = prompt;
    input.on('data', this.#onData as never);
    input.on('end', this.#onEnd);
    signal?.addEventListener('abort', () => this.close(), { once: true });
  }

  getPrompt(): string {
    return this.#prompt;
  }

  setPrompt(prompt: string): void {
    this.#prompt = prompt;
  }

  prompt(): void {
    this.#mustBeOpen();
    this.resume();
    this.output?.write(this.#prompt);
  }

  question(query: string, options: unknown, answered?: Answered): void {
    this.#mustBeOpen();
    this.#question = (typeof options === 'function' ? options : answered) as Answered;
    this.resume();
    this.output?.write(query);
  }

  write(text: string): void {
    this.#mustBeOpen();
    this.#take(text);
  }

  pause(): this {
    if (this.#isPaused) return this;
    this.#isPaused = true;
    this.input.pause();
    this.emit('pause');
    return this;
  }

  resume(): this {
    if (!this.#isPaused) return this;
    this.#isPaused = false;
    this.input.resume();
    this.emit('resume');
    return this;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.pause();
    this.input.off('data', this.#onData as never);
    this.input.off('end', this.#onEnd);
    this.emit('close');
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** `for await (const line of readline)`: every line since it was made. */
  [Symbol.asyncIterator](): AsyncGenerator<string> {
    const waiting: string[] = [];
    let wake: () => void = () => {};
    const heard = (line: string): void => {
      waiting.push(line);
      wake();
    };
    const closed = (): void => wake();
    this.on('line', heard);
    this.on('close', closed);
    const lines = async function* (readline: Interface): AsyncGenerator<string> {
      try {
        for (;;) {
          const next = waiting.shift();
          if (next !== undefined) yield next;
          else if (readline.closed) return;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        readline.off('line', heard);
        readline.off('close', closed);
        readline.close();
      }
    };
    return lines(this);
  }

  #take(chunk: unknown): void {
    this.#rest += typeof chunk === 'string' ? chunk : this.#decoder.decode(chunk as Uint8Array, { stream: true });
    const lines = this.#rest.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#give(line);
  }

  #give(line: string): void {
    if (this.closed) return;
    const answered = this.#question;
    this.#question = undefined;
    if (answered === undefined) this.emit('line', line);
    else answered(line);
  }

  #ended(): void {
    if (this.#rest !== '') this.#give(this.#rest);
    this.#rest = '';
    this.close();
  }

  #mustBeOpen(): void {
    if (this.closed) throw codedError('ERR_USE_AFTER_CLOSE', 'readline was closed');
  }
}

/** Its questions are promises. */
class PromisesInterface extends Interface {
  static override readonly name: string = 'Interface';
  // The package has the same name for both.
  override question(query: string, options: { signal?: HostSignal } = {}): never {
    const { signal } = options;
    return new Promise<string>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      try {
        super.question(query, resolve);
      } catch (error) {
        reject(error as Error);
      }
    }) as never;
  }
}

export function readlineModules({ process }: NodeContext): {
  readonly readline: Record<string, unknown>;
  readonly promises: Record<string, unknown>;
} {
  const optionsOf = (input: unknown, output: unknown): InterfaceOptions =>
    typeof (input as InterfaceOptions | undefined)?.input === 'object'
      ? (input as InterfaceOptions)
      : ({ input, output } as InterfaceOptions);
  const moving =
    (name: 'clearLine' | 'cursorTo' | 'moveCursor' | 'clearScreenDown') =>
    (stream: unknown, ...args: unknown[]): unknown =>
      (Reflect.get((stream as object | undefined) ?? process.stdout, name) as (...args: unknown[]) => unknown).apply(
        stream,
        args,
      );
  const cursor = {
    clearLine: moving('clearLine'),
    cursorTo: moving('cursorTo'),
    moveCursor: moving('moveCursor'),
    clearScreenDown: moving('clearScreenDown'),
  };
  const promises = {
    Interface: PromisesInterface,
    createInterface: (input: unknown, output?: unknown) => new PromisesInterface(optionsOf(input, output)),
  };
  return {
    promises,
    readline: {
      ...cursor,
      Interface,
      createInterface: (input: unknown, output?: unknown) => new Interface(optionsOf(input, output)),
      promises,
    },
  };
}
