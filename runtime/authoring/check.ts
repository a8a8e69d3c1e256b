/** `kleber lesson check`: everything that can be wrong with a lesson, from its spelling to its proof. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOSTS } from '#runtime/lab/lab.ts';
import type { Lesson } from '#runtime/lesson/lesson.ts';
import { lessonIssues } from '#runtime/lesson/schema.ts';
import { textProblems, type NamedText } from './check-text.ts';
import { vocabularyProblems } from './check-vocabulary.ts';
import { findLessons, type LessonFolder } from './find-lessons.ts';
import { readLessonFiles } from './lesson-files.ts';
import { readText } from './lesson-text.ts';
import { loadLesson } from './load-lesson.ts';
import { lineFinder, type Path } from './locate.ts';
import { byPlace, type Problem } from './problem.ts';
import { prove } from './prove.ts';

/** The languages that a lesson is told in. */
const TEXTS = ['en.mdx', 'de.mdx'] as const;

export interface CheckOptions {
  /** The lessons that come before, in order, and that a link may lead to; absent: the project's. */
  readonly course?: readonly LessonFolder[];
  /** Run the lesson in labs; without it only what is written is looked at. */
  readonly proof?: boolean;
}

/** @returns all that is wrong, by place; empty: nothing */
export async function checkLesson(folder: LessonFolder, options: CheckOptions = {}): Promise<readonly Problem[]> {
  const { course = findLessons(), proof = true } = options;
  const file = join(folder.shown, 'lesson.ts');
  if (!existsSync(join(folder.path, 'lesson.ts'))) {
    return [{ file, line: 1, message: 'the lesson lacks this file; lessons/README.md shows how it looks' }];
  }
  const lineIn = await lineFinder(readFileSync(join(folder.path, 'lesson.ts'), 'utf8'));
  const inLesson = (path: Path, message: string): Problem => ({ file, line: lineIn(path), message });

  let loaded: unknown;
  try {
    loaded = await loadLesson(folder.path);
  } catch (error) {
    return [{ file, line: lineOfError(error), message: error instanceof Error ? error.message : String(error) }];
  }
  if (loaded === undefined)
    return [inLesson([], 'the file should export its lesson: export const lesson = defineLesson({ … })')];
  const issues = lessonIssues(loaded, Object.keys(HOSTS));
  if (issues.length > 0)
    return issues.map(({ path, message }) => inLesson(path, fieldOf(path) + message)).sort(byPlace);

  const lesson = loaded as Lesson;
  const { texts, problems } = readTexts(folder);
  problems.push(
    ...textProblems({
      lesson,
      texts,
      listedAt: (path) => `lesson.ts:${lineIn(path)}`,
      lessons: course.map(({ name }) => name),
    }),
    ...vocabularyProblems({ lesson, texts, taughtBefore: await taughtBefore(folder, course), inLesson }),
  );
  const files = readLessonFiles(folder);
  problems.push(...files.problems);
  if (proof && files.problems.length === 0)
    problems.push(...(await prove(lesson, files.delivered)).map(({ path, message }) => inLesson(path, message)));
  return problems.sort(byPlace);
}

function readTexts(folder: LessonFolder): { texts: NamedText[]; problems: Problem[] } {
  const texts: NamedText[] = [];
  const problems: Problem[] = [];
  for (const name of TEXTS) {
    const file = join(folder.shown, name);
    const path = join(folder.path, name);
    if (existsSync(path)) texts.push({ name, file, text: readText(readFileSync(path, 'utf8'), file) });
    else
      problems.push({
        file,
        line: 1,
        message: 'the lesson lacks this language; every lesson is told in en.mdx and de.mdx',
      });
  }
  return { texts, problems };
}

async function taughtBefore(folder: LessonFolder, course: readonly LessonFolder[]): Promise<readonly string[]> {
  const at = course.findIndex(({ path }) => path === folder.path);
  const before = course.slice(0, at < 0 ? undefined : at);
  const taught: string[] = [];
  for (const { path } of before) taught.push(...(((await loadLesson(path)) as Lesson | undefined)?.teaches ?? []));
  return taught;
}

/** `steps[1].right`: the field that a message speaks of. */
function fieldOf(path: Path): string {
  if (path.length === 0) return '';
  const field = path.map((key, at) => (typeof key === 'number' ? `[${key}]` : at === 0 ? key : `.${key}`)).join('');
  return `${field}: `;
}

/** A file that cannot be read says where, if it says anything: `lesson.ts:12`. */
function lineOfError(error: unknown): number {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return Number(/lesson\.ts(?:\?[^:]*)?:(\d+)/.exec(stack)?.[1] ?? 1);
}
