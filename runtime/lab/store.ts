/**
 * Where the files of a learner's lab outlive it. A page keeps them in its browser; elsewhere there is
 * no store, and a lab begins as delivered.
 */
import type { ChangesAt, FileChanges } from '#runtime/pi/files/changes.ts';

/** By host: what was changed on it. */
export type KeptFiles = Readonly<Record<string, FileChanges>>;

/**
 * `kept`: what changes is kept. `elsewhere`: another page has this lab open and keeps its files; what is
 * changed here is this page's own, and gone with it. `unkept`: it could not be stored, for that reason.
 */
export type Keeping = { readonly state: 'kept' | 'elsewhere' } | { readonly state: 'unkept'; readonly reason: string };

export interface LabStore {
  /** What is kept of a lab, and the right to keep it, if nobody else has that. Never throws: `keeping` says it. */
  open(lab: string): Promise<KeptLab>;
}

export interface KeptLab {
  /** As they were when it was opened. */
  readonly files: KeptFiles;
  readonly keeping: Keeping;
  onKeeping: (keeping: Keeping) => void;
  /** Keeps the changes of one host, instead of what was kept of it. What fails is in `keeping`. */
  save(host: string, changes: FileChanges): Promise<void>;
  /** Keeps what has changed among them. */
  update(host: string, changes: ChangesAt): Promise<void>;
  /** As delivered, from now on. */
  forget(): Promise<void>;
  /** Keeps this lab here from now on: whoever kept it before is told. */
  take(): Promise<void>;
  /** Gives the right back. */
  close(): void;
}
