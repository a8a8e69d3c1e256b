/**
 * The formatter behind `printf`: bash's builtin (`dialect: 'bash'`) and coreutils' /usr/bin/printf.
 * It prints nothing itself: it says what is to be printed and what to complain of.
 *
 *     printf '%s=%d\n' a 1 b 2      the format is used again for what is left: a=1, b=2
 *     printf '%05.1f|%-8s|%x\n'     flags, width, precision as in printf(3); `*` takes them from arguments
 *     printf '%b %q' 'a\tb' 'a b'   backslashes of the argument; the argument as a shell would read it again
 *     printf '%d' "'A"              65: the number of a character
 *     printf '%(%H:%M)T' -1         bash: strftime(3); -1 is now, -2 the start of the shell
 *
 *     printf '%d' 12x               12, "12x: invalid number", status 1
 *     printf '%y'                   "`y': invalid format character", and nothing more is printed
 *
 * Widths and precisions of strings count bytes, as both do. Sources: bash(1), coreutils 9.1
 * "printf invocation", printf(3).
 */
import { Bytes, OutOfMemory } from './printf/bytes.ts';
import { expandEscapes } from './printf/escapes.ts';
import type { EscapeKind } from './printf/escapes.ts';
import { formatInteger } from './printf/integer.ts';
import { numberReader } from './printf/numbers.ts';
import type { NumberProblem, NumberReader } from './printf/numbers.ts';
import { formatReal } from './printf/real.ts';
import { readDirective } from './printf/directive.ts';
import type { Directive } from './printf/directive.ts';
import { bashQuoted, quote, shellEscaped } from './quoting.ts';
import { localTime } from './time/local-time.ts';
import { strftime } from './time/strftime.ts';

export type PrintfDialect = 'bash' | 'coreutils';

export interface PrintfSetting {
  readonly dialect: PrintfDialect;
  /** Milliseconds since 1970-01-01T00:00:00Z: what `%(…)T` calls -1, or nothing. Absent: 0. */
  readonly now?: number;
  /** The same, of the shell's start: -2. Absent: `now`. */
  readonly started?: number;
  /** The value of `TZ`, for `%(…)T`. */
  readonly zone?: string;
}

export interface Printed {
  /** What goes out, also when there are problems: they do not take back what was printed before them. */
  readonly bytes: Uint8Array;
  /** Messages in order, without the program's name: `12x: invalid number`. */
  readonly problems: readonly string[];
  /** How many bytes were printed before each of them. */
  readonly places: readonly number[];
  readonly status: 0 | 1;
  /** bash's `%n`: a variable that is to get the number of bytes printed up to there. */
  readonly counts: readonly (readonly [variable: string, count: number])[];
}

/** `\c` was met, or an error that ends everything. */
class Stop extends Error {}

/** @param args what follows the format on the command line */
export const printf = (format: string, args: readonly string[], setting: PrintfSetting): Printed =>
  new Printf(format, args, setting).run();

class Printf {
  readonly #format: string;
  readonly #args: readonly string[];
  readonly #setting: PrintfSetting;
  readonly #numbers: NumberReader;
  readonly #out = new Bytes();
  readonly #problems: string[] = [];
  readonly #places: number[] = [];
  readonly #counts: [string, number][] = [];
  #status: 0 | 1 = 0;
  #next = 0;

  constructor(format: string, args: readonly string[], setting: PrintfSetting) {
    this.#format = format;
    this.#args = args;
    this.#setting = setting;
    this.#numbers = numberReader(setting.dialect);
  }

