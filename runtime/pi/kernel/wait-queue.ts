/**
 * Who waits for something to change: a pipe to be written to, a child to end. Waking wakes all;
 * each looks again for itself and waits anew if another was faster.
 */
export class WaitQueue {
  #sleepers = new Set<() => void>();

  /** @returns what takes the sleeper out again */
  add(wake: () => void): () => void {
    this.#sleepers.add(wake);
    return () => this.#sleepers.delete(wake);
  }

  wake(): void {
    if (this.#sleepers.size === 0) return;
    const sleepers = this.#sleepers;
    this.#sleepers = new Set();
    for (const wake of sleepers) wake();
  }
}
