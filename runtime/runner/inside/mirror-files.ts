/**
 * The Pi's files, at once: system calls that cannot wait, with the rights of the process. All throw SystemError by
 * the codes of section 2 of the manual. A write is in the mirror when the call returns, and on its way to the Pi.
 */
import type { OpenFlags, Stat } from '#runtime/pi/system.ts';

export interface MirrorFiles {
  cwd: string;
  umask: number;
  open(path: string, flags: OpenFlags): number;
  /** @param at absent: where the descriptor stands, which moves on. @returns 0 at the end */
  read(fd: number, into: Uint8Array, at?: number): number;
  write(fd: number, bytes: Uint8Array, at?: number): number;
  seek(fd: number, offset: number, from: 'start' | 'here' | 'end'): number;
  truncateOpen(fd: number, size: number): void;
  statOpen(fd: number): Stat;
  close(fd: number): void;
  stat(path: string): Stat;
  lstat(path: string): Stat;
  list(path: string): readonly string[];
  readLink(path: string): string;
  canonical(path: string): string;
  access(path: string, want: 'read' | 'write' | 'execute'): boolean;
  makeDirectory(path: string, mode: number): void;
  removeDirectory(path: string): void;
  unlink(path: string): void;
  rename(from: string, to: string): void;
  symlink(target: string, path: string): void;
  link(existing: string, path: string): void;
  chmod(path: string, mode: number): void;
  chown(path: string, owner: string, group: string): void;
  touch(path: string, modified: number): void;
  truncate(path: string, size: number): void;
  /** Hears of paths that somebody else changed: fs.watch. @returns ends it */
  watch(path: string, changed: (path: string) => void): () => void;
}
