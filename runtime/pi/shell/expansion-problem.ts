/**
 * Why a word cannot be expanded or a variable not assigned, in bash's words. The command it stands in
 * is not run, nor is the rest of what was read together with it: the shell goes on with the next line.
 *
 *     $((1/0))   ${a b}   x=2 where x is readonly
 *
 * A fatal one ends a shell that is not interactive:
 *
 *     ${x:?message}   $x under `set -u` where x is not set
 */
export class ExpansionProblem extends Error {
  override readonly name: string = 'ExpansionProblem';
  readonly fatal: boolean;
  /** Of a shell that it ends. */
  readonly status: number;
  /** Where it came about, `./lib: line 3: `, once that is no longer where the shell is. */
  where: string | undefined;

  constructor(message: string, fatal = false, status = fatal ? 127 : 1) {
    super(message);
    this.fatal = fatal;
    this.status = status;
  }
}

/** A variable that cannot be set or unset: `x: readonly variable`. Builtins say it after their name and go on. */
export class AssignmentProblem extends ExpansionProblem {
  override readonly name = 'AssignmentProblem';
}
