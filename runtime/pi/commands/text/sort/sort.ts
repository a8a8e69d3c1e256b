import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { quote, quotedName } from '../../../quoting.ts';
import type { PiProcess } from '../../../system.ts';
import { argmatch } from '../../files/argmatch.ts';
import { command, Failure } from '../../command.ts';
import { UsageProblem } from '../../options.ts';
import { LineReader } from '../../stdio.ts';
import type { StandardOut } from '../../stdio.ts';
import { inputNames, openInput } from '../input.ts';
import { bytesOf, byteString, encoder, NEWLINE } from '../lines.ts';
import { compareBy, compareText } from './compare.ts';
import type { Compare } from './compare.ts';
import { checkLetters, LETTERS, partOf, readKey } from './key.ts';
import type { Key, Letter } from './key.ts';
import { sortPage } from './sort.page.ts';
import { sorted } from './sorting.ts';

const TROUBLE = 2;

/** What a line costs beside its bytes, and what all may cost together. */
const LINE_COST = 32;
const MOST = 32 * 1024 * 1024;

/** sort(1) */
export const sort = command({
  page: sortPage,
  absent: 'compress-program debug files0-from random-source',
  usageStatus: TROUBLE,
  prepare: (args) => withOldKeys(args),
  run: async (process, { options, all, operands }, out) => {
    const setting = settingOf(process, options, all);
    const names = inputNames(operands);
    if (setting.check !== undefined) {
      const extra = names[1];
      if (extra !== undefined)
        throw new Failure(`extra operand '${extra}' not allowed with -${setting.check === 'quiet' ? 'C' : 'c'}`);
      return check(process, names[0] ?? '-', setting);
    }
    const lines = setting.merges ? await merged(process, names, setting) : await read(process, names, setting);
    const inOrder = setting.merges ? lines : await sorted(lines, setting.compare, () => process.yield());
    try {
      await print(process, inOrder, setting, options.get('o'), out);
      await out.flush();
    } catch (error) {
      if (!(error instanceof SystemError) || !out.failed(error)) throw error;
      throw new Failure(
        `fflush failed: 'standard output': ${strerror(error.code)}\n${process.argv[0] ?? 'sort'}: write error`,
      );
    }
    return 0;
  },
});

interface Setting {
  readonly compare: Compare;
  readonly isUnique: boolean;
  readonly merges: boolean;
  readonly check: 'diagnose-first' | 'quiet' | undefined;
  /** The byte that ends a line. */
  readonly end: number;
}

const WORDS = {
  'general-numeric': 'g',
  'human-numeric': 'h',
  month: 'M',
  numeric: 'n',
  random: 'R',
  version: 'V',
} as const;

/** A wrong word ends sort with 1, unlike all its other mistakes. */
const word = <Word extends string>(
  option: string,
  value: string,
  words: readonly (readonly [Word, ...string[]])[],
): Word => {
  try {
    return argmatch<Word>(option, value, words);
  } catch (error) {
    if (error instanceof UsageProblem)
      throw new Failure(`${error.message}\nTry 'sort --help' for more information.`, 1);
    throw error;
  }
};

/** @throws Failure */
const settingOf = (
  process: PiProcess,
  options: ReadonlyMap<string, string>,
  all: readonly (readonly [string, string])[],
): Setting => {
  const letters = new Set<Letter>();
  const keys: Key[] = [];
  let tab: string | undefined;
  let checkKind: Setting['check'];
  const checks = new Set<string>();
  for (const [key, value] of all) {
    if (key.length === 1 && LETTERS.includes(key)) letters.add(key as Letter);
    else if (key === 'sort')
      letters.add(
        WORDS[
          word(
            '--sort',
            value,
            (Object.keys(WORDS) as (keyof typeof WORDS)[]).map((each) => [each] as const),
          )
        ],
      );
    else if (key === 'k') keys.push(readKey(value));
    else if (key === 't') tab = tabOf(value, tab);
    else if (key === 'c' || key === 'C' || key === 'check') {
      const how =
        key === 'C'
          ? 'quiet'
          : value === ''
            ? 'diagnose-first'
            : word('--check', value, [['quiet', 'silent'], ['diagnose-first']]);
      checks.add(how === 'quiet' ? 'C' : 'c');
      checkKind = how;
    } else if (key === 'S' && !/^\d*[bkKmMGTPEZY%]?$/.test(value)) throw new Failure(`invalid -S argument '${value}'`);
    else if (key === 'parallel' && !/^\d+$/.test(value)) throw new Failure(`invalid --parallel argument '${value}'`);
    else if (key === 'parallel' && Number(value) === 0) throw new Failure('number in parallel must be nonzero');
    else if (key === 'o' && options.get('o') !== value) throw new Failure('multiple output files specified');
  }
  if (checks.size > 1) throw new Failure("options '-cC' are incompatible");
  const [checked] = checks;
  if (checked !== undefined && options.has('o')) throw new Failure(`options '-${checked}o' are incompatible`);
  const whole = letters.size > (letters.has('r') ? 1 : 0);
  const used = keys.length > 0 ? keys.map((key) => inheriting(key, letters)) : whole ? [wholeLine(letters)] : [];
  for (const key of used) checkLetters(key.letters);
  if (used.length === 0 || keys.length > 0) checkLetters(letters);
  const falls = letters.has('r');
  const isUnique = options.has('u');
  return {
    compare: comparing(used, tab, falls, isUnique || options.has('s'), process.random.bytes(16)),
    isUnique,
    merges: options.has('m'),
    check: checkKind,
    end: options.has('z') ? 0 : NEWLINE,
  };
};

