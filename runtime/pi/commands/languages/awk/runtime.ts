/** What a running awk program works on: its variables, the record and its fields, regular expressions, files. */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { posixRegex, RegexProblem } from '../../../posix-regex.ts';
import type { PosixRegex } from '../../../posix-regex.ts';
import type { PiProcess } from '../../../system.ts';
import type { StandardOut } from '../../stdio.ts';
import { latin1ToText, textToLatin1 } from '../bytes-text.ts';
import { Pace } from '../pace.ts';
import { Cell } from './array.ts';
import { RecordReader, RecordTooLong } from './records.ts';
import type { Separator } from './records.ts';
import { Streams } from './streams.ts';
import { AwkProblem, unescaped } from './token.ts';
import { fromOutside, toNumber, toText } from './value.ts';
import type { Value } from './value.ts';

/** What stops a program while it runs, as mawk says it. */
export class AwkRunProblem extends AwkProblem {}

const MOST_FIELDS = 1_000_000;
const MOST_REGEXES = 500;

export class AwkRuntime {
  readonly process: PiProcess;
  readonly streams: Streams;
  readonly pace: Pace;
  /** Of the program: a problem with an expression that is made while it runs is told of it. */
  lastLine = 1;
  readonly #globals = new Map<string, Cell>();
  readonly #isInteractive: boolean;
  readonly #regexes = new Map<string, PosixRegex>();

  constructor(process: PiProcess, out: StandardOut, isInteractive: boolean) {
    this.process = process;
    this.streams = new Streams(process, out, isInteractive);
    this.pace = new Pace(process);
    this.#isInteractive = isInteractive;
    const standard: Readonly<Record<string, Value>> = {
      FS: ' ',
      OFS: ' ',
      ORS: '\n',
      RS: '\n',
      NR: 0,
      FNR: 0,
      SUBSEP: '\x1c',
      CONVFMT: '%.6g',
      OFMT: '%.6g',
      RSTART: 0,
      RLENGTH: -1,
      FILENAME: '',
    };
    for (const [name, value] of Object.entries(standard)) this.global(name).value = value;
    for (const [name, value] of Object.entries(process.env))
      this.global('ENVIRON').array.set(textToLatin1(name), fromOutside(textToLatin1(value)));
  }

  global(name: string): Cell {
    const known = this.#globals.get(name);
    if (known !== undefined) return known;
    const cell = new Cell();
    this.#globals.set(name, cell);
    return cell;
  }

  text(value: Value): string {
    return typeof value === 'string' ? value : toText(value, toText(this.global('CONVFMT').value, '%.6g'));
  }

  shown(value: Value): string {
    return typeof value === 'string' ? value : toText(value, toText(this.global('OFMT').value, '%.6g'));
  }

  variable(name: string): string {
    return this.text(this.global(name).value);
  }

  /** `var=value` of -v or of an operand. */
  assign(name: string, text: string): void {
    const value = fromOutside(unescaped(text));
    if (name === 'NF') this.fieldCount = toNumber(value);
    else this.global(name).value = value;
  }

  // ---- regular expressions ---------------------------------------------------------------------

  /** @throws AwkProblem */
  regex(source: string, line = this.lastLine): PosixRegex {
    const known = this.#regexes.get(source);
    if (known !== undefined) return known;
    try {
      const regex = posixRegex(source, { extended: true, dialect: 'awk' });
      if (this.#regexes.size >= MOST_REGEXES) this.#regexes.clear();
      this.#regexes.set(source, regex);
      return regex;
    } catch (error) {
      if (error instanceof RegexProblem)
        throw new AwkRunProblem(`line ${line}: regular expression compile failed (${error.message})\n${source}`);
      throw error;
    }
  }

  // ---- the record and its fields ---------------------------------------------------------------

  #record = '';
  #isRecordStale = false;
  #fields: Value[] = [];
  #isSplit = true;
  #separator = ' ';

  get record(): string {
    if (this.#isRecordStale) {
      this.#record = this.#fields.map((field) => this.text(field)).join(this.variable('OFS'));
      this.#isRecordStale = false;
    }
    return this.#record;
  }

  set record(text: string) {
    this.#record = text;
    this.#isRecordStale = false;
    this.#isSplit = false;
    // What FS is when the record comes counts, not what it becomes.
    this.#separator = this.variable('FS');
  }

  get #all(): Value[] {
    if (!this.#isSplit) {
      this.#isSplit = true;
      this.#fields = this.split(this.#record, this.#separator).map(fromOutside);
    }
    return this.#fields;
  }

  get fieldCount(): number {
    return this.#all.length;
  }

  set fieldCount(count: number) {
    const fields = this.#all;
    const length = this.#checked(count);
    while (fields.length < length) fields.push(undefined);
    fields.length = length;
    this.#isRecordStale = true;
  }

