/**
 * What Ctrl-_ takes back, step by step. A step is what one key did; letters typed in a row are one
 * step, up to twenty of them, as readline has it.
 */
export interface LineState {
  readonly cells: readonly string[];
  readonly cursor: number;
}

interface Step extends LineState {
  /** Where the next letter may join it, and how many it has; absent: none may. */
  typed?: { end: number; count: number };
}

const LETTERS_IN_A_STEP = 20;
const MOST = 1_000;

export class UndoList {
  #steps: Step[] = [];

  get isEmpty(): boolean {
    return this.#steps.length === 0;
  }

  /** To be called before a change. @param state what undoing brings back */
  record(state: LineState): void {
    this.#push({ cells: state.cells, cursor: state.cursor });
  }

  /** To be called before a letter is typed at the cursor. */
  recordTyped(state: LineState): void {
    const typed = this.#steps.at(-1)?.typed;
    if (typed !== undefined && typed.end === state.cursor && typed.count < LETTERS_IN_A_STEP) {
      typed.end++;
      typed.count++;
      return;
    }
    this.#push({ cells: state.cells, cursor: state.cursor, typed: { end: state.cursor + 1, count: 1 } });
  }

  /** The last step, taken off. undefined: there is none */
  undo(): LineState | undefined {
    return this.#steps.pop();
  }

  /** The line as it was in the beginning. */
  undoAll(): LineState | undefined {
    const [first] = this.#steps;
    this.#steps = [];
    return first;
  }

  #push(step: Step): void {
    this.#steps.push(step);
    if (this.#steps.length > MOST) this.#steps.shift();
  }
}