/** A key without letters of its own has those of the command line. */
const inheriting = (key: Key, letters: ReadonlySet<Letter>): Key =>
  key.letters.size > 0 || key.skipsStart || key.skipsEnd
    ? key
    : {
        ...key,
        letters: new Set([...letters].filter((letter) => letter !== 'b')),
        skipsStart: letters.has('b'),
        skipsEnd: letters.has('b'),
      };

const wholeLine = (letters: ReadonlySet<Letter>): Key => ({
  field: 0,
  character: 0,
  letters: new Set([...letters].filter((letter) => letter !== 'b')),
  skipsStart: letters.has('b'),
  skipsEnd: letters.has('b'),
});

const tabOf = (text: string, before: string | undefined): string => {
  const bytes = byteString(encoder.encode(text));
  if (bytes === '') throw new Failure('empty tab');
  const tab = text === '\\0' ? '\0' : bytes;
  if (tab.length > 1) throw new Failure(`multi-character tab ${quote(text)}`);
  if (before !== undefined && before !== tab) throw new Failure('incompatible tabs');
  return tab;
};

/** @param isFinal when all keys are equal, the lines are: the lines themselves do not decide */
const comparing = (
  keys: readonly Key[],
  tab: string | undefined,
  falls: boolean,
  isFinal: boolean,
  salt: Uint8Array,
): Compare => {
  const last: Compare = falls ? (a, b) => compareText(b, a) : compareText;
  if (keys.length === 0) return last;
  const steps = keys.map((key) => ({ key, compare: compareBy(key.letters, salt) }));
  return (a, b) => {
    for (const { key, compare } of steps) {
      const order = compare(partOf(a, key, tab), partOf(b, key, tab));
      if (order !== 0) return order;
    }
    return isFinal ? 0 : last(a, b);
  };
};

/** `+1 -2` of old: from behind the first field to the end of the second. */
const withOldKeys = (args: readonly string[]): readonly string[] => {
  const out: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') return [...out, arg, ...rest];
    const [, field, character = '0', letters = ''] = /^\+(\d+)(?:\.(\d+))?([bdfgiMhnRrV]*)$/.exec(arg) ?? [];
    if (field === undefined) {
      out.push(arg);
      if (/^-[^-]*[kotST]$/.test(arg)) out.push(...rest.splice(0, 1));
      continue;
    }
    const start = `${Number(field) + 1}.${Number(character) + 1}${letters}`;
    const [, lastField, lastCharacter = '0', lastLetters = ''] =
      /^-(\d+)(?:\.(\d+))?([bdfgiMhnRrV]*)$/.exec(rest[0] ?? '') ?? [];
    if (lastField === undefined) out.push('-k', start);
    else {
      rest.shift();
      const end = lastCharacter === '0' ? lastField : `${Number(lastField) + 1}.${lastCharacter}`;
      out.push('-k', `${start},${end}${lastLetters}`);
    }
  }
  return out;
};

const open = (process: PiProcess, name: string): ReturnType<typeof openInput> => {
  try {
    return openInput(process, name);
  } catch (error) {
    if (error instanceof SystemError) throw new Failure(`cannot read: ${quotedName(name)}: ${strerror(error.code)}`);
    throw error;
  }
};

