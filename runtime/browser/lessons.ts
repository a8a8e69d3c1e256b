/// <reference types="vite/types/importMeta.d.ts" />
import type { Delivered } from '#runtime/lab/delivered/delivered.ts';
import type { Lesson } from '#runtime/lesson/api.ts';

// Vite's `import.meta.glob`: every file that matches, each in a chunk of its own, fetched when called.
const modules = import.meta.glob<{ lesson: Lesson }>('../../lessons/*/lesson.ts');
const files = import.meta.glob<string>('../../lessons/*/files/**', {
  query: '?raw',
  import: 'default',
  exhaustive: true,
});

/**
 * @param name folder name, e.g. `01-hello-world`
 * @throws Error when there is no such lesson
 */
export async function loadLesson(name: string): Promise<Lesson> {
  const load = modules[`../../lessons/${name}/lesson.ts`];
  if (load === undefined) throw new Error(`there is no lesson ${name}`);
  return (await load()).lesson;
}

/** What a lesson brings along for the Pis; nothing, if it brings nothing. @param name folder name */
export async function loadLessonFiles(name: string): Promise<Delivered> {
  const folder = `../../lessons/${name}/files/`;
  const found = Object.entries(files).filter(([path]) => path.startsWith(folder));
  if (found.length === 0) return {};
  const { lessonFiles } = await import('#runtime/lab/delivered/lesson-files.ts');
  return lessonFiles(
    await Promise.all(found.map(async ([path, load]) => [path.slice(folder.length), await load()] as const)),
  );
}
