/**
 * Parses `[[ … ]]` (bash(1), Conditional Expressions).
 *
 *     [[ -f log && $x == *.py ]]   [[ ! ( a < b || $n -gt 3 ) ]]   [[ $line =~ ^(a|b)+$ ]]
 *
 * No word in it is split or globbed; `<` and `>` compare; the right side of `==` is a pattern, that of `=~` a
 * regular expression.
 */
import type { ConditionalCommand, ConditionalExpression } from './ast.ts';
import { tokenText } from './lexer.ts';
import type { Token } from './lexer.ts';
import type { Parser } from './parser.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import { plainText } from './word-reader.ts';

const UNARY = /^-[abcdefghknoprstuvwxzGLNORS]$/;
const BINARY: ReadonlySet<string> = new Set('= == != =~ < > -eq -ne -lt -le -gt -ge -nt -ot -ef'.split(' '));
const MATCHING: ReadonlySet<string> = new Set(['=', '==', '!=']);
const SETTING = { conditional: true, assignment: false } as const;

export const conditional = (parser: Parser): ConditionalCommand => {
  const { line } = parser.next();
  const expression = either(parser);
  const end = parser.next(SETTING);
  if (!isClose(end)) {
    if (end.kind === 'end') throw SyntaxProblem.unfinished(end.line);
    const where = end.kind === 'operator' ? `: unexpected token \`${tokenText(end)}'` : '';
    throw SyntaxProblem.conditional(`syntax error in conditional expression${where}`, end.line);
  }
  return { kind: 'conditional', expression, line, redirections: parser.redirections() };
};

const isClose = (token: Token): boolean => token.kind === 'word' && plainText(token.word) === ']]';

const isOperator = (token: Token, text: string): boolean => token.kind === 'operator' && token.text === text;

const skipNewlines = (parser: Parser): Token => {
  while (parser.peek(SETTING).kind === 'newline') parser.next();
  return parser.peek(SETTING);
};

const either = (parser: Parser): ConditionalExpression => {
  let left = both(parser);
  while (isOperator(skipNewlines(parser), '||')) {
    parser.next();
    left = { kind: 'or', left, right: both(parser) };
  }
  return left;
};

const both = (parser: Parser): ConditionalExpression => {
  let left = term(parser);
  while (isOperator(skipNewlines(parser), '&&')) {
    parser.next();
    left = { kind: 'and', left, right: term(parser) };
  }
  return left;
};

const term = (parser: Parser): ConditionalExpression =>
  parser.lexer.source.deeper(() => {
    const token = skipNewlines(parser);
    if (isOperator(token, '(')) return grouped(parser);
    if (token.kind === 'end') throw SyntaxProblem.unfinished(token.line);
    if (token.kind !== 'word' || isClose(token)) throw SyntaxProblem.unexpected(tokenText(token), token.line);
    parser.next();
    const text = plainText(token.word);
    if (text === '!') return { kind: 'not', operand: term(parser) };
    if (text !== undefined && UNARY.test(text)) {
      const operand = operandOf(parser, 'unary');
      return { kind: 'unary', operator: text, operand };
    }
    return binary(parser, token);
  });

const grouped = (parser: Parser): ConditionalExpression => {
  parser.next();
  const expression = either(parser);
  const end = parser.next(SETTING);
  if (isOperator(end, ')')) return expression;
  if (end.kind === 'end') throw SyntaxProblem.unfinished(end.line);
  throw SyntaxProblem.conditional(`unexpected token \`${tokenText(end)}', expected \`)'`, end.line);
};

const operandOf = (parser: Parser, kind: 'unary' | 'binary') => {
  const token = parser.next(SETTING);
  if (token.kind === 'word' && !isClose(token)) return token.word;
  if (token.kind === 'end') throw SyntaxProblem.unfinished(token.line);
  throw SyntaxProblem.conditional(
    `unexpected argument \`${tokenText(token)}' to conditional ${kind} operator`,
    token.line,
  );
};

const binary = (parser: Parser, left: Token & { kind: 'word' }): ConditionalExpression => {
  const token = parser.peek(SETTING);
  const text = token.kind === 'word' ? (plainText(token.word) ?? '') : tokenText(token);
  if (text === ']]' || text === '&&' || text === '||' || text === ')') return { kind: 'word', word: left.word };
  if (token.kind === 'end' || !BINARY.has(text)) {
    if (token.kind === 'end' && parser.lexer.source.open) throw SyntaxProblem.unfinished(token.line);
    const message = 'conditional binary operator expected';
    const named = token.kind === 'word' ? message : `unexpected token \`${tokenText(token)}', ${message}`;
    throw SyntaxProblem.conditional(named, token.line);
  }
  parser.next();
  if (text === '=~') {
    const { source, words } = parser.lexer;
    source.match(/[ \t]+/y);
    const right = words.regularExpression();
    if (right.source !== '') return { kind: 'binary', operator: text, left: left.word, right };
  }
  if (MATCHING.has(text)) parser.peek({ ...SETTING, extglob: true });
  return { kind: 'binary', operator: text, left: left.word, right: operandOf(parser, 'binary') };
};
