/** From the text of a script to its commands, with GNU sed's words for what is wrong in it. */
import { posixRegex, RegexProblem } from '../../../posix-regex.ts';
import { readDelimited, sedEscape } from './delimited.ts';
import { parseReplacement } from './replacement.ts';
import { SedProblem } from './script.ts';
import type { Action, Address, AddressEnd, Addresses, Regex, SedCommand } from './script.ts';
import { Source } from './source.ts';
import type { ScriptPart } from './source.ts';

/** @throws SedProblem */
export const parseScript = (parts: readonly ScriptPart[], options: { readonly extended: boolean }): SedCommand[] =>
  new ScriptParser(new Source(parts), options.extended).script();

/** Until when a blank ends a label or a file's name. */
const LABEL_END = /[\s;}]/;
const VERSION = [4, 9];

class ScriptParser {
  readonly #source: Source;
  readonly #extended: boolean;
  readonly #commands: SedCommand[] = [];
  readonly #blocks: { readonly action: Action & { readonly name: '{' } }[] = [];

  constructor(source: Source, extended: boolean) {
    this.#source = source;
    this.#extended = extended;
  }

  script(): SedCommand[] {
    const source = this.#source;
    for (;;) {
      while (source.peek() === ';' || /^\s$/.test(source.peek() ?? '')) source.next();
      if (source.peek() === undefined) break;
      if (source.peek() === '#') {
        while (source.peek() !== undefined && source.peek() !== '\n') source.next();
        continue;
      }
      this.#command();
    }
    if (this.#blocks.length > 0) throw source.problem("unmatched `{'", 0);
    this.#resolveLabels();
    return this.#commands;
  }

  #resolveLabels(): void {
    const labels = new Map<string, number>();
    for (const [index, { action }] of this.#commands.entries()) {
      if (action.name === ':') labels.set(this.#labels.get(action) ?? '', index);
    }
    for (const { action } of this.#commands) {
      if (action.name !== 'b' && action.name !== 't' && action.name !== 'T') continue;
      const to = action.label === '' ? this.#commands.length : labels.get(action.label);
      if (to === undefined) throw new SedProblem(`can't find label for jump to \`${action.label}'`, 4);
      action.to = to;
    }
  }

  readonly #labels = new Map<Action, string>();

  #command(): void {
    const source = this.#source;
    const addresses = this.#addresses();
    let name = source.nextVisible();
    let isNegated = false;
    if (name === '!') {
      isNegated = true;
      name = source.nextVisible();
      if (name === '!') throw source.problem("multiple `!'s");
    }
    if (addresses !== undefined) this.#checkZero(addresses);
    if (name === undefined || name === '\n') throw source.problem('missing command');
    const action = this.#action(name, addresses);
    this.#commands.push({ ...(addresses === undefined ? {} : { addresses }), isNegated, action });
  }

