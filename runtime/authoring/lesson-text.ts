/**
 * Reads a lesson's text (`en.mdx`, `de.mdx`) with the parser that the site uses, and takes it apart:
 * the head, the steps, and in each its hints, mistakes, choices, commands and links, with their lines.
 */
import { mdxToMdast } from 'satteri';
import { readHead, type Head } from './lesson-head.ts';
import { elementName, elements, everyNode, hasWords, lineOf, type Node } from './mdx-tree.ts';
import type { Problem } from './problem.ts';

export interface LessonText {
  /** Absent: it is no MDX, so that nothing is known of it. */
  readonly head?: Head;
  readonly steps: readonly StepText[];
  readonly links: readonly Placed[];
  /** What the parser, the head and the components have to object to. */
  readonly problems: readonly Problem[];
}

/** Something with an id or an address, and where it stands. */
export interface Placed {
  readonly id: string;
  readonly line: number;
}

export interface StepText extends Placed {
  readonly hasTitle: boolean;
  readonly hasText: boolean;
  readonly hints: readonly number[];
  readonly mistakes: readonly Placed[];
  readonly choices: readonly Placed[];
  readonly commands: readonly CommandText[];
}

export interface CommandText {
  /** `rpi-broker#1`; absent: a block to be read. */
  readonly terminal?: string;
  readonly text: string;
  /** Of its first line. */
  readonly line: number;
}

const COMPONENTS = ['Step', 'Hint', 'Mistake', 'Choice'];

/** @param file as it is to be printed */
export function readText(source: string, file: string): LessonText {
  let tree: Node;
  try {
    tree = mdxToMdast(source) as Node;
  } catch (error) {
    return { steps: [], links: [], problems: [parserProblem(error, file)] };
  }
  const problems: Problem[] = [];
  const object = (node: Node, message: string): void => {
    problems.push({ file, line: lineOf(node), message });
  };
  const head = readHead(tree, file, problems);
  for (const node of everyNode(tree)) objectTo(node, object);
  const steps = elements(tree, 'Step').map((node) => stepOf(node, object));
  const links = everyNode(tree).flatMap((node) =>
    node.type === 'link' || node.type === 'image' ? [{ id: node.url ?? '', line: lineOf(node) }] : [],
  );
  return { head, steps, links, problems };
}

type Objection = (node: Node, message: string) => void;

function objectTo(node: Node, object: Objection): void {
  if (node.type === 'mdxjsEsm')
    object(node, 'a lesson’s text imports and exports nothing; what happens belongs into lesson.ts');
  const isExpression = node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression';
  if (isExpression && !/^\s*\/\*[\s\S]*\*\/\s*$/.test(node.value ?? '')) {
    object(node, `{${node.value}} would be run; write \\{ for a brace, {/* … */} for a comment`);
  }
  const name = elementName(node);
  if (name !== undefined && /^[A-Z]/.test(name) && !COMPONENTS.includes(name)) {
    object(node, `there is no component <${name}>; there are ${COMPONENTS.map((known) => `<${known}>`).join(', ')}`);
  }
}

function stepOf(step: Node, object: Objection): StepText {
  const placed = (name: string): Placed[] =>
    elements(step, name).map((node) => {
      if (!hasWords(node)) object(node, `<${name}> says nothing; write a sentence into it`);
      return { id: idOf(node, object), line: lineOf(node) };
    });
  const own = everyNode(step, (node) => elementName(node) !== undefined && node !== step);
  const heading = own.find((node) => node.type === 'heading' && node.depth === 2);
  return {
    id: idOf(step, object),
    line: lineOf(step),
    hasTitle: heading !== undefined && hasWords(heading),
    hasText: own.some((node) => node.type === 'paragraph' && hasWords(node)),
    hints: elements(step, 'Hint').map((node) => {
      if (!hasWords(node)) object(node, '<Hint> says nothing; write a sentence into it');
      return lineOf(node);
    }),
    mistakes: placed('Mistake'),
    choices: placed('Choice'),
    commands: everyNode(step).flatMap((node) => (node.type === 'code' && node.lang === 'sh' ? [commandOf(node)] : [])),
  };
}

function commandOf(node: Node): CommandText {
  const terminal = node.meta?.trim() ?? '';
  return { text: node.value ?? '', line: lineOf(node) + 1, ...(terminal === '' ? {} : { terminal }) };
}

function idOf(node: Node, object: Objection): string {
  const id = node.attributes?.find(({ name }) => name === 'id')?.value;
  if (typeof id === 'string' && id !== '') return id;
  object(node, `<${node.name}> needs an id: <${node.name} id="…">`);
  return '';
}

function parserProblem(error: unknown, file: string): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const line = Number(/(?:line |^|\()(\d+):\d+/.exec(message)?.[1] ?? 1);
  return { file, line, message: `this is no MDX: ${message}` };
}
