import type { Lesson } from '#runtime/lesson/api.ts';

/** Vite's: every file that matches, each in a chunk of its own, fetched when called. */
declare global {
  interface ImportMeta {
    glob<Module>(pattern: string): Record<string, () => Promise<Module>>;
  }
}

const modules = import.meta.glob<{ lesson: Lesson }>('../../lessons/*/lesson.ts');

/**
 * @param name folder name, e.g. `01-hello-world`
 * @throws Error when there is no such lesson
 */
export async function loadLesson(name: string): Promise<Lesson> {
  const load = modules[`../../lessons/${name}/lesson.ts`];
  if (load === undefined) throw new Error(`there is no lesson ${name}`);
  return (await load()).lesson;
}
