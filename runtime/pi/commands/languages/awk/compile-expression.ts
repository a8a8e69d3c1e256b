/** From the tree of an expression to what computes it. */
import type { PosixRegex } from '../../../posix-regex.ts';
import type { AwkFunction, Expr, LValue } from './ast.ts';
import { Cell } from './array.ts';
import { PLAIN } from './builtins.ts';
import {
  atOnce,
  binaryOperation,
  choice,
  operation,
  unaryOperation,
  valueOf,
  waiting,
  waitingOperation,
} from './expression.ts';
import type { Compiled } from './expression.ts';
import type { AwkRuntime } from './runtime.ts';
import { AwkProblem } from './token.ts';
import { compare, fromOutside, isTrue, toNumber } from './value.ts';
import type { Value } from './value.ts';
import { randomUint32 } from '#runtime/random-number.ts';

/** A place that can be read and written. */
interface Place {
  readonly waits: boolean;
  /** Finds the place, once, and gives what reads and writes it. */
  readonly now: () => Access;
  readonly later: () => Promise<Access>;
}

interface Access {
  readonly get: () => Value;
  readonly set: (value: Value) => void;
}

/** The variables of the functions that are running: the last frame is the innermost one's. */
export interface Frames {
  current: readonly Cell[];
}

export interface Calls {
  /** Runs a function of the program. */
  readonly call: (name: string, cells: readonly Cell[]) => Promise<Value>;
  readonly function: (name: string) => AwkFunction | undefined;
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
};

const COMPARED: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const LONGEST_TEXT = 64 * 1024 * 1024;

export class ExpressionCompiler {
  readonly #runtime: AwkRuntime;
  readonly #calls: Calls;
  readonly #frames: Frames;
  /** Of the function being compiled. */
  parameters: readonly string[] = [];

  constructor(runtime: AwkRuntime, calls: Calls, frames: Frames) {
    this.#runtime = runtime;
    this.#calls = calls;
    this.#frames = frames;
  }

  compile(expression: Expr): Compiled {
    const runtime = this.#runtime;
    switch (expression.kind) {
      case 'number': {
        const { value } = expression;
        return atOnce(() => value);
      }
      case 'string': {
        const { text } = expression;
        return atOnce(() => text);
      }
      case 'regex': {
        const regex = runtime.regex(expression.source, expression.line);
        return atOnce(() => (regex.test(runtime.record) ? 1 : 0));
      }
      case 'variable':
      case 'field':
      case 'element': {
        const place = this.place(expression);
        return place.waits ? waiting(async () => (await place.later()).get()) : atOnce(() => place.now().get());
      }
      case 'binary':
        return this.#binary(expression.operator, this.compile(expression.left), this.compile(expression.right));
      case 'and':
      case 'or': {
        const right = unaryOperation(this.compile(expression.right), (value) => (isTrue(value) ? 1 : 0));
        const known = atOnce(() => (expression.kind === 'and' ? 0 : 1));
        const left = this.compile(expression.left);
        return expression.kind === 'and' ? choice(left, isTrue, right, known) : choice(left, isTrue, known, right);
      }
      case 'unary':
        return this.#unary(expression.operator, this.compile(expression.of));
      case 'condition':
        return choice(this.compile(expression.test), isTrue, this.compile(expression.yes), this.compile(expression.no));
      case 'match':
        return this.#match(expression.isNegated, this.compile(expression.text), expression.regex);
      case 'in': {
        const cell = this.cell(expression.array);
        return unaryOperation(this.#subscript(expression.subscripts), (key) =>
          cell().array.has(runtime.text(key)) ? 1 : 0,
        );
      }
      case 'assign':
        return this.#assign(expression.operator, this.place(expression.to), this.compile(expression.value));
      case 'step':
        return this.#step(this.place(expression.of), expression.by, expression.isPrefix);
      case 'getline':
        return this.#getline(expression.from, expression.source, expression.to);
      case 'builtin':
        return this.#builtin(expression.name, expression.args);
      case 'call':
        return this.#call(expression.name, expression.args, expression.line);
    }
  }

  /** Where a name's variable is: of the function that runs, or of all. */
  cell(name: string): () => Cell {
    const index = this.parameters.indexOf(name);
    if (index >= 0) return () => this.#frames.current[index] ?? new Cell();
    const cell = this.#runtime.global(name);
    return () => cell;
  }

