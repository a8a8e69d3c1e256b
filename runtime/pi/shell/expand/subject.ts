import type { ParameterPart, Word } from '../ast.ts';
import { ExpansionProblem } from '../expansion-problem.ts';
import type { ExpansionContext } from '../expansion-context.ts';
import { isName } from '../variables.ts';
import type { Expansions } from './piece.ts';

/** What `${…}` speaks of, once names, subscripts and indirections are resolved. */
export type Subject =
  | {
      readonly kind: 'one';
      /** As messages name it: `x`, `a[1]`, `$1`. */
      readonly label: string;
      readonly value: string | undefined;
      /** Absent: it cannot be assigned to. */
      readonly assign?: (value: string) => void;
      /** Of a variable: its name. */
      readonly variable?: string;
    }
  | {
      /** `$@`, `$*`, `${a[@]}`, `${a[*]}` */
      readonly kind: 'list';
      readonly star: '@' | '*';
      readonly values: readonly string[];
      readonly label: string;
      /** Of an array: its name. */
      readonly variable?: string;
    };

/** @throws ExpansionProblem */
export const subjectOf = async (part: ParameterPart, expansions: Expansions): Promise<Subject> => {
  const { context } = expansions;
  if (part.indirect === true) return indirectly(part, expansions);
  const { name, subscript } = part;
  if (name === '@' || name === '*') return { kind: 'list', star: name, values: context.positional, label: name };
  if (subscript === '@' || subscript === '*') {
    const values = context.variables.values(name);
    return { kind: 'list', star: subscript, values, label: `${name}[${subscript}]`, variable: name };
  }
  if (subscript !== undefined) return elementOf(name, subscript, part.length === true, expansions);
  // As it was written: `$1: unbound variable`, but `10: unbound variable` of ${10}.
  const shown = part.bare === true ? `$${name}` : name;
  if (/^[0-9]/.test(name)) {
    const position = Number(name);
    const value = position === 0 ? context.parameter('0') : context.positional[position - 1];
    return { kind: 'one', label: shown, value };
  }
  if (!isName(name)) return { kind: 'one', label: shown, value: context.parameter(name) };
  return listOfReference(name, context) ?? variableOf(name, context);
};

const variableOf = (name: string, context: ExpansionContext): Subject => ({
  kind: 'one',
  label: name,
  value: context.parameter(name),
  assign: (value) => context.assign(name, value),
  variable: name,
});

/** A nameref to `a[@]` stands for all elements. */
const listOfReference = (name: string, context: ExpansionContext): Subject | undefined => {
  const [, array, star] = /^([^[]+)\[([@*])\]$/.exec(context.variables.reference(name) ?? '') ?? [];
  if (array === undefined) return undefined;
  const values = context.variables.values(array);
  return { kind: 'list', star: star as '@' | '*', values, label: `${array}[${star}]`, variable: array };
};

const elementOf = async (
  name: string,
  subscript: Word,
  measured: boolean,
  expansions: Expansions,
): Promise<Subject> => {
  const { variables } = expansions.context;
  const key = await keyOf(name, subscript, expansions);
  const label = `${name}[${subscript.source}]`;
  const before = key.startsWith('-') && variables.kind(name) !== 'associative';
  const end = before ? Number(variables.keys(name).at(-1) ?? -1) + 1 : 0;
  if (before && end + Number(key) < 0) {
    if (measured) throw new ExpansionProblem(`${subscript.source}]: bad array subscript`);
    await expansions.context.complain(`${name}: bad array subscript`);
    return { kind: 'one', label, value: undefined, variable: name };
  }
  return {
    kind: 'one',
    label,
    value: variables.element(name, key),
    assign: (value) => variables.setElement(name, key, value),
    variable: name,
  };
};

const keyOf = async (name: string, subscript: Word, expansions: Expansions): Promise<string> => {
  const { context } = expansions;
  const text = await expansions.plain(subscript);
  if (context.variables.kind(name) === 'associative') return text;
  return /^(?:0|-?[1-9]\d{0,9})$/.test(text) ? text : String(await context.arithmetic(text));
};

/** `${!x}`: what x names, as if it stood there. */
const indirectly = async (part: ParameterPart, expansions: Expansions): Promise<Subject> => {
  const { context } = expansions;
  const { indirect: _, ...direct } = part;
  const target = context.variables.reference(part.name);
  if (target !== undefined) {
    return { kind: 'one', label: part.name, value: target };
  }
  const subject = await subjectOf(direct, expansions);
  const name = subject.kind === 'one' ? subject.value : subject.values.join(' ');
  if (name === undefined) throw new ExpansionProblem(`${subject.label.replace(/^\$/, '')}: invalid indirect expansion`);
  if (name === '') return { kind: 'one', label: part.name, value: undefined };
  const named = partOf(name);
  if (named === undefined) throw new ExpansionProblem(`${name}: invalid variable name`);
  return subjectOf(named, expansions);
};

/** A parameter by its name: `x`, `a[1]`, `a[@]`, `2`, `@`. */
const partOf = (text: string): ParameterPart | undefined => {
  if (/^(?:[0-9]+|[?$!#@*-])$/.test(text)) return { kind: 'parameter', name: text };
  const [, name, subscript] = /^([A-Za-z_][A-Za-z0-9_]*)(?:\[(.+)\])?$/s.exec(text) ?? [];
  if (name === undefined) return undefined;
  if (subscript === undefined) return { kind: 'parameter', name };
  if (subscript === '@' || subscript === '*') return { kind: 'parameter', name, subscript };
  return { kind: 'parameter', name, subscript: { parts: [{ kind: 'text', text: subscript }], source: subscript } };
};
