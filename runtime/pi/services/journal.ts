/**
 * What services and their manager have said since the boot (systemd-journald.service(8)), kept in
 * memory as Raspberry Pi OS does. The oldest lines go when there are too many.
 */
import { Description } from '../kernel/description.ts';
import type { Task } from '../kernel/task.ts';
import { WaitQueue } from '../kernel/wait-queue.ts';

export interface JournalEntry {
  /** From 1, without gaps since the boot. */
  readonly seq: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  /** Whose service it is about: `mosquitto`; absent: of the system. */
  readonly unit?: string;
  /** Who said it: `systemd`, `mosquitto`. */
  readonly identifier: string;
  readonly pid: number;
  readonly text: string;
}

const MAX_ENTRIES = 2_000;

export class Journal {
  readonly changed = new WaitQueue();
  readonly #now: () => number;
  #entries: JournalEntry[] = [];
  #last = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** `seq` of the newest entry; 0: there is none. */
  get last(): number {
    return this.#last;
  }

  add(entry: Omit<JournalEntry, 'seq' | 'at'>): void {
    this.#last += 1;
    this.#entries.push({ ...entry, seq: this.#last, at: this.#now() });
    if (this.#entries.length >= MAX_ENTRIES * 2) this.#entries = this.#entries.slice(-MAX_ENTRIES);
    this.changed.wake();
  }

  clear(): void {
    this.#entries = [];
    this.#last = 0;
  }
}

/** Standard output and error of a service: each line is an entry. */
export class JournalDescription extends Description {
  readonly kind = 'pipe';
  readonly #journal: Journal;
  readonly #unit: string;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #begun = '';

  constructor(journal: Journal, unit: string) {
    super();
    this.#journal = journal;
    this.#unit = unit;
  }

  override write(bytes: Uint8Array, writer: Task): number {
    const lines = (this.#begun + this.#decoder.decode(bytes, { stream: true })).split('\n');
    this.#begun = lines.pop() ?? '';
    for (const text of lines)
      this.#journal.add({ unit: this.#unit, identifier: writer.ref.program, pid: writer.pid, text });
    return bytes.length;
  }
}
