import type { Command } from '../../system.ts';
import { cat } from './cat.ts';
import { echo } from './echo.ts';

/** Commands of the group `text`. */
export const commands: readonly Command[] = [cat, echo];
