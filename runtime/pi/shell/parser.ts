/**
 * Parses a source text line by line, as bash does: a mistake in line 3 does not keep lines 1 and 2
 * from running. Grammar as in bash(1), SHELL GRAMMAR:
 *
 *     list      and-or lists, each ended by `;`, `&` or a newline
 *     and-or    pipelines between `&&` and `||`
 *     pipeline  [time] [!] commands between `|`
 *     command   simple, compound or a function's definition; compound ones are in compound-parser.ts
 */
import type { AndOr, Assignment, Command, List, ListItem, Pipeline, Redirection, RedirectionOperator } from './ast.ts';
import type { Word, WordPart } from './ast.ts';
import { compound, functionBody, isCompound } from './compound-parser.ts';
import { Lexer, tokenText } from './lexer.ts';
import type { Operator, Token, TokenSetting } from './lexer.ts';
import { Scanner } from './scanner.ts';
import type { Warning } from './scanner.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import { plainText } from './word-reader.ts';
import type { SubstitutionParser } from './word-reader.ts';

// prettier-ignore
const REDIRECTIONS: ReadonlySet<string> = new Set<RedirectionOperator>([
  '<', '>', '>>', '>|', '<>', '<&', '>&', '&>', '&>>', '<<', '<<-', '<<<',
]);
/** They end the list of a compound command. */
const CLOSING: ReadonlySet<string> = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}']);
const ENDS_CLAUSE: ReadonlySet<string> = new Set([';;', ';&', ';;&']);
/** Their arguments may be assignments, arrays too. */
const DECLARING: ReadonlySet<string> = new Set(['declare', 'export', 'local', 'readonly', 'typeset']);
const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)(\+?)=/;

export interface ParserOptions {
  /** Number of the first line; 1 if absent. */
  readonly firstLine?: number;
  /** More lines may follow: unfinished lines are reported, never completed by the end of the text. */
  readonly open?: boolean;
  /** Words that stand for others where a command begins (bash(1), ALIASES). Looked at again for each word. */
  readonly aliases?: ReadonlyMap<string, string>;
  /** `shopt -s extglob`: looked at again for each word. */
  readonly extglob?: boolean;
}

export class Parser {
  readonly lexer: Lexer;
  readonly #options: ParserOptions;
  /** The token that was looked at. */
  #ahead: Token | undefined;
  /** Aliases whose text is being read, and how many characters follow it. */
  #expanding: { readonly name: string; readonly left: number; readonly blank: boolean }[] = [];
  /** The next word stands where an assignment may. */
  #assignments = true;

  constructor(source: string | Scanner, options: ParserOptions = {}) {
    const text = typeof source === 'string' && source !== '' && !source.endsWith('\n') ? `${source}\n` : source;
    const scanner = typeof text === 'string' ? new Scanner(text, options.firstLine, options.open) : text;
    this.#options = options;
    this.lexer = new Lexer(scanner, substitutionsWith(options));
  }

  get warnings(): Warning[] {
    return this.lexer.source.warnings;
  }

  /** Characters of the text that are not read yet. */
  get left(): number {
    return this.lexer.source.left;
  }

  /**
   * The commands of the next line (and of the lines that belong to it).
   * @returns undefined at the end of the text
   * @throws SyntaxProblem
   */
  line(): List | undefined {
    this.skipNewlines();
    if (this.peek().kind === 'end') return undefined;
    const list = this.list(false);
    const end = this.next();
    if (end.kind !== 'newline' && end.kind !== 'end') throw this.unexpected(end);
    return list;
  }

  /** The commands of a $( that was just opened; takes the `)`. */
  untilParenthesis(): List {
    const list = this.list(true);
    this.expectOperator(')');
    return list;
  }

