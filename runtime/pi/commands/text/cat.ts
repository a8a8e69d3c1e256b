import type { PiProcess } from '../../system.ts';
import { command, complain } from '../command.ts';

const BLOCK = 65_536;

/** cat(1): files one after the other; `-` or none at all is standard input. */
export const cat = command({
  page: {
    name: 'cat',
    section: 1,
    summary: 'print files, one after the other',
    synopsis: ['cat [OPTION]... [FILE]...'],
    description: [
      'Prints the files, one after the other. Without a FILE, or for -, prints what comes in on standard input.',
    ],
    options: [
      ['-n, --number', 'number the lines'],
      ['-u', 'does nothing: nothing is held back anyway'],
    ],
  },
  absent: 'A b e E s t T v',
  run: async (process, { options, operands }) => {
    const numberer = options.has('n') ? new LineNumberer() : undefined;
    let status = 0;
    for (const name of operands.length === 0 ? ['-'] : operands) if (!(await copy(process, name, numberer))) status = 1;
    return status;
  },
});

const copy = async (process: PiProcess, name: string, numberer: LineNumberer | undefined): Promise<boolean> => {
  try {
    const file = name === '-' ? undefined : process.open(name, { read: true });
    const input = file ?? process.stdin;
    for (let block = await input.read(BLOCK); block !== null; block = await input.read(BLOCK))
      await process.stdout.write(numberer === undefined ? block : numberer.number(block));
    file?.close();
    return true;
  } catch (error) {
    await complain(process, name, error);
    return false;
  }
};

/** `     1⇥first line`: goes on from file to file, and a line that a file did not finish stays one. */
class LineNumberer {
  #line = 0;
  #begins = true;

  number(block: Uint8Array): Uint8Array {
    const out: number[] = [];
    for (const byte of block) {
      if (this.#begins) out.push(...new TextEncoder().encode(`${String(++this.#line).padStart(6)}\t`));
      out.push(byte);
      this.#begins = byte === 0x0a;
    }
    return Uint8Array.from(out);
  }
}
