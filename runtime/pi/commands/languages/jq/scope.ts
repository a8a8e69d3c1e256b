/** What names mean where a filter stands: values, filters and labels, the innermost first. */
import type { Definition, Filter, Pattern } from './ast.ts';
import type { Json } from './json.ts';

export type Scope = ValueScope | FilterScope | LabelScope;
interface ValueScope {
  readonly kind: 'value';
  readonly name: string;
  readonly value: Json;
  readonly outer: Scope | undefined;
}
export interface FilterScope {
  readonly kind: 'filter';
  readonly name: string;
  readonly arity: number;
  readonly parameters: readonly string[];
  readonly body: Filter;
  /** Where its body sees from; absent: here, itself included. */
  readonly closure?: { readonly scope: Scope | undefined };
  readonly outer: Scope | undefined;
}
interface LabelScope {
  readonly kind: 'label';
  readonly name: string;
  readonly mark: object;
  readonly outer: Scope | undefined;
}

export const defined = ({ name, parameters, body }: Definition, outer: Scope | undefined): FilterScope => ({
  kind: 'filter',
  name,
  arity: parameters.length,
  parameters,
  body,
  outer,
});

export const withParameters = ({ parameters }: Definition, scope: Scope): Scope => {
  let inner = scope;
  for (const parameter of parameters) {
    const name = parameter.replace(/^\$/, '');
    inner = { kind: 'filter', name, arity: 0, parameters: [], body: { kind: 'identity' }, outer: inner };
    if (parameter.startsWith('$')) inner = { kind: 'value', name, value: null, outer: inner };
  }
  return inner;
};

export const withNames = (pattern: Pattern, scope: Scope | undefined): Scope | undefined => {
  if (pattern.kind === 'variable') return { kind: 'value', name: pattern.name, value: null, outer: scope };
  if (pattern.kind === 'array')
    return pattern.items.reduce<Scope | undefined>((outer, item) => withNames(item, outer), scope);
  return pattern.entries.reduce<Scope | undefined>((outer, [, name, inner]) => {
    const named: Scope | undefined = name === undefined ? outer : { kind: 'value', name, value: null, outer };
    return inner === undefined ? named : withNames(inner, named);
  }, scope);
};

export const valueIn = (scope: Scope | undefined, name: string): Json | undefined => {
  for (let here = scope; here !== undefined; here = here.outer)
    if (here.kind === 'value' && here.name === name) return here.value;
  return undefined;
};

export const filterIn = (scope: Scope | undefined, name: string, arity: number): FilterScope | undefined => {
  for (let here = scope; here !== undefined; here = here.outer)
    if (here.kind === 'filter' && here.name === name && here.arity === arity) return here;
  return undefined;
};

export const labelIn = (scope: Scope | undefined, name: string): object | undefined => {
  for (let here = scope; here !== undefined; here = here.outer)
    if (here.kind === 'label' && here.name === name) return here.mark;
  return undefined;
};
