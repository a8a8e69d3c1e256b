/** Runs a script: one cycle a line. Pattern space, hold space, and what is to be printed at the cycle's end. */
import { SystemError } from '#runtime/ports.ts';
import type { PosixMatch, PosixRegex } from '../../../posix-regex.ts';
import type { PiProcess } from '../../../system.ts';
import { LineReader, readAll } from '../../stdio.ts';
import { bytesToText, textToBytes } from '../bytes-text.ts';
import { Pace } from '../pace.ts';
import type { SedInput } from './input.ts';
import type { SedOutput } from './output.ts';
import { replaced } from './replacement.ts';
import { SedProblem } from './script.ts';
import type { Action, Address, Regex, SedCommand, Substitution } from './script.ts';

export interface MachineOptions {
  readonly quiet: boolean;
  /** -l */
  readonly width: number;
}

/** A pattern space that grows for ever ends here. */
const LARGEST_SPACE = 32 * 1024 * 1024;

type Later = { readonly text: string } | { readonly file: string } | { readonly lineOf: string };

/** What a command leads to, when it is not the next one. */
type Outcome = 'next' | 'end of cycle' | 'delete' | 'restart' | { readonly to: number } | Quit;

interface Quit {
  readonly quit: number;
  /** Whether the pattern space is printed before the end. */
  readonly prints: boolean;
}

export class Machine {
  readonly #process: PiProcess;
  readonly #commands: readonly SedCommand[];
  readonly #input: SedInput;
  readonly #output: SedOutput;
  readonly #options: MachineOptions;
  readonly #pace: Pace;
  /** Of a range: until which line it is open; 'open' until its address matches. */
  readonly #ranges = new Map<SedCommand, number | 'open'>();
  readonly #lineFiles = new Map<string, LineReader | undefined>();
  #space = '';
  #isEnded = true;
  #hold = '';
  #hasReplaced = false;
  #later: Later[] = [];
  #lastRegex: PosixRegex | undefined;

  constructor(
    process: PiProcess,
    commands: readonly SedCommand[],
    input: SedInput,
    output: SedOutput,
    options: MachineOptions,
  ) {
    this.#process = process;
    this.#commands = commands;
    this.#input = input;
    this.#output = output;
    this.#options = options;
    this.#pace = new Pace(process);
    for (const command of commands) {
      const from = command.addresses?.from;
      if (from?.kind === 'line' && from.line === 0) this.#ranges.set(command, 'open');
    }
  }