/** Tells of a file that cannot be read, and of too much that can. */
const failing = async <Value>(process: PiProcess, name: string, work: () => Promise<Value>): Promise<Value> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.code === 'ENOMEM') throw tooMuch(process);
    throw new Failure(`read failed: ${quotedName(name)}: ${strerror(error.code)}`);
  }
};

/** The real one puts aside in files what does not fit into memory, until the card is full. */
const tooMuch = ({ random }: PiProcess): Failure => {
  const name = [...random.bytes(6)].map((byte) => (byte % 36).toString(36)).join('');
  return new Failure(`write failed: /tmp/sort${name}: No space left on device`);
};

const read = async (process: PiProcess, names: readonly string[], { end }: Setting): Promise<string[]> => {
  const lines: string[] = [];
  let cost = 0;
  // All are opened first: what is missing is known before anything is read.
  for (const name of names) if (name !== '-') open(process, name).close();
  for (const name of names) {
    const input = open(process, name);
    await failing(process, name, async () => {
      const reader = new LineReader(input, end);
      for (let line = await reader.next(); line !== null; line = await reader.next()) {
        lines.push(byteString(line));
        cost += line.length + LINE_COST;
        if (cost > MOST) throw tooMuch(process);
      }
    });
    input.close();
  }
  return lines;
};

/** Always the smallest of the first lines, as they come; the files are taken to be sorted. */
const merged = async (
  process: PiProcess,
  names: readonly string[],
  { end, compare }: Setting,
): Promise<readonly string[]> => {
  const sources: { readonly next: () => Promise<string | undefined>; line: string }[] = [];
  for (const name of names) {
    const reader = new LineReader(open(process, name), end);
    const next = async (): Promise<string | undefined> => {
      const line = await failing(process, name, () => reader.next());
      return line === null ? undefined : byteString(line);
    };
    const line = await next();
    if (line !== undefined) sources.push({ next, line });
  }
  const lines: string[] = [];
  let cost = 0;
  for (let first = sources[0]; first !== undefined; first = sources[0]) {
    for (const source of sources) if (compare(source.line, first.line) < 0) first = source;
    lines.push(first.line);
    cost += first.line.length + LINE_COST;
    if (cost > MOST) throw tooMuch(process);
    const line = await first.next();
    if (line === undefined) sources.splice(sources.indexOf(first), 1);
    else first.line = line;
  }
  return lines;
};

const check = async (process: PiProcess, name: string, setting: Setting): Promise<number> => {
  const reader = new LineReader(open(process, name), setting.end);
  let before: string | undefined;
  for (let number = 1; ; number++) {
    const bytes = await failing(process, name, () => reader.next());
    if (bytes === null) return 0;
    const line = byteString(bytes);
    const order = before === undefined ? -1 : setting.compare(before, line);
    if (order > 0 || (order === 0 && setting.isUnique)) {
      if (setting.check === 'diagnose-first') {
        const shown = new TextDecoder().decode(bytes);
        await process.stderr.write(`${process.argv[0] ?? 'sort'}: ${name}:${number}: disorder: ${shown}\n`);
      }
      return 1;
    }
    before = line;
  }
};

const print = async (
  process: PiProcess,
  lines: readonly string[],
  { isUnique, compare, end }: Setting,
  name: string | undefined,
  out: StandardOut,
): Promise<void> => {
  const ending = String.fromCharCode(end);
  const file = name === undefined || name === '-' ? undefined : openOutput(process, name);
  const write = async (text: string): Promise<void> => {
    await (file === undefined ? out.write(bytesOf(text)) : file.write(bytesOf(text)));
  };
  let before: string | undefined;
  let text = '';
  for (const line of lines) {
    if (isUnique && before !== undefined && compare(before, line) === 0) continue;
    before = line;
    text += line + ending;
    if (text.length < 4_096) continue;
    await write(text);
    text = '';
  }
  if (text !== '') await write(text);
  file?.close();
};

const openOutput = (process: PiProcess, name: string): ReturnType<PiProcess['open']> => {
  try {
    return process.open(name, { write: true, create: true, truncate: true });
  } catch (error) {
    if (error instanceof SystemError) throw new Failure(`open failed: ${quotedName(name)}: ${strerror(error.code)}`);
    throw error;
  }
};
