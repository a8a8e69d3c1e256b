/**
 * Why a command line cannot be parsed, in bash's words.
 *
 * - `unexpected`: a token where none of its kind may stand: `echo | | cat`, `;`, `)`.
 * - `unfinished`: the input ended inside something: `echo "abc`, `cat |`, `while true; do`. At a
 *   prompt this is no mistake: the shell asks for the next line with `> `.
 * - `conditional`: inside `[[ … ]]`, where bash says more about it.
 * - `too-deep`: more commands within commands than this shell can follow.
 * - `absent`: bash knows it, this shell does not.
 */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';
  readonly kind: 'unexpected' | 'unfinished' | 'conditional' | 'too-deep' | 'absent';
  /** Line of the source, from 1. */
  readonly line: number;
  /** Lines that bash prints after the message, before it shows the source line: `syntax error near …`. */
  readonly more: readonly string[];

  private constructor(kind: SyntaxProblem['kind'], line: number, message: string, more: readonly string[] = []) {
    super(message);
    this.kind = kind;
    this.line = line;
    this.more = more;
  }

  static unexpected(token: string, line: number): SyntaxProblem {
    return new SyntaxProblem('unexpected', line, `syntax error near unexpected token \`${token}'`);
  }

  /** `(( (1 ))`, `[[ a b ]]`: no token can be named, only where it happened. */
  static near(text: string, line: number): SyntaxProblem {
    return new SyntaxProblem('unexpected', line, `syntax error near \`${text}'`);
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

  /** @param near what stood where it went wrong */
  static conditional(message: string, near: string, line: number): SyntaxProblem {
    return new SyntaxProblem('conditional', line, message, [`syntax error near \`${near}'`]);
  }

  /** `for ((a; b))` */
  static arithmeticFor(message: string, source: string, line: number): SyntaxProblem {
    return new SyntaxProblem('conditional', line, `syntax error: ${message}`, [`syntax error: \`${source}'`]);
  }

  static tooDeep(limit: number, line: number): SyntaxProblem {
    return new SyntaxProblem('too-deep', line, `more than ${limit} commands within commands: memory exhausted`);
  }

  /** @param what e.g. `coproc` */
  static absent(what: string, line: number): SyntaxProblem {
    return new SyntaxProblem('absent', line, `${what}: not available in this Pi's shell`);
  }
}
