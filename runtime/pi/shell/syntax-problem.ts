/**
 * Why a command line cannot be parsed, in bash's words.
 *
 * - `unexpected`: a token where none of its kind may stand: `echo | | cat`, `;`, `)`.
 * - `unfinished`: the input ended inside something: `echo "abc`, `cat |`, `while true; do`. At a
 *   prompt this is no mistake: the shell asks for the next line with `> `.
 * - `not-yet`: bash knows it, this shell does not.
 */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';
  readonly kind: 'unexpected' | 'unfinished' | 'not-yet';
  /** Line of the source, from 1. */
  readonly line: number;

  private constructor(kind: SyntaxProblem['kind'], line: number, message: string) {
    super(message);
    this.kind = kind;
    this.line = line;
  }

  static unexpected(token: string, line: number): SyntaxProblem {
    return new SyntaxProblem('unexpected', line, `syntax error near unexpected token \`${token}'`);
  }

  /** @param closer what is missing, e.g. `"`; absent: the rest of a command */
  static unfinished(line: number, closer?: string): SyntaxProblem {
    return new SyntaxProblem(
      'unfinished',
      line,
      closer === undefined
        ? 'syntax error: unexpected end of file'
        : `unexpected EOF while looking for matching \`${closer}'`,
    );
  }

  /** @param what e.g. `functions` */
  static notYet(what: string, line: number): SyntaxProblem {
    return new SyntaxProblem('not-yet', line, `this Pi's shell does not have ${what} yet`);
  }
}
