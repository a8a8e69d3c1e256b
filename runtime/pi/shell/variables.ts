/**
 * The shell's variables (bash(1), PARAMETERS, Arrays): text, or an array of texts, with attributes. The
 * exported ones are the environment of what the shell starts.
 *
 * Scopes are dynamic: a function sees the local variables of whoever called it. `local x` makes one that
 * lives until the function returns; an assignment changes the innermost one there is, or makes a global one.
 *
 *     f() { local x=1; g; }; g() { x=2; y=3; }; f     x of f becomes 2 and is gone; y stays
 *
 * A nameref (`declare -n r=x`) stands for the variable it names: all methods mean that one, unless they
 * say "itself".
 *
 * A key is text: of an indexed array a number written out (evaluated already; below 0 it counts from the
 * end), of an associative one anything. A variable that is no array has one element, 0.
 */
import { AssignmentProblem, ExpansionProblem } from './expansion-problem.ts';
import { lowerCase, upperCase } from './letter-case.ts';
import { doubleQuoted } from './quote.ts';
import { AssociativeArray } from './variables/associative-array.ts';
import { IndexedArray } from './variables/indexed-array.ts';
import { attributeLetters, elementsText } from './variables/variable.ts';
import type { ArrayKind, Attribute, Variable } from './variables/variable.ts';

export { quoteValue } from './quote.ts';
export type { ArrayKind, Attribute } from './variables/variable.ts';

/** Characters in all variables of a shell. A real Pi has more memory, but not much more patience. */
const MOST_CHARACTERS = 64 * 1024 * 1024;
/** What an element costs besides its text. */
const ELEMENT_COST = 64;
/** bash follows a chain of namerefs no further. */
const LONGEST_CHAIN = 8;

/** A variable that is made anew each time it is looked at: RANDOM, SECONDS, LINENO. */
export interface DynamicVariable {
  read(): string | undefined;
  /** Absent: what is assigned is forgotten. */
  write?(value: string): void;
  /** Of an array (FUNCNAME, PIPESTATUS) all of them; `read` is the first. */
  elements?(): readonly string[];
}

interface Binding {
  readonly scope: number;
  /** Made by an assignment before a command. */
  temporary?: boolean;
  variable: Variable;
}

interface Scope {
  readonly kind: 'global' | 'function' | 'temporary';
  readonly names: Set<string>;
}

export interface Declaration {
  readonly on?: readonly Attribute[];
  readonly off?: readonly Attribute[];
  readonly kind?: ArrayKind;
  /** Where it is made if it is not there: absent in the innermost scope that has it, else globally. */
  readonly where?: 'local' | 'global';
}

export class Variables {
  /** The bindings of a name, the innermost last. */
  readonly #bindings = new Map<string, Binding[]>();
  readonly #scopes: Scope[] = [{ kind: 'global', names: new Set() }];
  readonly #dynamic = new Map<string, DynamicVariable>();
  #owner: object = {};
  #characters = 0;
  /**
   * Evaluates what is assigned to a variable with the attribute `integer`, and subscripts in names that
   * builtins are given (`unset 'a[i+1]'`). The shell sets it; whoever makes a variable an integer one has
   * the late part that it needs at hand.
   * @throws ExpansionProblem
   */
  arithmetic: ((expression: string) => bigint) | undefined;

  /** @param environment what the shell was started with: all of it is exported */
  constructor(environment: Readonly<Record<string, string>> = {}) {
    for (const [name, value] of Object.entries(environment)) {
      this.set(name, value);
      this.export(name);
    }
  }

  // Reading

  /** The value; of an array that of element 0. undefined: not set. */
  get(name: string): string | undefined {
    const dynamic = this.#dynamic.get(name);
    return dynamic === undefined ? this.element(name, '0') : dynamic.read();
  }

