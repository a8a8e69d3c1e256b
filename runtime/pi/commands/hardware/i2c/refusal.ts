/** Ends the program with a line on standard error. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  /** @param message without its newline; `''`: nothing is said */
  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

/** The same, with the usage behind it. */
export class Misuse extends Refusal {
  /** @param what is wrong; absent: the usage says it all */
  constructor(what?: string) {
    super(what === undefined ? '' : `Error: ${what}!`);
  }
}
