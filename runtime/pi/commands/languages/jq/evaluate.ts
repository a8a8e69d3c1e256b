/**
 * Runs a filter. Every filter is a generator of what it gives, so that `first(…)` and `limit` stop where they
 * should. With each value goes its path, as long as one is asked for (`path(…)`, `|=`, `del`). A generator may
 * give WAIT instead: others are to have a turn, or input is to be read; whoever drives it does that and goes on.
 */
import type { Definition, Filter, Pattern } from './ast.ts';
import { NATIVE } from './builtins.ts';
import { formatText } from './formats.ts';
import { bare, child, each, pathOf, plain, WAIT } from './item.ts';
import type { Item, Items, Path } from './item.ts';
import { isTruthy, JqError } from './json.ts';
import type { Json } from './json.ts';
import { binaryOperator, shortText } from './operators.ts';
import { CompileProblem, placed } from './parse.ts';
import { deletePaths, getIndex, getPath, setPath } from './paths.ts';
import { defined, filterIn, labelIn, valueIn, withNames, withParameters } from './scope.ts';
import type { FilterScope, Scope } from './scope.ts';

/** What the world outside gives. */
export interface Host {
  /** The next document; 'wait' while it is being read, 'end' when there is none. */
  readonly input: () => { readonly value: Json } | 'wait' | 'end';
  readonly debug: (value: Json) => void;
  readonly now: () => number;
  readonly environment: () => Json;
  readonly fileName: () => Json;
  readonly lineNumber: () => number;
}

class Break extends Error {
  readonly mark: object;

  constructor(mark: object) {
    super();
    this.mark = mark;
  }
}

/** Beyond that many steps without giving anything, others get a turn. */
const STEPS = 20_000;
const DEEPEST = 3_000;

export class Evaluator {
  readonly host: Host;
  #steps = 0;
  #depth = 0;
  readonly #program: string;
  readonly #globals: Scope | undefined;

  constructor(host: Host, program: string, prelude: readonly Definition[], variables: ReadonlyMap<string, Json>) {
    this.host = host;
    this.#program = program;
    let scope: Scope | undefined;
    for (const [name, value] of variables) scope = { kind: 'value', name, value, outer: scope };
    for (const definition of prelude) scope = defined(definition, scope);
    this.#globals = scope;
  }

  run(filter: Filter, value: Json): Items {
    return this.#run(filter, { value, path: undefined }, this.#globals);
  }

  /** Names that are not there, found before anything runs. @throws CompileProblem */
  check(filter: Filter): void {
    this.#check(filter, this.#globals);
  }

