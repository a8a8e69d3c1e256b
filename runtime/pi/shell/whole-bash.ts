import { present } from '../late.ts';
import type { Command } from '../system.ts';
import { createBash } from './bash.ts';
import type { BashOptions } from './bash.ts';
import * as lateParts from './late-parts.ts';

/** bash with all its parts, at once: for Node and for tests. */
export const wholeBash = (options: Omit<BashOptions, 'late'> = {}): Command =>
  createBash({ ...options, late: present(lateParts) });
