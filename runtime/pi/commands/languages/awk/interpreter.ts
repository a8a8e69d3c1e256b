/** Runs an awk program: BEGIN, the rules over every record, END. */
import type { AwkProgram, Expr, Pattern, Redirection, Statement } from './ast.ts';
import { inMawksOrder } from './array.ts';
import type { Cell } from './array.ts';
import { format } from './builtins.ts';
import { ExpressionCompiler } from './compile-expression.ts';
import type { Frames } from './compile-expression.ts';
import { allOf, valueOf } from './expression.ts';
import type { Compiled } from './expression.ts';
import type { AwkRuntime } from './runtime.ts';
import { AwkProblem } from './token.ts';
import { isTrue, toNumber } from './value.ts';
import type { Value } from './value.ts';

/** Why the statements after this one do not run. */
type Ending = 'break' | 'continue' | 'next' | 'nextfile' | 'exit' | 'return' | undefined;
type Step = () => Promise<Ending>;

/** next or exit inside a function: unwinds the expression that called it. */
class Unwinding extends Error {
  readonly ending: Ending;

  constructor(ending: Ending) {
    super();
    this.ending = ending;
  }
}

const DEEPEST_CALL = 1_000;

export class Interpreter {
  readonly #runtime: AwkRuntime;
  readonly #program: AwkProgram;
  readonly #expressions: ExpressionCompiler;
  readonly #frames: Frames = { current: [] };
  readonly #functions = new Map<string, Step>();
  #depth = 0;
  #returned: Value;
  #status = 0;

  constructor(runtime: AwkRuntime, program: AwkProgram) {
    this.#runtime = runtime;
    this.#program = program;
    this.#expressions = new ExpressionCompiler(
      runtime,
      { call: (name, cells) => this.#call(name, cells), function: (name) => program.functions.get(name) },
      this.#frames,
    );
    for (const { name, parameters, body } of program.functions.values()) {
      this.#expressions.parameters = parameters;
      this.#functions.set(name, this.#statement(body));
    }
    this.#expressions.parameters = [];
  }

  /** @returns the exit status */
  async run(): Promise<number> {
    const { begin, rules, end } = this.#program;
    const steps = { begin: begin.map((body) => this.#statement(body)), end: end.map((body) => this.#statement(body)) };
    const compiled = rules.map(({ pattern, body }) => this.#rule(pattern, body));
    const ending = await this.#all(steps.begin);
    if (ending !== 'exit' && (rules.length > 0 || end.length > 0)) await this.#records(compiled);
    // exit in BEGIN or in a rule still runs END; exit in END ends it.
    await this.#all(steps.end);
    return this.#status & 0xff;
  }

  async #all(steps: readonly Step[]): Promise<Ending> {
    for (const step of steps) {
      const ending = await this.#unwound(step);
      if (ending !== undefined) return ending;
    }
    return undefined;
  }

  async #unwound(step: Step): Promise<Ending> {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof Unwinding)) throw error;
      this.#frames.current = [];
      this.#depth = 0;
      return error.ending;
    }
  }

