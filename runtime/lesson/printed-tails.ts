import type { EventOf } from '#runtime/events/event.ts';

/** Characters kept of what a process printed: a message that came in two writes is still one message. */
const KEPT = 2_048;

/** The end of what each running process printed, by stream. */
export class PrintedTails {
  readonly #tails = new Map<string, string>();

  /** @returns what was printed on this stream before */
  add(event: EventOf<'printed'>): string {
    const key = keyOf(event.process.host, event.process.pid, event.stream);
    const before = this.#tails.get(key) ?? '';
    this.#tails.set(key, (before + event.text).slice(-KEPT));
    return before;
  }

  forget({ host, pid }: { readonly host: string; readonly pid: number }): void {
    this.#tails.delete(keyOf(host, pid, 'stdout'));
    this.#tails.delete(keyOf(host, pid, 'stderr'));
  }
}

const keyOf = (host: string, pid: number, stream: string): string => `${host}:${pid}:${stream}`;
