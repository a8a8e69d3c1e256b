/**
 * Something wrong in the command line. The program prints `text` on standard error, a blank line and
 * `Use 'mosquitto_pub --help' to see usage.`, and exits with 1. Mosquitto ends some of these texts
 * with one newline and some with two, and so do we.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** Whole text, newlines included. */
  readonly text: string;

  constructor(text: string) {
    super(text.trimEnd());
    this.text = text;
  }
}

/** The form with two newlines: wrong or missing values, most of them. */
export const valueError = (text: string): UsageError => new UsageError(`Error: ${text}\n\n`);

/** The form with one. */
export const optionError = (text: string): UsageError => new UsageError(`Error: ${text}\n`);
