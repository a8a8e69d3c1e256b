import type { RecordKind, RecordStore } from '#runtime/ports.ts';
import type { Message } from '../message.ts';
import { writeMessage } from './message-record.ts';
import { RecordWriter } from './record-writer.ts';

/** Something that is written when the store is about to commit, as it is then: however often it has changed before. */
export interface Changed {
  write(): void;
}

/** Who decides when changes are committed. */
export interface ChangeWatcher {
  /** Something was changed. @param awaited an answer to a client depends on it */
  changed(awaited: boolean): void;
}

/**
 * Puts what the broker's parts have changed into the store, and gives records their ids. Ids only grow,
 * so deliveries lie there in their order.
 *
 * A message lies there once, as long as a delivery or an incoming message refers to it. When the last
 * one is gone it waits for the end of the turn: a message of QoS 2 is taken from its sender before it is
 * given to who gets it.
 */
export class RecordKeeper {
  readonly store: RecordStore;
  readonly writer = new RecordWriter();
  readonly #watcher: ChangeWatcher;
  readonly #last: Record<RecordKind, number> = {
    retained: 0,
    session: 0,
    subscription: 0,
    message: 0,
    delivery: 0,
    incoming: 0,
  };
  readonly #later = new Set<Changed>();
  #orphans: Message[] = [];

  constructor(store: RecordStore, watcher: ChangeWatcher) {
    this.store = store;
    this.#watcher = watcher;
  }

  next(kind: RecordKind): number {
    return ++this.#last[kind];
  }

  /** This id is in use. */
  used(kind: RecordKind, id: number): void {
    if (id > this.#last[kind]) this.#last[kind] = id;
  }

  put(kind: RecordKind, id: number, value: Uint8Array, awaited: boolean): void {
    this.store.put(kind, id, value);
    this.#watcher.changed(awaited);
  }

  delete(kind: RecordKind, id: number, awaited: boolean): void {
    this.store.delete(kind, id);
    this.#watcher.changed(awaited);
  }

  /** Is written when it is committed. */
  writeLater(changed: Changed, awaited: boolean): void {
    this.#later.add(changed);
    this.#watcher.changed(awaited);
  }

  /** Is written no more. */
  forget(changed: Changed): void {
    this.#later.delete(changed);
  }

  /** One more record refers to the message. @returns the id of the message's own */
  refer(message: Message): number {
    if (message.record === 0) {
      message.record = this.next('message');
      this.store.put('message', message.record, writeMessage(this.writer, message));
    }
    message.references++;
    return message.record;
  }

  /** One less. */
  release(message: Message): void {
    if (--message.references === 0) this.#orphans.push(message);
  }

  /** To be called before a commit: all that has changed is in the store then. */
  gather(): void {
    for (const changed of this.#later) changed.write();
    this.#later.clear();
    if (this.#orphans.length === 0) return;
    for (const message of this.#orphans) {
      // It may have found somebody else in the meantime, or be named twice.
      if (message.references > 0 || message.record === 0) continue;
      this.store.delete('message', message.record);
      message.record = 0;
    }
    this.#orphans = [];
  }
}
