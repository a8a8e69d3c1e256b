/**
 * Parameter expansion (bash(1), Parameter Expansion): `$x`, `${x…}` with all operators.
 *
 *     $x ${x} "$@" ${a[i]} ${#x} ${!x}      values
 *     ${x:-y} ${x:=y} ${x:?y} ${x:+y}       where x is not set or, with the colon, empty
 *     ${x#p} ${x%p} ${x/p/r} ${x^} ${x:1:2} ${x@Q}     changed; of a list each element
 */
import type { ParameterPart, Word } from '../ast.ts';
import { ExpansionProblem } from '../expansion-problem.ts';
import { lowerCase, upperCase } from '../letter-case.ts';
import { changeMatching, replaceMatches, trim } from '../pattern.ts';
import { END, separatorsOf } from './piece.ts';
import type { Expansions, Piece, Place } from './piece.ts';
import { replacementOf } from './replacement.ts';
import { subjectOf } from './subject.ts';
import type { Subject } from './subject.ts';
import { sliceOfArray, sliceOfPositional, substring } from './substring.ts';
import type { Range } from './substring.ts';
import { commandOf, described, pairs, pairsText, transformed, TRANSFORMATIONS } from './transform.ts';

const NOTHING: Word = { parts: [], source: '' };

/** @throws ExpansionProblem */
export const expandParameter = async (part: ParameterPart, place: Place, expansions: Expansions): Promise<Piece[]> => {
  const { context } = expansions;
  const one = (text: string): Piece[] => [{ text, quoted: place.quoted, split: !place.quoted }];
  if (part.names !== undefined) return listed(namesOf(part, expansions), part.names, place, expansions);
  const subject = await subjectOf(part, expansions);
  const operator = part.operator ?? '';
  if (/^:?[-=?+]$/.test(operator)) return conditional(part, subject, place, expansions);
  const counted = part.length === true && part.subscript !== undefined;
  // Here bash asks for an array, not for an element, and goes on with the next line.
  if (counted && context.options.nounset && context.variables.kind(part.name) === undefined)
    throw new ExpansionProblem(`${part.name}: unbound variable`);
  const missing = !counted && subject.kind === 'one' && subject.value === undefined;
  if (missing && context.options.nounset && !/^@[aA]?$/.test(`${operator}${part.word?.source ?? ''}`)) {
    throw new ExpansionProblem(`${subject.label}: unbound variable`, true);
  }
  if (part.length === true) {
    return one(String(subject.kind === 'list' ? subject.values.length : [...(subject.value ?? '')].length));
  }
  if (operator === '@') return transform(part, subject, place, expansions);
  if (operator === ':') return slice(part, subject, place, expansions);
  if (operator === '') {
    return subject.kind === 'list' ? listed(subject.values, subject.star, place, expansions) : one(subject.value ?? '');
  }
  const change = await changeOf(part, expansions);
  return subject.kind === 'list'
    ? listed(subject.values.map(change), subject.star, place, expansions)
    : one(change(subject.value ?? ''));
};

/** Whether what it becomes may be no field at all: `"$@"` of no parameters. */
export const isList = (part: ParameterPart): boolean => {
  if (part.length === true || /^:?[-=?+]$/.test(part.operator ?? '')) return false;
  return (part.name === '@' && part.indirect !== true) || part.subscript === '@' || part.names === '@';
};

/** `${!prefix@}`: names of variables. `${!a[@]}`: keys. */
const namesOf = ({ name, subscript }: ParameterPart, { context }: Expansions): readonly string[] =>
  subscript === undefined
    ? context.variables.names().filter((each) => each.startsWith(name) && context.variables.isSet(each))
    : context.variables.keys(name);

const listed = (
  values: readonly string[],
  star: '@' | '*',
  { quoted, listed: several }: Place,
  { context }: Expansions,
): Piece[] => {
  const first = separatorsOf(context).slice(0, 1);
  if (!several || (star === '*' && quoted)) {
    return [{ text: values.join(star === '@' ? ' ' : first), quoted, split: false }];
  }
  // Unquoted, they are joined and split again: empty ones come through where IFS is no blank.
  if (!quoted && first !== '' && values.length > 0) return [{ text: values.join(first), quoted, split: true }];
  return values.flatMap((text, index) => [...(index === 0 ? [] : [END]), { text, quoted, split: !quoted }]);
};