  peek(setting: TokenSetting = {}): Token {
    return (this.#ahead ??= this.lexer.next({
      assignment: this.#assignments,
      extglob: this.#options.extglob === true,
      ...setting,
    }));
  }

  next(setting?: TokenSetting): Token {
    const token = this.peek(setting);
    this.#ahead = undefined;
    return token;
  }

  isOperator(...texts: Operator[]): boolean {
    const token = this.peek();
    return token.kind === 'operator' && texts.includes(token.text);
  }

  /** The reserved word that is next, where a command may begin. */
  reserved(): string | undefined {
    const token = this.peek();
    return token.kind === 'word' ? plainText(token.word) : undefined;
  }

  unexpected(token: Token): SyntaxProblem {
    return token.kind === 'end'
      ? SyntaxProblem.unfinished(token.line)
      : SyntaxProblem.unexpected(tokenText(token), token.line);
  }

  expectOperator(text: Operator): void {
    const token = this.next();
    if (token.kind !== 'operator' || token.text !== text) throw this.unexpected(token);
  }

  expectReserved(...words: string[]): string {
    const reserved = this.reserved();
    const token = this.next();
    if (reserved === undefined || !words.includes(reserved)) throw this.unexpected(token);
    return reserved;
  }

  skipNewlines(): void {
    while (this.peek().kind === 'newline') this.next();
  }

  /**
   * @param nested newlines separate too, and a closing word, a parenthesis or `;;` ends it
   * @param required there must be a command: in a `case` and a $( there need not
   */
  list(nested: boolean, required = !nested): List {
    return this.lexer.source.deeper(() => {
      const items: ListItem[] = [];
      if (nested) this.skipNewlines();
      if (!required && this.#closes()) return items;
      for (;;) {
        const andOr = this.#andOr();
        const background = this.isOperator('&');
        items.push({ andOr, background });
        if (!background && !this.isOperator(';') && !(nested && this.peek().kind === 'newline')) return items;
        this.next();
        if (nested) this.skipNewlines();
        const { kind } = this.peek();
        if (kind === 'end' || kind === 'newline' || (nested && this.#closes())) return items;
        if (this.isOperator(')')) return items;
      }
    });
  }

  #closes(): boolean {
    const token = this.peek();
    if (token.kind === 'operator') return token.text === ')' || ENDS_CLAUSE.has(token.text);
    return CLOSING.has(this.reserved() ?? '');
  }

  #andOr(): AndOr {
    const first = this.#pipeline();
    const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = [];
    while (this.isOperator('&&', '||')) {
      const operator = tokenText(this.next()) as '&&' | '||';
      this.skipNewlines();
      rest.push({ operator, pipeline: this.#pipeline() });
    }
    return { first, rest };
  }

  #pipeline(): Pipeline {
    let negated = false;
    let timed: 'bash' | 'posix' | undefined;
    for (;;) {
      this.#expandAlias();
      const reserved = this.reserved();
      if (reserved === '!') negated = !negated;
      else if (reserved === 'time') timed = 'bash';
      else if (reserved === '-p' && timed !== undefined && !negated) timed = 'posix';
      else break;
      this.next();
    }
    const prefixed = timed !== undefined || negated;
    const commands: Command[] = [];
    if (!prefixed || !this.#endsPipeline()) commands.push(this.command());
    while (commands.length > 0 && this.isOperator('|', '|&')) {
      const last = commands.length - 1;
      const command = commands[last];
      if (tokenText(this.next()) === '|&' && command !== undefined) {
        const both: Redirection = {
          fd: 2,
          operator: '>&',
          target: { parts: [{ kind: 'text', text: '1' }], source: '1' },
        };
        commands[last] = { ...command, redirections: [...command.redirections, both] };
      }
      this.skipNewlines();
      commands.push(this.command());
    }
    return { negated, commands, ...(timed === undefined ? {} : { timed }) };
  }

  #endsPipeline(): boolean {
    const { kind } = this.peek();
    return kind === 'newline' || kind === 'end' || this.isOperator(';', '&');
  }

  command(): Command {
    this.#expandAlias();
    const token = this.peek();
    const reserved = this.reserved();
    if (reserved !== undefined && (CLOSING.has(reserved) || reserved === '!')) throw this.unexpected(token);
    if (isCompound(this)) return compound(this);
    return this.#simple();
  }

  #simple(): Command {
    const { line } = this.peek();
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    try {
      for (;;) {
        if (words.length === 0 && assignments.length > 0) this.#expandAlias();
        const redirection = this.redirection();
        if (redirection !== undefined) {
          redirections.push(redirection);
          continue;
        }
        const token = this.peek();
        if (token.kind !== 'word') break;
        const assignment = words.length === 0 ? assignmentOf(token.word) : undefined;
        if (assignment === undefined) {
          words.push(token.word);
          if (words.length === 1) this.#assignments = DECLARING.has(plainText(token.word) ?? '');
        } else assignments.push(assignment);
        this.next();
        if (this.#aliasGoesOn()) this.#expandAlias();
      }
    } finally {
      this.#assignments = true;
    }
    const [name] = words;
    if (
      this.isOperator('(') &&
      name !== undefined &&
      words.length === 1 &&
      assignments.length + redirections.length === 0
    ) {
      this.next();
      this.expectOperator(')');
      return functionBody(this, name.source, line);
    }
    if (this.isOperator('(') || words.length + assignments.length + redirections.length === 0) {
      throw this.unexpected(this.peek());
    }
    this.#forgetAliases();
    return { kind: 'simple', assignments, words, redirections, line };
  }

  /** Puts what an alias stands for in its place; the same name in it is not taken for it again. */
  #expandAlias(): void {
    const { aliases } = this.#options;
    if (aliases === undefined || aliases.size === 0) return;
    const { source } = this.lexer;
    for (;;) {
      const token = this.peek();
      const name = token.kind === 'word' ? (plainText(token.word) ?? '') : '';
      this.#expanding = this.#expanding.filter(({ left, blank }) => blank || token.left > left);
      const value = aliases.get(name);
      if (value === undefined || this.#expanding.some((each) => each.name === name && token.left > each.left)) return;
      const left = source.left;
      const blank = /[ \t]$/.test(value);
      source.replace(source.text.length - token.left, blank ? value : `${value} `);
      this.#expanding.push({ name, left, blank });
      this.#ahead = undefined;
    }
  }

  /** An alias whose text ends in a blank: the word behind it may be one too. */
  #aliasGoesOn(): boolean {
    const ended = this.#expanding.findIndex(({ left, blank }) => blank && this.peek().left <= left);
    if (ended < 0) return false;
    this.#expanding.splice(ended, 1);
    return true;
  }

  /** A command has ended: what an alias at its end promised is no business of the next one. */
  #forgetAliases(): void {
    if (this.#expanding.length === 0) return;
    const { left } = this.peek();
    this.#expanding = this.#expanding.filter((each) => left > each.left);
  }

  redirections(): Redirection[] {
    const redirections: Redirection[] = [];
    for (let next = this.redirection(); next !== undefined; next = this.redirection()) redirections.push(next);
    return redirections;
  }

  redirection(): Redirection | undefined {
    const first = this.peek();
    const place =
      first.kind === 'number' ? { fd: first.value } : first.kind === 'variable' ? { variable: first.name } : undefined;
    if (place !== undefined) this.next();
    const token = this.peek();
    if (token.kind !== 'operator' || !REDIRECTIONS.has(token.text)) return undefined;
    this.next();
    const target = this.next({ assignment: false });
    if (target.kind !== 'word') throw this.unexpected(target);
    const redirection: Redirection = { ...place, operator: token.text as RedirectionOperator, target: target.word };
    if (token.text === '<<' || token.text === '<<-') this.lexer.expectBody(redirection);
    return redirection;
  }
}

