/**
 * Reads `${…}` (bash(1), Parameter Expansion).
 *
 *     ${x} ${#x} ${!x} ${x:-y} ${x%.*} ${x//a/b} ${x:1:2} ${x^^} ${x@Q}     valid
 *     ${a[0]} ${a[@]} ${#a[@]} ${!a[@]} ${!prefix@}                         valid
 *     ${x y} ${} ${x:}        no mistake of grammar: bash complains when it comes to expand them
 */
import type { ParameterOperator, ParameterPart, Word, WordPart } from './ast.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import type { WordReader } from './word-reader.ts';

const NAME = /[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[?$!#@*-]/y;
/** Longest first. */
const OPERATOR = /:[-=?+]|[-=?+]|##?|%%?|\/[/#%]?|\^\^?|,,?|:|@/y;
/** `${#…}` that asks for a length; else # is the parameter of that name. */
const LENGTH = /#(?=(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[?$!#@*-])[}[])/y;
/** `${!…}` that goes by another name; else ! is the parameter of that name. */
const INDIRECT = /!(?=[A-Za-z_0-9]|[#@*?!$-][}:])/y;

/** @param inQuotes in double quotes or a here-document */
export const readParameter = (reader: WordReader, inQuotes: boolean): WordPart => {
  const { source } = reader;
  const { at: start, line } = source;
  source.skip(2);
  const part = source.attempt('parameter', () => parameter(reader, inQuotes));
  if (part !== undefined && source.take('}')) return part;
  // Whatever it is, it goes on to the brace that closes it.
  reader.parts(inQuotes ? 'double-brace' : 'brace', (character) => character === '}');
  if (!source.take('}')) throw SyntaxProblem.unfinished(line, '}');
  return { kind: 'bad', source: source.text.slice(start, source.at) };
};

const parameter = (reader: WordReader, inQuotes: boolean): ParameterPart | undefined => {
  const { source } = reader;
  const length = source.match(LENGTH) !== '';
  const bang = !length && source.match(INDIRECT) !== '';
  const name = source.match(NAME);
  if (name === '') return undefined;
  const subscript = readSubscript(reader, name);
  if (subscript === null) return undefined;
  const found = { kind: 'parameter', name, ...(subscript === undefined ? {} : { subscript }) } as const;
  if (length) return { ...found, length };
  if (bang) {
    if (subscript === '@' || subscript === '*') {
      if (source.peek() === '}') return { ...found, names: subscript };
    } else if (subscript === undefined && /^[A-Za-z_]/.test(name)) {
      const names = source.match(/[@*](?=\})/y);
      if (names !== '') return { ...found, names: names as '@' | '*' };
    }
  }
  const whole = bang ? { ...found, indirect: true } : found;
  if (source.peek() === '}') return whole;
  const operator = source.match(OPERATOR) as ParameterOperator | '';
  return operator === '' ? undefined : withOperator(reader, whole, operator, inQuotes);
};

/** null: it is not closed */
const readSubscript = (reader: WordReader, name: string): Word | '@' | '*' | undefined | null => {
  const { source } = reader;
  if (source.peek() !== '[' || !/^[A-Za-z_]/.test(name)) return undefined;
  const all = source.match(/\[[@*]\]/y);
  if (all !== '') return all[1] as '@' | '*';
  source.next();
  return reader.subscript() ?? null;
};

const withOperator = (
  reader: WordReader,
  part: ParameterPart,
  operator: ParameterOperator,
  inQuotes: boolean,
): ParameterPart | undefined => {
  const { source } = reader;
  const untilBrace = (character: string): boolean => character === '}';
  // In a pattern quotes count as always, whatever stands around the braces.
  const alternative = /^:?[-=?+]$/.test(operator);
  const place = inQuotes && alternative ? 'double-brace' : 'brace';
  if (operator === ':') {
    const offset = offsetWord(reader);
    if (offset.source === '' && source.peek() === '}') return undefined;
    const second = source.take(':') ? reader.wordOf('arithmetic', untilBrace) : undefined;
    return { ...part, operator, word: offset, ...(second === undefined ? {} : { second }) };
  }
  if (operator.startsWith('/')) {
    const word = reader.wordOf('brace', (character) => character === '/' || character === '}');
    const second = source.take('/') ? reader.wordOf('brace', untilBrace) : undefined;
    return { ...part, operator, word, ...(second === undefined ? {} : { second }) };
  }
  return { ...part, operator, word: reader.wordOf(place, untilBrace) };
};

/** Up to the `:` before the length; one that belongs to a `?` of the expression is passed over. */
const offsetWord = (reader: WordReader): Word => {
  let depth = 0;
  let questions = 0;
  return reader.wordOf('arithmetic', (character) => {
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === '?') questions++;
    else if (character === ':' && depth === 0) return questions-- === 0;
    return character === '}';
  });
};