/** `:-` `-` `:=` `=` `:?` `?` `:+` `+`: with a colon, empty counts as not set. */
const conditional = async (
  part: ParameterPart,
  subject: Subject,
  place: Place,
  expansions: Expansions,
): Promise<Piece[]> => {
  const operator = part.operator ?? '-';
  const word = part.word ?? NOTHING;
  const present =
    subject.kind === 'list'
      ? subject.values.length > 0 && !(operator.startsWith(':') && subject.values.join(' ') === '')
      : subject.value !== undefined && !(operator.startsWith(':') && subject.value === '');
  const action = operator.at(-1);
  if (action === '+') return present ? expansions.alternative(word, place) : [];
  const one = (text: string): Piece[] => [{ text, quoted: place.quoted, split: !place.quoted }];
  if (present) {
    return subject.kind === 'list' ? listed(subject.values, subject.star, place, expansions) : one(subject.value ?? '');
  }
  if (action === '-') return expansions.alternative(word, place);
  const text = await expansions.text(word);
  const label = subject.label.replace(/^\$/, '');
  if (action === '?') {
    const otherwise = operator === ':?' ? 'parameter null or not set' : 'parameter not set';
    throw new ExpansionProblem(`${label}: ${text === '' ? otherwise : text}`, true);
  }
  if (subject.kind === 'list' || subject.assign === undefined) {
    throw new ExpansionProblem(`$${label}: cannot assign in this way`);
  }
  subject.assign(text);
  const { variable } = subject;
  const assigned =
    part.subscript === undefined && variable !== undefined ? expansions.context.parameter(variable) : text;
  return one(assigned ?? text);
};

const OF_CASE = { '^': upperCase, ',': lowerCase } as const;

/** What `#` `%` `/` `^` `,` make of a value. */
const changeOf = async (part: ParameterPart, expansions: Expansions): Promise<(value: string) => string> => {
  const { options } = expansions.context;
  const settings = { extglob: options.extglob === true, nocase: options.nocasematch === true };
  const pattern = await expansions.pattern(part.word ?? NOTHING);
  const operator = part.operator ?? '#';
  switch (operator) {
    case '#':
    case '##':
    case '%':
    case '%%':
      return (value) => trim(value, operator, pattern, { extglob: settings.extglob });
    case '/':
    case '//':
    case '/#':
    case '/%': {
      const replacement = replacementOf(part.second === undefined ? [] : await expansions.pieces(part.second));
      return (value) => replaceMatches(value, operator, pattern, replacement, settings);
    }
    default: {
      const letter = OF_CASE[operator.startsWith(',') ? ',' : '^'];
      return (value) => changeMatching(value, operator.length === 2, pattern, letter, settings);
    }
  }
};

const slice = async (part: ParameterPart, subject: Subject, place: Place, expansions: Expansions): Promise<Piece[]> => {
  const { context } = expansions;
  const number = async (word: Word): Promise<number> => Number(await context.arithmetic(await expansions.plain(word)));
  const offset = await number(part.word ?? NOTHING);
  const length = part.second === undefined ? undefined : await number(part.second);
  const range: Range = { offset, length, lengthText: part.second?.source.trim() ?? '' };
  if (subject.kind === 'one') {
    const { value } = subject;
    const text = value === undefined ? '' : substring(value, range);
    return [{ text, quoted: place.quoted, split: !place.quoted }];
  }
  const { variable } = subject;
  const associative = variable !== undefined && context.variables.kind(variable) === 'associative';
  const keys =
    variable === undefined || associative
      ? subject.values.map((_, index) => String(index))
      : context.variables.keys(variable);
  const values =
    variable === undefined
      ? sliceOfPositional(subject.values, context.parameter('0') ?? '', range)
      : sliceOfArray(subject.values, keys, associative && offset > 0 ? { ...range, offset: offset - 1 } : range);
  return listed(values, subject.star, place, expansions);
};

const transform = async (
  part: ParameterPart,
  subject: Subject,
  place: Place,
  expansions: Expansions,
): Promise<Piece[]> => {
  const { context } = expansions;
  const letter = part.word?.source ?? '';
  if (!TRANSFORMATIONS.has(letter)) {
    throw new ExpansionProblem(`\${${part.name}@${letter}}: bad substitution`, true);
  }
  const one = (text: string): Piece[] => [{ text, quoted: place.quoted, split: !place.quoted }];
  if (letter === 'A' && subject.kind === 'list') {
    return listed(commandOf(subject.values, subject.variable, context), subject.star, place, expansions);
  }
  if (letter === 'A' || letter === 'a') return one(described(subject, letter, context));
  const array = subject.kind === 'list' ? subject.variable : undefined;
  if (array !== undefined && context.variables.kind(array) !== undefined) {
    if (letter === 'K') return one(pairsText(array, context));
    if (letter === 'k')
      return listed(pairs(array, context), subject.kind === 'list' ? subject.star : '@', place, expansions);
  }
  if (subject.kind === 'one') {
    return one(subject.value === undefined ? '' : await transformed(subject.value, letter, context));
  }
  const values: string[] = [];
  for (const value of subject.values) values.push(await transformed(value, letter, context));
  return listed(values, subject.star, place, expansions);
};
