import type { Command } from '../../../system.ts';
import { begunBy } from '../../admin/begun.ts';
import { chips } from './chip.ts';

/** Lines of the header: the others belong to the board. */
const LAST_OF_HEADER = 27;

/** For Tab: a chip first, then its lines. @param behind what follows a line's number: `=` */
export const completeLines =
  (behind = ''): NonNullable<Command['complete']> =>
  (words, process) => {
    const before = words.slice(1, -1).filter((word) => !word.startsWith('-'));
    const [chip] = chips(process);
    if (chip === undefined) return [];
    const lines = Array.from({ length: LAST_OF_HEADER + 1 }, (_, offset) => `${offset}${behind}`);
    chip.close();
    return begunBy(words, before.length === 0 ? [chip.name] : lines);
  };