  /** One element. undefined: not set, also where the key makes no sense. */
  element(name: string, key: string): string | undefined {
    const target = this.#target(name);
    if (target === undefined) return undefined;
    if (target.key !== undefined) return key === '0' ? this.element(target.name, target.key) : undefined;
    const dynamic = this.#dynamic.get(target.name);
    if (dynamic?.elements !== undefined) return dynamic.elements().at(Number(key));
    if (dynamic !== undefined) return key === '0' ? dynamic.read() : undefined;
    const value = this.#find(target.name)?.value;
    if (value === undefined) return undefined;
    if (value instanceof AssociativeArray) return value.get(key);
    const index = Number(key);
    if (value instanceof IndexedArray) return value.get(index < 0 ? value.end + index : index);
    return index === 0 || index === -1 ? value : undefined;
  }

  /** Keys of the elements that are set, in bash's order. */
  keys(name: string): string[] {
    const target = this.#target(name);
    if (target === undefined) return [];
    const value = target.key === undefined ? this.#find(target.name)?.value : this.get(name);
    const dynamic = this.#dynamic.get(target.name);
    if (dynamic?.elements !== undefined) return dynamic.elements().map((_, index) => String(index));
    if (value === undefined) return dynamic === undefined ? [] : ['0'];
    return typeof value === 'string' ? ['0'] : value.keys.map(String);
  }

  /** The elements that are set, in the order of `keys`. */
  values(name: string): string[] {
    return this.keys(name).map((key) => this.element(name, key) ?? '');
  }

  /** Whether it is an array, and of which kind. */
  kind(name: string): ArrayKind | undefined {
    const target = this.#target(name);
    if (target === undefined || target.key !== undefined) return undefined;
    return this.#dynamic.get(target.name)?.elements === undefined ? this.#find(target.name)?.kind : 'indexed';
  }

  /** Has a value; an array: has an element (`[[ -v a ]]` asks for element 0: use `get`). */
  isSet(name: string): boolean {
    return this.get(name) !== undefined || this.keys(name).length > 0;
  }

  /** Is known, if only by `declare x`. */
  isDeclared(name: string): boolean {
    return this.#find(name) !== undefined || this.#dynamic.has(name);
  }

