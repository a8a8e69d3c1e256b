/** Parses compound commands (bash(1), Compound Commands), each with the redirections behind it, and functions. */
import type {
  ArithmeticForCommand,
  CaseCommand,
  Command,
  ForCommand,
  FunctionCommand,
  IfCommand,
  List,
  Redirection,
  SelectCommand,
  Word,
} from './ast.ts';
import { conditional } from './conditional-parser.ts';
import { tokenText } from './lexer.ts';
import type { Parser } from './parser.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import { plainText } from './word-reader.ts';

/** `name() …` may define any word but these. */
const BEGINNING: Readonly<Record<string, (parser: Parser) => Command>> = {
  '{': (parser) => group(parser),
  while: (parser) => loop(parser, 'while'),
  until: (parser) => loop(parser, 'until'),
  for: (parser) => forLoop(parser),
  select: (parser) => select(parser),
  if: (parser) => condition(parser),
  case: (parser) => choice(parser),
  function: (parser) => definition(parser),
  '[[': (parser) => conditional(parser),
  coproc: (parser) => {
    throw SyntaxProblem.absent('coproc', parser.peek().line);
  },
};

/** Whether a compound command begins here. */
export const isCompound = (parser: Parser): boolean => {
  const reserved = parser.reserved();
  return parser.isOperator('(') || (reserved !== undefined && Object.hasOwn(BEGINNING, reserved));
};

export const compound = (parser: Parser): Command =>
  parser.isOperator('(') ? parenthesis(parser) : (BEGINNING[parser.reserved() ?? '']?.(parser) ?? parenthesis(parser));

/** `((…))`, or `( … )`. */
const parenthesis = (parser: Parser): Command => {
  const { line } = parser.next();
  const { source, words } = parser.lexer;
  const expression =
    source.peek() === '('
      ? source.attempt('arithmetic', () => {
          source.next();
          return words.arithmetic();
        })
      : undefined;
  if (expression !== undefined) return { kind: 'arithmetic', expression, line, redirections: parser.redirections() };
  const body = parser.list(true, true);
  parser.expectOperator(')');
  return { kind: 'subshell', body, line, redirections: parser.redirections() };
};

const group = (parser: Parser): Command => {
  const { line } = parser.next();
  const body = parser.list(true, true);
  parser.expectReserved('}');
  return { kind: 'group', body, line, redirections: parser.redirections() };
};

const loop = (parser: Parser, kind: 'while' | 'until'): Command => {
  const { line } = parser.next();
  const condition = parser.list(true, true);
  return { kind, condition, body: doGroup(parser), line, redirections: parser.redirections() };
};

const doGroup = (parser: Parser): List => {
  parser.expectReserved('do');
  const body = parser.list(true, true);
  parser.expectReserved('done');
  return body;
};

/** `do … done`; behind `for` and `select` also `{ … }`, as bash has it since ever. */
const loopBody = (parser: Parser): List => {
  if (parser.reserved() !== '{') return doGroup(parser);
  parser.next();
  const body = parser.list(true, true);
  parser.expectReserved('}');
  return body;
};

const forLoop = (parser: Parser): ForCommand | ArithmeticForCommand => {
  const { line } = parser.next();
  const { lexer } = parser;
  lexer.blanks();
  if (lexer.source.take('((')) return arithmeticFor(parser, line);
  return { kind: 'for', ...named(parser), line, redirections: parser.redirections() };
};

const select = (parser: Parser): SelectCommand => {
  const { line } = parser.next();
  return { kind: 'select', ...named(parser), line, redirections: parser.redirections() };
};

/** `NAME [in WORDS]; do … done` */
const named = (parser: Parser): Pick<ForCommand, 'name' | 'words' | 'body'> => {
  const name = parser.next({ assignment: false });
  if (name.kind !== 'word') throw parser.unexpected(name);
  if (parser.isOperator(';')) parser.next();
  parser.skipNewlines();
  let words: Word[] | undefined;
  if (parser.reserved() === 'in') {
    parser.next();
    words = [];
    for (
      let token = parser.peek({ assignment: false });
      token.kind === 'word';
      token = parser.peek({ assignment: false })
    ) {
      words.push(token.word);
      parser.next();
    }
    const end = parser.next();
    if (end.kind !== 'newline' && tokenText(end) !== ';') throw parser.unexpected(end);
    parser.skipNewlines();
  }
  const body = loopBody(parser);
  return { name: name.word.source, body, ...(words === undefined ? {} : { words }) };
};