  #checkZero({ from, to }: Addresses): void {
    if (from.kind === 'line' && from.line === 0 && to?.kind !== 'regex')
      throw this.#source.problem('invalid usage of line address 0');
  }

  #addresses(): Addresses | undefined {
    const source = this.#source;
    const from = this.#address();
    if (from === undefined) return undefined;
    if (from.kind === 'more' || from.kind === 'multiple')
      throw source.problem('invalid usage of +N or ~N as first address');
    source.skipBlanks();
    if (source.peek() !== ',') return { from };
    source.next();
    source.skipBlanks();
    const to = this.#address();
    if (to !== undefined) return { from, to };
    source.next();
    throw source.problem("unexpected `,'");
  }

  #address(): AddressEnd | undefined {
    const source = this.#source;
    const character = source.peek() ?? '';
    if (character === '/' || character === '\\') {
      source.next();
      const delimiter = character === '/' ? '/' : source.next();
      const pattern = delimiter === undefined ? undefined : readDelimited(source, delimiter, true);
      if (pattern === undefined) throw source.problem('unterminated address regex');
      let flags = '';
      for (;;) {
        source.skipBlanks();
        const flag = source.peek();
        if (flag !== 'I' && flag !== 'M') break;
        flags += source.next();
      }
      return { kind: 'regex', regex: this.#regex(pattern, flags) };
    }
    if (/^\d$/.test(character)) {
      const line = source.number();
      if (source.peek() !== '~') return { kind: 'line', line };
      source.next();
      const step = source.number();
      return { kind: 'step', first: line, step };
    }
    if (character === '+' || character === '~') {
      source.next();
      const number = source.number();
      return character === '+' ? { kind: 'more', lines: number } : { kind: 'multiple', of: number };
    }
    if (character !== '$') return undefined;
    source.next();
    return { kind: 'last' } satisfies Address;
  }

  #regex(pattern: string, flags: string, mostGroup = 0): Regex {
    if (pattern === '') return 'last';
    try {
      const regex = posixRegex(pattern, {
        dialect: 'sed',
        extended: this.#extended,
        ignoreCase: /I/i.test(flags),
        multiline: /M/i.test(flags),
      });
      if (mostGroup > regex.groups)
        throw this.#source.problem(`invalid reference \\${mostGroup} on \`s' command's RHS`);
      return regex;
    } catch (error) {
      if (!(error instanceof RegexProblem)) throw error;
      if (error.message.startsWith('character class')) throw new SedProblem(error.message, 4);
      throw this.#source.problem(error.message);
    }
  }

  #action(name: string, addresses: Addresses | undefined): Action {
    const source = this.#source;
    switch (name) {
      case '{': {
        const action: Action & { readonly name: '{' } = { name, end: 0 };
        this.#blocks.push({ action });
        return action;
      }
      case '}': {
        const block = this.#blocks.pop();
        if (block === undefined) throw source.problem("unexpected `}'");
        if (addresses !== undefined) throw source.problem("} doesn't want any addresses");
        block.action.end = this.#commands.length;
        this.#endOfCommand();
        return { name };
      }
      case '=':
      case 'd':
      case 'D':
      case 'F':
      case 'g':
      case 'G':
      case 'h':
      case 'H':
      case 'n':
      case 'N':
      case 'p':
      case 'P':
      case 'x':
      case 'z':
        this.#endOfCommand();
        return { name };
      case ':': {
        if (addresses !== undefined) throw source.problem(": doesn't want any addresses");
        const label = this.#label();
        if (label === '') throw source.problem('":" lacks a label');
        const action: Action = { name };
        this.#labels.set(action, label);
        return action;
      }
      case 'a':
      case 'c':
      case 'i':
        return { name, text: this.#text() };
      case 'b':
      case 't':
      case 'T':
        return { name, label: this.#label(), to: 0 };
      case 'l':
      case 'q':
      case 'Q':
        return this.#withNumber(name, addresses);
      case 'r':
      case 'R':
      case 'w':
      case 'W':
        return { name, file: this.#fileName() };
      case 's':
        return this.#substitution();
      case 'y':
        return this.#transliteration();
      case 'v':
        this.#version();
        return { name: 'b', label: '', to: this.#commands.length + 1 };
      case 'e':
        throw source.problem('the command e is not part of this simulated Raspberry Pi');
      default:
        throw source.problem(`unknown command: \`${name}'`);
    }
  }

  #withNumber(name: 'l' | 'q' | 'Q', addresses: Addresses | undefined): Action {
    const source = this.#source;
    if (name !== 'l' && addresses?.to !== undefined) throw source.problem('command only uses one address');
    source.skipBlanks();
    const hasNumber = /^\d$/.test(source.peek() ?? '');
    const number = hasNumber ? source.number() : undefined;
    this.#endOfCommand();
    return name === 'l' ? { name, width: number } : { name, status: (number ?? 0) & 0xff };
  }

  #version(): void {
    const wanted = this.#label();
    const [major = 0, minor = 0] = wanted.split('.').map(Number);
    const [ourMajor = 0, ourMinor = 0] = VERSION;
    if (major > ourMajor || (major === ourMajor && minor > ourMinor))
      throw this.#source.problem('expected newer version of sed');
  }

  #endOfCommand(): void {
    const source = this.#source;
    const character = source.nextVisible();
    if (character === undefined || character === '\n' || character === ';') return;
    if (character !== '}' && character !== '#') throw source.problem('extra characters after command');
    source.at--;
  }

  #label(): string {
    const source = this.#source;
    source.skipBlanks();
    let label = '';
    while (source.peek() !== undefined && !LABEL_END.test(source.peek() ?? '')) label += source.next();
    return label;
  }

  #fileName(): string {
    const source = this.#source;
    source.skipBlanks();
    let name = '';
    while (source.peek() !== undefined && source.peek() !== '\n') name += source.next();
    if (name === '') throw source.problem('missing filename in r/R/w/W commands');
    return name;
  }

  /** Of a, i and c: behind `\` and a newline, or on the same line; `\` at a line's end goes on. */
  #text(): string {
    const source = this.#source;
    source.skipBlanks();
    if (source.peek() === undefined) throw source.problem("expected \\ after `a', `c' or `i'");
    if (source.peek() === '\\') {
      source.next();
      const start = source.at;
      source.skipBlanks();
      if (source.peek() === '\n') source.next();
      else source.at = start;
    }
    let text = '';
    let isThere = false;
    for (let character = source.next(); character !== undefined && character !== '\n'; character = source.next()) {
      isThere = true;
      if (character !== '\\') {
        text += character;
        continue;
      }
      const rest = Array.from({ length: 4 }, (_, index) => source.peek(index) ?? '').join('');
      const escape = sedEscape(rest, 0);
      if (escape !== undefined) source.at += escape.length;
      text += escape?.text ?? source.next() ?? '';
    }
    return isThere || source.peek() !== undefined ? `${text}\n` : '';
  }

  #substitution(): Action {
    const source = this.#source;
    const delimiter = source.next();
    const pattern = delimiter === undefined ? undefined : readDelimited(source, delimiter, true);
    const replacement =
      delimiter === undefined || pattern === undefined ? undefined : readDelimited(source, delimiter, false);
    if (pattern === undefined || replacement === undefined) throw source.problem("unterminated `s' command");
    const flags = this.#flags();
    const parts = parseReplacement(replacement);
    const mostGroup = Math.max(0, ...parts.map((part) => (part.kind === 'group' ? part.index : 0)));
    const { file } = flags;
    return {
      name: 's',
      substitution: {
        regex: this.#regex(pattern, flags.regex, mostGroup),
        replacement: parts,
        isGlobal: flags.isGlobal,
        number: flags.number ?? 1,
        prints: flags.prints,
        ...(file === undefined ? {} : { file }),
      },
    };
  }

  #flags() {
    const source = this.#source;
    const flags = {
      regex: '',
      isGlobal: false,
      prints: false,
      number: undefined as number | undefined,
      file: undefined as string | undefined,
    };
    for (;;) {
      const flag = source.next();
      switch (flag) {
        case 'i':
        case 'I':
        case 'm':
        case 'M':
          flags.regex += flag;
          break;
        case 'e':
          throw source.problem('the flag e is not part of this simulated Raspberry Pi');
        case 'p':
          if (flags.prints) throw source.problem("multiple `p' options to `s' command");
          flags.prints = true;
          break;
        case 'g':
          if (flags.isGlobal) throw source.problem("multiple `g' options to `s' command");
          flags.isGlobal = true;
          break;
        case 'w':
          flags.file = this.#fileName();
          return flags;
        case ' ':
        case '\t':
          break;
        case '}':
        case '#':
          source.at--;
          return flags;
        case undefined:
        case '\n':
        case ';':
          return flags;
        default:
          if (!/\d/.test(flag)) throw source.problem("unknown option to `s'");
          if (flags.number !== undefined) throw source.problem("multiple number options to `s' command");
          source.at--;
          flags.number = source.number();
          if (flags.number === 0) throw source.problem("number option to `s' command may not be zero");
      }
    }
  }

  #transliteration(): Action {
    const source = this.#source;
    const delimiter = source.next();
    const from = delimiter === undefined ? undefined : readDelimited(source, delimiter, false);
    const to = delimiter === undefined || from === undefined ? undefined : readDelimited(source, delimiter, false);
    if (from === undefined || to === undefined) throw source.problem("unterminated `y' command");
    const [ours, theirs] = [plainCharacters(from), plainCharacters(to)];
    if (ours.length !== theirs.length) throw source.problem("strings for `y' command are different lengths");
    this.#endOfCommand();
    const map = new Map<string, string>();
    for (const [index, character] of ours.entries()) if (!map.has(character)) map.set(character, theirs[index] ?? '');
    return { name: 'y', map };
  }
}

const plainCharacters = (text: string): string[] => {
  const plain: string[] = [];
  const characters = [...text];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character !== '\\') {
      plain.push(character);
      continue;
    }
    const rest = characters.slice(at + 1, at + 5).join('');
    const escape = sedEscape(rest, 0);
    if (escape !== undefined) {
      plain.push(escape.text);
      at += escape.length;
    } else if (rest.startsWith('\\')) {
      plain.push('\\');
      at++;
    } else plain.push('\\');
  }
  return plain;
};
