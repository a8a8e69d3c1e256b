import { SystemError } from '#runtime/ports.ts';
import { quotedName } from '../../quoting.ts';
import type { PiProcess } from '../../system.ts';
import { command, Failure } from '../command.ts';
import type { Parsed } from '../options.ts';
import { FileProblems, inputNames, openInput } from './input.ts';
import { encoder, NEWLINE } from './lines.ts';

/** cat(1): files one after the other, as soon as there is something of them. */
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
      ['-b, --number-nonblank', 'number the lines that are not empty; goes before -n'],
      ['-n, --number', 'number the lines'],
      ['-s, --squeeze-blank', 'of several empty lines in a row, only one'],
      ['-v, --show-nonprinting', 'show control characters as ^X and bytes above 127 as M-X'],
      ['-E, --show-ends', 'show the end of each line as $'],
      ['-T, --show-tabs', 'show tabulators as ^I'],
      ['-A, --show-all', 'the same as -vET'],
      ['-e', 'the same as -vE'],
      ['-t', 'the same as -vT'],
      ['-u', 'does nothing: nothing is held back anyway'],
    ],
    examples: [
      ['cat /etc/hostname', 'show a file'],
      ['cat -A payload', 'show what cannot be seen: tabulators, carriage returns, blanks at the end of a line'],
      ['cat > note', 'write a file by hand; Ctrl-D ends it'],
    ],
    seeAlso: ['tac(1)', 'less(1)', 'head(1)'],
  },
  run: async (process, { options, operands }, out) => {
    if (process.fds.get(1) === undefined) throw new Failure('standard output: Bad file descriptor');
    const problems = new FileProblems(process, out);
    const form = formOf(options);
    const dressed = form === undefined ? undefined : new Dressed(form);
    for (const name of inputNames(operands)) {
      try {
        const input = openInput(process, name);
        if (isOutput(process, input.file)) await problems.say(`${quotedName(name)}: input file is output file`);
        else
          for (let block = await input.read(); block !== null; block = await input.read()) {
            await out.write(dressed === undefined ? block : dressed.block(block));
            await out.flush();
          }
        input.close();
      } catch (error) {
        await problems.failed(quotedName(name), error);
      }
    }
    return problems.status;
  },
});

/** Reading what one writes would never end. */
const isOutput = (process: PiProcess, input: ReturnType<typeof openInput>['file']): boolean => {
  const output = process.fds.get(1);
  if (output === undefined || output.kind !== 'file' || input.kind !== 'file') return false;
  try {
    const to = output.stat?.();
    const from = input.stat?.();
    if (to === undefined || from === undefined || to.inode !== from.inode) return false;
    return (input.seek?.(0, 'here') ?? 0) < from.size;
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
};

interface Form {
  readonly number: 'all' | 'filled' | undefined;
  readonly ends: boolean;
  readonly squeezes: boolean;
  readonly tabs: boolean;
  readonly controls: boolean;
}

/** @returns undefined: the files just as they are */
const formOf = (options: Parsed['options']): Form | undefined => {
  const has = (...letters: string[]): boolean => letters.some((letter) => options.has(letter));
  const form: Form = {
    number: has('b') ? 'filled' : has('n') ? 'all' : undefined,
    ends: has('A', 'e', 'E'),
    squeezes: has('s'),
    tabs: has('A', 't', 'T'),
    controls: has('A', 'e', 't', 'v'),
  };
  return Object.values(form).some((each) => each !== undefined && each !== false) ? form : undefined;
};

/** `^A`, `M-x`, `M-^?`: how -v shows a byte. Newlines and tabulators are not its business. */
const visible = (byte: number): string => {
  if (byte === NEWLINE || byte === 9) return String.fromCharCode(byte);
  if (byte >= 128) return `M-${byte - 128 === NEWLINE ? '^J' : byte - 128 === 9 ? '^I' : visible(byte - 128)}`;
  return byte === 127 ? '^?' : byte < 32 ? `^${String.fromCharCode(byte + 64)}` : String.fromCharCode(byte);
};

/** Numbers and marks. Lines go on from file to file: one that a file did not finish stays one. */
class Dressed {
  readonly #form: Form;
  readonly #shown: readonly Uint8Array[];
  #line = 0;
  #begins = true;
  /** Empty lines in a row, up to here. */
  #empty = 0;

  constructor(form: Form) {
    this.#form = form;
    this.#shown = Array.from({ length: 256 }, (_, byte) => {
      if (byte === 9 && form.tabs) return encoder.encode('^I');
      return form.controls ? encoder.encode(visible(byte)) : Uint8Array.of(byte);
    });
  }

  block(block: Uint8Array): Uint8Array {
    const { number, ends, squeezes } = this.#form;
    const out: number[] = [];
    for (let at = 0; at < block.length; at++) {
      const byte = block[at] ?? 0;
      if (this.#begins) {
        const isEmpty = byte === NEWLINE;
        this.#empty = isEmpty ? this.#empty + 1 : 0;
        if (squeezes && this.#empty > 1) continue;
        if (number === 'all' || (number === 'filled' && !isEmpty))
          for (const each of encoder.encode(`${String(++this.#line).padStart(6)}\t`)) out.push(each);
      }
      this.#begins = byte === NEWLINE;
      if (byte === NEWLINE) {
        // A carriage return before the mark would hide it on a terminal.
        if (ends) {
          if (out.at(-1) === 13 && !this.#form.controls) out.splice(-1, 1, 0x5e, 0x4d);
          out.push(0x24);
        }
        out.push(NEWLINE);
      } else for (const each of this.#shown[byte] ?? []) out.push(each);
    }
    return Uint8Array.from(out);
  }
}