/** `for ((start; condition; step))` */
const arithmeticFor = (parser: Parser, line: number): ArithmeticForCommand => {
  const { source, words } = parser.lexer;
  const begin = source.at - 2;
  const expressions: Word[] = [];
  do expressions.push(words.arithmeticUntilSemicolon());
  while (source.take(';'));
  if (source.ended) throw SyntaxProblem.unfinished(line, ')');
  const closed = source.take('))');
  const [start, condition, step, ...others] = expressions;
  if (!closed) throw SyntaxProblem.unexpected(source.peek(), source.line);
  if (start === undefined || condition === undefined || step === undefined || others.length > 0) {
    const written = source.text.slice(begin, source.at);
    const message = others.length > 0 ? "`;' unexpected" : 'arithmetic expression required';
    throw SyntaxProblem.arithmeticFor(message, written, line);
  }
  if (parser.isOperator(';')) parser.next();
  parser.skipNewlines();
  const body = loopBody(parser);
  return { kind: 'arithmetic-for', start, condition, step, body, line, redirections: parser.redirections() };
};

const condition = (parser: Parser): IfCommand => {
  const { line } = parser.next();
  const branches: { condition: List; body: List }[] = [];
  let otherwise: List | undefined;
  for (let word = 'elif'; word === 'elif';) {
    const condition = parser.list(true, true);
    parser.expectReserved('then');
    branches.push({ condition, body: parser.list(true, true) });
    word = parser.expectReserved('elif', 'else', 'fi');
    if (word !== 'else') continue;
    otherwise = parser.list(true, true);
    parser.expectReserved('fi');
  }
  const redirections = parser.redirections();
  return { kind: 'if', branches, line, redirections, ...(otherwise === undefined ? {} : { otherwise }) };
};

const choice = (parser: Parser): CaseCommand => {
  const { line } = parser.next();
  const word = parser.next({ assignment: false });
  if (word.kind !== 'word') throw parser.unexpected(word);
  parser.skipNewlines();
  parser.expectReserved('in');
  const clauses: CaseCommand['clauses'][number][] = [];
  for (;;) {
    parser.skipNewlines();
    if (parser.reserved() === 'esac') break;
    const patterns = casePatterns(parser);
    const body = parser.list(true);
    const next = parser.isOperator(';;', ';&', ';;&') ? (tokenText(parser.next()) as ';;' | ';&' | ';;&') : undefined;
    clauses.push({ patterns, body, next: next ?? ';;' });
    if (next === undefined) {
      parser.skipNewlines();
      break;
    }
  }
  parser.expectReserved('esac');
  return { kind: 'case', word: word.word, clauses, line, redirections: parser.redirections() };
};

/** `[(] pattern | pattern )` */
const casePatterns = (parser: Parser): Word[] => {
  if (parser.isOperator('(')) parser.next();
  const patterns: Word[] = [];
  do {
    if (patterns.length > 0) parser.next();
    const token = parser.next({ assignment: false });
    if (token.kind !== 'word') throw parser.unexpected(token);
    patterns.push(token.word);
  } while (parser.isOperator('|'));
  parser.expectOperator(')');
  return patterns;
};

/** `function name [()] …` */
const definition = (parser: Parser): Command => {
  const { line } = parser.next();
  const name = parser.next({ assignment: false });
  if (name.kind !== 'word') throw parser.unexpected(name);
  if (parser.isOperator('(')) {
    parser.next();
    parser.expectOperator(')');
  }
  return functionBody(parser, plainText(name.word) ?? name.word.source, line);
};

/** What a function does: a compound command. The place is behind the name and its parentheses. */
export const functionBody = (parser: Parser, name: string, line: number): FunctionCommand => {
  parser.skipNewlines();
  if (!isCompound(parser) || parser.reserved() === 'function') throw parser.unexpected(parser.peek());
  const redirections: readonly Redirection[] = [];
  return { kind: 'function', name, body: compound(parser), line, redirections };
};