  has(name: string, attribute: Attribute): boolean {
    const target = this.#target(name);
    return target !== undefined && (this.#find(target.name)?.attributes.has(attribute) ?? false);
  }

  isExported(name: string): boolean {
    return this.#find(name)?.attributes.has('exported') ?? false;
  }

  /** What a nameref itself names, `x` or `a[1]`; undefined: it is none, or names nothing yet. */
  reference(name: string): string | undefined {
    const variable = this.#find(name);
    return variable?.attributes.has('nameref') === true && typeof variable.value === 'string'
      ? variable.value
      : undefined;
  }

  /** Names that have a value or an attribute, in order. */
  names(): string[] {
    const names = [...this.#bindings.keys(), ...this.#dynamic.keys()];
    return [...new Set(names)].filter((name) => this.#isShown(name)).toSorted();
  }

  /** `a`, `Ar`, `ix`: the letters of `declare -p` and `${x@a}`; '' if there are none. */
  letters(name: string): string {
    const variable = this.#find(this.#target(name)?.name ?? name);
    return variable === undefined ? '' : attributeLetters(variable);
  }

  /**
   * As `declare -p` shows it, without the word `declare` and the attributes: `x="1"`, `a=([0]="1")`, and just
   * the name if it has no value. A nameref itself.
   */
  definition(name: string): string | undefined {
    const variable = this.#find(name);
    const dynamic = this.#dynamic.get(name);
    const elements = dynamic?.elements?.().map((value, index) => `[${index}]=${doubleQuoted(value)}`);
    if (elements !== undefined) return `${name}=(${elements.join(' ')})`;
    const read = dynamic?.read();
    if (read !== undefined) return `${name}=${doubleQuoted(read)}`;
    if (variable === undefined) return undefined;
    const { value, kind } = variable;
    if (value === undefined) return name;
    return `${name}=${typeof value === 'string' ? doubleQuoted(value) : elementsText(value, kind ?? 'indexed')}`;
  }

  /** `declare -ix n="3"`, as `declare -p n` prints it, without a newline. A nameref itself. undefined: no such variable */
  declaration(name: string): string | undefined {
    const definition = this.definition(name);
    const variable = this.#find(name);
    if (definition === undefined) return undefined;
    const letters = variable === undefined ? '' : attributeLetters(variable);
    return `declare -${letters === '' ? '-' : letters} ${definition}`;
  }

  environment(): Record<string, string> {
    const environment: Record<string, string> = {};
    for (const name of this.#bindings.keys()) {
      const variable = this.#find(name);
      if (typeof variable?.value === 'string' && variable.attributes.has('exported'))
        environment[name] = variable.value;
    }
    return environment;
  }

  // Writing

  /**
   * `name=value`; of an array element 0.
   * @throws AssignmentProblem it is readonly; ExpansionProblem of `arithmetic`
   */
  set(name: string, value: string): void {
    this.setElement(name, '0', value);
  }

  /** `name+=value`: behind what is there, and of an integer variable added to it. @throws as `set` */
  append(name: string, value: string): void {
    this.setElement(name, '0', value, true);
  }

  /**
   * `name[key]=value`, `name[key]+=value`. What was no array becomes one unless the key is 0.
   * @throws as `set`; AssignmentProblem `a[-9]: bad array subscript`
   */
  setElement(name: string, key: string, value: string, append = false): void {
    const target = this.#target(name);
    if (target === undefined) return;
    if (target.key !== undefined) {
      this.setElement(target.name, target.key, value, append);
      return;
    }
    const dynamic = this.#dynamic.get(target.name);
    if (dynamic !== undefined) {
      dynamic.write?.(value);
      return;
    }
    const variable = this.#writable(target.name);
    const array = key === '0' && variable.kind === undefined ? undefined : this.#array(variable, target.name);
    if (array === undefined) {
      const before = variable.value as string | undefined;
      const text = this.#formed(variable, value, append ? before : undefined);
      this.#charge(text.length - (before?.length ?? 0));
      variable.value = text;
      return;
    }
    const place = array instanceof AssociativeArray ? key : this.#index(array, target.name, key);
    const before = array.get(place as never);
    const text = this.#formed(variable, value, append ? before : undefined);
    this.#charge(text.length - (before?.length ?? -ELEMENT_COST));
    array.set(place as never, text);
  }

  /**
   * `name=(…)` and `name+=(…)`. Without `append` the old elements go; what was no array becomes an indexed one.
   * @param entries undefined as a key: the one behind the last; `more`: added to the element's value
   * @throws as `setElement`
   */
  setElements(
    name: string,
    entries: Iterable<readonly [key: string | undefined, value: string, more?: boolean]>,
    append = false,
  ): void {
    const target = this.#target(name);
    if (target === undefined) return;
    if (target.key !== undefined) throw new AssignmentProblem(`${name}: cannot assign list to array member`);
    const variable = this.#writable(target.name);
    const array = this.#array(variable, target.name);
    if (!append) {
      for (const key of Array.from<string | number>(array.keys)) array.delete(key as never);
    }
    let next = array instanceof IndexedArray ? array.end : 0;
    for (const [key, value, more] of entries) {
      this.setElement(target.name, key ?? String(next), value, more);
      if (array instanceof IndexedArray) next = (key === undefined ? next : this.#index(array, target.name, key)) + 1;
    }
  }

  /** `unset name`. @throws AssignmentProblem it is readonly */
  unset(name: string): void {
    const target = this.#target(name);
    if (target?.key !== undefined) this.unsetElement(target.name, target.key);
    else this.unsetItself(target?.name ?? name);
  }

  /** `unset -n name` @throws AssignmentProblem it is readonly */
  unsetItself(name: string): void {
    const bindings = this.#bindings.get(name);
    const binding = bindings?.at(-1);
    this.#dynamic.delete(name);
    if (bindings === undefined || binding === undefined) return;
    if (binding.variable.attributes.has('readonly')) {
      throw new AssignmentProblem(`${name}: cannot unset: readonly variable`);
    }
    this.#charge(-costOf(binding.variable));
    if (binding.scope > 0 && binding.scope === this.#functionScope && binding.temporary !== true) {
      // It stays local: what the callers have under this name is not seen through it.
      binding.variable = this.#fresh();
      return;
    }
    bindings.pop();
    this.#scopes[binding.scope]?.names.delete(name);
    if (bindings.length === 0) this.#bindings.delete(name);
  }

  /** `unset 'name[key]'` @throws AssignmentProblem it is readonly, or `[-9]: bad array subscript` */
  unsetElement(name: string, key: string): void {
    const target = this.#target(name)?.name ?? name;
    const existing = this.#find(target);
    if (existing === undefined) return;
    if (existing.attributes.has('readonly')) throw new AssignmentProblem(`${name}: cannot unset: readonly variable`);
    const variable = this.#writable(target);
    if (variable.value instanceof AssociativeArray) variable.value.delete(key);
    else if (variable.value instanceof IndexedArray) {
      const index = Number(key) < 0 ? variable.value.end + Number(key) : Number(key);
      if (index < 0) throw new AssignmentProblem(`[${key}]: bad array subscript`);
      variable.value.delete(index);
    } else if (Number(key) === 0) this.unsetItself(target);
  }

  // Declaring

  /**
   * Makes a variable known and changes its attributes; its value stays. Of a nameref: what it names, unless
   * the attribute `nameref` is turned on or off.
   * @throws AssignmentProblem `x: readonly variable`, `m: cannot convert associative to indexed array`
   */
  declare(name: string, { on = [], off = [], kind, where }: Declaration = {}): void {
    if (where === 'local') this.makeLocal(name);
    const itself = on.includes('nameref') || off.includes('nameref') || where === 'local';
    const target = itself ? name : (this.#target(name)?.name ?? name);
    const variable = where === 'global' ? this.#globally(target) : this.#own(target);
    if (off.includes('readonly') && variable.attributes.has('readonly')) {
      throw new AssignmentProblem(`${target}: readonly variable`);
    }
    if (kind !== undefined) {
      if (variable.value !== undefined) this.#array(variable, target, kind);
      variable.kind ??= kind;
      if (variable.kind !== kind) throw cannotConvert(target, variable.kind, kind);
    }
    for (const attribute of off) variable.attributes.delete(attribute);
    for (const attribute of on) {
      for (const other of CASES) if (CASES.includes(attribute)) variable.attributes.delete(other);
      variable.attributes.add(attribute);
    }
  }

  /** `declare -n name=target`: what a nameref names. @throws AssignmentProblem it names itself, or no variable */
  setReference(name: string, target: string): void {
    if (target === name && this.#functionScope === 0) {
      throw new AssignmentProblem(`${name}: nameref variable self references not allowed`);
    }
    if (!/^[A-Za-z_][A-Za-z0-9_]*(\[.+\])?$/s.test(target)) {
      throw new AssignmentProblem(`\`${target}': invalid variable name for name reference`);
    }
    this.#own(name).value = target;
  }

  /** A name may be exported before it has a value. */
  export(name: string, exported = true): void {
    this.declare(name, exported ? { on: ['exported'] } : { off: ['exported'] });
  }

  /** Lets a name be made anew at each look; an assignment goes to `write`. `unset` takes that from it for good. */
  defineDynamic(name: string, dynamic: DynamicVariable): void {
    this.#dynamic.set(name, dynamic);
  }

  /** Whether it is one that is made anew at each look. */
  isDynamic(name: string): boolean {
    return this.#dynamic.has(name);
  }

  // Scopes

  /**
   * A function is called, or assignments stand before a command (`x=1 cmd`: temporary). For a function
   * that is called with some, one scope of kind `function` does for both.
   */
  pushScope(kind: 'function' | 'temporary' = 'function'): void {
    this.#scopes.push({ kind, names: new Set() });
  }

  /** Its variables are gone, what they hid is seen again. */
  popScope(): void {
    if (this.#scopes.length === 1) return;
    const depth = this.#scopes.length - 1;
    for (const name of this.#scopes.pop()?.names ?? []) {
      const bindings = this.#bindings.get(name) ?? [];
      const at = bindings.findIndex(({ scope }) => scope === depth);
      for (const { variable } of at < 0 ? [] : bindings.splice(at, 1)) this.#charge(-costOf(variable));
      if (bindings.length === 0) this.#bindings.delete(name);
    }
  }

  /** In a function: `local` may be said. */
  get inFunction(): boolean {
    return this.#functionScope > 0;
  }

  /** `x=value cmd`: exported, in the innermost scope, gone with it. @throws AssignmentProblem it is readonly */
  setTemporary(name: string, value: string): void {
    if (this.has(name, 'readonly')) throw new AssignmentProblem(`${name}: readonly variable`);
    const integer = this.has(name, 'integer');
    const variable = this.#bind(name, this.#scopes.length - 1, true);
    if (integer) variable.attributes.add('integer');
    variable.attributes.add('exported');
    const text = this.#formed(variable, value, undefined);
    this.#charge(text.length);
    variable.value = text;
  }

  /**
   * `local name`: a variable of the function that runs, not set yet; the same one the second time.
   * @throws AssignmentProblem a readonly one cannot be hidden
   */
  makeLocal(name: string): void {
    const scope = this.#functionScope;
    const existing = this.#bindings.get(name)?.find((binding) => binding.scope === scope);
    if (existing !== undefined) {
      existing.temporary = false;
      return;
    }
    if (this.#find(name)?.attributes.has('readonly') === true)
      throw new AssignmentProblem(`${name}: readonly variable`);
    this.#bind(name, scope);
  }

  /** Names of the function that runs, in order: `local` alone lists them. */
  localNames(): string[] {
    return [...(this.#scopes[this.#functionScope]?.names ?? [])].toSorted();
  }

  /** A copy for a subshell: neither sees what the other one changes from now on. */
  clone(): Variables {
    const copy = new Variables();
    for (const [name, bindings] of this.#bindings)
      copy.#bindings.set(
        name,
        bindings.map((each) => ({ ...each })),
      );
    copy.#scopes.splice(0, 1, ...this.#scopes.map(({ kind, names }) => ({ kind, names: new Set(names) })));
    for (const [name, dynamic] of this.#dynamic) copy.#dynamic.set(name, dynamic);
    copy.#characters = this.#characters;
    copy.arithmetic = this.arithmetic;
    // Both now look at the same variables: whoever writes first makes a copy.
    this.#owner = {};
    return copy;
  }

  get #functionScope(): number {
    return this.#scopes.findLastIndex(({ kind }) => kind !== 'temporary');
  }

  #find(name: string): Variable | undefined {
    return this.#bindings.get(name)?.at(-1)?.variable;
  }

  #isShown(name: string): boolean {
    const variable = this.#find(name);
    if (variable === undefined) return true;
    return variable.value !== undefined || variable.kind !== undefined || variable.attributes.size > 0;
  }

  /** Where a name leads when namerefs are followed; undefined: round in a circle, or to nothing yet. */
  #target(name: string): { name: string; key?: string } | undefined {
    let at = name;
    for (let steps = 0; steps <= LONGEST_CHAIN; steps++) {
      const variable = this.#find(at);
      if (variable?.attributes.has('nameref') !== true) return { name: at };
      if (typeof variable.value !== 'string') return { name: at };
      const parts = /^([^[]*)\[(.*)\]$/s.exec(variable.value);
      if (parts !== null) return { name: parts[1] ?? '', key: this.evaluatedKey(parts[1] ?? '', parts[2] ?? '') };
      at = variable.value;
    }
    return undefined;
  }

  /**
   * A subscript that was written out and expanded, as a key for `element` and others: evaluated if the array
   * is an indexed one.
   * @throws ExpansionProblem of `arithmetic`
   */
  evaluatedKey(name: string, subscript: string): string {
    if (this.kind(name) === 'associative' || /^(?:0|-?[1-9]\d{0,14})$/.test(subscript)) return subscript;
    if (this.arithmetic === undefined) throw new ExpansionProblem(`${subscript}: syntax error: operand expected`);
    return String(this.arithmetic(subscript));
  }

  #fresh(): Variable {
    return { owner: this.#owner, value: undefined, kind: undefined, attributes: new Set() };
  }

  #bind(name: string, scope: number, temporary = false): Variable {
    const bindings = this.#bindings.get(name) ?? [];
    const existing = bindings.find((binding) => binding.scope === scope);
    if (existing !== undefined) return this.#ownBinding(existing);
    const binding: Binding = { scope, temporary, variable: this.#fresh() };
    const at = bindings.findIndex((other) => other.scope > scope);
    bindings.splice(at < 0 ? bindings.length : at, 0, binding);
    this.#bindings.set(name, bindings);
    this.#scopes[scope]?.names.add(name);
    return binding.variable;
  }

  /** The variable of a binding, to be written to. */
  #ownBinding(binding: Binding): Variable {
    const { variable } = binding;
    if (variable.owner === this.#owner) return variable;
    const { value, kind, attributes } = variable;
    const copied = typeof value === 'object' ? value.copy() : value;
    return (binding.variable = { owner: this.#owner, value: copied, kind, attributes: new Set(attributes) });
  }

  /** The innermost variable of that name itself, made if need be. */
  #own(name: string): Variable {
    const binding = this.#bindings.get(name)?.at(-1);
    return binding === undefined ? this.#bind(name, 0) : this.#ownBinding(binding);
  }

  #globally(name: string): Variable {
    return this.#bind(name, 0);
  }

  #writable(name: string): Variable {
    if (this.#find(name)?.attributes.has('readonly') === true)
      throw new AssignmentProblem(`${name}: readonly variable`);
    return this.#own(name);
  }

  /** Its elements; makes an array of what was none. */
  #array(variable: Variable, name: string, kind = variable.kind ?? 'indexed'): IndexedArray | AssociativeArray {
    const { value } = variable;
    if (variable.kind !== undefined && variable.kind !== kind) throw cannotConvert(name, variable.kind, kind);
    if (value instanceof IndexedArray || value instanceof AssociativeArray) return value;
    const array = kind === 'indexed' ? new IndexedArray() : new AssociativeArray();
    if (value !== undefined && array instanceof IndexedArray) array.set(0, value);
    else if (value !== undefined && array instanceof AssociativeArray) array.set('0', value);
    variable.kind = kind;
    variable.value = array;
    return array;
  }

  #index(array: IndexedArray, name: string, key: string): number {
    const index = Number(key) < 0 ? array.end + Number(key) : Number(key);
    if (index < 0 || !Number.isSafeInteger(index)) throw new AssignmentProblem(`${name}[${key}]: bad array subscript`);
    return index;
  }

  /** The value as the attributes want it. @param before to be appended to */
  #formed({ attributes }: Variable, value: string, before: string | undefined): string {
    if (attributes.has('integer')) {
      const number = this.#number(value) + (before === undefined ? 0n : this.#number(before));
      return String(BigInt.asIntN(64, number));
    }
    const text = (before ?? '') + value;
    if (attributes.has('upper')) return upperCase(text);
    if (attributes.has('lower')) return lowerCase(text);
    return attributes.has('capital') ? upperCase(text.slice(0, 1)) + lowerCase(text.slice(1)) : text;
  }

  #number(text: string): bigint {
    if (/^-?(?:0|[1-9]\d{0,17})$/.test(text)) return BigInt(text);
    if (this.arithmetic === undefined) throw new Error('an integer variable, and nothing that evaluates');
    return this.arithmetic(text);
  }

  #charge(characters: number): void {
    this.#characters += characters;
    if (characters <= 0 || this.#characters <= MOST_CHARACTERS) return;
    this.#characters -= characters;
    throw new ExpansionProblem(`xrealloc: cannot allocate ${this.#characters + characters} bytes`, true, 2);
  }
}

const cannotConvert = (name: string, from: ArrayKind, to: ArrayKind): AssignmentProblem =>
  new AssignmentProblem(`${name}: cannot convert ${from} to ${to} array`);

const CASES: readonly Attribute[] = ['upper', 'lower', 'capital'];

const costOf = ({ value }: Variable): number => {
  if (value === undefined || typeof value === 'string') return value?.length ?? 0;
  let cost = 0;
  for (const key of value.keys) cost += ELEMENT_COST + (value.get(key as never)?.length ?? 0);
  return cost;
};

/** A name that can be assigned to. */
export const isName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
