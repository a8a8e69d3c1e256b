import { quote } from '../../quoting.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { LineReader } from '../stdio.ts';
import { FileProblems, inputNames } from './input.ts';
import { bytesOf, byteString, encoder, NEWLINE } from './lines.ts';

/** cut(1) */
export const cut = command({
  page: {
    name: 'cut',
    section: 1,
    summary: 'print parts of lines',
    synopsis: ['cut OPTION... [FILE]...'],
    description: ['Prints parts of each line: fields, characters or bytes. One of -b, -c, -f is needed.'],
    options: [
      ['-b, --bytes=LIST', 'only these bytes'],
      ['-c, --characters=LIST', 'only these characters, which are bytes'],
      ['-d, --delimiter=DELIM', 'fields are separated by DELIM, one byte, instead of a tabulator'],
      ['-f, --fields=LIST', 'only these fields; lines without a delimiter are printed whole, unless -s'],
      ['-n', 'does nothing'],
      ['--complement', 'all but these'],
      ['-s, --only-delimited', 'not the lines that have no delimiter'],
      ['--output-delimiter=STRING', 'put STRING between the parts'],
      ['-z, --zero-terminated', 'lines end with a NUL byte, not with a newline'],
    ],
    sections: [
      [
        'LIST',
        [
          'Numbers and ranges, separated by commas: *2* the second, *2-4* the second to the fourth, *2-* from the second on, *-3* up to the third. The parts are printed in the order of the line, each once.',
        ],
      ],
    ],
    examples: [
      ['cut -d: -f1,7 /etc/passwd', 'users and their shells'],
      ["mosquitto_sub -v -t '#' | cut -d' ' -f2-", 'payloads without their topics'],
    ],
    seeAlso: ['paste(1)', 'awk(1)'],
  },
  run: async (process, { options, all, operands }, out) => {
    const lists = all.filter(([key]) => 'bcf'.includes(key));
    const [mode, list] = lists[0] ?? [];
    if (lists.length > 1) throw new UsageProblem('only one list may be specified');
    const delimiter = delimiterOf(options.get('d'));
    if (mode === undefined || list === undefined)
      throw new UsageProblem('you must specify a list of bytes, characters, or fields');
    if (mode !== 'f' && options.has('d'))
      throw new UsageProblem('an input delimiter may be specified only when operating on fields');
    if (mode !== 'f' && options.has('s'))
      throw new UsageProblem('suppressing non-delimited lines makes sense\n\tonly when operating on fields');
    const ranges = complemented(rangesOf(list, mode === 'f'), options.has('complement'));
    const given = options.get('output-delimiter');
    const end = options.has('z') ? '\0' : '\n';
    const part = new Part(
      ranges,
      delimiter,
      given === undefined ? undefined : byteString(encoder.encode(given || '\0')),
      options.has('s'),
    );
    const cutLine = mode === 'f' ? (line: string) => part.fields(line) : (line: string) => part.bytes(line);
    return new FileProblems(process, out).forEach(inputNames(operands), async (input) => {
      if (mode === 'f' && delimiter === end) return out.write(bytesOf(await wholeInput(input, part, end)));
      const reader = new LineReader(input, end === '\0' ? 0 : NEWLINE);
      for (let line = await reader.next(); line !== null; line = await reader.next()) {
        const found = cutLine(byteString(line));
        if (found !== undefined) await out.write(bytesOf(found + end));
      }
    });
  },
});

/** Lines as fields: `cut -d$'\n' -f1,3`. */
const wholeInput = async (
  input: ConstructorParameters<typeof LineReader>[0],
  part: Part,
  end: string,
): Promise<string> => {
  const reader = new LineReader(input, end.charCodeAt(0));
  const lines: string[] = [];
  for (let line = await reader.next(); line !== null; line = await reader.next()) lines.push(byteString(line));
  const found = part.fields(lines.join(end));
  return lines.length === 0 || found === undefined ? '' : found + end;
};

const delimiterOf = (text: string | undefined): string => {
  if (text === undefined) return '\t';
  const bytes = encoder.encode(text);
  if (bytes.length > 1) throw new UsageProblem('the delimiter must be a single character');
  return text === '' ? '\0' : text;
};

/** From the first to the last, both counted from 1. */
type Range = readonly [from: number, to: number];

/** @throws UsageProblem */
const rangesOf = (list: string, isFields: boolean): readonly Range[] => {
  const fromOne = isFields ? 'fields are numbered from 1' : 'byte/character positions are numbered from 1';
  const number = (text: string, rest: string): number => {
    if (!/^\d+$/.test(text)) {
      // It complains of what begins with the first strange character; of a field, of all of it.
      const strange = isFields ? rest : rest.replace(/^[\d-]*/, '');
      throw new UsageProblem(`invalid ${isFields ? 'field value' : 'byte/character position'} ${quote(strange)}`);
    }
    const value = Number(text);
    if (value === 0) throw new UsageProblem(fromOne);
    if (value >= Number.MAX_SAFE_INTEGER)
      throw new UsageProblem(`${isFields ? 'field number' : 'byte/character offset'} ${quote(text)} is too large`);
    return value;
  };
  const found = list.split(/[,\s]/).map((text): Range => {
    if (text === '') throw new UsageProblem(fromOne);
    if (text === '-') throw new UsageProblem('invalid range with no endpoint: -');
    const dash = text.indexOf('-');
    if (dash < 0) {
      const only = number(text, text);
      return [only, only];
    }
    const [first, last] = [text.slice(0, dash), text.slice(dash + 1)];
    if (last.includes('-'))
      throw new UsageProblem(isFields ? 'invalid field range' : 'invalid byte or character range');
    const from = first === '' ? 1 : number(first, text);
    const to = last === '' ? Infinity : number(last, text);
    if (to < from) throw new UsageProblem('invalid decreasing range');
    return [from, to];
  });
  const merged: [number, number][] = [];
  for (const [from, to] of found.sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before !== undefined && from <= before[1]) before[1] = Math.max(before[1], to);
    else merged.push([from, to]);
  }
  return merged;
};

const complemented = (ranges: readonly Range[], isAsked: boolean): readonly Range[] => {
  if (!isAsked) return ranges;
  const gaps: Range[] = [];
  let next = 1;
  for (const [from, to] of ranges) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  if (next !== Infinity) gaps.push([next, Infinity]);
  return gaps;
};

class Part {
  readonly #ranges: readonly Range[];
  readonly #delimiter: string;
  readonly #between: string | undefined;
  readonly #onlyDelimited: boolean;

  constructor(ranges: readonly Range[], delimiter: string, between: string | undefined, onlyDelimited: boolean) {
    this.#ranges = ranges;
    this.#delimiter = delimiter;
    this.#between = between;
    this.#onlyDelimited = onlyDelimited;
  }

  bytes(line: string): string {
    const parts = this.#ranges.filter(([from]) => from <= line.length).map(([from, to]) => line.slice(from - 1, to));
    return parts.join(this.#between ?? '');
  }

  /** @returns undefined: the line is not printed */
  fields(line: string): string | undefined {
    if (!line.includes(this.#delimiter)) return this.#onlyDelimited ? undefined : line;
    const fields = line.split(this.#delimiter);
    const parts = this.#ranges.flatMap(([from, to]) => fields.slice(from - 1, to));
    return parts.join(this.#between ?? this.#delimiter);
  }
}