  /** @returns the exit status that q or Q asked for */
  async run(): Promise<number> {
    let isRestarted = false;
    for (;;) {
      if (!isRestarted && !(await this.#read())) return 0;
      const outcome = await this.#cycle();
      isRestarted = outcome === 'restart';
      const quit = typeof outcome === 'object' && 'quit' in outcome ? outcome : undefined;
      const prints = outcome === 'end of cycle' || quit?.prints === true;
      if (prints && !this.#options.quiet) await this.#output.line(this.#space, this.#isEnded);
      await this.#flushLater();
      if (quit !== undefined) return quit.quit;
    }
  }

  async #read(): Promise<boolean> {
    const line = await this.#input.next();
    if (line === undefined) return false;
    this.#space = line.text;
    this.#isEnded = line.isEnded;
    this.#hasReplaced = false;
    return true;
  }

  async #cycle(): Promise<Outcome> {
    for (let at = 0; at < this.#commands.length;) {
      const command = this.#commands[at];
      if (command === undefined) break;
      if (this.#pace.spend(3 + (this.#space.length >> 4))) await this.#pace.rest();
      if ((await this.#selects(command)) === command.isNegated) {
        at = command.action.name === '{' ? command.action.end + 1 : at + 1;
        continue;
      }
      const outcome = await this.#do(command);
      if (this.#space.length > LARGEST_SPACE || this.#hold.length > LARGEST_SPACE)
        throw new SedProblem('memory exhausted', 4);
      if (outcome === 'next') at++;
      else if (typeof outcome === 'object' && 'to' in outcome) at = outcome.to;
      else return outcome;
    }
    return 'end of cycle';
  }

  // ---- addresses -------------------------------------------------------------------------------

  async #selects(command: SedCommand): Promise<boolean> {
    const { addresses } = command;
    if (addresses === undefined) return true;
    const { from, to } = addresses;
    if (to === undefined) return this.#isAt(from);
    const { line } = this.#input;
    const open = this.#ranges.get(command);
    if (open === undefined) {
      if (!(await this.#isAt(from))) return false;
      switch (to.kind) {
        case 'line':
          if (to.line > line) this.#ranges.set(command, to.line);
          return true;
        case 'more':
          if (to.lines > 0) this.#ranges.set(command, line + to.lines);
          return true;
        case 'multiple':
          if (to.of > 0) this.#ranges.set(command, Math.ceil((line + 1) / to.of) * to.of);
          return true;
        default:
          this.#ranges.set(command, 'open');
          return true;
      }
    }
    if (open === 'open') {
      if (to.kind !== 'more' && to.kind !== 'multiple' && (await this.#isAt(to))) this.#ranges.delete(command);
      return true;
    }
    if (line >= open) this.#ranges.delete(command);
    return line <= open || this.#isAt(from);
  }

  async #isAt(address: Address): Promise<boolean> {
    const { line } = this.#input;
    switch (address.kind) {
      case 'line':
        return line === address.line;
      case 'step':
        return address.step <= 0
          ? line === address.first
          : line >= address.first && (line - address.first) % address.step === 0;
      case 'last':
        return this.#input.isLast();
      case 'regex':
        return this.#regex(address.regex).test(this.#space);
    }
  }

  #regex(regex: Regex): PosixRegex {
    const chosen = regex === 'last' ? this.#lastRegex : regex;
    if (chosen === undefined) throw new SedProblem('-e expression #1, char 0: no previous regular expression');
    this.#lastRegex = chosen;
    return chosen;
  }

  // ---- commands --------------------------------------------------------------------------------

  async #do(command: SedCommand): Promise<Outcome> {
    const { action } = command;
    switch (action.name) {
      case '{':
      case '}':
      case ':':
        return 'next';
      case '=':
        await this.#output.raw(`${this.#input.line}\n`);
        return 'next';
      case 'a':
        this.#later.push({ text: action.text });
        return 'next';
      case 'i':
        await this.#output.raw(action.text);
        return 'next';
      case 'c':
        if (command.isNegated || !this.#ranges.has(command)) await this.#output.raw(action.text);
        return 'delete';
      case 'b':
        return { to: action.to };
      case 't':
      case 'T':
        return this.#branch(action);
      case 'd':
        return 'delete';
      case 'D':
        return this.#deleteFirstLine();
      case 'F':
        await this.#output.raw(`${this.#input.name}\n`);
        return 'next';
      case 'g':
        this.#space = this.#hold;
        return 'next';
      case 'G':
        this.#space += `\n${this.#hold}`;
        return 'next';
      case 'h':
        this.#hold = this.#space;
        return 'next';
      case 'H':
        this.#hold += `\n${this.#space}`;
        return 'next';
      case 'l':
        await this.#output.raw(unambiguous(this.#space, action.width ?? this.#options.width));
        return 'next';
      case 'n':
        return this.#nextLine();
      case 'N':
        return this.#appendNextLine();
      case 'p':
        await this.#output.line(this.#space, this.#isEnded);
        return 'next';
      case 'P':
        await this.#output.line(this.#firstLine(), true);
        return 'next';
      case 'q':
        return { quit: action.status, prints: true };
      case 'Q':
        return { quit: action.status, prints: false };
      case 'r':
        this.#later.push({ file: action.file });
        return 'next';
      case 'R':
        this.#later.push({ lineOf: action.file });
        return 'next';
      case 's':
        await this.#substitute(action.substitution);
        return 'next';
      case 'w':
        await this.#output.line(this.#space, this.#isEnded, action.file);
        return 'next';
      case 'W':
        await this.#output.line(this.#firstLine(), true, action.file);
        return 'next';
      case 'x':
        [this.#space, this.#hold] = [this.#hold, this.#space];
        return 'next';
      case 'y':
        this.#space = Array.from(this.#space, (character) => action.map.get(character) ?? character).join('');
        return 'next';
      case 'z':
        this.#space = '';
        return 'next';
    }
  }

  #branch(action: Action & { readonly name: 'b' | 't' | 'T' }): Outcome {
    const jumps = this.#hasReplaced === (action.name === 't');
    this.#hasReplaced = false;
    return jumps ? { to: action.to } : 'next';
  }

  #firstLine(): string {
    const end = this.#space.indexOf('\n');
    return end < 0 ? this.#space : this.#space.slice(0, end);
  }

  #deleteFirstLine(): Outcome {
    const end = this.#space.indexOf('\n');
    if (end < 0) return 'delete';
    this.#space = this.#space.slice(end + 1);
    return 'restart';
  }

  async #nextLine(): Promise<Outcome> {
    if (await this.#input.isOver()) return { quit: 0, prints: true };
    if (!this.#options.quiet) await this.#output.line(this.#space, this.#isEnded);
    await this.#flushLater();
    const replacedSoFar = this.#hasReplaced;
    if (!(await this.#read())) return { quit: 0, prints: false };
    this.#hasReplaced = replacedSoFar;
    return 'next';
  }

  async #appendNextLine(): Promise<Outcome> {
    if (await this.#input.isOver()) return { quit: 0, prints: true };
    await this.#flushLater();
    const before = this.#space;
    const replacedSoFar = this.#hasReplaced;
    if (!(await this.#read())) return { quit: 0, prints: false };
    this.#space = `${before}\n${this.#space}`;
    this.#hasReplaced = replacedSoFar;
    return 'next';
  }

  // ---- s ---------------------------------------------------------------------------------------

  async #substitute(how: Substitution): Promise<void> {
    const regex = this.#regex(how.regex);
    const text = this.#space;
    let result = '';
    let copied = 0;
    let count = 0;
    let hasReplaced = false;
    let lastEnd = -1;
    for (let at = 0; at <= text.length;) {
      const match: PosixMatch | null = regex.exec(text, at);
      if (match === null) break;
      const isEmpty = match.end === match.index;
      // Nothing right behind a match is no match of its own.
      if (!(isEmpty && match.index === lastEnd) && ++count >= how.number) {
        result += text.slice(copied, match.index) + replaced(how.replacement, match);
        copied = match.end;
        hasReplaced = true;
        if (!how.isGlobal) break;
        if (result.length > LARGEST_SPACE) throw new SedProblem('memory exhausted', 4);
        if (this.#pace.spend(8)) await this.#pace.rest();
      }
      lastEnd = match.end;
      at = isEmpty ? match.end + ((text.codePointAt(match.end) ?? 0) > 0xffff ? 2 : 1) : match.end;
    }
    if (!hasReplaced) return;
    this.#space = result + text.slice(copied);
    this.#hasReplaced = true;
    if (how.prints) await this.#output.line(this.#space, this.#isEnded);
    if (how.file !== undefined) await this.#output.line(this.#space, this.#isEnded, how.file);
  }

  // ---- what a, r and R left for the end of the cycle -------------------------------------------

  async #flushLater(): Promise<void> {
    const later = this.#later;
    this.#later = [];
    for (const each of later) {
      if ('text' in each) await this.#output.raw(each.text);
      else if ('file' in each) await this.#copyFile(each.file);
      else await this.#copyLine(each.lineOf);
    }
  }

  /** A file that is not there is as an empty one. */
  async #copyFile(path: string): Promise<void> {
    const file = path === '/dev/stdin' ? this.#process.stdin : this.#openQuietly(path);
    if (file === undefined) return;
    try {
      const bytes = await readAll({ read: (max) => file.read(max ?? 65_536) });
      if (bytes.length > 0) await this.#output.raw(bytes);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== 'EISDIR') throw error;
    }
  }

  async #copyLine(path: string): Promise<void> {
    if (!this.#lineFiles.has(path)) {
      const file = this.#openQuietly(path);
      const reader = file === undefined ? undefined : new LineReader({ read: () => file.read(65_536) });
      this.#lineFiles.set(path, reader);
    }
    const line = await this.#lineFiles.get(path)?.next();
    if (line !== undefined && line !== null) await this.#output.line(bytesToText(line), true);
  }

  #openQuietly(path: string) {
    try {
      return this.#process.open(path, { read: true });
    } catch (error) {
      if (error instanceof SystemError) return undefined;
      throw error;
    }
  }
}

const NAMED: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  92: '\\\\',
};

/** `l`: every byte that cannot be seen as an escape, lines folded, `$` at the end. */
const unambiguous = (text: string, width: number): string => {
  let shown = '';
  let column = 0;
  for (const byte of textToBytes(text)) {
    const one =
      NAMED[byte] ??
      (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`);
    if (width > 0 && column + one.length > width - 1) {
      shown += '\\\n';
      column = 0;
    }
    shown += one;
    column += one.length;
  }
  return `${shown}$\n`;
};
