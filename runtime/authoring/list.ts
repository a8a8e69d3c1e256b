/** `kleber lesson list`: the lessons there are. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lesson } from '#runtime/lesson/lesson.ts';
import { findLessons } from './find-lessons.ts';
import { readText } from './lesson-text.ts';
import { loadLesson } from './load-lesson.ts';

/** One line a lesson: its folder, how many steps and minutes, its title. */
export async function listLessons(): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { name, path } of findLessons()) {
    const lesson = (await loadLesson(path)) as Lesson | undefined;
    const text = join(path, 'en.mdx');
    const head = existsSync(text) ? readText(readFileSync(text, 'utf8'), text).head?.values : undefined;
    const steps = lesson?.steps?.length ?? 0;
    const minutes = head === undefined ? '' : `, ${head.minutes} min`;
    lines.push(`${name.padEnd(24)} ${`${steps} steps${minutes}`.padEnd(18)} ${head?.title ?? 'no title yet'}`);
  }
  return lines;
}
