/** What a lab needs that somebody has changed before: a page fetches it when files were kept. */
export { Conflicts, renewed } from '#runtime/pi/files/conflicts.ts';
export { FileConflicts } from './file-conflicts.ts';
