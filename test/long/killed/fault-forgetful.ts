/** Planted: a store that says it has committed, and writes every second time only. */
import { SqliteJournal } from '#runtime/programs/node/sqlite-journal.ts';

// oxlint-disable-next-line typescript/unbound-method -- called with the `this` of each call
const { append } = SqliteJournal.prototype;
const waiting: Uint8Array[] = [];
SqliteJournal.prototype.append = function (changes) {
  waiting.push(changes.slice());
  if (waiting.length < 2) return;
  append.call(this, Buffer.concat(waiting));
  waiting.length = 0;
};
