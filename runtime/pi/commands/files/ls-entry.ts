import type { Stat } from '../../system.ts';

/** A file that ls(1) lists. */
export interface Entry {
  readonly name: string;
  /** Absent: its directory could be read, but nothing in it looked at. */
  readonly stat: Stat | undefined;
  /** Where a symbolic link leads; absent: nowhere, or it is none. */
  readonly target: Stat | undefined;
  /** Itself, or where the link leads. */
  readonly isDirectory: boolean;
}
