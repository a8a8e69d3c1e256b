import type { Message } from '../message.ts';
import { writeMessage } from './message-record.ts';
import type { Changed, RecordKeeper } from './record-keeper.ts';

/** Gives what is to last of a node of the tree of topics; undefined: nothing. */
export type RetainedAt = (node: number) => Message | undefined;

/**
 * What lasts of the retained messages. A topic that is published to a thousand times a second is
 * written when something is committed, once.
 */
export class RetainedRecords implements Changed {
  readonly #keeper: RecordKeeper;
  readonly #at: RetainedAt;
  /** Records by node; 0: none. */
  readonly #ids: number[] = [];
  readonly #changed = new Set<number>();

  constructor(keeper: RecordKeeper, at: RetainedAt) {
    this.#keeper = keeper;
    this.#at = at;
  }

  /** @param awaited who has published it waits for an answer */
  changed(node: number, awaited: boolean): void {
    this.#changed.add(node);
    this.#keeper.writeLater(this, awaited);
  }

  write(): void {
    const { store, writer } = this.#keeper;
    for (const node of this.#changed) {
      const message = this.#at(node);
      const id = this.#ids[node] ?? 0;
      if (message !== undefined) store.put('retained', this.#idOf(node), writeMessage(writer, message));
      else if (id !== 0) {
        store.delete('retained', id);
        this.#ids[node] = 0;
      }
    }
    this.#changed.clear();
  }

  /** What the store knew already, at the start. */
  restore(node: number, id: number): void {
    this.#fill(node);
    this.#ids[node] = id;
  }

  #idOf(node: number): number {
    this.#fill(node);
    return (this.#ids[node] ||= this.#keeper.next('retained'));
  }

  /** Without holes, which would make every look into it slower. */
  #fill(node: number): void {
    while (this.#ids.length <= node) this.#ids.push(0);
  }
}
