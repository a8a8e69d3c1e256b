import { SystemError } from '#runtime/ports.ts';

/** Something that Python waits for, in one or in several goes: a signal may come in between. */
export class Waiting<Value> {
  done = false;
  value: Value | undefined;
  /** errno name, as in ports.ts; undefined: it went well. */
  error: string | undefined;
  readonly settled: Promise<void>;

  /** @throws whatever is no SystemError, by a rejection that nobody handles: a fault of ours */
  constructor(promise: Promise<Value>) {
    this.settled = promise.then(
      (value) => {
        this.value = value;
        this.done = true;
      },
      (error: unknown) => {
        if (!(error instanceof SystemError)) throw error;
        this.error = error.code;
        this.done = true;
      },
    );
  }
}
