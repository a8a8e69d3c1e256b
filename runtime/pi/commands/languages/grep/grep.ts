import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { helpOf } from '../../../manual/help.ts';
import type { ManualPage } from '../../../manual/page.ts';
import { RegexProblem } from '../../../posix-regex.ts';
import type { Command, PiProcess } from '../../../system.ts';
import { raw } from '../../command.ts';
import { UsageProblem } from '../../options.ts';
import { readAll } from '../../stdio.ts';
import type { StandardOut } from '../../stdio.ts';
import { bytesToText } from '../bytes-text.ts';
import { Pace } from '../pace.ts';
import { painter, unpainted } from './colours.ts';
import { filesToSearch } from './files.ts';
import type { Visit } from './files.ts';
import { egrepPage, fgrepPage, grepPage } from './page.ts';
import { finderOf } from './pattern.ts';
import type { Finder } from './pattern.ts';
import { Printed, Search } from './search.ts';
import type { Searching } from './search.ts';
import { GrepProblem, readSettings } from './settings.ts';
import type { Matcher, Settings } from './settings.ts';

/** grep(1), GNU grep 3.8. egrep and fgrep are, as on Debian, scripts that call it: they complain in its name. */
const grepLike = (page: ManualPage, matcher: Matcher): Command =>
  raw({ page, run: (process, out) => new Grep(process, out, page).run(matcher) });

export const grep = grepLike(grepPage, 'basic');
export const egrep = grepLike(egrepPage, 'extended');
export const fgrep = grepLike(fgrepPage, 'fixed');

const USAGE = "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n";

class Grep {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #page: ManualPage;
  #isQuiet = false;
  #hasFailed = false;

  constructor(process: PiProcess, out: StandardOut, page: ManualPage) {
    this.#process = process;
    this.#out = out;
    this.#page = page;
  }

  async run(matcher: Matcher): Promise<number> {
    const { stderr } = this.#process;
    try {
      const settings = readSettings(this.#process.argv.slice(1), matcher);
      if (settings === 'help') return await this.#say(helpOf(this.#page));
      if (settings === 'version') return await this.#say('grep (Kleber, simulated Raspberry Pi)\n');
      return await this.#search(settings);
    } catch (error) {
      if (error instanceof UsageProblem)
        await stderr.write(`${error.message === '' ? '' : `grep: ${error.message}\n`}${USAGE}`);
      else if (error instanceof GrepProblem || error instanceof RegexProblem)
        await stderr.write(`grep: ${error.message === 'Memory exhausted' ? 'memory exhausted' : error.message}\n`);
      else throw error;
      // gnulib's argmatch ends a program its own way.
      return error.message.startsWith('invalid argument') ? 1 : 2;
    }
  }

  async #say(text: string): Promise<number> {
    await this.#out.write(text);
    return 0;
  }

  async #search(settings: Settings): Promise<number> {
    const out = this.#out;
    this.#isQuiet = settings.has('s');
    const patterns = await this.#patterns(settings);
    if (patterns === undefined) return 2;
    const warnings: string[] = [];
    const finder: Finder = finderOf(patterns, settings, (message) => warnings.push(message));
    for (const message of warnings) await this.#process.stderr.write(`grep: warning: ${message}\n`);
    if (settings.has('line-buffered')) out.buffering = 'line';
    const isPainted =
      settings.colour === 'always' ||
      (settings.colour === 'auto' && out.isTerminal && !['dumb', '', undefined].includes(this.#process.env['TERM']));
    const searching: Searching = {
      settings,
      finder,
      out,
      isPainted,
      paint: isPainted ? painter(this.#process.env['GREP_COLORS']) : unpainted,
      pace: new Pace(this.#process),
      tell: async (message) => {
        await out.flush();
        await this.#process.stderr.write(message);
      },
    };
    const printed = new Printed();
    let isSelected = false;
    for (const visit of filesToSearch(this.#process, settings)) {
      const count = await this.#file(visit, searching, printed);
      isSelected ||= count > 0;
      if (isSelected && (settings.has('q') || settings.has('silent'))) return 0;
    }
    return this.#hasFailed ? 2 : isSelected ? 0 : 1;
  }

  async #patterns(settings: Settings): Promise<string[] | undefined> {
    const patterns: string[] = [];
    for (const [kind, source] of settings.sources) {
      if (kind === 'e') {
        patterns.push(...source.split('\n'));
        continue;
      }
      try {
        const file = source === '-' ? this.#process.stdin : this.#process.open(source, { read: true });
        const text = bytesToText(await readAll({ read: (max) => file.read(max ?? 65_536) }));
        if (text !== '') patterns.push(...text.replace(/\n$/, '').split('\n'));
      } catch (error) {
        this.#isQuiet = false;
        await this.#failed(source, error);
        return undefined;
      }
    }
    return [...new Set(patterns)];
  }

  /** @returns how many lines were selected */
  async #file(visit: Visit, searching: Searching, printed: Printed): Promise<number> {
    const { settings, out, paint } = searching;
    const isStandard = visit.path === '-';
    const name = isStandard ? (settings.value('label') ?? '(standard input)') : visit.path;
    if (visit.error !== undefined) return this.#failed(name, visit.error);
    if (visit.stat?.kind === 'directory' && settings.directories === 'skip') return 0;
    const isNamed = settings.names ?? visit.isBelow === true;
    const search = new Search(searching, name, isNamed, printed);
    try {
      const file = isStandard ? undefined : this.#process.open(visit.path, { read: true });
      try {
        await search.run({ read: (max) => (file ?? this.#process.stdin).read(max ?? 65_536) });
      } finally {
        file?.close();
      }
    } catch (error) {
      if (out.failed(error)) throw error;
      return this.#failed(name, error);
    }
    const end = settings.has('Z') ? '\0' : undefined;
    if (settings.has('q') || settings.has('silent')) return search.count;
    if (settings.has('l') || settings.has('L')) {
      if (search.count > 0 === settings.has('l')) await out.write(`${paint('fn', name)}${end ?? '\n'}`);
    } else if (settings.has('c')) {
      const head = isNamed ? `${paint('fn', name)}${end ?? paint('se', ':')}` : '';
      await out.write(`${head}${search.count}\n`);
    }
    return search.count;
  }

  async #failed(name: string, error: unknown): Promise<number> {
    if (!(error instanceof SystemError)) throw error;
    this.#hasFailed = true;
    if (!this.#isQuiet) await this.#process.stderr.write(`grep: ${name}: ${strerror(error.code)}\n`);
    return 0;
  }
}