/** `name=value`, `name[subscript]=value`, `name=(…)`, each also with `+=`, if the word is one. */
export const assignmentOf = (word: Word): Assignment | undefined => {
  if (word.assignment !== undefined) return word.assignment;
  const [first, ...rest] = word.parts;
  const match = first?.kind === 'text' ? ASSIGNMENT.exec(first.text) : null;
  if (first?.kind !== 'text' || match === null) return undefined;
  const remainder = first.text.slice(match[0].length);
  const parts: WordPart[] = remainder === '' ? rest : [{ kind: 'text', text: remainder }, ...rest];
  const source = word.source.slice(word.source.indexOf('=') + 1);
  return { name: match[1] ?? '', append: match[2] === '+', value: { parts, source } };
};

/** Every line of a text. @throws SyntaxProblem */
export const parse = (text: string, options?: ParserOptions): List => {
  const parser = new Parser(text, options);
  const items: ListItem[] = [];
  for (let line = parser.line(); line !== undefined; line = parser.line()) items.push(...line);
  return items;
};

const substitutionsWith = (options: ParserOptions) => {
  const extglob = (): ParserOptions => (options.extglob === true ? { extglob: true } : {});
  const of = (source: Scanner): SubstitutionParser => ({
    untilParenthesis() {
      try {
        return new Parser(source, extglob()).untilParenthesis();
      } catch (error) {
        const ended = error instanceof SyntaxProblem && error.kind === 'unfinished';
        throw ended ? SyntaxProblem.unfinished(source.line, ')') : error;
      }
    },
    whole: (text, firstLine) => {
      const ended = text === '' || text.endsWith('\n') ? text : `${text}\n`;
      const parser = new Parser(new Scanner(ended, firstLine, false, source), extglob());
      const items: ListItem[] = [];
      for (let line = parser.line(); line !== undefined; line = parser.line()) items.push(...line);
      return items;
    },
  });
  return of;
};
