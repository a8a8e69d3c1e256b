/**
 * What the parser makes of a command line: the grammar of bash(1), "SHELL GRAMMAR", as data.
 *
 *     VAR=x mosquitto_pub -t "a/$b" | cat > log && echo done &
 *
 * is a list of one item in the background; the item is an and-or list of two pipelines; the first
 * pipeline has two simple commands, the first with one assignment, the second with one redirection.
 * A word is kept as its parts, because quotes decide what expansion may do with each of them:
 * `a"b c"$d` is text, then double-quoted text, then a parameter.
 */

export interface Word {
  readonly parts: readonly WordPart[];
  /** As typed, for job lists and messages. */
  readonly source: string;
  /**
   * Where an assignment may stand and this is one: before a command, or behind `declare`, `export`,
   * `local`, `readonly`, `typeset`. An array's elements are in it alone.
   */
  readonly assignment?: Assignment;
}

export type WordPart =
  /** Unquoted: `*`, `?`, `[` and a leading `~` are active. */
  | { readonly kind: 'text'; readonly text: string }
  /** From '…', $'…' or a backslash: nothing in it is active. */
  | { readonly kind: 'quoted'; readonly text: string }
  /** "…": parameters and substitutions inside are expanded, and not split. */
  | { readonly kind: 'double'; readonly parts: readonly WordPart[] }
  | ParameterPart
  /** $(…) and `…` */
  | { readonly kind: 'substitution'; readonly list: List }
  /** $((…)): expanded like text in double quotes, then evaluated. */
  | { readonly kind: 'arithmetic'; readonly expression: Word }
  /** <(…) and >(…) */
  | { readonly kind: 'process'; readonly direction: '<' | '>'; readonly list: List }
  /** `${a b}`: bash complains only when it comes to expand it. */
  | { readonly kind: 'bad'; readonly source: string };

export interface ParameterPart {
  readonly kind: 'parameter';
  /** `$name`, without braces: letters that brace expansion puts behind it belong to the name. */
  readonly bare?: true;
  /** A variable's name, a number, or one of `? $ ! # @ * - 0`. */
  readonly name: string;
  /** `${name[…]}`: an arithmetic expression, a key, or all elements. */
  readonly subscript?: Word | '@' | '*';
  /** `${#name}` */
  readonly length?: boolean;
  /** `${!name}`: the parameter whose name is the value. */
  readonly indirect?: boolean;
  /** `${!prefix@}`: names of variables. `${!name[@]}`: keys of an array. */
  readonly names?: '@' | '*';
  readonly operator?: ParameterOperator;
  /** What follows the operator: a default, a pattern, an offset, a letter of `@`. */
  readonly word?: Word;
  /** Of `/` what to put in its place, of `:` the length; absent: nothing was said. */
  readonly second?: Word;
}

// prettier-ignore
export type ParameterOperator =
  | ':-' | '-' | ':=' | '=' | ':?' | '?' | ':+' | '+'
  | '#' | '##' | '%' | '%%' | '/' | '//' | '/#' | '/%'
  | '^' | '^^' | ',' | ',,' | ':' | '@';

export interface Assignment {
  readonly name: string;
  /** `name[…]=` */
  readonly subscript?: Word;
  /** `name+=value` */
  readonly append: boolean;
  readonly value: Word;
  /** `name=(…)`: the elements; `value` is empty then. */
  readonly elements?: readonly ArrayElement[];
}

/** `value`, `[subscript]=value` or `[subscript]+=value` between the parentheses of an array. */
export interface ArrayElement {
  readonly subscript?: Word;
  readonly append?: boolean;
  readonly value: Word;
}

export type RedirectionOperator = '<' | '>' | '>>' | '>|' | '<>' | '<&' | '>&' | '&>' | '&>>' | '<<' | '<<-' | '<<<';

export interface Redirection {
  /** The number before the operator; absent: 0 for input, 1 for output. */
  readonly fd?: number;
  /** `{name}>file`: the shell chooses the descriptor, 10 or above, and assigns it to this variable. */
  readonly variable?: string;
  readonly operator: RedirectionOperator;
  /** File, descriptor or text; of `<<` and `<<-` the delimiter. */
  readonly target: Word;
  /** Of `<<` and `<<-`. Filled in by the lexer when it reaches the lines below. */
  body?: Word;
}

interface CommandBase {
  /** Counted from 1 in the script or line. */
  readonly line: number;
  readonly redirections: readonly Redirection[];
}

export interface SimpleCommand extends CommandBase {
  readonly kind: 'simple';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
}

export interface GroupCommand extends CommandBase {
  /** ( … ) or { …; } */
  readonly kind: 'subshell' | 'group';
  readonly body: List;
}

export interface LoopCommand extends CommandBase {
  readonly kind: 'while' | 'until';
  readonly condition: List;
  readonly body: List;
}

export interface ForCommand extends CommandBase {
  readonly kind: 'for';
  readonly name: string;
  /** Absent: the positional parameters. */
  readonly words?: readonly Word[];
  readonly body: List;
}

export interface IfCommand extends CommandBase {
  readonly kind: 'if';
  /** `if` and every `elif`. */
  readonly branches: readonly { readonly condition: List; readonly body: List }[];
  readonly otherwise?: List;
}

/** `select`: as `for`, with a menu. */
export interface SelectCommand extends Omit<ForCommand, 'kind'> {
  readonly kind: 'select';
}

export interface CaseCommand extends CommandBase {
  readonly kind: 'case';
  readonly word: Word;
  readonly clauses: readonly {
    readonly patterns: readonly Word[];
    readonly body: List;
    /** `;;` ends it, `;&` goes on with the next body, `;;&` with the next patterns. */
    readonly next: ';;' | ';&' | ';;&';
  }[];
}

/** `((…))` */
export interface ArithmeticCommand extends CommandBase {
  readonly kind: 'arithmetic';
  readonly expression: Word;
}

/** `for ((start; condition; step))` */
export interface ArithmeticForCommand extends CommandBase {
  readonly kind: 'arithmetic-for';
  readonly start: Word;
  readonly condition: Word;
  readonly step: Word;
  readonly body: List;
}

/** `[[ … ]]` */
export interface ConditionalCommand extends CommandBase {
  readonly kind: 'conditional';
  readonly expression: ConditionalExpression;
}

export type ConditionalExpression =
  | { readonly kind: 'not'; readonly operand: ConditionalExpression }
  | { readonly kind: 'and' | 'or'; readonly left: ConditionalExpression; readonly right: ConditionalExpression }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Word }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Word; readonly right: Word }
  /** A word alone: whether it is not empty. */
  | { readonly kind: 'word'; readonly word: Word };

/** `name() …`, `function name …` */
export interface FunctionCommand extends CommandBase {
  readonly kind: 'function';
  readonly name: string;
  readonly body: Command;
}

export type Command =
  | SimpleCommand
  | GroupCommand
  | LoopCommand
  | ForCommand
  | SelectCommand
  | ArithmeticForCommand
  | IfCommand
  | CaseCommand
  | ArithmeticCommand
  | ConditionalCommand
  | FunctionCommand;

export interface Pipeline {
  /** `time` before it; `-p` asks for the words of POSIX. */
  readonly timed?: 'bash' | 'posix';
  /** `!` before it. */
  readonly negated: boolean;
  /** Empty behind a lone `time` or `!`. */
  readonly commands: readonly Command[];
}

export interface AndOr {
  readonly first: Pipeline;
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly pipeline: Pipeline }[];
}

export interface ListItem {
  readonly andOr: AndOr;
  /** Ended by `&`. */
  readonly background: boolean;
}

export type List = readonly ListItem[];
