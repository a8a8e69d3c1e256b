import { SystemError } from '#runtime/ports.ts';
import { posixRegex, RegexProblem } from '../../posix-regex.ts';
import { quotedName } from '../../quoting.ts';
import type { PiProcess } from '../../system.ts';
import { command, Failure } from '../command.ts';
import { readAll } from '../stdio.ts';
import { inputNameQuoted } from './head.ts';
import { FileProblems, inputNames, openInput } from './input.ts';
import type { TextInput } from './input.ts';
import { byteString, encoder } from './lines.ts';

/** tac(1) */
export const tac = command({
  page: {
    name: 'tac',
    section: 1,
    summary: 'print files, last line first',
    synopsis: ['tac [OPTION]... [FILE]...'],
    description: ['Prints the lines of each FILE in reverse order.'],
    options: [
      ['-b, --before', 'the separator stands before what it belongs to, not behind it'],
      ['-r, --regex', 'the separator is a regular expression'],
      ['-s, --separator=STRING', 'parts end with STRING instead of a newline'],
    ],
    seeAlso: ['rev(1)', 'sort(1)'],
  },
  run: async (process, { options, operands }, out) => {
    const separator = options.get('s') ?? '\n';
    if (options.has('r') && separator === '') throw new Failure('separator cannot be empty');
    const bounds = options.has('r') ? byPattern(separator) : byText(separator === '' ? '\0' : separator);
    const problems = new FileProblems(process, out);
    for (const name of inputNames(operands)) {
      let input: TextInput;
      try {
        input = openInput(process, name);
      } catch (error) {
        await problems.failed(`failed to open ${inputNameQuoted(name)} for reading`, error);
        continue;
      }
      if (input.file.kind === 'directory') {
        await problems.say(`${quotedName(name)}: read error: Invalid argument`);
        continue;
      }
      try {
        const bytes = await readAll(input);
        const cuts = cutsOf(bytes, bounds(byteString(bytes)), options.has('b'));
        for (let index = cuts.length - 1; index > 0; index--)
          await out.write(bytes.subarray(cuts[index - 1], cuts[index]));
        input.close();
      } catch (error) {
        if (error instanceof SystemError && error.code === 'ENOMEM') {
          await problems.say(`${temporaryName(process)}: write error: No space left on device`);
          continue;
        }
        await problems.failed(`${quotedName(name)}: read error`, error);
      }
    }
    return problems.status;
  },
});

/** What is not a file is copied to one first; that is what becomes too large. */
const temporaryName = ({ random }: PiProcess): string =>
  `/tmp/tac${[...random.bytes(6)].map((byte) => (byte % 36).toString(36)).join('')}`;

/** From and to of each separator. */
type Bounds = readonly (readonly [from: number, to: number])[];

const byText =
  (separator: string) =>
  (text: string): Bounds => {
    const found: [number, number][] = [];
    const wanted = byteString(encoder.encode(separator));
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
      found.push([at, at + wanted.length]);
    return found;
  };

const byPattern = (pattern: string): ((text: string) => Bounds) => {
  try {
    const regex = posixRegex(byteString(encoder.encode(pattern)), { multiline: true });
    return (text) => {
      const found: [number, number][] = [];
      let match = regex.exec(text);
      while (match !== null) {
        if (match.end > match.index) found.push([match.index, match.end]);
        match = regex.exec(text, Math.max(match.end, match.index + 1));
      }
      return found;
    };
  } catch (error) {
    if (error instanceof RegexProblem) throw new Failure(error.message);
    throw error;
  }
};

/** Where the parts meet, from the beginning to the end. */
const cutsOf = (bytes: Uint8Array, separators: Bounds, isBefore: boolean): readonly number[] => [
  ...new Set([0, ...separators.map(([from, to]) => (isBefore ? from : to)), bytes.length]),
];
