import type { Signal } from '#runtime/pi/process.ts';
import type { PiProcess } from '#runtime/pi/system.ts';
import type { Timer } from '#runtime/ports.ts';
import type { ToProgramBody } from '../protocol.ts';

/** With these a person wants a program to end, and it has a moment to do so in its own way. */
const ENDING: readonly Signal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
const PATIENCE_MS = 1_000;

/**
 * Signals that a program handles itself: they are told to it. One that computes without end hears nothing, and
 * nothing can interrupt it from outside; if it was to end, and has not answered in time, it is killed.
 */
export class HandledSignals {
  readonly #process: PiProcess;
  readonly #post: (message: ToProgramBody) => void;
  readonly #deadlines = new Map<number, Timer>();
  readonly #handled = new Set<Signal>();
  #next = 1;

  constructor(process: PiProcess, post: (message: ToProgramBody) => void) {
    this.#process = process;
    this.#post = post;
  }

  dispose(signal: Signal, what: 'handled' | 'ignore' | 'default'): void {
    if (what === 'handled') this.#handled.add(signal);
    else this.#handled.delete(signal);
    this.#process.onSignal(signal, what === 'handled' ? () => this.#tell(signal) : what);
  }

  /** The program has ended, while the process is still writing what it has left behind: nobody handles them now. */
  end(): void {
    for (const signal of this.#handled) this.dispose(signal, 'default');
    for (const timer of this.#deadlines.values()) timer.cancel();
  }

  /** @returns whether it was one of these pings */
  pong(id: number): boolean {
    this.#deadlines.get(id)?.cancel();
    return this.#deadlines.delete(id);
  }

  #tell(signal: Signal): void {
    this.#post({ type: 'signal', signal });
    if (!ENDING.includes(signal)) return;
    const id = this.#next++;
    this.#post({ type: 'ping', id });
    const kill = (): void => this.#process.kill(this.#process.pid, 'SIGKILL');
    this.#deadlines.set(id, this.#process.clock.timer(PATIENCE_MS, kill));
  }
}
