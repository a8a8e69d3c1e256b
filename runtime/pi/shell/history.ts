/**
 * The lines typed so far, and those of earlier sessions from the history file (bash(1), HISTORY). Its
 * variables are read each time they count, as bash does:
 *
 *     HISTSIZE=1000          so many lines are remembered; none or negative: all (up to a limit of memory)
 *     HISTFILESIZE=2000      so many are kept in the file
 *     HISTCONTROL=ignoreboth no line that begins with a blank, none twice in a row; erasedups: none twice
 *     HISTIGNORE='ls:&:cd *' patterns of lines that are not remembered; & is the line before
 *     HISTTIMEFORMAT='%F %T ' when it is set, the file keeps the time of each line, as `#1700000000`
 *
 * A command of several lines is one entry. In the file its lines stay one entry only where times
 * stand between the entries: bash reads it so.
 */
import type { PiProcess } from '../system.ts';
import { matcher } from './pattern.ts';
import { codeOf } from './shell.ts';

export interface HistoryEntry {
  readonly line: string;
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly time: number;
  /** Changed at the prompt and left so without being run: `history` marks it with `*`. */
  readonly edited?: true;
}

/** What history asks of its shell. */
export interface HistorySource {
  variable(name: string): string | undefined;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** bash has no limit; a page has. */
const MOST = 100_000;
const TIME_LINE = /^#\d+$/;

export class History {
  readonly #source: HistorySource;
  #entries: HistoryEntry[] = [];
  #first = 1;
  /** Lines of this session that are not in the file yet. */
  #fresh = 0;
  /** The newest entry is the line that is being run: `history -s` puts its words in the place of that one. */
  holdsCurrent = false;
  /** Lines of the file that are known here: `history -n` reads those behind them. */
  #linesOfFile = 0;

  constructor(source: HistorySource) {
    this.#source = source;
  }

  /** Oldest first. */
  get entries(): readonly HistoryEntry[] {
    return this.#entries;
  }

  /** The number of the oldest entry: it grows when old ones are forgotten. */
  get first(): number {
    return this.#first;
  }

  /** The number that the next entry will have: `$HISTCMD`, `\!` in a prompt. */
  get next(): number {
    return this.#first + this.#entries.length;
  }

  /** @param number as `history` shows it */
  at(number: number): HistoryEntry | undefined {
    return this.#entries[number - this.#first];
  }

