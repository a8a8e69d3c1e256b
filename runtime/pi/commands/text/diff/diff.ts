import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { posixRegex, RegexProblem } from '../../../posix-regex.ts';
import { shellEscaped } from '../../../quoting.ts';
import type { PiProcess, Stat } from '../../../system.ts';
import { Failure } from '../../command.ts';
import { UsageProblem } from '../../options.ts';
import type { Parsed } from '../../options.ts';
import { concatenated, readAll } from '../../stdio.ts';
import type { StandardOut } from '../../stdio.ts';
import { diffutil } from '../diffutil.ts';
import { openInput } from '../input.ts';
import { bytesOf } from '../lines.ts';
import { changesOf } from './changes.ts';
import type { Change } from './changes.ts';
import { diffPage } from './diff.page.ts';
import { edScript, inContext, normal, rcsScript, sideBySide, unified } from './formats.ts';
import type { Form, Writer } from './formats.ts';
import { namePattern } from './name-pattern.ts';
import { keysOf, textFile } from './text-file.ts';
import type { Ignored, TextFile } from './text-file.ts';

const TROUBLE = 2;
type Status = 0 | 1 | 2;

/** diff(1) of diffutils */
export const diff = diffutil({
  page: diffPage,
  absent: 'D ifdef p show-c-function F show-function-line l paginate S starting-file X exclude-from from-file to-file',
  digits: '#',
  prepare: (args) =>
    args.flatMap((arg) =>
      /^-[a-zA-Z]*[uc]\d+$/.test(arg) ? [arg.replace(/\d+$/, ''), `-${/\d+$/.exec(arg)?.[0] ?? ''}`] : [arg],
    ),
  run: async (process, parsed, out) => {
    const [first, second, extra] = parsed.operands;
    if (first === undefined) throw new UsageProblem(`missing operand after '${process.argv.at(-1) ?? 'diff'}'`);
    if (second === undefined) throw new UsageProblem(`missing operand after '${first}'`);
    if (extra !== undefined) throw new UsageProblem(`extra operand '${extra}'`);
    return new Comparison(process, parsed, out).compare(first, second);
  },
});

const STYLES: Readonly<Record<string, Writer>> = {
  normal,
  c: inContext,
  C: inContext,
  u: unified,
  U: unified,
  e: edScript,
  n: rcsScript,
  y: sideBySide,
};

class Comparison {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #has: (option: string) => boolean;
  readonly #writer: Writer;
  readonly #form: Form;
  /** Lines of context that will be shown. */
  readonly #horizon: number;
  readonly #ignored: Ignored;
  /** Whether a line is one that need not be the same. */
  readonly #isSpared: ((line: string) => boolean) | undefined;
  readonly #excluded: readonly ((name: string) => boolean)[];
  /** The options as they were typed, for `diff -r a/x b/x`. */
  readonly #options: string;
  #standardInput: Uint8Array | undefined;

