import { quote } from '../../quoting.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { STDBUF_OUTPUT } from '../stdio.ts';
import { readSize } from '../files/sizes.ts';
import { OWN_MISTAKE, runAs } from './run-as.ts';

/** Where stdio finds the wish, by option. */
const VARIABLES = { i: '_STDBUF_I', o: STDBUF_OUTPUT, e: '_STDBUF_E' } as const;

/** stdbuf(1) */
export const stdbuf = command({
  page: {
    name: 'stdbuf',
    section: 1,
    summary: 'run a program that holds its output back less, or more',
    synopsis: ['stdbuf OPTION... COMMAND [ARG]...'],
    description: [
      'Runs COMMAND with other buffers. A program that writes to a pipe or a file holds its output back until it has a block of 4096 bytes; with -oL it writes each line at once.',
      'MODE is L (line by line), 0 (nothing is held back) or a size: 1K, 64K.',
    ],
    options: [
      ['-i, --input=MODE', 'standard input; not L'],
      ['-o, --output=MODE', 'standard output'],
      ['-e, --error=MODE', 'standard error'],
    ],
    examples: [['mosquitto_sub -t a | stdbuf -oL grep 7 | tee log', 'each line comes at once']],
    exitStatus: [
      ['125', 'stdbuf itself failed'],
      ['126', 'COMMAND could not be run'],
      ['127', 'COMMAND was not found'],
      ['else', 'the status of COMMAND'],
    ],
    differences: [
      'What reads input never reads ahead here, and errors are never held back: -i and -e change nothing. A size counts as the usual block.',
    ],
    seeAlso: ['unbuffer(1)', 'setbuf(3)'],
  },
  firstOperandEnds: true,
  usageStatus: OWN_MISTAKE,
  run: async (process, { all, operands }, out) => {
    const env: Record<string, string> = { ...process.env };
    for (const [key, mode] of all) {
      if (key !== 'i' && key !== 'o' && key !== 'e') continue;
      if (key === 'i' && mode === 'L') throw new UsageProblem('line buffering stdin is meaningless');
      const size = readSize(mode);
      if (mode !== 'L' && size === undefined) throw new Failure(`invalid mode ${quote(mode)}`);
      env[VARIABLES[key]] = mode === 'L' ? 'L' : String(size);
    }
    const [name] = operands;
    if (name === undefined) throw new UsageProblem('missing operand');
    if (all.length === 0) throw new UsageProblem('you must specify a buffering mode option');
    return runAs(process, out, operands, `failed to run command ${quote(name)}`, { env });
  },
});
