import { helpOf } from '../../manual/help.ts';
import type { ManualPage } from '../../manual/page.ts';
import type { PiProcess } from '../../system.ts';
import { raw } from '../command.ts';
import { parseOptions, UsageProblem } from '../options.ts';
import { readAll } from '../stdio.ts';
import type { StandardOut } from '../stdio.ts';
import { capability, isKnownTerminal, valueOf } from './terminfo.ts';

const page: ManualPage = {
  name: 'tput',
  section: 1,
  summary: 'print what the terminal understands, or what it is',
  synopsis: ['tput [-T TERMINAL] CAPABILITY [PARAMETER]...', 'tput -S'],
  description: [
    'Prints the control sequence that does something on the terminal, or a number about it. Scripts use it for colours and for moving the cursor.',
  ],
  options: [
    ['-S', 'read capabilities from standard input, one a line'],
    ['-T TERMINAL', 'the kind of terminal, instead of TERM'],
    ['-V', 'print the version'],
    ['-x', 'with clear: keep the lines that have scrolled away'],
  ],
  sections: [
    [
      'CAPABILITIES',
      [
        '  cols lines colors     the size of the screen, how many colours\n  clear el ed           empty the screen, the rest of the line, the rest\n  cup ROW COLUMN home   move the cursor; counted from 0\n  civis cnorm           hide the cursor, show it\n  bold dim smul rmul    bold, faint, underlined, no longer\n  rev smso rmso blink   inverse, standing out, no longer, blinking\n  setaf N setab N       colour of the text, of the ground: 0 to 255\n  sgr0                  all that is off\n  smcup rmcup           to the alternate screen and back\n  sc rc bel             keep the place, go back there, ring',
      ],
    ],
  ],
  exitStatus: [
    ['0', 'it was printed, or a flag is set'],
    ['1', 'the flag is not set'],
    ['2', 'the command line was wrong, or TERM is missing'],
    ['3', 'the terminal is not known'],
    ['4', 'the capability is not known'],
  ],
  examples: [
    ['tput cols', 'how wide the screen is'],
    ['echo "$(tput bold)$(tput setaf 1)hot$(tput sgr0)"', 'bold and red'],
  ],
  differences: [
    'Every terminal is an xterm with 256 colours here, whatever TERM says; only common capabilities are known.',
  ],
  seeAlso: ['clear(1)', 'reset(1)', 'stty(1)'],
};

/** tput(1) of ncurses. */
export const tput = raw({
  page,
  run: async (process, out) => {
    try {
      const { options, operands } = parseOptions(process.argv.slice(1), {
        options: page.options ?? [],
        firstOperandEnds: true,
      });
      if (options.has('help')) await out.write(helpOf(page));
      else if (options.has('V') || options.has('version'))
        await out.write('ncurses (Kleber, simulated Raspberry Pi)\n');
      else return await print(process, out, options, operands);
      return 0;
    } catch (error) {
      if (!(error instanceof UsageProblem)) throw error;
      await process.stderr.write(`tput: ${error.message}\n${helpOf(page)}`);
      return 2;
    }
  },
});

const print = async (
  process: PiProcess,
  out: StandardOut,
  options: ReadonlyMap<string, string>,
  operands: readonly string[],
): Promise<number> => {
  const terminal = options.get('T') ?? process.env['TERM'] ?? '';
  if (terminal === '') {
    await process.stderr.write('tput: No value for $TERM and no -T specified\n');
    return 2;
  }
  if (!isKnownTerminal(terminal)) {
    await process.stderr.write(`tput: unknown terminal "${terminal}"\n`);
    return 3;
  }
  if (!options.has('S')) {
    if (operands.length === 0) {
      await process.stderr.write(helpOf(page));
      return 2;
    }
    return one(process, out, operands, options.has('x'));
  }
  const lines = new TextDecoder().decode(await readAll(process.stdin)).split('\n');
  let status = 0;
  for (const line of lines) {
    const words = line.split(/\s+/).filter((word) => word !== '');
    if (words.length > 0) status = Math.max(status, await one(process, out, words, options.has('x')));
  }
  return status;
};

const one = async (
  process: PiProcess,
  out: StandardOut,
  [name = '', ...words]: readonly string[],
  keeps: boolean,
): Promise<number> => {
  const size = process.fds.get(1)?.terminal ?? process.fds.get(2)?.terminal ?? process.terminal;
  if (name === 'cols' && size !== undefined) await out.write(`${size.columns}\n`);
  else if (name === 'lines' && size !== undefined) await out.write(`${size.rows}\n`);
  else if (name === 'clear') await out.write(capability('clear') + (keeps ? '' : capability('E3')));
  else if (name === 'reset') await out.write(capability('rs1') + capability('rs2'));
  else if (name === 'init') await out.write(capability('is2'));
  else {
    const value = valueOf(name, words.map(Number));
    if (value === undefined) {
      await process.stderr.write(`tput: unknown terminfo capability '${name}'\n`);
      return 4;
    }
    if (value.kind === 'flag') return value.isSet ? 0 : 1;
    await out.write(value.kind === 'number' ? `${value.value}\n` : value.text);
  }
  return 0;
};
