/** What leaves a command before its end. Thrown by builtins, caught by the construct it is meant for. */
import type { Signal } from '../process.ts';

/** `exit` */
export class ExitShell extends Error {
  override readonly name = 'ExitShell';
  readonly status: number;
  constructor(status: number) {
    super(`exit ${status}`);
    this.status = status;
  }
}

/** `break` and `continue` */
export class LeaveLoop extends Error {
  override readonly name = 'LeaveLoop';
  readonly how: 'break' | 'continue';
  /** Loops to leave, from 1. */
  readonly levels: number;
  readonly status: number;
  constructor(how: 'break' | 'continue', levels: number, status = 0) {
    super(how);
    this.how = how;
    this.levels = levels;
    this.status = status;
  }
}

/** `return` out of a function or a sourced file. */
export class ReturnFromSource extends Error {
  override readonly name = 'ReturnFromSource';
  readonly status: number;
  constructor(status: number) {
    super(`return ${status}`);
    this.status = status;
  }
}

/** A mistake that ends the whole line it was made in; it has been reported. The next line is run. */
export class DiscardLine extends Error {
  override readonly name = 'DiscardLine';
  readonly status: number;
  constructor(status = 1) {
    super('the rest of the line is not run');
    this.status = status;
  }
}

/** Ctrl-C at an interactive shell: back to the prompt, whatever was running. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly status = 130;
}

/** A signal that ends this shell has come, and its EXIT trap is to run first. */
export class Dying extends Error {
  override readonly name = 'Dying';
  readonly signal: Signal;
  constructor(signal: Signal) {
    super(signal);
    this.signal = signal;
  }
}
