import { LineReader } from '../../stdio.ts';
import type { PiProcess } from '../../../system.ts';

/** What the i2c-tools ask before they touch a bus: on standard error, answered on standard input. */
export class Questions {
  readonly #process: PiProcess;
  readonly #answers: LineReader;

  constructor(process: PiProcess) {
    this.#process = process;
    this.#answers = new LineReader(process.stdin);
  }

  /**
   * Prints `warning` and asks. The first letter counts, an empty line means `standard`, the end of the input no.
   * @param warning whole lines
   */
  async mayGoOn(warning: string, standard: 'yes' | 'no' = 'yes'): Promise<boolean> {
    await this.#process.stderr.write(`${warning}Continue? [${standard === 'yes' ? 'Y/n' : 'y/N'}] `);
    const line = await this.#answers.next();
    const letter = line === null || !this.#answers.ended ? 'n' : String.fromCharCode(line[0] ?? 0).toLowerCase();
    const agreed = letter === 'y' || (letter !== 'n' && standard === 'yes');
    if (!agreed) await this.#process.stderr.write('Aborting on user request.\n');
    return agreed;
  }
}

export const WARNING = 'WARNING! This program can confuse your I2C bus, cause data loss and worse!\n';
