import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project's own lessons. */
export const lessonsFolder = fileURLToPath(new URL('../../lessons', import.meta.url));

export interface LessonFolder {
  /** `01-hello-world` */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** As it is printed: relative to where the command was called, if that is shorter. */
  readonly shown: string;
}

/** `NN-name`: two digits give the order. */
const NAME = /^\d{2}-[a-z0-9]+(-[a-z0-9]+)*$/;

/** Every folder of lessons, in order. @param parent where they lie */
export function findLessons(parent = lessonsFolder): readonly LessonFolder[] {
  return readdirSync(parent)
    .filter((name) => NAME.test(name) && statSync(join(parent, name)).isDirectory())
    .sort()
    .map((name) => lessonFolder(join(parent, name)));
}

/**
 * A lesson by what its author calls it: `01-hello-world`, `1`, or the path of a folder anywhere.
 * @throws UnknownLesson
 */
export function findLesson(name: string): LessonFolder {
  const lessons = findLessons();
  const number = /^\d{1,2}$/.test(name) ? `${name.padStart(2, '0')}-` : undefined;
  const known = lessons.find(
    (lesson) => lesson.name === name || (number !== undefined && lesson.name.startsWith(number)),
  );
  if (known !== undefined) return known;
  if (existsSync(join(name, 'lesson.ts'))) return lessonFolder(resolve(name));
  throw new UnknownLesson(
    name,
    lessons.map((lesson) => lesson.name),
  );
}

export class UnknownLesson extends Error {
  override readonly name = 'UnknownLesson';

  constructor(name: string, known: readonly string[]) {
    super(`There is no lesson "${name}". There are: ${known.join(', ')}. A folder with a lesson.ts may be named too.`);
  }
}

export function lessonFolder(path: string): LessonFolder {
  const from = relative(process.cwd(), path);
  return { name: basename(path), path, shown: from.startsWith('..') ? path : from };
}