  place(value: LValue): Place {
    const runtime = this.#runtime;
    if (value.kind === 'variable') {
      if (value.name === 'NF' && !this.parameters.includes('NF')) {
        return immediate(() => ({
          get: () => runtime.fieldCount,
          set: (count) => (runtime.fieldCount = toNumber(count)),
        }));
      }
      const cell = this.cell(value.name);
      return immediate(() => {
        const here = cell();
        return { get: () => here.value, set: (fresh) => (here.value = fresh) };
      });
    }
    if (value.kind === 'field') {
      return placeOf(this.compile(value.index), (index) => {
        const at = toNumber(index);
        return { get: () => runtime.field(at), set: (fresh) => runtime.setField(at, fresh) };
      });
    }
    const cell = this.cell(value.array);
    return placeOf(this.#subscript(value.subscripts), (subscript) => {
      const key = runtime.text(subscript);
      const { array } = cell();
      return {
        get: () => {
          if (!array.has(key)) array.set(key, undefined);
          return array.get(key);
        },
        set: (fresh) => array.set(key, fresh),
      };
    });
  }

  #subscript(subscripts: readonly Expr[]): Compiled {
    const [only] = subscripts;
    if (only !== undefined && subscripts.length === 1) return this.compile(only);
    return operation(
      subscripts.map((each) => this.compile(each)),
      (values) => values.map((value) => this.#runtime.text(value)).join(this.#runtime.variable('SUBSEP')),
    );
  }

  subscript(subscripts: readonly Expr[]): Compiled {
    return this.#subscript(subscripts);
  }

  #binary(operator: string, left: Compiled, right: Compiled): Compiled {
    const runtime = this.#runtime;
    const arithmetic = ARITHMETIC[operator];
    if (arithmetic !== undefined) return binaryOperation(left, right, (a, b) => arithmetic(toNumber(a), toNumber(b)));
    const compared = COMPARED[operator];
    if (compared !== undefined)
      return binaryOperation(left, right, (a, b) => (compared(compare(a, b, runtime.variable('CONVFMT'))) ? 1 : 0));
    return binaryOperation(left, right, (a, b) => {
      const text = runtime.text(a) + runtime.text(b);
      if (text.length > LONGEST_TEXT) throw new AwkProblem('out of memory');
      return text;
    });
  }

  #unary(operator: '-' | '+' | '!', of: Compiled): Compiled {
    if (operator === '!') return unaryOperation(of, (value) => (isTrue(value) ? 0 : 1));
    return unaryOperation(of, (value) => (operator === '-' ? -toNumber(value) : toNumber(value)));
  }

  /** A regular expression that stands there, or what a text says. */
  #regex(expression: Expr): { readonly source: Compiled; readonly of: (value: Value) => PosixRegex } {
    if (expression.kind === 'regex') {
      const regex = this.#runtime.regex(expression.source, expression.line);
      return { source: atOnce(() => undefined), of: () => regex };
    }
    return { source: this.compile(expression), of: (value) => this.#runtime.regex(this.#runtime.text(value)) };
  }

  #match(isNegated: boolean, text: Compiled, pattern: Expr): Compiled {
    const { source, of } = this.#regex(pattern);
    return binaryOperation(text, source, (value, regex) =>
      of(regex).test(this.#runtime.text(value)) !== isNegated ? 1 : 0,
    );
  }

  #assign(operator: string, place: Place, value: Compiled): Compiled {
    const arithmetic = operator === '=' ? undefined : ARITHMETIC[operator.slice(0, -1)];
    const store = (access: Access, fresh: Value): Value => {
      const result = arithmetic === undefined ? fresh : arithmetic(toNumber(access.get()), toNumber(fresh));
      access.set(result);
      return result;
    };
    if (!place.waits && !value.waits)
      return atOnce(() => {
        const fresh = value.now();
        return store(place.now(), fresh);
      });
    return waiting(async () => {
      const fresh = await valueOf(value);
      return store(await accessOf(place), fresh);
    });
  }

  #step(place: Place, by: 1 | -1, isPrefix: boolean): Compiled {
    const step = ({ get, set }: Access): Value => {
      const before = toNumber(get());
      set(before + by);
      return isPrefix ? before + by : before;
    };
    return place.waits ? waiting(async () => step(await place.later())) : atOnce(() => step(place.now()));
  }

  #getline(from: 'main' | 'file' | 'command', source: Expr | undefined, to: LValue | undefined): Compiled {
    const runtime = this.#runtime;
    const place = to === undefined ? undefined : this.place(to);
    const name = source === undefined ? atOnce(() => '') : this.compile(source);
    return waiting(async () => {
      const access = place === undefined ? undefined : await accessOf(place);
      let record: string | null;
      if (from === 'main') record = await runtime.nextMainRecord();
      else {
        const reader = await runtime.streams.reader(from, runtime.text(await valueOf(name)));
        if (reader === undefined) return -1;
        try {
          record = await runtime.read(reader);
        } catch (error) {
          if (error instanceof AwkProblem) return -1;
          throw error;
        }
      }
      if (record === null) return 0;
      if (from === 'command') runtime.count();
      if (access === undefined) runtime.record = record;
      else access.set(fromOutside(record));
      return 1;
    });
  }

  #builtin(name: string, args: readonly Expr[]): Compiled {
    const runtime = this.#runtime;
    switch (name) {
      case 'length':
        return this.#length(args[0]);
      case 'split':
        return this.#split(args);
      case 'sub':
      case 'gsub':
        return this.#substitute(name === 'gsub', args);
      case 'match':
        return this.#matchFunction(args);
      case 'rand':
        return atOnce(() => this.#random.next());
      case 'srand':
        return operation(this.#all(args), ([seed]) =>
          this.#random.seed(args.length === 0 ? runtime.process.clock.now() / 1_000 : toNumber(seed)),
        );
      case 'system':
        return waitingOperation(this.#all(args), ([command]) => runtime.streams.run(runtime.text(command)));
      case 'close':
        return waitingOperation(this.#all(args), ([stream]) => runtime.streams.close(runtime.text(stream)));
      case 'fflush':
        return waitingOperation(this.#all(args), async ([stream]) => {
          if (args.length > 0 && runtime.text(stream) !== '') return runtime.streams.flush(runtime.text(stream));
          await runtime.streams.flushAll();
          return 0;
        });
      default: {
        const plain = PLAIN[name];
        if (plain === undefined) throw new AwkProblem(`function ${name} never defined`);
        return operation(this.#all(args), (values) => plain(runtime, values));
      }
    }
  }

  #all(args: readonly Expr[]): readonly Compiled[] {
    return args.map((each) => this.compile(each));
  }

  get #random(): Random {
    this.#source ??= new Random(this.#runtime);
    return this.#source;
  }

  #source: Random | undefined;

  #length(of: Expr | undefined): Compiled {
    const runtime = this.#runtime;
    if (of === undefined) return atOnce(() => runtime.record.length);
    if (of.kind === 'variable') {
      const cell = this.cell(of.name);
      const value = this.compile(of);
      return atOnce(() => (cell().isArray ? cell().array.size : runtime.text(value.now()).length));
    }
    return unaryOperation(this.compile(of), (value) => runtime.text(value).length);
  }

  #split([text, array, separator]: readonly Expr[]): Compiled {
    const runtime = this.#runtime;
    if (text === undefined || array?.kind !== 'variable')
      throw new AwkProblem('wrong number of arguments in call to split');
    const cell = this.cell(array.name);
    const by: { readonly source: Compiled; readonly of?: (value: Value) => PosixRegex } =
      separator === undefined
        ? { source: atOnce(() => runtime.variable('FS')) }
        : separator.kind === 'regex'
          ? this.#regex(separator)
          : { source: this.compile(separator) };
    return binaryOperation(this.compile(text), by.source, (value, how) => {
      const whole = runtime.text(value);
      const parts = by.of === undefined ? runtime.split(whole, runtime.text(how)) : runtime.splitBy(whole, by.of(how));
      cell().array.clear();
      for (const [index, part] of parts.entries()) cell().array.set(String(index + 1), fromOutside(part));
      return parts.length;
    });
  }

  #matchFunction([text, pattern]: readonly Expr[]): Compiled {
    const runtime = this.#runtime;
    if (text === undefined || pattern === undefined) throw new AwkProblem('wrong number of arguments in call to match');
    const { source, of } = this.#regex(pattern);
    return binaryOperation(this.compile(text), source, (value, regex) => {
      const found = of(regex).exec(runtime.text(value));
      runtime.global('RSTART').value = found === null ? 0 : found.index + 1;
      runtime.global('RLENGTH').value = found === null ? -1 : found.end - found.index;
      return runtime.global('RSTART').value;
    });
  }

  #substitute(isGlobal: boolean, [pattern, replacement, target]: readonly Expr[]): Compiled {
    const runtime = this.#runtime;
    if (pattern === undefined || replacement === undefined)
      throw new AwkProblem(`wrong number of arguments in call to ${isGlobal ? 'gsub' : 'sub'}`);
    const { source, of } = this.#regex(pattern);
    const goal = target ?? ({ kind: 'field', index: { kind: 'number', value: 0 } } as const);
    const isPlace = goal.kind === 'variable' || goal.kind === 'field' || goal.kind === 'element';
    const place = isPlace ? this.place(goal) : undefined;
    const plain = isPlace ? atOnce(() => undefined) : this.compile(goal);
    const parts = [source, this.compile(replacement), plain];
    const apply = ([regex, fresh, value]: readonly Value[], access: Access | undefined): Value => {
      const text = runtime.text(access === undefined ? value : access.get());
      const { count, result } = substituted(of(regex), text, runtime.text(fresh), isGlobal);
      if (count > 0) access?.set(result);
      return count;
    };
    if (place?.waits === true || parts.some(({ waits }) => waits)) {
      return waitingOperation(parts, async (values) =>
        apply(values, place === undefined ? undefined : await accessOf(place)),
      );
    }
    return operation(parts, (values) => apply(values, place?.now()));
  }

  #call(name: string, args: readonly Expr[], line: number): Compiled {
    const target = this.#calls.function(name);
    if (target === undefined) throw new AwkProblem(`line ${line}: function ${name} never defined`);
    if (args.length > target.parameters.length)
      throw new AwkProblem(`line ${line}: too many arguments in call to ${name}`);
    const passed = args.map((arg) => {
      if (arg.kind !== 'variable') return { value: this.compile(arg), cell: undefined };
      return { value: this.compile(arg), cell: arg.name === 'NF' ? undefined : this.cell(arg.name) };
    });
    return waiting(async () => {
      const cells: Cell[] = [];
      for (const { value, cell } of passed) {
        const fresh = new Cell(cell?.());
        if (cell?.().isArray !== true) fresh.value = await valueOf(value);
        cells.push(fresh);
      }
      while (cells.length < target.parameters.length) cells.push(new Cell());
      return this.#calls.call(name, cells);
    });
  }
}

