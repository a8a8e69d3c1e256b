import type { Command } from '../../../system.ts';
import { begunBy } from '../../admin/begun.ts';
import { eachChipIfMay } from './chip.ts';

/** Lines of the header: the others belong to the board. */
const LAST_OF_HEADER = 27;

/** For Tab: a chip first, then its lines. @param behind what follows a line's number: `=` */
export const completeLines =
  (behind = ''): NonNullable<Command['complete']> =>
  (words, process) => {
    const before = words.slice(1, -1).filter((word) => !word.startsWith('-'));
    const names = eachChipIfMay(process, ({ name }) => name);
    if (names.length === 0 || before.length === 0) return begunBy(words, names);
    return begunBy(
      words,
      Array.from({ length: LAST_OF_HEADER + 1 }, (_, offset) => `${offset}${behind}`),
    );
  };
