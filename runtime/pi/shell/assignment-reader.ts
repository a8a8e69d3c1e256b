/**
 * Reads assignments (bash(1), PARAMETERS): `name=value`, `name+=value`, `name[subscript]=value` and
 * `name=(element …)`, whose elements may fill several lines.
 *
 *     a[i + 1]=x       one word, blanks and all
 *     a=(x "y z" [5]=w # a comment
 *        v)
 */
import type { ArrayElement, Assignment, Word, WordPart } from './ast.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import type { WordReader } from './word-reader.ts';

const NAME = /[A-Za-z_][A-Za-z0-9_]*(?=\+?=|\[)/y;

/** undefined: there is none at this place, and nothing was taken */
export const readAssignment = (reader: WordReader): Word | undefined => {
  const { source } = reader;
  const start = source.at;
  const target = source.attempt('assignment', () => readTarget(reader));
  if (target === undefined) return undefined;
  const before = source.text.slice(start, source.at);
  const elements = source.peek() === '(' ? readElements(reader) : undefined;
  const value: Word = elements === undefined ? readValue(reader) : { parts: [], source: '' };
  const assignment: Assignment = { ...target, value, ...(elements === undefined ? {} : { elements }) };
  const [first, ...rest] = value.parts;
  const parts: WordPart[] =
    first?.kind === 'text'
      ? [{ kind: 'text', text: before + first.text }, ...rest]
      : [{ kind: 'text', text: before }, ...value.parts];
  return { parts, source: source.text.slice(start, source.at), assignment };
};

const readTarget = (reader: WordReader): Pick<Assignment, 'name' | 'subscript' | 'append'> | undefined => {
  const { source } = reader;
  const name = source.match(NAME);
  if (name === '') return undefined;
  const subscript = source.take('[') ? reader.subscript() : undefined;
  const operator = source.match(/\+?=/y);
  if (operator === '') return undefined;
  return { name, append: operator === '+=', ...(subscript === undefined ? {} : { subscript }) };
};

const readValue = (reader: WordReader): Word => {
  const start = reader.source.at;
  const parts = reader.bareParts();
  return { parts, source: reader.source.text.slice(start, reader.source.at) };
};

const readElements = (reader: WordReader): ArrayElement[] => {
  const { source } = reader;
  const { line } = source;
  const elements: ArrayElement[] = [];
  source.next();
  for (;;) {
    while (source.match(/[ \t\n]+/y) !== '' || source.takeContinuation());
    if (source.peek() === '#') {
      source.match(/[^\n]*/y);
      continue;
    }
    if (source.take(')')) return elements;
    if (source.ended) throw SyntaxProblem.unfinished(line, ')');
    elements.push(source.deeper(() => readElement(reader)));
  }
};

const readElement = (reader: WordReader): ArrayElement => {
  const { source } = reader;
  const target = source.attempt('element', () => {
    const subscript = source.take('[') ? reader.subscript() : undefined;
    const operator = source.match(/\+?=/y);
    return subscript === undefined || operator === '' ? undefined : { subscript, append: operator === '+=' };
  });
  const value = readValue(reader);
  if (target === undefined && value.source === '') {
    const operator = source.match(/&&|\|\||;;|>>|<<|[|&;<>(]/y);
    throw SyntaxProblem.unexpected(operator, source.line);
  }
  return { ...target, value };
};
