/**
 * Parses a source text line by line, as bash does: a mistake in line 3 does not keep lines 1 and 2
 * from running. Grammar as in bash(1), SHELL GRAMMAR:
 *
 *     list      and-or lists, each ended by `;`, `&` or a newline
 *     and-or    pipelines between `&&` and `||`
 *     pipeline  [!] commands between `|`
 *     command   simple, ( … ), { …; }, while, until, for, if; each with redirections
 */
import type {
  AndOr,
  Assignment,
  Command,
  ForCommand,
  IfCommand,
  List,
  ListItem,
  Pipeline,
  Redirection,
  RedirectionOperator,
  Word,
  WordPart,
} from './ast.ts';
import { Lexer, tokenText } from './lexer.ts';
import type { Operator, Token, Warning } from './lexer.ts';
import { Scanner } from './scanner.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import { plainText } from './word-reader.ts';
import type { SubstitutionParser } from './word-reader.ts';

const REDIRECTIONS: ReadonlySet<string> = new Set<RedirectionOperator>([
  '<',
  '>',
  '>>',
  '>|',
  '<>',
  '<&',
  '>&',
  '&>',
  '&>>',
  '<<',
  '<<-',
  '<<<',
] as const);
const CLOSING: ReadonlySet<string> = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}']);
const NOT_YET: Readonly<Record<string, string>> = {
  case: '`case`',
  select: '`select`',
  function: 'functions',
  coproc: '`coproc`',
  time: '`time`',
  '[[': '`[[ … ]]` (`[ … ]` is there)',
};
const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)(\+?)=/;

export interface ParserOptions {
  /** Number of the first line; 1 if absent. */
  readonly firstLine?: number;
  /** More lines may follow: unfinished lines are reported, never completed by the end of the text. */
  readonly open?: boolean;
  /** Words that stand for others where a command begins (bash(1), ALIASES). */
  readonly aliases?: ReadonlyMap<string, string>;
}

export class Parser {
  readonly #lexer: Lexer;
  readonly #aliases: ReadonlyMap<string, string>;
  /** Tokens that were looked at, or that an alias stands for. */
  #ahead: Token[] = [];

  constructor(source: string | Scanner, options: ParserOptions = {}) {
    const text = typeof source === 'string' && source !== '' && !source.endsWith('\n') ? `${source}\n` : source;
    const scanner = typeof text === 'string' ? new Scanner(text, options.firstLine, options.open) : text;
    this.#lexer = new Lexer(scanner, substitutionsOf);
    this.#aliases = options.aliases ?? new Map();
  }

  get warnings(): Warning[] {
    return this.#lexer.warnings;
  }

  /**
   * The commands of the next line (and of the lines that belong to it).
   * @returns undefined at the end of the text
   * @throws SyntaxProblem
   */
  line(): List | undefined {
    while (this.#peek().kind === 'newline') this.#next();
    if (this.#peek().kind === 'end') return undefined;
    const list = this.#list(false);
    const end = this.#next();
    if (end.kind !== 'newline' && end.kind !== 'end') throw this.#unexpected(end);
    return list;
  }

  /** The commands of a $( that was just opened; takes the `)`. */
  untilParenthesis(): List {
    this.#skipNewlines();
    const list = this.#isOperator(')') ? [] : this.#list(true);
    this.#expectOperator(')');
    return list;
  }

  #peek(): Token {
    const [first] = this.#ahead;
    if (first !== undefined) return first;
    const token = this.#lexer.next();
    this.#ahead.push(token);
    return token;
  }

  #next(): Token {
    const token = this.#peek();
    this.#ahead.shift();
    return token;
  }

