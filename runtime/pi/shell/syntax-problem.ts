/**
 * Why a command line cannot be parsed, in bash's words.
 *
 * - `unexpected`: a token where none of its kind may stand: `echo | | cat`, `;`, `)`.
 * - `unfinished`: the input ended inside something: `echo "abc`, `cat |`, `while true; do`. At a
 *   prompt this is no mistake: the shell asks for the next line with `> `.
 * - `conditional`: inside `[[ … ]]`. bash says what is wrong, shows no line, leaves `$?` as it was, and a
 *   shell that is not interactive reads no further.
 * - `arithmetic-for`: `for ((a; b))`. Two lines, and none of the source.
 * - `too-deep`: more commands within commands than this shell can follow.
 * - `absent`: bash knows it, this shell does not.
 */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';
  readonly kind: 'unexpected' | 'unfinished' | 'conditional' | 'arithmetic-for' | 'too-deep' | 'absent';
  /** Line of the source, from 1. */
  readonly line: number;
  /** Lines that bash prints behind the message. */
  readonly more: readonly string[];

  /** `$?` afterwards. @param before what it was */
  status(before: number): number {
    return this.kind === 'conditional' ? before : 2;
  }

  private constructor(kind: SyntaxProblem['kind'], line: number, message: string, more: readonly string[] = []) {
    super(message);
    this.kind = kind;
    this.line = line;
    this.more = more;
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

  static conditional(message: string, line: number): SyntaxProblem {
    return new SyntaxProblem('conditional', line, message);
  }

  /** `for ((a; b))` */
  static arithmeticFor(message: string, source: string, line: number): SyntaxProblem {
    return new SyntaxProblem('arithmetic-for', line, `syntax error: ${message}`, [`syntax error: \`${source}'`]);
  }

  static tooDeep(limit: number, line: number): SyntaxProblem {
    return new SyntaxProblem('too-deep', line, `more than ${limit} commands within commands: memory exhausted`);
  }

  /** @param what e.g. `coproc` */
  static absent(what: string, line: number): SyntaxProblem {
    return new SyntaxProblem('absent', line, `${what}: not available in this Pi's shell`);
  }
}