const immediate = (now: () => Access): Place => ({ waits: false, now, later: async () => now() });

const placeOf = (index: Compiled, access: (value: Value) => Access): Place => ({
  waits: index.waits,
  now: () => access(index.now()),
  later: async () => access(await index.later()),
});

const accessOf = (place: Place): Access | Promise<Access> => (place.waits ? place.later() : place.now());

/** `&` is what matched, `\&` is `&`. */
const substituted = (
  regex: PosixRegex,
  text: string,
  replacement: string,
  isGlobal: boolean,
): { count: number; result: string } => {
  const parts = replacement.match(/\\\\|\\&|&|\\|[^\\&]+/g) ?? [];
  let result = '';
  let count = 0;
  let copied = 0;
  let lastEnd = -1;
  for (let at = 0; at <= text.length;) {
    const match = regex.exec(text, at);
    if (match === null) break;
    const isEmpty = match.end === match.index;
    if (!(isEmpty && match.index === lastEnd)) {
      const whole = text.slice(match.index, match.end);
      result += text.slice(copied, match.index);
      for (const part of parts) result += part === '&' ? whole : part === '\\&' ? '&' : part === '\\\\' ? '\\' : part;
      if (result.length > LONGEST_TEXT) throw new AwkProblem('out of memory');
      copied = match.end;
      count++;
      if (!isGlobal) break;
    }
    lastEnd = match.end;
    at = isEmpty ? match.end + 1 : match.end;
  }
  return { count, result: result + text.slice(copied) };
};

/** rand(): the same numbers after the same seed; without one the seed is chance. */
class Random {
  #state: number;
  #seed: Value;

  constructor(runtime: AwkRuntime) {
    this.#state = randomUint32(runtime.process.random);
    this.#seed = this.#state;
  }

  /** @returns the seed that was */
  seed(fresh: number): Value {
    const before = this.#seed;
    this.#seed = fresh;
    this.#state = Math.trunc(fresh) >>> 0;
    return before;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}
