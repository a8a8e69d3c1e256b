/** What leaves a command before its end. Thrown by builtins, caught by the construct it is meant for. */

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
  constructor(how: 'break' | 'continue', levels: number) {
    super(how);
    this.how = how;
    this.levels = levels;
  }
}

/** `return` out of a sourced file. */
export class ReturnFromSource extends Error {
  override readonly name = 'ReturnFromSource';
  readonly status: number;
  constructor(status: number) {
    super(`return ${status}`);
    this.status = status;
  }
}

/** Ctrl-C at an interactive shell: back to the prompt, whatever was running. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly status = 130;
}