  async #records(rules: readonly Step[]): Promise<Ending> {
    const { pace } = this.#runtime;
    for (;;) {
      const record = await this.#runtime.nextMainRecord();
      if (record === null) return undefined;
      this.#runtime.record = record;
      const ending = await this.#all(rules);
      if (ending === 'exit') return ending;
      if (ending === 'nextfile') this.#runtime.skipFile();
      if (pace.spend(5)) await pace.rest();
    }
  }

  #rule(pattern: Pattern, body: Statement | undefined): Step {
    const action = body === undefined ? this.#print([], undefined) : this.#statement(body);
    if (pattern.kind === 'always') return action;
    if (pattern.kind === 'when') {
      const test = this.#compile(pattern.test);
      return async () => (isTrue(await valueOf(test)) ? action() : undefined);
    }
    const from = this.#compile(pattern.from);
    const to = this.#compile(pattern.to);
    let isInside = false;
    return async () => {
      if (!isInside && !isTrue(await valueOf(from))) return undefined;
      isInside = !isTrue(await valueOf(to));
      return action();
    };
  }

  #compile(expression: Expr): Compiled {
    return this.#expressions.compile(expression);
  }

  // ---- statements ------------------------------------------------------------------------------

  #statement(statement: Statement): Step {
    switch (statement.kind) {
      case 'block':
        return this.#block(statement.body.map((each) => this.#statement(each)));
      case 'expression': {
        const value = this.#compile(statement.value);
        return async () => {
          if (value.waits) await value.later();
          else value.now();
          return undefined;
        };
      }
      case 'print':
        return this.#print(statement.values, statement.redirection);
      case 'printf':
        return this.#printf(statement.values, statement.redirection);
      case 'if': {
        const test = this.#compile(statement.test);
        const yes = this.#statement(statement.yes);
        const no = statement.no === undefined ? undefined : this.#statement(statement.no);
        return async () => {
          if (isTrue(test.waits ? await test.later() : test.now())) return yes();
          return no?.();
        };
      }
      case 'while':
        return this.#loop(this.#compile(statement.test), undefined, this.#statement(statement.body));
      case 'do': {
        const body = this.#statement(statement.body);
        const loop = this.#loop(this.#compile(statement.test), undefined, body);
        return async () => {
          const ending = await body();
          if (ending === 'break') return undefined;
          return ending !== undefined && ending !== 'continue' ? ending : loop();
        };
      }
      case 'for':
        return this.#for(statement);
      case 'forin':
        return this.#forIn(statement);
      case 'break':
        return () => Promise.resolve('break');
      case 'continue':
        return () => Promise.resolve('continue');
      case 'next':
      case 'nextfile':
        return () => this.#leave(statement.kind === 'next' ? 'next' : 'nextfile');
      case 'exit': {
        const value = statement.value === undefined ? undefined : this.#compile(statement.value);
        return async () => {
          if (value !== undefined) this.#status = toNumber(await valueOf(value));
          return this.#leave('exit');
        };
      }
      case 'return': {
        const value = statement.value === undefined ? undefined : this.#compile(statement.value);
        return async () => {
          this.#returned = value === undefined ? undefined : await valueOf(value);
          return 'return';
        };
      }
      case 'delete':
        return this.#delete(statement);
    }
  }

  async #leave(ending: 'next' | 'nextfile' | 'exit'): Promise<Ending> {
    if (this.#depth > 0) throw new Unwinding(ending);
    return ending;
  }

  #block(steps: readonly Step[]): Step {
    const [only] = steps;
    if (only !== undefined && steps.length === 1) return only;
    return async () => {
      for (const step of steps) {
        const ending = await step();
        if (ending !== undefined) return ending;
      }
      return undefined;
    };
  }

  #loop(test: Compiled | undefined, next: Step | undefined, body: Step): Step {
    const { pace } = this.#runtime;
    return async () => {
      while (test === undefined || isTrue(test.waits ? await test.later() : test.now())) {
        const ending = await body();
        if (ending === 'break') break;
        if (ending !== undefined && ending !== 'continue') return ending;
        if (next !== undefined) await next();
        if (pace.spend()) await pace.rest();
      }
      return undefined;
    };
  }

  #for(statement: Statement & { readonly kind: 'for' }): Step {
    const first = statement.first === undefined ? undefined : this.#statement(statement.first);
    const test = statement.test === undefined ? undefined : this.#compile(statement.test);
    const next = statement.next === undefined ? undefined : this.#statement(statement.next);
    const loop = this.#loop(test, next, this.#statement(statement.body));
    return async () => {
      await first?.();
      return loop();
    };
  }

  #forIn(statement: Statement & { readonly kind: 'forin' }): Step {
    const { pace } = this.#runtime;
    const cell = this.#expressions.cell(statement.array);
    const place = this.#expressions.place(statement.variable);
    const body = this.#statement(statement.body);
    return async () => {
      const { array } = cell();
      for (const key of inMawksOrder(array.keys())) {
        (await place.later()).set(key);
        const ending = await body();
        if (ending === 'break') break;
        if (ending !== undefined && ending !== 'continue') return ending;
        if (pace.spend()) await pace.rest();
      }
      return undefined;
    };
  }

  #delete({ array, subscripts }: Statement & { readonly kind: 'delete' }): Step {
    const cell = this.#expressions.cell(array);
    const key = subscripts === undefined ? undefined : this.#expressions.subscript(subscripts);
    return async () => {
      if (key === undefined) cell().array.clear();
      else cell().array.delete(this.#runtime.text(await valueOf(key)));
      return undefined;
    };
  }

  #print(values: readonly Expr[], redirection: Redirection | undefined): Step {
    const runtime = this.#runtime;
    const compiled = values.map((value) => this.#compile(value));
    const write = this.#writer(redirection);
    const waits = compiled.some((each) => each.waits);
    return async () => {
      const shown = waits ? await allOf(compiled) : compiled.map((each) => each.now());
      const text =
        values.length === 0 ? runtime.record : shown.map((value) => runtime.shown(value)).join(runtime.variable('OFS'));
      await write(text + runtime.variable('ORS'));
      return undefined;
    };
  }

  #printf(values: readonly Expr[], redirection: Redirection | undefined): Step {
    const compiled = values.map((value) => this.#compile(value));
    const write = this.#writer(redirection);
    return async () => {
      let sofar = '';
      const given = await allOf(compiled);
      try {
        const text = format(this.#runtime, 'printf', given, (begun) => (sofar = begun));
        await write(text);
      } catch (error) {
        if (sofar !== '') await write(sofar);
        throw error;
      }
      return undefined;
    };
  }

  #writer(redirection: Redirection | undefined): (text: string) => Promise<void> {
    const { streams } = this.#runtime;
    if (redirection === undefined) return (text) => streams.print(text);
    const to = this.#compile(redirection.to);
    return async (text) => streams.printTo(redirection.kind, this.#runtime.text(await valueOf(to)), text);
  }

  // ---- functions -------------------------------------------------------------------------------

  async #call(name: string, cells: readonly Cell[]): Promise<Value> {
    const body = this.#functions.get(name);
    if (body === undefined) throw new AwkProblem(`function ${name} never defined`);
    if (++this.#depth > DEEPEST_CALL) throw new AwkProblem('function call nesting too deep');
    const caller = this.#frames.current;
    this.#frames.current = cells;
    this.#returned = undefined;
    if (this.#runtime.pace.spend(2)) await this.#runtime.pace.rest();
    const ending = await body();
    this.#frames.current = caller;
    this.#depth--;
    const value = ending === 'return' ? this.#returned : undefined;
    this.#returned = undefined;
    return value;
  }
}
