import parser from 'sucrase/dist/parser/index.js';
import { faultAt, shownFault } from '../load/module-error.ts';
import type { ModuleFile } from '../load/module-file.ts';

/** What Node says when nothing is left to wait for, and a module still does. It shows where, if only one place can be it. */
export function topLevelAwaitText(file: ModuleFile | undefined): string {
  const places = file === undefined ? [] : awaitsIn(file.code);
  const [place] = places;
  if (file === undefined || place === undefined || places.length > 1)
    return 'Warning: Detected unsettled top-level await\n';
  return `Warning: Detected unsettled top-level await at ${shownFault(faultAt(file.name, file.code, place, 1))}\n\n\n`;
}

/** Offsets of `await` outside of every bracket. */
function awaitsIn(code: string): readonly number[] {
  let depth = 0;
  return parser.parse(code, false, false, false).tokens.flatMap(({ start, end }) => {
    const word = code.slice(start, end);
    if (/^[({[]$|^\$\{$/.test(word)) depth += 1;
    if (/^[)}\]]$/.test(word)) depth -= 1;
    return word === 'await' && depth === 0 ? [start] : [];
  });
}
