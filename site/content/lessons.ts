/**
 * The lessons that exist, in the order of the course: `lessons/course.ts` says which and in which part,
 * `lesson.ts` what happens in each, `en.mdx` and `de.mdx` what is said. Read when the pages are made.
 */
import type { MDXInstance } from 'astro';
import type { TerminalId } from '#runtime/events/event.ts';
import type { Lesson, Script } from '#runtime/lesson/lesson.ts';
import { course } from '../../lessons/course.ts';
import { inLanguage, type Language } from '../i18n/language.ts';
import { strings } from '../i18n/strings.ts';
import { roman, type LessonPage, type LessonSolution } from './lesson-page.ts';

interface Frontmatter {
  readonly title: string;
  readonly summary: string;
  readonly goal: string;
  readonly minutes: number;
  readonly remember: readonly string[];
}

type Text = MDXInstance<Record<string, unknown>>;

const LESSONS = import.meta.glob<{ readonly lesson: Lesson }>('../../lessons/*/lesson.ts', { eager: true });
const TEXTS = import.meta.glob<Text>('../../lessons/*/{en,de}.mdx', { eager: true });

export interface WrittenLesson {
  readonly page: LessonPage;
  readonly Content: Text['Content'];
}

export interface CoursePart {
  readonly roman: string;
  readonly title: string;
  readonly lessons: readonly WrittenLesson[];
}

/** @throws Error that names the file, when the course lists what does not exist or a text lacks something */
export function courseIn(language: Language): readonly CoursePart[] {
  let n = 0;
  return course.parts.map((part, index) => {
    const title = part.title[language];
    return {
      roman: roman(index + 1),
      title,
      lessons: part.lessons.map((folder) => {
        n += 1;
        return writtenLesson(folder, n, { roman: roman(index + 1), title }, language);
      }),
    };
  });
}

export const lessonsIn = (language: Language): readonly WrittenLesson[] =>
  courseIn(language).flatMap((part) => part.lessons);

function writtenLesson(folder: string, n: number, part: LessonPage['part'], language: Language): WrittenLesson {
  const lesson = LESSONS[`../../lessons/${folder}/lesson.ts`]?.lesson;
  const text = TEXTS[`../../lessons/${folder}/${language}.mdx`];
  if (lesson === undefined)
    throw new Error(`lessons/course.ts lists "${folder}", but there is no lessons/${folder}/lesson.ts`);
  if (text === undefined)
    throw new Error(`lessons/course.ts lists "${folder}", but there is no lessons/${folder}/${language}.mdx`);
  const steps = lesson.steps.map((step) => ({ id: step.id, kind: step.kind, solution: solutionOf(step.solution) }));
  const page: LessonPage = {
    folder,
    address: inLanguage(`/lessons/${folder}/`, language),
    language,
    n,
    part,
    ...frontmatterOf(text.frontmatter, `lessons/${folder}/${language}.mdx`),
    steps,
    panels: lesson.lab.panels ?? [],
    stepNumber(id) {
      const index = steps.findIndex((step) => step.id === id);
      if (index === -1) throw new Error(`lessons/${folder}/${language}.mdx has a step "${id}", lesson.ts has none`);
      return index + 1;
    },
    terminalName(terminal) {
      const [host = terminal, session = '1'] = terminal.split('#');
      const several = lesson.lab.terminals.filter((other) => other === host).length > 1;
      return strings(language).lesson.terminal(host, several ? Number(session) : undefined);
    },
  };
  return { page, Content: text.Content };
}

function frontmatterOf(found: Record<string, unknown>, file: string): Frontmatter {
  const text = (name: string): string => {
    const value = found[name];
    if (typeof value !== 'string' || value === '')
      throw new Error(`${file}: "${name}" in its head should be a sentence`);
    return value;
  };
  const { minutes, remember } = found;
  if (typeof minutes !== 'number') throw new Error(`${file}: "minutes" in its head should be a number`);
  if (!Array.isArray(remember) || !remember.every((line) => typeof line === 'string'))
    throw new Error(`${file}: "remember" in its head should be a list of sentences`);
  return { title: text('title'), summary: text('summary'), goal: text('goal'), minutes, remember };
}

function solutionOf(script: Script): LessonSolution {
  const parts = Array.isArray(script) ? script : [script];
  let answer: string | undefined;
  const commands: { terminal: TerminalId; command: string }[] = [];
  for (const part of parts) {
    for (const [key, lines] of Object.entries(part)) {
      if (key === 'answer') answer = String(lines);
      else
        for (const command of [lines].flat()) commands.push({ terminal: key as TerminalId, command: String(command) });
    }
  }
  return answer === undefined ? { commands } : { answer, commands };
}
