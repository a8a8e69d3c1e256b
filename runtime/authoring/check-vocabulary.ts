/** A lesson's solutions and code blocks use only what it, or a lesson before it, teaches. */
import type { Lesson } from '#runtime/lesson/lesson.ts';
import { taughtBy, usedIn } from './commands.ts';
import type { NamedText } from './check-text.ts';
import type { Problem } from './problem.ts';

export interface VocabularyContext {
  readonly lesson: Lesson;
  readonly texts: readonly NamedText[];
  /** `teaches` of the lessons before this one. */
  readonly taughtBefore: readonly string[];
  /** A problem at a place in lesson.ts. */
  readonly inLesson: (path: readonly (string | number)[], message: string) => Problem;
}

export function vocabularyProblems({ lesson, texts, taughtBefore, inLesson }: VocabularyContext): readonly Problem[] {
  const taught = new Set(taughtBy([...taughtBefore, ...(lesson.teaches ?? [])]));
  const untaught = (line: string): readonly string[] => usedIn(line).filter((used) => !taught.has(used));
  const message = (used: string): string =>
    `"${used}" is used, but no lesson up to here teaches it; add it to \`teaches\``;
  const problems: Problem[] = [];
  lesson.steps.forEach((step, at) => {
    const lines = [step.solution]
      .flat()
      .flatMap((part) => Object.entries(part).flatMap(([key, value]) => (key === 'answer' ? [] : [value].flat())));
    for (const used of new Set(lines.flatMap((line) => untaught(String(line))))) {
      problems.push(inLesson(['steps', at, 'solution'], message(used)));
    }
  });
  for (const { file, text } of texts) {
    for (const command of text.steps.flatMap(({ commands }) => commands)) {
      for (const used of untaught(command.text)) problems.push({ file, line: command.line, message: message(used) });
    }
  }
  return problems;
}