  field(index: number): Value {
    if (index === 0) return fromOutside(this.record);
    return this.#all[this.#checked(index) - 1];
  }

  setField(index: number, value: Value): void {
    if (index === 0) {
      this.record = this.text(value);
      return;
    }
    const fields = this.#all;
    const at = this.#checked(index);
    while (fields.length < at) fields.push(undefined);
    fields[at - 1] = value;
    this.#isRecordStale = true;
  }

  #checked(index: number): number {
    if (index < 0) throw this.problem(`negative field index $${index}`);
    if (index > MOST_FIELDS) throw this.problem(`maximum number of fields exceeded (${MOST_FIELDS})`);
    return Math.trunc(index);
  }

  /** As FS and split() cut: `' '` at white space, one character at itself, more as an expression, none everywhere. */
  split(text: string, separator: string): string[] {
    if (text === '') return [];
    if (separator === ' ') return text.split(/[ \t\n]+/).filter((field) => field !== '');
    if (separator === '') return [...text];
    if (separator.length === 1) return text.split(separator);
    return this.splitBy(text, this.regex(separator));
  }

  splitBy(text: string, regex: PosixRegex): string[] {
    if (text === '') return [];
    const fields: string[] = [];
    let from = 0;
    for (let at = 0; at <= text.length;) {
      const match = regex.exec(text, at);
      if (match === null) break;
      if (match.end === match.index) {
        at = match.index + 1;
        continue;
      }
      fields.push(text.slice(from, match.index));
      from = at = match.end;
    }
    return [...fields, text.slice(from)];
  }

  // ---- the main input --------------------------------------------------------------------------

  #main: { readonly reader: RecordReader; readonly close: () => void } | undefined;
  #argument = 1;
  #hasRead = false;
  #isMainOver = false;

  /** The next record of the operands' files, or of standard input. @throws AwkProblem */
  async nextMainRecord(): Promise<string | null> {
    for (;;) {
      if (this.#isMainOver) return null;
      if (this.#main === undefined && !this.#openNext()) {
        this.#isMainOver = true;
        return null;
      }
      const record = await this.read(this.#main?.reader);
      if (record !== null) {
        this.count();
        return record;
      }
      this.skipFile();
    }
  }

  count(): void {
    for (const name of ['NR', 'FNR']) this.global(name).value = toNumber(this.global(name).value) + 1;
  }

  skipFile(): void {
    this.#main?.close();
    this.#main = undefined;
  }

  async read(reader: RecordReader | undefined): Promise<string | null> {
    if (reader === undefined) return null;
    try {
      return await reader.next(this.separator());
    } catch (error) {
      if (error instanceof RecordTooLong) throw new AwkProblem('out of memory');
      if (error instanceof SystemError) throw new AwkProblem(`read error (${strerror(error.code)})`);
      throw error;
    }
  }

  separator(): Separator {
    const text = this.variable('RS');
    if (text === '') return { kind: 'paragraphs' };
    return text.length === 1 ? { kind: 'text', text } : { kind: 'regex', regex: this.regex(text) };
  }

  #openNext(): boolean {
    const argv = this.global('ARGV').array;
    const count = toNumber(this.global('ARGC').value);
    while (this.#argument < count) {
      const argument = this.text(argv.get(String(this.#argument++)));
      if (argument === '') continue;
      const [, name, value] = /^([A-Za-z_]\w*)=([^]*)$/.exec(argument) ?? [];
      if (name !== undefined && value !== undefined) {
        this.assign(name, value);
        continue;
      }
      this.#open(argument);
      return true;
    }
    if (this.#hasRead) return false;
    this.#open('-');
    return true;
  }

  #open(name: string): void {
    this.#hasRead = true;
    this.global('FNR').value = 0;
    this.global('FILENAME').value = name;
    if (name === '-' || name === '/dev/stdin') {
      this.#main = {
        reader: new RecordReader(this.process.stdin, this.#isInteractive || this.process.stdin.isTerminal),
        close: () => {},
      };
      return;
    }
    try {
      const file = this.process.open(latin1ToText(name), { read: true });
      const reader = new RecordReader({ read: (max) => file.read(max ?? 4_096) }, this.#isInteractive);
      this.#main = { reader, close: () => file.close() };
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw new AwkProblem(`cannot open ${name} (${strerror(error.code)})`);
    }
  }

  /** With where the program was, as mawk tells it. */
  problem(message: string): AwkRunProblem {
    const [file, here, all] = ['FILENAME', 'FNR', 'NR'].map((name) => this.variable(name));
    return new AwkRunProblem(`run time error: ${message}\n\tFILENAME="${file}" FNR=${here} NR=${all}`);
  }
}