  #check(filter: Filter, scope: Scope | undefined): void {
    const missing = (what: string, at: number): CompileProblem =>
      new CompileProblem(`jq: error: ${what} is not defined ${placed(this.#program, at)}\njq: 1 compile error`);
    const all = (inner: Scope | undefined, ...filters: (Filter | undefined)[]): void => {
      for (const each of filters) if (each !== undefined) this.#check(each, inner);
    };
    switch (filter.kind) {
      case 'variable':
        if (filter.name !== 'ENV' && valueIn(scope, filter.name) === undefined)
          throw missing(`$${filter.name}`, filter.at);
        return;
      case 'break':
        if (labelIn(scope, filter.name) === undefined) throw missing(`$*label-${filter.name}`, filter.at);
        return;
      case 'call':
        if (
          filterIn(scope, filter.name, filter.args.length) === undefined &&
          !NATIVE.has(`${filter.name}/${filter.args.length}`)
        )
          throw missing(`${filter.name}/${filter.args.length}`, filter.at);
        return all(scope, ...filter.args);
      case 'def': {
        const inner = defined(filter.definition, scope);
        this.#check(filter.definition.body, withParameters(filter.definition, inner));
        return all(inner, filter.body);
      }
      case 'as':
        all(scope, filter.source);
        return all(withNames(filter.pattern, scope), filter.body);
      case 'reduce':
      case 'foreach': {
        all(scope, filter.source, filter.from);
        return all(
          withNames(filter.pattern, scope),
          filter.update,
          filter.kind === 'foreach' ? filter.extract : undefined,
        );
      }
      case 'label':
        return all({ kind: 'label', name: filter.name, mark: {}, outer: scope }, filter.body);
      case 'text':
        return all(scope, ...filter.parts.filter((part) => typeof part !== 'string'));
      case 'index':
        return all(scope, filter.of, filter.by);
      case 'slice':
        return all(scope, filter.of, filter.from, filter.to);
      case 'iterate':
      case 'negate':
      case 'array':
        return all(scope, filter.of);
      case 'pipe':
      case 'comma':
      case 'and':
      case 'or':
      case 'alternative':
      case 'binary':
      case 'update':
        return all(scope, filter.left, filter.right);
      case 'object':
        return all(scope, ...filter.entries.flat());
      case 'if':
        return all(scope, filter.test, filter.yes, filter.no);
      case 'try':
        return all(scope, filter.body, filter.handler);
      case 'identity':
      case 'literal':
      case 'format':
      case 'recurse':
    }
  }

  *#run(filter: Filter, item: Item, scope: Scope | undefined): Items {
    if (++this.#steps >= STEPS) {
      this.#steps = 0;
      yield WAIT;
    }
    switch (filter.kind) {
      case 'identity':
        yield item;
        return;
      case 'recurse':
        yield* this.recurse(item);
        return;
      case 'literal':
        yield plain(filter.value, item);
        return;
      case 'text':
        yield* this.#text(filter.parts, filter.format ?? '@text', 0, '', item, scope);
        return;
      case 'format':
        yield plain(formatText(filter.name, item.value), item);
        return;
      case 'variable':
        yield plain(filter.name === 'ENV' ? this.host.environment() : (valueIn(scope, filter.name) ?? null), item);
        return;
      case 'pipe':
        for (const left of this.#run(filter.left, item, scope)) {
          if (left === WAIT) yield WAIT;
          else yield* this.#run(filter.right, left, scope);
        }
        return;
      case 'comma':
        yield* this.#run(filter.left, item, scope);
        yield* this.#run(filter.right, item, scope);
        return;
      case 'index':
        for (const by of this.#run(filter.by, bare(item), scope)) {
          if (by === WAIT) yield WAIT;
          else for (const of of this.#run(filter.of, item, scope)) yield of === WAIT ? WAIT : child(of, by.value);
        }
        return;
      case 'slice':
        yield* this.#slice(filter, item, scope);
        return;
      case 'iterate':
        for (const of of this.#run(filter.of, item, scope)) {
          if (of === WAIT) yield WAIT;
          else yield* each(of);
        }
        return;
      case 'array':
        yield plain(filter.of === undefined ? [] : yield* this.#collect(filter.of, item, scope), item);
        return;
      case 'object':
        yield* this.#object(filter.entries, 0, new Map(), item, scope);
        return;
      case 'negate':
        for (const of of this.#run(filter.of, bare(item), scope)) {
          if (of === WAIT) yield WAIT;
          else if (typeof of.value !== 'number') throw new JqError(`${shortText(of.value)} cannot be negated`);
          else yield plain(-of.value, item);
        }
        return;
      case 'binary':
        for (const right of this.#run(filter.right, bare(item), scope)) {
          if (right === WAIT) yield WAIT;
          else
            for (const left of this.#run(filter.left, bare(item), scope))
              yield left === WAIT ? WAIT : plain(binaryOperator(filter.operator, left.value, right.value), item);
        }
        return;
      case 'and':
      case 'or':
        for (const left of this.#run(filter.left, bare(item), scope)) {
          if (left === WAIT) yield WAIT;
          else if (isTruthy(left.value) !== (filter.kind === 'and')) yield plain(filter.kind === 'or', item);
          else
            for (const right of this.#run(filter.right, bare(item), scope))
              yield right === WAIT ? WAIT : plain(isTruthy(right.value), item);
        }
        return;
      case 'alternative':
        yield* this.#alternative(filter.left, filter.right, item, scope);
        return;
      case 'if':
        for (const test of this.#run(filter.test, bare(item), scope)) {
          if (test === WAIT) yield WAIT;
          else yield* this.#run(isTruthy(test.value) ? filter.yes : filter.no, item, scope);
        }
        return;
      case 'try':
        yield* this.#try(filter.body, filter.handler, item, scope);
        return;
      case 'as':
        for (const source of this.#run(filter.source, bare(item), scope)) {
          if (source === WAIT) yield WAIT;
          else
            for (const inner of this.#bind(filter.pattern, source.value, item, scope)) {
              if (inner === 'wait') yield WAIT;
              else yield* this.#run(filter.body, item, inner.scope);
            }
        }
        return;
      case 'reduce':
      case 'foreach':
        yield* this.#fold(filter, item, scope);
        return;
      case 'def':
        yield* this.#run(filter.body, item, defined(filter.definition, scope));
        return;
      case 'label': {
        const mark = {};
        try {
          yield* this.#run(filter.body, item, { kind: 'label', name: filter.name, mark, outer: scope });
        } catch (error) {
          if (!(error instanceof Break) || error.mark !== mark) throw error;
        }
        return;
      }
      case 'break':
        throw new Break(labelIn(scope, filter.name) ?? {});
      case 'update':
        yield* this.#update(filter.operator, filter.left, filter.right, item, scope);
        return;
      case 'call':
        yield* this.#call(filter.name, filter.args, item, scope);
    }
  }

  /** All that a filter gives. */
  *#collect(filter: Filter, item: Item, scope: Scope | undefined): Generator<Item, Json[], undefined> {
    const values: Json[] = [];
    for (const each of this.#run(filter, bare(item), scope)) {
      if (each === WAIT) yield WAIT;
      else values.push(each.value);
      if (values.length > MOST_VALUES) throw new JqError('Cannot allocate memory');
    }
    return values;
  }

  /** `..` */
  *recurse(item: Item): Items {
    yield item;
    if (item.value !== null && typeof item.value === 'object')
      for (const inner of each(item)) yield* this.recurse(inner);
  }

  *#text(
    parts: readonly (string | Filter)[],
    format: string,
    at: number,
    sofar: string,
    item: Item,
    scope: Scope | undefined,
  ): Items {
    const part = parts[at];
    if (part === undefined) yield plain(sofar, item);
    else if (typeof part === 'string') yield* this.#text(parts, format, at + 1, sofar + part, item, scope);
    else
      for (const each of this.#run(part, bare(item), scope)) {
        if (each === WAIT) yield WAIT;
        else yield* this.#text(parts, format, at + 1, sofar + formatText(format, each.value), item, scope);
      }
  }

  *#slice(filter: Filter & { readonly kind: 'slice' }, item: Item, scope: Scope | undefined): Items {
    const none: Filter = { kind: 'literal', value: null };
    for (const to of this.#run(filter.to ?? none, bare(item), scope)) {
      if (to === WAIT) {
        yield WAIT;
        continue;
      }
      for (const from of this.#run(filter.from ?? none, bare(item), scope)) {
        if (from === WAIT) {
          yield WAIT;
          continue;
        }
        const range: Json = new Map([
          ['start', from.value],
          ['end', to.value],
        ]);
        for (const of of this.#run(filter.of, item, scope)) yield of === WAIT ? WAIT : child(of, range);
      }
    }
  }

  *#object(
    entries: readonly (readonly [Filter, Filter])[],
    at: number,
    sofar: Map<string, Json>,
    item: Item,
    scope: Scope | undefined,
  ): Items {
    const entry = entries[at];
    if (entry === undefined) {
      yield plain(new Map(sofar), item);
      return;
    }
    for (const key of this.#run(entry[0], bare(item), scope)) {
      if (key === WAIT) {
        yield WAIT;
        continue;
      }
      if (typeof key.value !== 'string') throw new JqError(`Cannot use ${shortText(key.value)} as object key`);
      for (const value of this.#run(entry[1], bare(item), scope)) {
        if (value === WAIT) yield WAIT;
        else yield* this.#object(entries, at + 1, new Map(sofar).set(key.value, value.value), item, scope);
      }
    }
  }

  *#alternative(left: Filter, right: Filter, item: Item, scope: Scope | undefined): Items {
    let isAny = false;
    try {
      for (const each of this.#run(left, item, scope)) {
        if (each !== WAIT && !isTruthy(each.value)) continue;
        isAny ||= each !== WAIT;
        yield each;
      }
    } catch (error) {
      if (!(error instanceof JqError)) throw error;
    }
    if (!isAny) yield* this.#run(right, item, scope);
  }

  *#try(body: Filter, handler: Filter | undefined, item: Item, scope: Scope | undefined): Items {
    const items = this.#run(body, item, scope);
    for (;;) {
      let next: IteratorResult<Item, void>;
      try {
        next = items.next();
      } catch (error) {
        // What comes after is not this try's business; nor is `error(null)` of break.
        if (!(error instanceof JqError)) throw error;
        // error(null) leaves nothing to be caught.
        if (handler !== undefined && error.value !== null) yield* this.#run(handler, plain(error.value, item), scope);
        return;
      }
      if (next.done === true) return;
      yield next.value;
    }
  }

  *#bind(
    pattern: Pattern,
    value: Json,
    item: Item,
    scope: Scope | undefined,
  ): Generator<'wait' | { readonly scope: Scope | undefined }, void, undefined> {
    switch (pattern.kind) {
      case 'variable':
        yield { scope: { kind: 'value', name: pattern.name, value, outer: scope } };
        return;
      case 'array':
        if (value !== null && !Array.isArray(value)) throw new JqError(`Cannot index ${typeName(value)} with number`);
        yield* this.#bindAll(
          pattern.items.map((inner, index) => [inner, value?.[index] ?? null] as const),
          0,
          item,
          scope,
        );
        return;
      case 'object':
        yield* this.#bindObject(pattern.entries, 0, value, item, scope);
    }
  }

  *#bindAll(
    parts: readonly (readonly [Pattern, Json])[],
    at: number,
    item: Item,
    scope: Scope | undefined,
  ): Generator<'wait' | { readonly scope: Scope | undefined }, void, undefined> {
    const part = parts[at];
    if (part === undefined) {
      yield { scope };
      return;
    }
    for (const bound of this.#bind(part[0], part[1], item, scope)) {
      if (bound === 'wait') yield bound;
      else yield* this.#bindAll(parts, at + 1, item, bound.scope);
    }
  }

  *#bindObject(
    entries: readonly (readonly [Filter, string | undefined, Pattern | undefined])[],
    at: number,
    value: Json,
    item: Item,
    scope: Scope | undefined,
  ): Generator<'wait' | { readonly scope: Scope | undefined }, void, undefined> {
    const entry = entries[at];
    if (entry === undefined) {
      yield { scope };
      return;
    }
    const [key, name, inner] = entry;
    for (const each of this.#run(key, bare(item), scope)) {
      if (each === WAIT) {
        yield 'wait';
        continue;
      }
      const part = getIndex(value, each.value);
      const named: Scope | undefined = name === undefined ? scope : { kind: 'value', name, value: part, outer: scope };
      if (inner === undefined) {
        yield* this.#bindObject(entries, at + 1, value, item, named);
        continue;
      }
      for (const bound of this.#bind(inner, part, item, named)) {
        if (bound === 'wait') yield bound;
        else yield* this.#bindObject(entries, at + 1, value, item, bound.scope);
      }
    }
  }

  *#fold(filter: Filter & { readonly kind: 'reduce' | 'foreach' }, item: Item, scope: Scope | undefined): Items {
    for (const from of this.#run(filter.from, item, scope)) {
      if (from === WAIT) {
        yield WAIT;
        continue;
      }
      let state = from;
      for (const source of this.#run(filter.source, bare(item), scope)) {
        if (source === WAIT) {
          yield WAIT;
          continue;
        }
        for (const bound of this.#bind(filter.pattern, source.value, item, scope)) {
          if (bound === 'wait') {
            yield WAIT;
            continue;
          }
          let last: Item | undefined;
          for (const next of this.#run(filter.update, state, bound.scope)) {
            if (next === WAIT) {
              yield WAIT;
              continue;
            }
            last = next;
            if (filter.kind === 'reduce') continue;
            if (filter.extract === undefined) yield next;
            else yield* this.#run(filter.extract, next, bound.scope);
          }
          state = last ?? (filter.kind === 'reduce' ? plain(null, item) : state);
        }
      }
      if (filter.kind === 'reduce') yield state;
    }
  }

  *#update(operator: string, left: Filter, right: Filter, item: Item, scope: Scope | undefined): Items {
    if (operator === '|=') {
      let { value } = item;
      const gone: Path[] = [];
      for (const place of this.#run(left, { value, path: [] }, scope)) {
        if (place === WAIT) {
          yield WAIT;
          continue;
        }
        const path = pathOf(place);
        let isSet = false;
        for (const fresh of this.#run(right, { value: getPath(value, path), path: undefined }, scope)) {
          if (fresh === WAIT) {
            yield WAIT;
            continue;
          }
          value = setPath(value, path, fresh.value);
          isSet = true;
          break;
        }
        if (!isSet) gone.push(path);
      }
      yield plain(deletePaths(value, gone), item);
      return;
    }
    for (const fresh of this.#run(right, bare(item), scope)) {
      if (fresh === WAIT) {
        yield WAIT;
        continue;
      }
      let { value } = item;
      for (const place of this.#run(left, { value: item.value, path: [] }, scope)) {
        if (place === WAIT) {
          yield WAIT;
          continue;
        }
        const path = pathOf(place);
        const old = getPath(value, path);
        value = setPath(value, path, updated(operator, old, fresh.value));
      }
      yield plain(value, item);
    }
  }

  *#call(name: string, args: readonly Filter[], item: Item, scope: Scope | undefined): Items {
    const found = filterIn(scope, name, args.length);
    if (found !== undefined) {
      yield* this.#callDefined(found, args, item, scope);
      return;
    }
    const native = NATIVE.get(`${name}/${args.length}`);
    if (native === undefined) throw new JqError(`${name}/${args.length} is not defined`);
    yield* native({
      evaluator: this,
      item,
      arg: (index, input) => this.#run(args[index] ?? { kind: 'identity' }, input, scope),
    });
  }

  *#callDefined(found: FilterScope, args: readonly Filter[], item: Item, scope: Scope | undefined): Items {
    const inside: Scope | undefined = found.closure === undefined ? found : found.closure.scope;
    if (++this.#depth > DEEPEST) throw new JqError('the filter calls itself too deeply');
    try {
      yield* this.#withArguments(found, args, 0, item, scope, inside);
    } finally {
      this.#depth--;
    }
  }

  *#withArguments(
    found: FilterScope,
    args: readonly Filter[],
    at: number,
    item: Item,
    scope: Scope | undefined,
    inside: Scope | undefined,
  ): Items {
    const parameter = found.parameters[at];
    const arg = args[at];
    if (parameter === undefined || arg === undefined) {
      yield* this.#run(found.body, item, inside);
      return;
    }
    const name = parameter.replace(/^\$/, '');
    const bound: Scope = {
      kind: 'filter',
      name,
      arity: 0,
      parameters: [],
      body: arg,
      closure: { scope },
      outer: inside,
    };
    if (!parameter.startsWith('$')) {
      yield* this.#withArguments(found, args, at + 1, item, scope, bound);
      return;
    }
    for (const value of this.#run(arg, bare(item), scope)) {
      if (value === WAIT) yield WAIT;
      else
        yield* this.#withArguments(found, args, at + 1, item, scope, {
          kind: 'value',
          name,
          value: value.value,
          outer: bound,
        });
    }
  }
}

const MOST_VALUES = 5_000_000;

const typeName = (value: Json): string => (value === null ? 'null' : value instanceof Map ? 'object' : typeof value);

const updated = (operator: string, old: Json, fresh: Json): Json => {
  if (operator === '=') return fresh;
  if (operator === '//=') return isTruthy(old) ? old : fresh;
  return binaryOperator(operator.slice(0, -1), old, fresh);
};
