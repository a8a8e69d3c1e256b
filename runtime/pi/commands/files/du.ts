import { SystemError } from '#runtime/ports.ts';
import { inQuotes, quote } from '../../quoting.ts';
import type { PiProcess, Stat } from '../../system.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { argmatch } from './argmatch.ts';
import { Complaints } from './complaints.ts';
import { matches } from './name-pattern.ts';
import { inDirectory } from './names.ts';
import { BYTES, HUMAN, HUMAN_SI, KIBIBYTES, readSize, readSizeForm, sizeText } from './sizes.ts';
import type { SizeForm } from './sizes.ts';
import { timeText } from './timestamps.ts';

/** du(1) */
export const du = command({
  page: {
    name: 'du',
    section: 1,
    summary: 'show how much room files take',
    synopsis: ['du [OPTION]... [FILE]...'],
    description: [
      'Shows how much of the card each FILE takes, directories with all that is in them; without a FILE, the directory you are in. In blocks of 1024 bytes.',
    ],
    options: [
      ['-0, --null', 'end each line with a NUL byte'],
      ['-a, --all', 'files too, not only directories'],
      ['--apparent-size', 'how long they are, not what they take'],
      ['-B, --block-size=SIZE', 'in units of SIZE: K, M, KB, 512'],
      ['-b, --bytes', 'as --apparent-size --block-size=1'],
      ['-c, --total', 'and a total'],
      ['-D, --dereference-args', 'follow links that are named'],
      ['-d, --max-depth=N', 'only N levels deep'],
      ['-H', 'the same as -D'],
      ['-h, --human-readable', 'sizes like 1.5K'],
      ['--inodes', 'count files instead of blocks'],
      ['-k', 'as --block-size=1K'],
      ['-L, --dereference', 'follow all links'],
      ['-l, --count-links', 'count a file with several names as often as it has them'],
      ['-m', 'as --block-size=1M'],
      ['-P, --no-dereference', 'follow no links; so it is anyway'],
      ['-S, --separate-dirs', 'directories without those below'],
      ['--si', 'sizes like 1.5k, in powers of 1000'],
      ['-s, --summarize', 'only a total of each FILE'],
      ['-t, --threshold=SIZE', 'nothing smaller than SIZE; if negative, nothing larger'],
      ['--time[=WORD]', 'with the time of the last change'],
      ['--time-style=STYLE', 'full-iso, long-iso, iso, or +FORMAT as in date'],
      ['--exclude=PATTERN', 'no files like PATTERN'],
      ['-x, --one-file-system', 'does nothing: this Pi has one file system'],
    ],
    examples: [['du -sh *', 'what each thing in this directory takes']],
    seeAlso: ['df(1)', 'ls(1)'],
  },
  absent: 'X exclude-from files0-from',
  run: async (process, parsed, out) => {
    const complaints = new Complaints(process, out);
    const usage = new DiskUsage(process, out, complaints, parsed);
    for (const path of parsed.operands.length === 0 ? ['.'] : parsed.operands) await usage.run(path);
    if (parsed.options.has('c')) await usage.print(usage.total, 'total');
    return complaints.status;
  },
});

interface Sum {
  size: number;
  newest: number;
}

class DiskUsage {
  readonly total: Sum = { size: 0, newest: 0 };
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #complaints: Complaints;
  readonly #options: Parsed['options'];
  readonly #form: SizeForm;
  readonly #excluded: readonly string[];
  readonly #depth: number;
  readonly #threshold: number | undefined;
  readonly #timeFormat: string | undefined;
  readonly #seen = new Set<number>();

