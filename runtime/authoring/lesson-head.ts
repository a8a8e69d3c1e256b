/** The head of a lesson's text, between `---` and `---`: strict YAML. */
import { LineCounter, parseDocument, type Document } from 'yaml';
import * as v from 'valibot';
import { lineOf, type Node } from './mdx-tree.ts';
import type { Problem } from './problem.ts';

export interface Head {
  readonly values?: HeadValues;
  /** Where its parts stand. */
  readonly lines: ReadonlyMap<string, number>;
}

const missing = (issue: v.StrictObjectIssue): string => {
  const key = String(issue.path?.at(-1)?.key);
  if (issue.expected === 'never') return `the head has no place for "${key}"; leave it out or mend its spelling`;
  return issue.path === undefined ? 'this part of the head should have parts of its own' : `the head lacks "${key}"`;
};
const sentence = v.pipe(v.string('should be text'), v.nonEmpty('is empty: say it in a sentence'));

const headSchema = v.strictObject(
  {
    title: sentence,
    /** One line for the list of lessons. */
    summary: sentence,
    goal: sentence,
    minutes: v.pipe(
      v.number('"minutes" should be a number'),
      v.integer('"minutes" should be whole'),
      v.minValue(1, '"minutes" should be at least 1'),
      v.maxValue(90, '"minutes" is more than a lesson should take; make two of it'),
    ),
    remember: v.pipe(
      v.array(sentence, '"remember" should be a list'),
      v.length(3, '"remember" should have three lines'),
    ),
    /** For whoever teaches it in a room. */
    trainer: v.strictObject(
      {
        aim: sentence,
        questions: v.pipe(v.array(sentence, '"questions" should be a list'), v.nonEmpty('"questions" needs one')),
        /** When everybody looks up from their own screen, and at what. */
        lookUp: sentence,
      },
      missing,
    ),
  },
  missing,
);

export type HeadValues = v.InferOutput<typeof headSchema>;

export function readHead(tree: Node, file: string, problems: Problem[]): Head {
  const node = tree.children?.find(({ type }) => type === 'yaml');
  if (node === undefined) {
    problems.push({ file, line: 1, message: 'the text should begin with its head: --- title, summary, goal, … ---' });
    return { lines: new Map() };
  }
  const counter = new LineCounter();
  const document = parseDocument(node.value ?? '', { lineCounter: counter });
  // The head's first line is the one after ---.
  const line = (offset: number): number => lineOf(node) + counter.linePos(offset).line;
  for (const { message, pos } of document.errors)
    problems.push({ file, line: line(pos[0]), message: firstLine(message) });
  if (document.errors.length > 0) return { lines: new Map() };

  const result = v.safeParse(headSchema, document.toJS() ?? {});
  for (const issue of result.issues ?? []) {
    const keys = (issue.path ?? []).map(({ key }) => key as string | number);
    const offset = offsetOf(document, keys);
    const subject = issue.kind === 'schema' && issue.type === 'strict_object' ? '' : named(keys, issue.message);
    problems.push({ file, line: offset === undefined ? lineOf(node) : line(offset), message: subject + issue.message });
  }
  const lines = new Map<string, number>();
  for (const key of ['title', 'summary', 'goal', 'minutes', 'remember', 'trainer']) {
    const offset = offsetOf(document, [key]);
    if (offset !== undefined) lines.set(key, line(offset));
  }
  return result.success ? { values: result.output, lines } : { lines };
}

const named = (keys: readonly (string | number)[], message: string): string =>
  message.startsWith('"') ? '' : `"${keys.join('.')}" `;

function offsetOf(document: Document, keys: readonly (string | number)[]): number | undefined {
  for (let depth = keys.length; depth > 0; depth--) {
    const node = document.getIn(keys.slice(0, depth), true) as { range?: readonly number[] } | undefined;
    if (node?.range?.[0] !== undefined) return node.range[0];
  }
  return undefined;
}

const firstLine = (message: string): string => message.split('\n', 1)[0] ?? message;
