/**
 * What a learner has done, kept in this browser alone: which steps of which lessons, and when. It can
 * be taken along as a file and brought back. A browser that keeps nothing (private windows, storage
 * switched off) loses it with the page; `kept` says so.
 */

export const PROGRESS_KEY = 'kleber.progress';
/** What stood under the key and could not be read. */
export const PUT_ASIDE_KEY = 'kleber.progress.put-aside';
const VERSION = 1;

/** Lesson folder → step → what is known of it. */
export interface Progress {
  readonly version: typeof VERSION;
  readonly lessons: Readonly<Record<string, Readonly<Record<string, DoneStep>>>>;
}

export interface DoneStep {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly doneAt: number;
  /** The solution was asked for before it was done. */
  readonly solutionShown?: true;
}

/** Why a file is not progress; `at` names the place in it, e.g. `lessons."01-hello-world"."publish".doneAt`. */
export type ProgressProblem =
  | { readonly problem: 'not-json'; readonly said: string }
  | { readonly problem: 'not-progress' }
  | { readonly problem: 'newer'; readonly version: number }
  | { readonly problem: 'shape'; readonly at: string; readonly expected: 'object' | 'time' | 'true' | 'name' };

export const NOTHING_DONE: Progress = { version: VERSION, lessons: {} };

/** The part of Web Storage that is used. */
export type ProgressStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class ProgressStore {
  readonly #storage: ProgressStorage | undefined;
  /** What is known while the storage keeps nothing. */
  #memory: Progress = NOTHING_DONE;
  #kept = true;

  /** @param storage absent: this browser keeps nothing */
  constructor(storage: ProgressStorage | undefined) {
    this.#storage = storage;
    this.#kept = storage !== undefined;
  }

  /** False once something could not be kept: it is lost with the page. */
  get kept(): boolean {
    return this.#kept;
  }

  read(): Progress {
    const text = this.#kept ? this.#storage?.getItem(PROGRESS_KEY) : undefined;
    if (text === null || text === undefined) return this.#memory;
    const read = parseProgress(text);
    return 'problem' in read ? this.#memory : read;
  }

  doneSteps(lesson: string): readonly string[] {
    return Object.keys(this.read().lessons[lesson] ?? {});
  }

  /** Notes steps as done; those noted before keep their time. */
  markDone(lesson: string, steps: Readonly<Record<string, DoneStep>>): void {
    this.#write(mergeProgress(this.read(), { version: VERSION, lessons: { [lesson]: steps } }));
  }

  resetLesson(lesson: string): void {
    const { [lesson]: _forgotten, ...lessons } = this.read().lessons;
    this.#write({ version: VERSION, lessons });
  }

  resetAll(): void {
    this.#write(NOTHING_DONE);
  }

  /** Adds what the file says to what is known. @returns how many steps are new, or why it cannot be read */
  import(text: string): { readonly added: number } | ProgressProblem {
    const read = parseProgress(text);
    if ('problem' in read) return read;
    const before = this.read();
    const after = mergeProgress(before, read);
    this.#write(after);
    return { added: countSteps(after) - countSteps(before) };
  }

  #write(progress: Progress): void {
    this.#memory = progress;
    try {
      // What a newer Kleber wrote, or somebody else, is put aside, not overwritten.
      const before = this.#storage?.getItem(PROGRESS_KEY) ?? undefined;
      if (before !== undefined && 'problem' in parseProgress(before)) this.#storage?.setItem(PUT_ASIDE_KEY, before);
      this.#storage?.setItem(PROGRESS_KEY, JSON.stringify(progress));
    } catch {
      // Full, or forbidden by the browser: `kept` says so, and the page tells the learner.
      this.#kept = false;
    }
  }
}

/** Indented, so that a person can read it too; ends with a newline. */
export const exportProgress = (progress: Progress): string => JSON.stringify(progress, undefined, 2) + '\n';

/** What both know; of a step that both have, the earlier time. */
export function mergeProgress(a: Progress, b: Progress): Progress {
  const lessons: Record<string, Record<string, DoneStep>> = Object.create(null);
  for (const side of [a, b]) {
    for (const [lesson, steps] of Object.entries(side.lessons)) {
      const known = (lessons[lesson] ??= Object.create(null) as Record<string, DoneStep>);
      for (const [step, done] of Object.entries(steps)) {
        const other = known[step];
        if (other === undefined || done.doneAt < other.doneAt) known[step] = done;
      }
    }
  }
  return { version: VERSION, lessons };
}

export const countSteps = (progress: Progress): number =>
  Object.values(progress.lessons).reduce((sum, steps) => sum + Object.keys(steps).length, 0);

/** Reads what `exportProgress` wrote; whatever else is in it makes it a problem, never a crash. */
export function parseProgress(text: string): Progress | ProgressProblem {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: 'not-json', said: error instanceof Error ? error.message : String(error) };
  }
  if (!isRecord(value) || typeof value['version'] !== 'number' || !('lessons' in value))
    return { problem: 'not-progress' };
  if (value['version'] > VERSION) return { problem: 'newer', version: value['version'] };
  if (value['version'] !== VERSION) return { problem: 'not-progress' };
  return parseLessons(value['lessons']);
}

/** As folders of lessons and ids of steps are written: `01-hello-world`, `late-subscriber`. */
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

function parseLessons(value: unknown): Progress | ProgressProblem {
  if (!isRecord(value)) return { problem: 'shape', at: 'lessons', expected: 'object' };
  const lessons: Record<string, Record<string, DoneStep>> = {};
  for (const [lesson, steps] of Object.entries(value)) {
    const at = `lessons.${JSON.stringify(lesson)}`;
    if (!NAME.test(lesson)) return { problem: 'shape', at, expected: 'name' };
    if (!isRecord(steps)) return { problem: 'shape', at, expected: 'object' };
    const known: Record<string, DoneStep> = (lessons[lesson] = {});
    for (const [step, done] of Object.entries(steps)) {
      const here = `${at}.${JSON.stringify(step)}`;
      if (!NAME.test(step)) return { problem: 'shape', at: here, expected: 'name' };
      if (!isRecord(done)) return { problem: 'shape', at: here, expected: 'object' };
      const { doneAt, solutionShown } = done;
      if (typeof doneAt !== 'number' || !(doneAt >= 0))
        return { problem: 'shape', at: `${here}.doneAt`, expected: 'time' };
      if (solutionShown !== undefined && solutionShown !== true)
        return { problem: 'shape', at: `${here}.solutionShown`, expected: 'true' };
      known[step] = solutionShown === true ? { doneAt, solutionShown } : { doneAt };
    }
  }
  return { version: VERSION, lessons };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
