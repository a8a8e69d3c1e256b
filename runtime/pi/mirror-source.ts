/**
 * A Pi as a mirror of it outside sees it: everything there is, and then what has changed. A program in a worker
 * of its own reads files and registers without waiting because it has such a mirror.
 */
import type { HardwareSnapshot } from '#hardware/sim/pi-hardware.ts';
import type { FileTreeSnapshot, NodeSnapshot } from './files/snapshot.ts';

export interface MirrorSource {
  /** The files of the card. What /proc and /sys say is in `live`. */
  files(): FileTreeSnapshot;
  /** What is at a path now, with all below it; undefined: nothing. */
  fileAt(path: string): NodeSnapshot | undefined;
  /** What a path stands for: without symbolic links above its end, and where it leads if its end is one. */
  paths(path: string): readonly string[];
  /**
   * Where else a file is: its names, unless `path` is the one and only.
   * @param inode of a file that was opened by that path; absent: what is there now
   */
  elsewhere(path: string, inode?: number): readonly string[];
  /** Texts of /proc and /sys, by their paths. */
  live(): readonly (readonly [path: string, text: string])[];
  /** Absent: this Pi has no bus and no lines. */
  readonly hardware?: () => HardwareSnapshot;
  /** Tells of every change, also of one that the process itself makes, while that call is under way. @returns ends it */
  watch(watcher: MirrorWatcher): () => void;
}

export interface MirrorWatcher {
  /** A path was made, written, renamed or removed, or has other attributes. Absolute, no symbolic link above its end. */
  fileChanged(path: string): void;
  hardwareChanged(): void;
}

/** Something outside of the kernel that is part of a process: it stops, goes on and ends with it. */
export interface ProcessPart {
  /** The process is no more, however it ended. */
  release(): void;
  stopped?(): void;
  continued?(): void;
}
