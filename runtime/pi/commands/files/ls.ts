import type { PiProcess, Stat } from '../../system.ts';
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import { byName, inColumns, longLines, paint, quoted } from './ls-layout.ts';
import type { Entry } from './ls-layout.ts';

/** ls(1) */
export const ls = command({
  page: {
    name: 'ls',
    section: 1,
    summary: 'list what is in directories',
    synopsis: ['ls [OPTION]... [FILE]...'],
    description: ['Lists files, and what is in directories; without a FILE, the directory you are in.'],
    options: [
      ['-a, --all', 'also names that begin with a dot'],
      ['-A, --almost-all', 'the same, but not . and ..'],
      ['-d, --directory', 'directories themselves, not what is in them'],
      ['-h, --human-readable', 'with -l: sizes like 1.5K'],
      ['-l', 'one line each: mode, owner, group, size, time'],
      ['-r, --reverse', 'the other way round'],
      ['-t', 'newest first'],
      ['-1', 'one name a line'],
      ['-F', 'put / behind directories, * behind programs, @ behind links'],
      ['-C', 'in columns'],
      ['--color[=WHEN]', 'colour the names: always, never, auto'],
    ],
  },
  absent: 'b B c D f g G H I i k L m n N o p q Q R s S T u U v w x X Z',
  usageStatus: 2,
  run: async (process, parsed) => {
    const listing = new Listing(process, parsed);
    await listing.run();
    return listing.status;
  },
});

class Listing {
  /** 1: something below was not to be had; 2: something named was not. */
  status = 0;
  readonly #process: PiProcess;
  readonly #parsed: Parsed;
  readonly #colour: boolean;

  /** @throws UsageProblem */
  constructor(process: PiProcess, parsed: Parsed) {
    this.#process = process;
    this.#parsed = parsed;
    const when = parsed.options.get('color');
    if (when !== undefined && !['', 'always', 'never', 'auto'].includes(when))
      throw new UsageProblem(
        `invalid argument '${when}' for '--color'\nValid arguments are:\n  - 'never'\n  - 'always'\n  - 'auto'`,
      );
    this.#colour = when === 'always' || when === '' || (when === 'auto' && process.stdout.isTerminal);
  }

  async run(): Promise<void> {
    const names = this.#parsed.operands.length === 0 ? ['.'] : this.#parsed.operands;
    const entries: Entry[] = [];
    for (const name of names) {
      const stat = await this.#stat(name);
      if (stat !== undefined) entries.push({ name, stat });
    }
    const expands = ({ stat }: Entry) => stat.kind === 'directory' && !this.#has('d');
    const files = this.#sorted(entries.filter((entry) => !expands(entry)));
    if (files.length > 0) await this.#print(files, false);
    let isFirst = files.length === 0;
    for (const { name } of this.#sorted(entries.filter(expands))) {
      const heading = names.length > 1 ? `${isFirst ? '' : '\n'}${this.#shown(name)}:\n` : '';
      isFirst = false;
      await this.#directory(name, heading);
    }
  }

  async #directory(name: string, heading: string): Promise<void> {
    let names: readonly string[];
    try {
      names = this.#process.fs.list(name);
    } catch (error) {
      return this.#complain(`cannot open directory '${name}'`, error);
    }
    if (this.#has('a')) names = ['.', '..', ...names];
    else if (!this.#has('A')) names = names.filter((entry) => !entry.startsWith('.'));
    const entries = names.map((entry) => ({ name: entry, stat: this.#process.fs.lstat(`${name}/${entry}`) }));
    await this.#process.stdout.write(heading);
    await this.#print(this.#sorted(entries), true);
  }

  /** A link that is named is followed, unless it is shown itself (-l, -d) or leads nowhere. */
  async #stat(name: string): Promise<Stat | undefined> {
    const { fs } = this.#process;
    try {
      const own = fs.lstat(name);
      if (own.kind !== 'link' || this.#has('l') || this.#has('d')) return own;
      try {
        return fs.stat(name);
      } catch {
        return own;
      }
    } catch (error) {
      await this.#complain(`cannot access '${name}'`, error);
      return undefined;
    }
  }

  #sorted(entries: readonly Entry[]): readonly Entry[] {
    const sorted = [...entries].sort((a, b) => {
      const difference = this.#has('t') ? b.stat.modified - a.stat.modified : 0;
      return difference === 0 ? byName(a.name, b.name) : difference;
    });
    return this.#has('r') ? sorted.reverse() : sorted;
  }

  async #print(entries: readonly Entry[], isDirectory: boolean): Promise<void> {
    const { stdout, clock, fds } = this.#process;
    const show = (entry: Entry) => ({
      text: this.#shown(entry.name) + this.#mark(entry),
      painted: paint(this.#shown(entry.name), entry.stat, this.#colour) + this.#mark(entry),
    });
    let lines: readonly string[];
    const columns = fds.get(1)?.terminal?.columns ?? 80;
    if (this.#has('l')) {
      lines = longLines(entries, show, { now: clock.now(), isHuman: this.#has('h'), isDirectory });
    } else if (this.#has('C') || (stdout.isTerminal && !this.#has('1'))) lines = inColumns(entries.map(show), columns);
    else lines = entries.map((entry) => show(entry).painted);
    await stdout.write(lines.map((line) => `${line}\n`).join(''));
  }

  #mark({ stat }: Entry): string {
    if (!this.#has('F')) return '';
    if (stat.kind === 'directory') return '/';
    if (stat.kind === 'link') return this.#has('l') ? '' : '@';
    return stat.kind === 'file' && (stat.mode & 0o111) !== 0 ? '*' : '';
  }

  /** On a terminal, names that a shell would take apart are quoted. */
  #shown(name: string): string {
    return this.#process.stdout.isTerminal ? quoted(name) : name;
  }

  #has(option: string): boolean {
    return this.#parsed.options.has(option);
  }

  async #complain(what: string, error: unknown): Promise<void> {
    if (!(error instanceof SystemError)) throw error;
    this.status = 2;
    await this.#process.stderr.write(`${this.#process.argv[0] ?? 'ls'}: ${what}: ${strerror(error.code)}\n`);
  }
}