  /** Puts what an alias stands for in its place; the same name in it is not taken for it again. */
  #expandAlias(): void {
    const used = new Set<string>();
    for (;;) {
      const name = this.#reserved() ?? '';
      const value = used.has(name) ? undefined : this.#aliases.get(name);
      if (value === undefined) return;
      used.add(name);
      const { line } = this.#next();
      const lexer = new Lexer(new Scanner(value, line), substitutionsOf);
      const tokens: Token[] = [];
      for (let token = lexer.next(); token.kind !== 'end'; token = lexer.next()) tokens.push(token);
      this.#ahead.unshift(...tokens);
    }
  }

  #isOperator(...texts: Operator[]): boolean {
    const token = this.#peek();
    return token.kind === 'operator' && texts.includes(token.text);
  }

  /** The reserved word that is next, where a command may begin. */
  #reserved(): string | undefined {
    const token = this.#peek();
    return token.kind === 'word' ? plainText(token.word) : undefined;
  }

  #unexpected(token: Token): SyntaxProblem {
    return token.kind === 'end'
      ? SyntaxProblem.unfinished(token.line)
      : SyntaxProblem.unexpected(tokenText(token), token.line);
  }

  #expectOperator(text: Operator): void {
    const token = this.#next();
    if (token.kind !== 'operator' || token.text !== text) throw this.#unexpected(token);
  }

  #expectReserved(...words: string[]): string {
    const reserved = this.#reserved();
    const token = this.#next();
    if (reserved === undefined || !words.includes(reserved)) throw this.#unexpected(token);
    return reserved;
  }

  #skipNewlines(): void {
    while (this.#peek().kind === 'newline') this.#next();
  }

  /** @param nested newlines separate too, and a closing word or parenthesis ends it */
  #list(nested: boolean): List {
    const items: ListItem[] = [];
    if (nested) this.#skipNewlines();
    for (;;) {
      const andOr = this.#andOr();
      const background = this.#isOperator('&');
      const separated = background || this.#isOperator(';') || (nested && this.#peek().kind === 'newline');
      items.push({ andOr, background });
      if (!separated) return items;
      this.#next();
      if (nested) this.#skipNewlines();
      const token = this.#peek();
      if (token.kind === 'end' || token.kind === 'newline' || this.#isOperator(')')) return items;
      if (nested && CLOSING.has(this.#reserved() ?? '')) return items;
    }
  }

  #andOr(): AndOr {
    const first = this.#pipeline();
    const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = [];
    while (this.#isOperator('&&', '||')) {
      const operator = tokenText(this.#next()) as '&&' | '||';
      this.#skipNewlines();
      rest.push({ operator, pipeline: this.#pipeline() });
    }
    return { first, rest };
  }

  #pipeline(): Pipeline {
    let negated = false;
    while (this.#reserved() === '!') {
      this.#next();
      negated = !negated;
    }
    const commands = [this.#command()];
    while (this.#isOperator('|', '|&')) {
      const last = commands.length - 1;
      const command = commands[last];
      if (tokenText(this.#next()) === '|&' && command !== undefined) {
        const both: Redirection = {
          fd: 2,
          operator: '>&',
          target: { parts: [{ kind: 'text', text: '1' }], source: '1' },
        };
        commands[last] = { ...command, redirections: [...command.redirections, both] };
      }
      this.#skipNewlines();
      commands.push(this.#command());
    }
    return { negated, commands };
  }

  #command(): Command {
    this.#expandAlias();
    const token = this.#peek();
    const { line } = token;
    if (token.kind === 'operator' && token.text === '(') {
      this.#next();
      if (this.#lexer.follows === '(') throw SyntaxProblem.notYet('arithmetic, ((…)),', line);
      const body = this.#list(true);
      this.#expectOperator(')');
      return { kind: 'subshell', body, line, redirections: this.#redirections() };
    }
    const reserved = this.#reserved();
    if (reserved === undefined) return this.#simple();
    if (NOT_YET[reserved] !== undefined) throw SyntaxProblem.notYet(NOT_YET[reserved], line);
    if (CLOSING.has(reserved) || reserved === '!') throw this.#unexpected(token);
    if (reserved === '{') {
      this.#next();
      const body = this.#list(true);
      this.#expectReserved('}');
      return { kind: 'group', body, line, redirections: this.#redirections() };
    }
    if (reserved === 'while' || reserved === 'until') {
      this.#next();
      const condition = this.#list(true);
      return { kind: reserved, condition, body: this.#doGroup(), line, redirections: this.#redirections() };
    }
    if (reserved === 'for') return this.#for();
    return reserved === 'if' ? this.#if() : this.#simple();
  }

  #doGroup(): List {
    this.#expectReserved('do');
    const body = this.#list(true);
    this.#expectReserved('done');
    return body;
  }

  #for(): ForCommand {
    const { line } = this.#next();
    if (this.#lexer.follows === '(') throw SyntaxProblem.notYet('`for ((…))`', line);
    const name = this.#next();
    if (name.kind !== 'word') throw this.#unexpected(name);
    if (this.#isOperator(';')) this.#next();
    this.#skipNewlines();
    let words: Word[] | undefined;
    if (this.#reserved() === 'in') {
      this.#next();
      words = [];
      for (let token = this.#peek(); token.kind === 'word'; token = this.#peek()) {
        words.push(token.word);
        this.#next();
      }
      const end = this.#next();
      if (end.kind !== 'newline' && tokenText(end) !== ';') throw this.#unexpected(end);
      this.#skipNewlines();
    }
    const body = this.#doGroup();
    const redirections = this.#redirections();
    return { kind: 'for', name: name.word.source, body, line, redirections, ...(words === undefined ? {} : { words }) };
  }

  #if(): IfCommand {
    const { line } = this.#next();
    const branches: { condition: List; body: List }[] = [];
    let otherwise: List | undefined;
    for (let word = 'elif'; word === 'elif';) {
      const condition = this.#list(true);
      this.#expectReserved('then');
      branches.push({ condition, body: this.#list(true) });
      word = this.#expectReserved('elif', 'else', 'fi');
      if (word !== 'else') continue;
      otherwise = this.#list(true);
      this.#expectReserved('fi');
    }
    const redirections = this.#redirections();
    return { kind: 'if', branches, line, redirections, ...(otherwise === undefined ? {} : { otherwise }) };
  }

  #simple(): Command {
    const { line } = this.#peek();
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    for (;;) {
      if (words.length === 0 && assignments.length > 0) this.#expandAlias();
      const token = this.#peek();
      const redirection = this.#redirection();
      if (redirection !== undefined) {
        redirections.push(redirection);
      } else if (token.kind === 'word') {
        this.#next();
        const assignment = words.length === 0 ? assignmentOf(token.word) : undefined;
        if (assignment === undefined) words.push(token.word);
        else assignments.push(assignment);
        if (this.#lexer.follows === '(' && token.word.source.endsWith('=') && assignment !== undefined) {
          throw SyntaxProblem.notYet('arrays', line);
        }
      } else {
        break;
      }
    }
    if (this.#isOperator('(') && words.length === 1 && assignments.length + redirections.length === 0) {
      this.#next();
      if (this.#isOperator(')')) throw SyntaxProblem.notYet('functions', line);
    }
    if (this.#isOperator('(') || words.length + assignments.length + redirections.length === 0) {
      throw this.#unexpected(this.#peek());
    }
    return { kind: 'simple', assignments, words, redirections, line };
  }

  #redirections(): Redirection[] {
    const redirections: Redirection[] = [];
    for (let next = this.#redirection(); next !== undefined; next = this.#redirection()) redirections.push(next);
    return redirections;
  }

  #redirection(): Redirection | undefined {
    const first = this.#peek();
    const fd = first.kind === 'number' ? first.value : undefined;
    if (fd !== undefined) this.#next();
    const token = this.#peek();
    if (token.kind !== 'operator' || !REDIRECTIONS.has(token.text)) return undefined;
    this.#next();
    const target = this.#next();
    if (target.kind !== 'word') throw this.#unexpected(target);
    const operator = token.text as RedirectionOperator;
    const redirection: Redirection = { operator, target: target.word, ...(fd === undefined ? {} : { fd }) };
    if (operator === '<<' || operator === '<<-') this.#lexer.expectBody(redirection);
    return redirection;
  }
}

/** `name=value` or `name+=value`, if the word is one. */
export const assignmentOf = (word: Word): Assignment | undefined => {
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

const substitutionsOf = (source: Scanner): SubstitutionParser => ({
  untilParenthesis() {
    try {
      return new Parser(source).untilParenthesis();
    } catch (error) {
      const ended = error instanceof SyntaxProblem && error.kind === 'unfinished';
      throw ended ? SyntaxProblem.unfinished(source.line, ')') : error;
    }
  },
  whole: (text, firstLine) => parse(text, { firstLine }),
});
