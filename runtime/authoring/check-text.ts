/** Does a lesson's text say everything that its `lesson.ts` lists, and nothing else, in every language? */
import type { Lesson, Step } from '#runtime/lesson/lesson.ts';
import { terminalIds } from '#runtime/lesson/schema.ts';
import { syntaxProblem } from './commands.ts';
import type { LessonText, Placed, StepText } from './lesson-text.ts';
import type { Problem } from './problem.ts';

export interface NamedText {
  /** `en.mdx` */
  readonly name: string;
  /** As it is to be printed. */
  readonly file: string;
  readonly text: LessonText;
}

export interface TextContext {
  readonly lesson: Lesson;
  readonly texts: readonly NamedText[];
  /** `lesson.ts:22`: where a step, or a part of one, is listed. */
  readonly listedAt: (path: readonly (string | number)[]) => string;
  /** Folders of lessons that a link may lead to. */
  readonly lessons: readonly string[];
}

export function textProblems(context: TextContext): readonly Problem[] {
  return context.texts.flatMap((text) => [
    ...text.text.problems,
    ...(text.text.head === undefined ? [] : [...stepProblems(context, text), ...linkProblems(context, text)]),
  ]);
}

function stepProblems(context: TextContext, here: NamedText): Problem[] {
  const { lesson, listedAt } = context;
  const problems: Problem[] = [];
  const known = lesson.steps.map(({ id }) => id);
  lesson.steps.forEach((step, at) => {
    const found = here.text.steps.filter(({ id }) => id === step.id);
    const [first, second] = found;
    if (first === undefined) {
      const message = `there is no <Step id="${step.id}">; ${elsewhere(context, here, (text) => stepIn(text, step.id)) ?? `${listedAt(['steps', at])} lists it`}`;
      problems.push({ file: here.file, line: lastLine(here.text), message });
      return;
    }
    if (second !== undefined) {
      problems.push({
        file: here.file,
        line: second.line,
        message: `step "${step.id}" is told twice; line ${first.line} does so already`,
      });
    }
    problems.push(...oneStep(context, here, step, at, first));
  });
  for (const { id, line } of here.text.steps) {
    if (id !== '' && !known.includes(id)) {
      problems.push({ file: here.file, line, message: `lesson.ts has no step "${id}"; it has ${known.join(', ')}` });
    }
  }
  const order = here.text.steps.map(({ id }) => id).filter((id) => known.includes(id));
  const misplaced = order.findIndex((id, at) => at > 0 && known.indexOf(id) < known.indexOf(order[at - 1]!));
  if (misplaced > 0) {
    const { line, id } = here.text.steps.filter((step) => known.includes(step.id))[misplaced]!;
    problems.push({
      file: here.file,
      line,
      message: `step "${id}" stands in another order than in lesson.ts: ${known.join(', ')}`,
    });
  }
  return problems;
}

function oneStep(context: TextContext, here: NamedText, step: Step, at: number, text: StepText): Problem[] {
  const { file } = here;
  const problems: Problem[] = [];
  const object = (line: number, message: string): void => void problems.push({ file, line, message });
  if (!text.hasTitle) object(text.line, `step "${step.id}" has no title; begin it with "## …"`);
  if (!text.hasText) object(text.line, `step "${step.id}" says nothing; write what is to be done`);

  const hintsElsewhere = elsewhere(context, here, (other) => stepIn(other, step.id)?.hints[text.hints.length]);
  if (hintsElsewhere !== undefined) object(text.line, `step "${step.id}" lacks a <Hint>; ${hintsElsewhere}`);
  else if (text.hints.length === 0) object(text.line, `step "${step.id}" has no <Hint>; write at least one`);

  const compare = (
    name: 'Mistake' | 'Choice',
    wanted: readonly string[],
    found: readonly Placed[],
    pathOf: (n: number) => readonly (string | number)[],
  ): void => {
    wanted.forEach((id, n) => {
      const those = found.filter((placed) => placed.id === id);
      if (those.length === 0) {
        const where =
          elsewhere(context, here, (other) =>
            partsOf(stepIn(other, step.id), name).find((placed) => placed.id === id),
          ) ?? `${context.listedAt(['steps', at, ...pathOf(n)])} lists it`;
        object(text.line, `step "${step.id}" has no <${name} id="${id}">; ${where}`);
      }
      if (those.length > 1)
        object(those[1]!.line, `<${name} id="${id}"> is there twice; line ${those[0]!.line} has it already`);
    });
    for (const { id, line } of found) {
      if (id !== '' && !wanted.includes(id)) {
        const known = wanted.length === 0 ? 'none' : wanted.join(', ');
        object(line, `lesson.ts lists no ${name.toLowerCase()} "${id}" for step "${step.id}"; it lists ${known}`);
      }
    }
  };
  compare(
    'Mistake',
    (step.mistakes ?? []).map(({ id }) => id),
    text.mistakes,
    (n) => ['mistakes', n],
  );
  compare('Choice', step.kind === 'question' ? step.choices : [], text.choices, (n) => ['choices', n]);

  const terminals = terminalIds(context.lesson);
  for (const { terminal, text: commands, line } of text.commands) {
    if (terminal !== undefined && !terminals.includes(terminal)) {
      object(line - 1, `there is no terminal "${terminal}"; the lab has ${terminals.join(', ')}`);
    }
    const problem = syntaxProblem(commands);
    if (problem !== undefined) object(line + problem.line - 1, `the shell cannot read this: ${problem.message}`);
  }
  return problems;
}

const stepIn = (text: LessonText, id: string): StepText | undefined => text.steps.find((step) => step.id === id);

const partsOf = (step: StepText | undefined, name: 'Mistake' | 'Choice'): readonly Placed[] =>
  (name === 'Mistake' ? step?.mistakes : step?.choices) ?? [];

/** "en.mdx:19 has one." */
function elsewhere(
  { texts }: TextContext,
  here: NamedText,
  find: (text: LessonText) => { readonly line: number } | number | undefined,
): string | undefined {
  for (const { name, text } of texts) {
    const found = name === here.name ? undefined : find(text);
    if (found !== undefined) return `${name}:${typeof found === 'number' ? found : found.line} has one.`;
  }
  return undefined;
}

const lastLine = ({ steps }: LessonText): number => steps.at(-1)?.line ?? 1;

function linkProblems({ lesson, lessons }: TextContext, { file, text }: NamedText): Problem[] {
  const problems: Problem[] = [];
  for (const { id: url, line } of text.links) {
    const message = linkProblem(url, lesson, lessons);
    if (message !== undefined) problems.push({ file, line, message });
  }
  return problems;
}

/** A link leads to a step of this lesson, to another lesson, or out into the web. */
function linkProblem(url: string, lesson: Lesson, lessons: readonly string[]): string | undefined {
  if (/^(https?|mailto):/.test(url)) return URL.canParse(url) ? undefined : `"${url}" is no address`;
  const step = /^#(.*)$/.exec(url)?.[1];
  if (step !== undefined) {
    const steps = lesson.steps.map(({ id }) => id);
    return steps.includes(step) ? undefined : `there is no step "${step}" here; there are ${steps.join(', ')}`;
  }
  const other = /^\.\.\/([^/#]+)\/(#.*)?$/.exec(url)?.[1];
  if (other === undefined) return `"${url}" leads nowhere; write #step, ../NN-name/ or a whole address`;
  return lessons.includes(other) ? undefined : `there is no lesson "${other}"; there are ${lessons.join(', ')}`;
}
