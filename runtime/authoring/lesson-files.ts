/** The files that a lesson brings along for the Pis, read from its folder, and what is wrong with them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Delivered } from '#runtime/lab/delivered/delivered.ts';
import { lessonFiles, placeOf } from '#runtime/lab/delivered/lesson-files.ts';
import { deliver } from '#runtime/pi/files/delivered-file.ts';
import { LARGEST_EDITED } from '#runtime/pi/files/largest-edited.ts';
import { raspberryPiOs } from '#runtime/pi/files/raspberry-pi-os.ts';
import { SystemError } from '#runtime/ports.ts';
import type { LessonFolder } from './find-lessons.ts';
import type { Problem } from './problem.ts';

export interface FoundFiles {
  /** Those that nothing is wrong with. */
  readonly delivered: Delivered;
  readonly problems: readonly Problem[];
}

export function readLessonFiles(folder: LessonFolder): FoundFiles {
  const top = join(folder.path, 'files');
  const sound: (readonly [file: string, content: string])[] = [];
  const problems: Problem[] = [];
  for (const { name, isOrdinary } of entriesOf(top)) {
    const content = isOrdinary ? readFileSync(join(top, ...name.split('/'))) : undefined;
    const message = content === undefined ? 'only ordinary files can be delivered' : problemOf(name, content);
    if (message === undefined) sound.push([name, String(content)]);
    else problems.push({ file: join(folder.shown, 'files', name), line: 1, message });
  }
  return { delivered: lessonFiles(sound), problems };
}

/** In order; directories only by what is in them. */
function entriesOf(top: string): readonly { readonly name: string; readonly isOrdinary: boolean }[] {
  if (!existsSync(top)) return [];
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({
      name: relative(top, join(entry.parentPath, entry.name)).split(sep).join('/'),
      isOrdinary: entry.isFile(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function problemOf(name: string, content: Buffer): string | undefined {
  const placed = placeOf(name);
  if (typeof placed === 'string') return placed;
  if (content.length > LARGEST_EDITED) return `the file has ${content.length} bytes; an editor takes ${LARGEST_EDITED}`;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return 'the file is not UTF-8; a lesson delivers text';
  }
  try {
    deliver(raspberryPiOs({ hostname: placed.host, commands: [], now: () => 0 }), { ...placed, content });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    const what = error.code === 'EISDIR' ? 'is a directory there' : 'lies below a file there';
    return `${placed.path} ${what} (${error.code})`;
  }
  return undefined;
}
