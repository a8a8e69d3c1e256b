import type { Edit } from './sources.ts';

/** Something else in place of part of a source. Offsets are those of the source; replacements follow each other. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/** @returns what runs, and where its columns differ from the source's */
export function rewritten(
  code: string,
  replacements: readonly Replacement[],
): { readonly text: string; readonly edits: readonly Edit[] } {
  let text = '';
  let done = 0;
  const edits: Edit[] = [];
  for (const { from, to, by } of replacements) {
    text += code.slice(done, from) + by;
    done = to;
    const longer = by.length - (to - from);
    const line = text.split('\n').length;
    if (longer !== 0) edits.push({ line, column: text.length - text.lastIndexOf('\n'), longer });
  }
  return { text: text + code.slice(done), edits };
}
