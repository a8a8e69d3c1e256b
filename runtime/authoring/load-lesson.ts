import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const api = new URL('../lesson/api.ts', import.meta.url).href;
let registered = false;

/** A lesson outside the project finds `kleber/lesson` too. */
function registerLessonApi(): void {
  if (registered) return;
  registered = true;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'kleber/lesson' ? { url: api, shortCircuit: true } : next(specifier, context),
  });
}

/**
 * What a folder's `lesson.ts` exports as `lesson`; nothing is said yet about what it is.
 * @throws whatever the file throws, or its syntax
 */
export async function loadLesson(folder: string): Promise<unknown> {
  registerLessonApi();
  const module: unknown = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'lesson.ts')).href);
  return (module as { lesson?: unknown }).lesson;
}