  /** @throws UsageProblem */
  constructor(process: PiProcess, out: StandardOut, complaints: Complaints, { options, all }: Parsed) {
    this.#process = process;
    this.#out = out;
    this.#complaints = complaints;
    this.#options = options;
    let form = KIBIBYTES;
    for (const [key, value] of all) {
      if (key === 'b') form = BYTES;
      else if (key === 'h') form = HUMAN;
      else if (key === 'si') form = HUMAN_SI;
      else if (key === 'k') form = KIBIBYTES;
      else if (key === 'm') form = { kind: 'units', unit: 1_048_576, suffix: '' };
      else if (key === 'B') {
        const read = readSizeForm(value);
        if (read === undefined) throw new Failure(`invalid -B argument '${value}'`);
        form = read;
      }
    }
    this.#form = options.has('inodes') && form.kind === 'units' ? BYTES : form;
    this.#excluded = all.filter(([key]) => key === 'exclude').map(([, value]) => value);
    const depth = options.get('d');
    if (depth !== undefined && !/^\d+$/.test(depth)) throw new UsageProblem(`invalid maximum depth ${quote(depth)}`);
    if (options.has('s') && options.has('a')) throw new UsageProblem('cannot both summarize and show all entries');
    if (options.has('s') && depth !== undefined && Number(depth) !== 0)
      throw new UsageProblem(`warning: summarizing conflicts with --max-depth=${Number(depth)}`);
    this.#depth = options.has('s') ? 0 : depth === undefined ? Infinity : Number(depth);
    const [, sign, size] = /^(-?)(.*)$/.exec(options.get('t') ?? '') ?? [];
    const threshold = options.has('t') ? readSize(size ?? '') : undefined;
    if (options.has('t') && threshold === undefined)
      throw new Failure(`invalid -t argument '${options.get('t') ?? ''}'`);
    this.#threshold = threshold === undefined ? undefined : sign === '-' ? -threshold : threshold;
    const style = options.get('time-style') ?? 'long-iso';
    this.#timeFormat = options.has('time')
      ? style.startsWith('+')
        ? style.slice(1)
        : STYLES[argmatch('time style', style, [['full-iso'], ['long-iso'], ['iso']])]
      : undefined;
  }

  async run(path: string): Promise<void> {
    const follows = this.#options.has('L') || this.#options.has('D') || this.#options.has('H');
    const sum = await this.#measure(path, 0, follows);
    if (sum === undefined) return;
    this.total.size += sum.size;
    this.total.newest = Math.max(this.total.newest, sum.newest);
  }

  async #measure(path: string, depth: number, follows: boolean): Promise<Sum | undefined> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (this.#excluded.some((pattern) => matches(pattern, name) || matches(pattern, path))) return undefined;
    let stat: Stat;
    try {
      stat = follows ? this.#process.fs.stat(path) : this.#process.fs.lstat(path);
    } catch (error) {
      await this.#complaints.failed(`cannot access ${inQuotes(path)}`, error);
      return undefined;
    }
    const isRepeated = (stat.links > 1 || this.#options.has('L') || depth === 0) && this.#seen.has(stat.inode);
    if (isRepeated && !this.#options.has('l')) return undefined;
    this.#seen.add(stat.inode);
    const sum: Sum = { size: this.#sizeOf(stat), newest: stat.modified };
    if (stat.kind !== 'directory') {
      if (depth === 0 || (this.#options.has('a') && depth <= this.#depth)) await this.print(sum, path);
      return sum;
    }
    const own: Sum = { ...sum };
    for (const inside of await this.#names(path)) {
      const below = await this.#measure(inDirectory(path, inside), depth + 1, this.#options.has('L'));
      if (below === undefined) continue;
      sum.size += below.size;
      sum.newest = Math.max(sum.newest, below.newest);
      if (!this.#isDirectory(inDirectory(path, inside))) own.size += below.size;
    }
    if (depth <= this.#depth) await this.print(this.#options.has('S') ? own : sum, path);
    return sum;
  }

  async #names(path: string): Promise<readonly string[]> {
    await this.#process.yield();
    try {
      return this.#process.fs.list(path);
    } catch (error) {
      await this.#complaints.failed(`cannot read directory ${inQuotes(path)}`, error);
      return [];
    }
  }

  #isDirectory(path: string): boolean {
    try {
      return this.#process.fs.lstat(path).kind === 'directory';
    } catch (error) {
      if (error instanceof SystemError) return false;
      throw error;
    }
  }

  #sizeOf({ kind, size, blocks }: Stat): number {
    if (this.#options.has('inodes')) return 1;
    const isApparent = this.#options.has('apparent-size') || this.#options.has('b');
    return isApparent ? (kind === 'device' ? 0 : size) : blocks * 512;
  }

  async print({ size, newest }: Sum, path: string): Promise<void> {
    const limit = this.#threshold;
    if (limit !== undefined && (limit < 0 ? size > -limit : size < limit)) return;
    const time =
      this.#timeFormat === undefined ? '' : `${timeText(this.#timeFormat, newest, this.#process.env['TZ'])}\t`;
    await this.#out.write(`${sizeText(size, this.#form)}\t${time}${path}${this.#options.has('0') ? '\0' : '\n'}`);
  }
}

const STYLES = {
  'full-iso': '%Y-%m-%d %H:%M:%S.%N %z',
  'long-iso': '%Y-%m-%d %H:%M',
  iso: '%Y-%m-%d',
} as const;
