/**
 * The manners that the i2c-tools share. Options stand before the words and only the first letter of each
 * counts; who misuses them is told what is wrong and shown the usage; everything that is no result goes to standard error.
 *
 *     i2cget -f -y 1 0x48      right
 *     i2cget -fy 1 0x48        is -f alone, and asks
 *     i2cget 1 -y 0x48         -y is taken for an address
 *     i2cget --help            is -- alone, which there is not: the usage
 */
import type { ManualPage } from '../../../manual/page.ts';
import type { Command, PiProcess } from '../../../system.ts';
import { raw } from '../../command.ts';
import { readOption } from '../../options.ts';
import type { StandardOut } from '../../stdio.ts';
import { completeBus } from './bus.ts';
import { Questions } from './questions.ts';
import { Misuse, Refusal } from './refusal.ts';

const VERSION = '4.3';

export interface I2cCall {
  readonly process: PiProcess;
  readonly out: StandardOut;
  /** By letter, with the value of those that have one. */
  readonly flags: ReadonlyMap<string, string>;
  readonly words: readonly string[];
  readonly questions: Questions;
}

export interface I2cProgram {
  readonly page: ManualPage;
  /** What is printed after a mistake: whole lines. */
  readonly usage: string;
  /** @returns the exit status. @throws Refusal */
  readonly run: (call: I2cCall) => Promise<number>;
}

export const i2cProgram = ({ page, usage, run }: I2cProgram): Command =>
  raw({
    page,
    complete: completeBus,
    run: async (process, out) => {
      try {
        const { flags, words } = readFlags(page, process.argv.slice(1));
        if (flags.has('V')) throw new Refusal(`${page.name} version ${VERSION}`, 0);
        return await run({ process, out, flags, words, questions: new Questions(process) });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        await out.flush();
        const said = error.message === '' ? '' : `${error.message}\n`;
        await process.stderr.write(said + (error instanceof Misuse ? usage : ''));
        return error.status;
      }
    },
  });

const readFlags = (page: ManualPage, args: readonly string[]): Pick<I2cCall, 'flags' | 'words'> => {
  const known = (page.options ?? []).map(([names]) => readOption(names));
  const flags = new Map<string, string>();
  let at = 0;
  for (; args[at]?.startsWith('-') === true; at += 1) {
    const option = known.find(({ letter }) => letter === args[at]?.[1]);
    if (option === undefined) throw new Misuse(`Unsupported option "${args[at]}"`);
    if (option.letterValue === 'needed') at += 1;
    flags.set(option.key, option.letterValue === 'needed' ? (args[at] ?? '') : '');
  }
  return { flags, words: args.slice(at) };
};
