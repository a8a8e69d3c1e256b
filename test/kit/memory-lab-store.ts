import type { Keeping, KeptFiles, KeptLab, LabStore } from '#runtime/lab/store.ts';
import { updated } from './kept-changes.ts';

/** A store in memory, that counts what is asked of it. */
export class MemoryLabStore implements LabStore {
  files: Record<string, KeptFiles> = {};
  /** What it was asked to keep: a host, or some paths of one. */
  asked: string[] = [];
  keeping: Keeping = { state: 'kept' };

  async open(lab: string): Promise<KeptLab> {
    const kept: KeptLab = {
      files: this.files[lab] ?? {},
      keeping: this.keeping,
      onKeeping: () => {},
      save: async (host, changes) => {
        this.asked.push(host);
        if (this.keeping.state === 'kept') this.files[lab] = { ...this.files[lab], [host]: structuredClone(changes) };
      },
      update: async (host, changes) => {
        this.asked.push(`${host} ${changes.cleared.join(' ')}`);
        const before = this.files[lab]?.[host] ?? { put: [], removed: [] };
        this.files[lab] = { ...this.files[lab], [host]: updated(before, structuredClone(changes)) };
      },
      forget: async () => {
        delete this.files[lab];
      },
      take: async () => {
        this.keeping = { state: 'kept' };
        kept.onKeeping(this.keeping);
      },
      close() {},
    };
    return kept;
  }
}
