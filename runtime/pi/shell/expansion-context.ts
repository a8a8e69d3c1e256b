import type * as expansions from './expansions.ts';
import type { List } from './ast.ts';
import type { Directories } from './glob.ts';
import type { Variables } from './variables.ts';

/** Options that expansion looks at: of `set`, and of `shopt` (absent: off). */
export interface ExpansionOptions {
  /** `set -u` */
  readonly nounset: boolean;
  /** `set -f` */
  readonly noglob: boolean;
  readonly nullglob?: boolean;
  readonly failglob?: boolean;
  readonly dotglob?: boolean;
  /** `?(…)`, `*(…)`, `+(…)`, `@(…)`, `!(…)` in file names. The parser must be told too: `ParserOptions.extglob`. */
  readonly extglob?: boolean;
  readonly globstar?: boolean;
  readonly nocaseglob?: boolean;
  /** Of `${x/p/r}`, `case` and `[[`. */
  readonly nocasematch?: boolean;
  /** `set +B`: braces stay as they are. Absent: they are expanded. */
  readonly braceexpand?: boolean;
}

/** What expansion needs to know of the shell. */
export interface ExpansionContext {
  /**
   * A special parameter (`?`, `$`, `!`, `#`, `-`, `0`) or the value of a variable; undefined: not set.
   * `$1` and so on are in `positional`.
   */
  parameter(name: string): string | undefined;
  /** `$1`, `$2`, … */
  readonly positional: readonly string[];
  /** Arrays, attributes, namerefs; and where `${x:=y}` and `$((x=1))` assign to. */
  readonly variables: Variables;
  /** `name=value`. @throws AssignmentProblem */
  assign(name: string, value: string): void;
  /** Runs commands and returns what they printed, without the newlines at its end. */
  substitute(list: List): Promise<string>;
  /** `<(…)`, `>(…)`: starts the commands. @returns the path to read from or to write to, `/dev/fd/63` */
  substituteProcess(direction: '<' | '>', list: List): Promise<string>;
  /**
   * `evaluateArithmetic` of arithmetic.ts, which is a late part, with the shell's variables.
   * @param expression expanded already
   * @throws ExpansionProblem
   */
  arithmetic(expression: string): Promise<bigint>;
  /** `${x@P}`: escapes of a prompt (`\u`, `\w`, …). */
  promptText(text: string): Promise<string>;
  /** All expansions, for what expand.ts cannot do by itself. */
  expansions(): Promise<typeof expansions>;
  /** A message that ends nothing: `a: bad array subscript`. */
  complain(text: string): Promise<void>;
  /** Home of a user, or with '' of this one. */
  homeOf(user: string): string | undefined;
  readonly directories: Directories;
  readonly options: ExpansionOptions;
}