  run(): Printed {
    try {
      do {
        const before = this.#next;
        this.#once();
        if (this.#next === before) break;
      } while (this.#next < this.#args.length);
      this.#excess();
    } catch (error) {
      if (error instanceof OutOfMemory) this.#fail('Cannot allocate memory');
      else if (!(error instanceof Stop)) throw error;
    }
    return {
      bytes: this.#out.taken(),
      problems: this.#problems,
      places: this.#places,
      status: this.#status,
      counts: this.#counts,
    };
  }

  #excess(): void {
    const first = this.#args[this.#next];
    if (this.#setting.dialect === 'coreutils' && first !== undefined)
      this.#complain(`warning: ignoring excess arguments, starting with ${quote(first)}`);
  }

  #once(): void {
    let at = 0;
    while (at < this.#format.length) {
      const percent = this.#format.indexOf('%', at);
      const end = percent < 0 ? this.#format.length : percent;
      if (end > at) this.#escapes(this.#format.slice(at, end), 'format');
      if (percent < 0) return;
      at = this.#directive(percent);
    }
  }

  /** @returns where the format goes on */
  #directive(percent: number): number {
    const directive = readDirective(this.#format, percent, this.#setting.dialect);
    if ('problem' in directive) {
      if (directive.isText === true) {
        this.#complain(directive.problem);
        this.#out.text('%');
        return percent + 1;
      }
      this.#fail(directive.problem);
      throw new Stop();
    }
    this.#convert(directive);
    return directive.end;
  }

  #convert(directive: Directive): void {
    const { conversion } = directive;
    if (conversion === '%') return this.#out.text('%');
    const given = { ...directive, ...this.#sizes(directive) };
    switch (conversion) {
      case 's':
        return this.#text(this.#argument(), given);
      case 'c':
        return this.#character(this.#argument(), given);
      case 'b':
        return this.#backslashed(this.#argument(), given);
      case 'q':
      case 'Q':
        return this.#quoted(this.#argument(), given);
      case 'T':
        return this.#time(given);
      case 'n':
        this.#counts.push([this.#argument(), this.#out.length]);
        return;
      case 'd':
      case 'i':
        return this.#out.text(
          formatInteger(
            this.#number((text) => this.#numbers.signed(text)),
            given,
          ),
        );
      case 'u':
      case 'o':
      case 'x':
      case 'X':
        return this.#out.text(
          formatInteger(
            this.#number((text) => this.#numbers.unsigned(text)),
            given,
          ),
        );
      default:
        return this.#out.text(
          formatReal(
            this.#number((text) => this.#numbers.real(text)),
            given,
          ),
        );
    }
  }

  /** Width and precision, also those that stand among the arguments. */
  #sizes(directive: Directive): { left: boolean; width: number; precision: number | undefined } {
    let { left, width, precision } = directive;
    if (width === '*') {
      width = Number(this.#number((text) => this.#numbers.signed(text)));
      if (width < 0) {
        left = true;
        width = -width;
      }
    }
    if (precision === '*') {
      const asked = Number(this.#number((text) => this.#numbers.signed(text)));
      precision = asked < 0 ? undefined : asked;
    }
    this.#out.expect(Math.max(width, precision ?? 0));
    return { left, width, precision };
  }

  #argument(): string {
    return this.#args[this.#next++] ?? '';
  }

  #number<Value>(read: (text: string) => { value: Value; problem?: NumberProblem }): Value {
    // An argument that is missing is 0, without a word.
    const { value, problem } = read(this.#argument());
    if (problem !== undefined) {
      this.#complain(problem.message);
      if (problem.counts) this.#status = 1;
    }
    return value;
  }

  #text(text: string, { precision, width, left }: Sized): void {
    const bytes = new TextEncoder().encode(text);
    this.#out.padded(precision === undefined ? bytes : bytes.subarray(0, precision), width, left);
  }

  #character(text: string, { width, left }: Sized): void {
    // The first byte, as printf(3) takes it; of an empty argument, the NUL that ends it.
    const bytes = text === '' ? Uint8Array.of(0) : new TextEncoder().encode(text).subarray(0, 1);
    this.#out.padded(bytes, width, left);
  }

  #backslashed(text: string, { precision, width, left }: Sized): void {
    const found = expandEscapes(text, 'argument', this.#setting.dialect);
    this.#out.padded(precision === undefined ? found.bytes : found.bytes.subarray(0, precision), width, left);
    this.#after(found);
  }

  #quoted(text: string, directive: Sized & Pick<Directive, 'conversion'>): void {
    if (this.#setting.dialect === 'coreutils') return this.#text(shellEscaped(text), directive);
    if (directive.conversion === 'q' || directive.precision === undefined)
      return this.#text(bashQuoted(text), directive);
    const cut = new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, directive.precision));
    this.#text(bashQuoted(cut), { ...directive, precision: undefined });
  }

  #time(directive: Sized & Pick<Directive, 'timeFormat'>): void {
    const { now = 0, started = now, zone } = this.#setting;
    const isGiven = this.#next < this.#args.length;
    const seconds = isGiven ? Number(this.#number((text) => this.#numbers.signed(text))) : -1;
    const at = seconds === -1 ? now : seconds === -2 ? started : seconds * 1_000;
    const time = localTime(at, zone);
    // An empty format is the locale's time.
    const shown = (directive.timeFormat || '%X').replace(/%([%a-zA-Z])/g, (_, each: string) => strftime(each, time));
    this.#text(shown, directive);
  }

  #escapes(text: string, kind: EscapeKind): void {
    const found = expandEscapes(text, kind, this.#setting.dialect);
    this.#out.bytes(found.bytes);
    this.#after(found);
  }

  #after({ problems, fatal, ended }: ReturnType<typeof expandEscapes>): void {
    for (const problem of problems) this.#complain(problem);
    if (fatal) this.#status = 1;
    if (fatal || ended) throw new Stop();
  }

  #complain(problem: string): void {
    this.#problems.push(problem);
    this.#places.push(this.#out.length);
  }

  #fail(problem: string): void {
    this.#complain(problem);
    this.#status = 1;
  }
}

interface Sized {
  readonly width: number;
  readonly precision: number | undefined;
  readonly left: boolean;
}