  /**
   * Remembers a line, unless HISTCONTROL or HISTIGNORE say otherwise.
   * @param line without the newline at its end
   * @returns whether it is the last entry now
   */
  add(line: string): boolean {
    const control = this.#controls();
    const last = this.#entries.at(-1)?.line;
    if (line === '' || (control.has('ignorespace') && /^[ \t]/.test(line))) return false;
    if ((control.has('ignoredups') && last === line) || this.#ignored(line, last)) return false;
    if (control.has('erasedups')) this.#entries = this.#entries.filter((entry) => entry.line !== line);
    this.#entries.push({ line, time: this.#now() });
    this.#fresh++;
    this.trim();
    return true;
  }

  /** Another text for an entry, as `fc` and the editor leave it. */
  replace(number: number, line: string, mark?: 'edited'): void {
    const entry = this.at(number);
    if (entry === undefined) return;
    this.#entries[number - this.#first] = { line, time: entry.time, ...(mark === undefined ? {} : { edited: true }) };
  }

  /** `history -d`: the entries from one number to another, both included. */
  delete(from: number, to: number = from): void {
    const removed = this.#entries.splice(from - this.#first, to - from + 1).length;
    this.#fresh = Math.max(0, this.#fresh - removed);
  }

  /** `history -c` */
  clear(): void {
    this.#entries = [];
    this.#first = 1;
    this.#fresh = 0;
  }

  /** Forgets what is more than HISTSIZE. */
  trim(): void {
    const excess = this.#entries.length - this.#limit('HISTSIZE');
    if (excess <= 0) return;
    this.#entries.splice(0, excess);
    this.#first += excess;
    this.#fresh = Math.min(this.#fresh, this.#entries.length);
  }

  /** What an interactive shell begins with. A file that is not there or cannot be read is no mistake. */
  async load(process: PiProcess, path: string): Promise<void> {
    try {
      await this.read(process, path);
    } catch (error) {
      codeOf(error);
    }
    this.#first = 1;
  }

  /** `history -r`: adds all that is in the file. @throws SystemError */
  async read(process: PiProcess, path: string): Promise<void> {
    await this.#readFrom(process, path, 0);
  }

  /** `history -n`: adds what others have put into the file meanwhile. @throws SystemError */
  async readNew(process: PiProcess, path: string): Promise<void> {
    await this.#readFrom(process, path, this.#linesOfFile);
  }

  /** `history -a`: appends the lines of this session that are not in the file yet. @throws SystemError */
  async append(process: PiProcess, path: string): Promise<void> {
    if (this.#fresh === 0) return;
    const text = this.#fileText(this.#entries.slice(-this.#fresh));
    await process.files.write(path, text, { append: true, mode: 0o600 });
    this.#linesOfFile += text.split('\n').length - 1;
    this.#fresh = 0;
  }

  /** `history -w`: the file becomes what is remembered. @throws SystemError */
  async write(process: PiProcess, path: string): Promise<void> {
    const text = this.#fileText(this.#entries);
    await process.files.write(path, text, { mode: 0o600 });
    this.#linesOfFile = text.split('\n').length - 1;
    this.#fresh = 0;
  }

  /** As a shell ends: appends, so that two sessions keep both their lines, and cuts to HISTFILESIZE. */
  async save(process: PiProcess, path: string): Promise<void> {
    if (this.#fresh === 0) return;
    try {
      await this.append(process, path);
      await this.#truncate(process, path);
    } catch (error) {
      codeOf(error); // bash(1): a history file that cannot be written is not saved, silently.
    }
  }

  async #truncate(process: PiProcess, path: string): Promise<void> {
    const limit = this.#limit('HISTFILESIZE');
    const all = entriesOf(new TextDecoder().decode(await process.files.read(path)));
    if (all.length <= limit) return;
    const timed = all.some(({ time }) => time !== undefined);
    const kept = limit === 0 ? [] : all.slice(-limit);
    const text = kept.map(({ line, time }) => `${timed ? `#${time ?? 0}\n` : ''}${line}\n`).join('');
    await process.files.write(path, text, { mode: 0o600 });
  }

  async #readFrom(process: PiProcess, path: string, line: number): Promise<void> {
    const text = new TextDecoder().decode(await process.files.read(path));
    const lines = text.split('\n');
    const fresh = entriesOf(lines.slice(line).join('\n'));
    this.#linesOfFile = lines.length - 1;
    this.#entries.push(...fresh.slice(-MOST).map((entry) => ({ line: entry.line, time: entry.time ?? this.#now() })));
    this.trim();
  }

  #fileText(entries: readonly HistoryEntry[]): string {
    const timed = this.#source.variable('HISTTIMEFORMAT') !== undefined;
    return entries.map(({ line, time }) => `${timed ? `#${time}\n` : ''}${line}\n`).join('');
  }

  #limit(name: 'HISTSIZE' | 'HISTFILESIZE'): number {
    const value = this.#source.variable(name)?.trim() ?? '';
    return /^\+?\d+$/.test(value) ? Math.min(MOST, Number(value)) : MOST;
  }

  #controls(): ReadonlySet<string> {
    const named = (this.#source.variable('HISTCONTROL') ?? '').split(':');
    return new Set(named.flatMap((name) => (name === 'ignoreboth' ? ['ignorespace', 'ignoredups'] : [name])));
  }

  #ignored(line: string, last: string | undefined): boolean {
    const patterns = this.#source.variable('HISTIGNORE') ?? '';
    if (patterns === '') return false;
    return splitPatterns(patterns).some((pattern) => {
      const expanded = pattern.replace(/\\&|&/g, (found) => (found === '&' ? quoted(last ?? '') : '&'));
      return expanded !== '' && matcher(expanded)(line);
    });
  }

  #now(): number {
    return Math.floor(this.#source.now() / 1_000);
  }
}

const quoted = (text: string): string => text.replace(/[\\*?[\]]/g, '\\$&');

/** At colons, unless a backslash stands before. */
const splitPatterns = (patterns: string): string[] => patterns.match(/(?:\\.|[^:\\])+/gs) ?? [];

/** The entries of a history file: a line each, or, where the file has times, all lines up to the next time. */
const entriesOf = (text: string): { line: string; time?: number }[] => {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const timed = TIME_LINE.test(lines[0] ?? '');
  const entries: { line: string; time?: number }[] = [];
  let time: number | undefined;
  let begun = false;
  for (const line of lines) {
    if (TIME_LINE.test(line)) {
      time = Number(line.slice(1));
      begun = false;
      continue;
    }
    const last = entries.at(-1);
    if (timed && begun && last !== undefined) last.line += `\n${line}`;
    else if (line !== '' || timed) entries.push({ line, ...(time === undefined ? {} : { time }) });
    begun = true;
  }
  return entries;
};
