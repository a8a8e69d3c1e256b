/**
 * Files of the Pi that an open program imports, so that TypeScript knows them although nobody has opened them.
 *
 *     import { level } from './level.ts';     /home/pi/level.ts, and what that imports in turn
 *     import config from '../config.json' …   /home/config.json
 *     import mqtt from 'mqtt';                no file of the Pi's
 */
import type { LabConnection } from '../../client/lab-connection.ts';
import { textOf, type FilePlace } from '../files/text-buffer.ts';

/** How many files one program may lead to: more is no program of a lesson's. */
const MOST_FILES = 50;
const IMPORT = /\b(?:from|import)\s*\(?\s*(['"])(\.{1,2}\/[^'"\n]+)\1/g;

export interface ImportedFile extends FilePlace {
  readonly text: string;
}

/** Absolute paths, in the order of the text. @param path of the importing file */
export function importedPaths(path: string, text: string): string[] {
  const directory = path.slice(0, path.lastIndexOf('/'));
  const found = [...text.matchAll(IMPORT)].map(([, , specifier = '']) => normal(`${directory}/${specifier}`));
  return [...new Set(found)];
}

/** Reads them, and what they import. What is not there, or no text, is left out: TypeScript says so itself. */
export async function importedFiles(
  lab: Pick<LabConnection, 'files'>,
  { host, path }: FilePlace,
  text: string,
): Promise<ImportedFile[]> {
  const found: ImportedFile[] = [];
  const known = new Set([path]);
  const wanted = importedPaths(path, text);
  for (let next = wanted.shift(); next !== undefined && known.size <= MOST_FILES; next = wanted.shift()) {
    if (known.has(next)) continue;
    known.add(next);
    const answer = await lab.files(host, { kind: 'read', path: next });
    const content = answer.kind === 'read' ? textOf(answer.bytes) : undefined;
    if (content === undefined) continue;
    found.push({ host, path: next, text: content });
    wanted.push(...importedPaths(next, content));
  }
  return found;
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
