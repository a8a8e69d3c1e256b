/** Something a person can mend: shown as one line, without a stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  /** @param status exit code of the program */
  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}