  /** @throws UsageProblem, Failure */
  constructor(process: PiProcess, { options, all, operands }: Parsed, out: StandardOut) {
    this.#process = process;
    this.#out = out;
    this.#has = (option) => options.has(option);
    const style = all.findLast(([key]) => STYLES[key] !== undefined)?.[0];
    const styles = new Set(all.flatMap(([key]) => STYLES[key] ?? []));
    if (styles.size > 1) throw new UsageProblem('conflicting output style options');
    this.#writer = STYLES[style ?? 'normal'] ?? normal;
    const contexts = all.filter(([key]) => ['c', 'u', 'C', 'U', '#'].includes(key));
    const context = Math.max(
      0,
      ...contexts.map(([key, value]) => (key === 'c' || key === 'u' ? 0 : number(value, 'context length'))),
    );
    const hasNumber = contexts.some(([key]) => key === 'C' || key === 'U' || key === '#');
    const colour = options.has('color') ? (options.get('color') ?? '') : 'never';
    if (!['', 'always', 'never', 'auto'].includes(colour)) throw new UsageProblem(`invalid color '${colour}'`);
    this.#form = {
      colour: colour === 'always' || ((colour === 'auto' || colour === '') && out.isTerminal),
      context: hasNumber ? context : 3,
      labels: all.filter(([key]) => key === 'L').map(([, value]) => value),
      expandsTabs: options.has('t'),
      initialTab: options.has('T'),
      width: options.has('W') ? number(options.get('W') ?? '', 'width') : 130,
      leftColumn: options.has('left-column'),
      suppressesCommon: options.has('suppress-common-lines'),
    };
    this.#horizon = this.#writer === unified || this.#writer === inContext ? this.#form.context : 0;
    this.#ignored = {
      case: options.has('i'),
      allSpace: options.has('w'),
      spaceChange: options.has('b'),
      trailingSpace: options.has('Z'),
      tabExpansion: options.has('E'),
      carriageReturn: options.has('strip-trailing-cr'),
    };
    this.#isSpared = sparing(options, all);
    this.#excluded = all.filter(([key]) => key === 'x').map(([, value]) => namePattern(value));
    const typed = process.argv.slice(1, process.argv.length);
    this.#options = typed
      .filter((word) => !operands.includes(word))
      .map((word) => ` ${shellEscaped(word)}`)
      .join('');
  }

  async compare(first: string, second: string): Promise<Status> {
    const [a, b] = [await this.#stat(first), await this.#stat(second)];
    if (a === undefined || b === undefined) {
      // Both are looked at before anything is said of one.
      if (!this.#has('N') || (a === undefined && b === undefined)) return TROUBLE;
    }
    if (a?.kind === 'directory' && b?.kind === 'directory') return this.#directories(first, second, true);
    if (a?.kind === 'directory')
      return this.#inside(first, second, `${withoutSlash(first)}/${baseName(second)}`, second);
    if (b?.kind === 'directory')
      return this.#inside(second, first, first, `${withoutSlash(second)}/${baseName(first)}`);
    return this.#files(first, second, undefined);
  }

  async #inside(directory: string, other: string, first: string, second: string): Promise<Status> {
    if (other === '-') {
      await this.#say(`cannot compare '-' to a directory`);
      return TROUBLE;
    }
    const inner = directory === '' ? '' : first === other ? second : first;
    if ((await this.#stat(inner)) === undefined && !this.#has('N')) return TROUBLE;
    return this.#files(first, second, undefined);
  }

  async #directories(first: string, second: string, isTop: boolean): Promise<Status> {
    let status: Status = 0;
    const list = (path: string): readonly string[] => {
      try {
        return this.#process.fs.list(path);
      } catch (error) {
        if (error instanceof SystemError && error.code === 'ENOENT' && this.#has('N')) return [];
        throw error;
      }
    };
    let names: readonly [ReadonlySet<string>, ReadonlySet<string>];
    try {
      names = [new Set(list(first)), new Set(list(second))];
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await this.#say(`${error.subject ?? first}: ${strerror(error.code)}`);
      return TROUBLE;
    }
    const everyone = [...new Set([...names[0], ...names[1]])]
      .filter((name) => !this.#excluded.some((matches) => matches(name)))
      .sort((a, b) => (a < b ? -1 : 1));
    for (const name of everyone) {
      const found = await this.#member(first, second, name, names[0].has(name), names[1].has(name));
      status = Math.max(status, found) as Status;
    }
    return isTop || status > 0 ? status : 0;
  }

  async #member(first: string, second: string, name: string, inFirst: boolean, inSecond: boolean): Promise<Status> {
    const [a, b] = [`${withoutSlash(first)}/${name}`, `${withoutSlash(second)}/${name}`];
    const present = inFirst ? a : b;
    if (!(inFirst && inSecond) && !this.#has('N')) {
      await this.#print(`Only in ${inFirst ? first : second}: ${name}\n`);
      return 1;
    }
    const statA = inFirst ? await this.#stat(a) : undefined;
    const statB = inSecond ? await this.#stat(b) : undefined;
    if ((inFirst && statA === undefined) || (inSecond && statB === undefined)) return TROUBLE;
    const isDirectory = (statA ?? statB)?.kind === 'directory';
    if (statA !== undefined && statB !== undefined && (statA.kind === 'directory') !== (statB.kind === 'directory')) {
      await this.#print(`File ${a} is a ${kindOf(statA)} while file ${b} is a ${kindOf(statB)}\n`);
      return 1;
    }
    if (!isDirectory) return this.#files(a, b, present);
    if (this.#has('r')) return this.#directories(a, b, false);
    if (inFirst && inSecond) await this.#print(`Common subdirectories: ${a} and ${b}\n`);
    else {
      await this.#print(`Only in ${inFirst ? first : second}: ${name}\n`);
      return 1;
    }
    return 0;
  }

  /** @param isMember of directories: then it is said which files these are */
  async #files(first: string, second: string, isMember: string | undefined): Promise<Status> {
    let files: readonly [TextFile, TextFile];
    try {
      files = [await this.#read(first), await this.#read(second)];
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (error.code === 'ENOMEM') throw new Failure('memory exhausted', TROUBLE);
      await this.#say(`${error.subject ?? first}: ${strerror(error.code)}`);
      return TROUBLE;
    }
    const [a, b] = files;
    const isSame = a.text === b.text;
    const isBinary = !this.#has('a') && (a.isBinary || b.isBinary);
    if (!isSame && isBinary) {
      await this.#print(`${this.#has('q') ? 'Files' : 'Binary files'} ${first} and ${second} differ\n`);
      return 1;
    }
    const changes = isSame
      ? []
      : this.#counting(a, b, changesOf(keysOf(a, this.#ignored), keysOf(b, this.#ignored), this.#horizon));
    if (changes.length === 0) {
      if (this.#has('s')) await this.#print(`Files ${first} and ${second} are identical\n`);
      else if (this.#writer === sideBySide && !this.#form.suppressesCommon && isMember === undefined && !this.#has('q'))
        await this.#out.write(bytesOf(sideBySide(a, b, [], this.#form)));
      return 0;
    }
    if (this.#has('q')) {
      await this.#print(`Files ${first} and ${second} differ\n`);
      return 1;
    }
    if (isMember !== undefined)
      await this.#print(`diff${this.#options} ${shellEscaped(first)} ${shellEscaped(second)}\n`);
    await this.#out.write(bytesOf(this.#writer(a, b, changes, this.#form)));
    if (this.#writer !== edScript) return 1;
    // ed(1) knows no lines without an end.
    const cut = [a, b].filter(({ isCut }) => isCut);
    for (const { name } of cut) await this.#say(`${name}: No newline at end of file\n`);
    return cut.length > 0 ? TROUBLE : 1;
  }

  #counting(a: TextFile, b: TextFile, changes: readonly Change[]): readonly Change[] {
    const isSpared = this.#isSpared;
    if (isSpared === undefined) return changes;
    return changes.filter(
      ({ from, to, otherFrom, otherTo }) =>
        ![...a.lines.slice(from, to), ...b.lines.slice(otherFrom, otherTo)].every(isSpared),
    );
  }

  async #read(name: string): Promise<TextFile> {
    const { clock, fs } = this.#process;
    if (name === '-') {
      this.#standardInput ??= await readAll(openInput(this.#process, '-'));
      return textFile(name, clock.now(), this.#standardInput);
    }
    try {
      const input = openInput(this.#process, name);
      const bytes = await readAll(input);
      input.close();
      return textFile(name, fs.stat(name).modified, bytes);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code === 'ENOMEM') throw error;
      if (error.code === 'ENOENT' && this.#has('N')) return textFile(name, 0, concatenated([]));
      throw new SystemError(error.code, name);
    }
  }

  async #stat(name: string): Promise<Stat | undefined> {
    if (name === '-') return { ...this.#process.fs.stat('/'), kind: 'file' };
    try {
      return this.#process.fs.stat(name);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (!(this.#has('N') && error.code === 'ENOENT')) await this.#say(`${name}: ${strerror(error.code)}`);
      return undefined;
    }
  }

  async #print(text: string): Promise<void> {
    await this.#out.write(text);
  }

  async #say(message: string): Promise<void> {
    await this.#out.flush();
    await this.#process.stderr.write(`${this.#process.argv[0] ?? 'diff'}: ${message}\n`);
  }
}

const number = (text: string, what: string): number => {
  if (!/^\d+$/.test(text)) throw new UsageProblem(`invalid ${what} '${text}'`);
  return Number(text);
};

const sparing = (
  options: ReadonlyMap<string, string>,
  all: readonly (readonly [string, string])[],
): ((line: string) => boolean) | undefined => {
  try {
    const patterns = all.filter(([key]) => key === 'I').map(([, value]) => posixRegex(value));
    if (patterns.length === 0 && !options.has('B')) return undefined;
    return (line) =>
      (options.has('B') && line === '') ||
      patterns.some((pattern) => pattern.test(new TextDecoder().decode(bytesOf(line))));
  } catch (error) {
    if (error instanceof RegexProblem) throw new Failure(error.message, TROUBLE);
    throw error;
  }
};

const withoutSlash = (path: string): string => path.replace(/(?<=.)\/+$/, '');
const baseName = (path: string): string => withoutSlash(path).replace(/^.*\//, '');

const kindOf = ({ kind, size }: Stat): string => {
  if (kind === 'directory') return 'directory';
  if (kind === 'file') return size === 0 ? 'regular empty file' : 'regular file';
  return kind === 'pipe' ? 'fifo' : kind === 'link' ? 'symbolic link' : 'character special file';
};
