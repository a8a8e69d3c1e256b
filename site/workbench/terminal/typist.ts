/**
 * Types commands for the learner, key by key, so that they see what they would have typed. Several
 * are typed one after the other. Enter is pressed only where the learner has said "run": what is run,
 * the learner runs. Any key of the learner's ends it, there and then; what has been typed stays.
 */
import type { TerminalId } from '#runtime/events/event.ts';
import type { Clock, Timer } from '#runtime/ports.ts';

/** Milliseconds; fast enough to wait for, slow enough to read along. */
export const KEY_INTERVAL = 25;
/** Ctrl-U: forget the line so far. */
const KILL_LINE = '\x15';

export interface TypistDesk {
  /** Brings the terminal to the front and gives it the focus. */
  show(terminal: TerminalId): void;
  press(terminal: TerminalId, key: string): void;
  lineBegun(terminal: TerminalId): boolean;
}

export class Typist {
  readonly #desk: TypistDesk;
  readonly #clock: Pick<Clock, 'timer'>;
  #queue: { terminal: TerminalId; keys: string[]; shown: boolean }[] = [];
  #timer: Timer | undefined;

  constructor(desk: TypistDesk, clock: Pick<Clock, 'timer'>) {
    this.#desk = desk;
    this.#clock = clock;
  }

  /** @param enter the learner wants it run */
  type(terminal: TerminalId, text: string, enter = false): void {
    // One key is one character as a person sees it: an emoji is not cut in two. The Enter that ends
    // the text is the learner's; one inside it belongs to the command.
    const keys = [...text.trimEnd(), ...(enter ? ['\n'] : [])].map((key) => (key === '\n' ? '\r' : key));
    this.#queue.push({ terminal, keys, shown: false });
    if (this.#timer === undefined) this.#next();
  }

  stop(): void {
    this.#queue = [];
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #next(): void {
    this.#timer = undefined;
    const run = this.#queue[0];
    if (run === undefined) return;
    if (!run.shown) {
      run.shown = true;
      this.#desk.show(run.terminal);
      if (this.#desk.lineBegun(run.terminal)) run.keys.unshift(KILL_LINE);
    }
    const key = run.keys.shift();
    if (key !== undefined) this.#desk.press(run.terminal, key);
    if (run.keys.length === 0) this.#queue.shift();
    if (this.#queue.length > 0) this.#timer = this.#clock.timer(KEY_INTERVAL, () => this.#next());
  }
}
