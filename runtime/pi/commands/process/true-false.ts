import { helpOf } from '../../manual/help.ts';
import type { ManualPage } from '../../manual/page.ts';
import type { Command } from '../../system.ts';
import { raw } from '../command.ts';

const constant = (page: ManualPage, status: number): Command =>
  raw({
    page,
    run: async (process, out) => {
      if (process.argv.length === 2 && process.argv[1] === '--help') await out.write(helpOf(page));
      return status;
    },
  });

/** true(1) */
export const trueCommand = constant(
  {
    name: 'true',
    section: 1,
    summary: 'do nothing, and succeed',
    synopsis: ['true'],
    description: ['Does nothing, and succeeds: its status is 0.'],
    differences: ['bash does *true* itself; this is /usr/bin/true.'],
    seeAlso: ['false(1)'],
  },
  0,
);

/** false(1) */
export const falseCommand = constant(
  {
    name: 'false',
    section: 1,
    summary: 'do nothing, and fail',
    synopsis: ['false'],
    description: ['Does nothing, and fails: its status is 1.'],
    differences: ['bash does *false* itself; this is /usr/bin/false.'],
    seeAlso: ['true(1)'],
  },
  1,
);
