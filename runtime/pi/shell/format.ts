/**
 * Commands written out again, as bash does it: for job lists, `type`, `declare -f`, BASH_COMMAND.
 *
 *     while true; do        a loop in a job list: its body on lines of its own
 *         sleep 5;
 *     done
 *     a; b | c && d         but lists in one line; in a function each command has its own
 */
import type {
  AndOr,
  CaseCommand,
  Command,
  ConditionalExpression,
  FunctionCommand,
  IfCommand,
  List,
  Pipeline,
  Redirection,
  SimpleCommand,
  Word,
} from './ast.ts';

const STEP = 4;

class Printer {
  #text = '';
  #indent = 0;
  /** Commands of a list get lines of their own. */
  #inFunction = false;
  /** The first line of a list stands behind something. */
  #follows = true;
  #heredocs: Redirection[] = [];

  get text(): string {
    return this.#text;
  }

  list(list: List): void {
    for (const [index, { andOr, background }] of list.entries()) {
      const isLast = index === list.length - 1;
      this.andOr(andOr);
      if (background) this.#text += isLast ? ' &' : ' & ';
      else if (!isLast) this.#next();
      if (background) this.#follows = true;
    }
    if (list.length > 0) this.#bodies();
  }

  /** Between two commands of a list. */
  #next(): void {
    const hadBodies = this.#bodies();
    if (!hadBodies) this.#text += ';';
    this.#text += this.#inFunction || hadBodies ? '\n' : ' ';
    this.#follows = !this.#inFunction;
  }

  /** Here-documents whose lines are due. */
  #bodies(): boolean {
    const due = this.#heredocs;
    this.#heredocs = [];
    for (const { body, target } of due)
      this.#text += `\n${body?.source ?? ''}${target.source.replace(/['"\\]/g, '')}\n`;
    return due.length > 0;
  }

  #begin(): void {
    if (!this.#follows) this.#text += ' '.repeat(this.#indent);
    this.#follows = true;
  }

  #line(text: string): void {
    this.#text += `\n${' '.repeat(this.#indent)}${text}`;
    this.#follows = true;
  }

  #semicolon(): void {
    if (!/[&\n]$/.test(this.#text)) this.#text += ';';
  }

  /** Indented on lines of its own, ended by a semicolon. */
  #body(list: List): void {
    this.#indent += STEP;
    this.#text += '\n';
    this.#follows = false;
    this.list(list);
    this.#semicolon();
    this.#indent -= STEP;
  }

  andOr({ first, rest }: AndOr): void {
    this.#pipeline(first);
    for (const { operator, pipeline } of rest) {
      this.#text += ` ${operator} `;
      this.#pipeline(pipeline);
    }
  }

  #pipeline({ timed, negated, commands }: Pipeline): void {
    this.#begin();
    if (timed !== undefined) this.#text += timed === 'posix' ? 'time -p ' : 'time ';
    if (negated) this.#text += '! ';
    for (const [index, command] of commands.entries()) {
      if (index > 0) {
        this.#text += ' |';
        this.#text += this.#bodies() ? '  ' : ' ';
      }
      this.command(command);
    }
  }

  command(command: Command): void {
    this.#begin();
    if (command.kind === 'function') {
      this.definition(command, `function ${command.name} () `);
      return;
    }
    this.#command(command);
    this.#redirections(command.redirections, command.kind === 'simple' && this.#isBare(command));
  }

  #isBare({ assignments, words }: SimpleCommand): boolean {
    return assignments.length + words.length === 0;
  }

  #redirections(redirections: readonly Redirection[], bare: boolean): void {
    for (const [index, redirection] of redirections.entries()) {
      this.#text += `${bare && index === 0 ? '' : ' '}${formatRedirection(redirection)}`;
      if (redirection.operator === '<<' || redirection.operator === '<<-') this.#heredocs.push(redirection);
    }
  }

  #command(command: Exclude<Command, FunctionCommand>): void {
    switch (command.kind) {
      case 'simple':
        this.#text += [...command.assignments.map(formatAssignment), ...command.words.map(sourceOf)].join(' ');
        return;
      case 'subshell':
        this.#text += '( ';
        this.list(command.body);
        this.#text += ' )';
        return;
      case 'group':
        return this.#group(command.body);
      case 'while':
      case 'until':
        this.#text += `${command.kind} `;
        this.list(command.condition);
        this.#semicolon();
        this.#text += ' do';
        this.#body(command.body);
        return this.#line('done');
      case 'for':
      case 'select':
        this.#text += `${command.kind} ${command.name} in ${(command.words ?? [ALL]).map(sourceOf).join(' ')};`;
        return this.#do(command.body);
      case 'arithmetic-for':
        this.#text += `for ((${[command.start, command.condition, command.step].map((word) => sourceOf(word).trim()).join('; ')}))`;
        return this.#do(command.body);
      case 'if':
        return this.#if(command.branches, command.otherwise);
      case 'case':
        return this.#case(command);
      case 'arithmetic':
        this.#text += `((${command.expression.source}))`;
        return;
      case 'conditional':
        this.#text += `[[ ${formatConditional(command.expression)} ]]`;
        return;
    }
  }

  #do(body: List): void {
    this.#line('do');
    this.#body(body);
    this.#line('done');
  }

  #if([first, ...rest]: IfCommand['branches'], otherwise: List | undefined): void {
    if (first === undefined) return;
    this.#text += 'if ';
    this.list(first.condition);
    this.#semicolon();
    this.#text += ' then';
    this.#body(first.body);
    if (rest.length > 0) {
      this.#line('else');
      this.#indent += STEP;
      this.#line('');
      this.#if(rest, otherwise);
      this.#indent -= STEP;
      this.#semicolon();
    } else if (otherwise !== undefined) {
      this.#line('else');
      this.#body(otherwise);
    }
    this.#line('fi');
  }

  #case({ word, clauses }: CaseCommand): void {
    this.#text += `case ${word.source} in `;
    this.#indent += STEP;
    for (const { patterns, body, next } of clauses) {
      this.#line(`${patterns.map(sourceOf).join(' | ')})\n`);
      this.#indent += STEP;
      this.#follows = false;
      this.list(body);
      this.#indent -= STEP;
      this.#line(next);
    }
    this.#indent -= STEP;
    this.#line('esac');
  }

  #group(body: List): void {
    this.#text += '{ ';
    if (!this.#inFunction) {
      this.list(body);
      this.#semicolon();
      this.#text += ' }';
      return;
    }
    this.#lines(body);
    this.#text += '}';
  }

  #lines(body: List): void {
    this.#indent += STEP;
    this.#text += '\n';
    this.#follows = false;
    this.list(body);
    this.#indent -= STEP;
    this.#text += `\n${' '.repeat(this.#indent)}`;
    this.#follows = true;
  }

  /** @param head `f () `: a newline follows, then the body in braces */
  definition({ body, redirections }: FunctionCommand, head: string, oneLine = false): void {
    const before = this.#inFunction;
    this.#inFunction = !oneLine;
    const list: List =
      body.kind === 'group'
        ? body.body
        : [{ andOr: { first: { negated: false, commands: [body] }, rest: [] }, background: false }];
    this.#text += head;
    if (!oneLine) this.#text += `\n${' '.repeat(this.#indent)}`;
    this.#text += '{ ';
    this.#lines(list);
    this.#text += '}';
    if (body.kind === 'group') this.#redirections(body.redirections, false);
    this.#redirections(redirections, false);
    this.#inFunction = before;
  }
}

const ALL: Word = { parts: [], source: '"$@"' };
const sourceOf = ({ source }: Word): string => source;

const printed = (print: (printer: Printer) => void): string => {
  const printer = new Printer();
  print(printer);
  return printer.text.replace(/\n+$/, '');
};

export const formatList = (list: List): string => printed((printer) => printer.list(list));
export const formatAndOr = (andOr: AndOr): string => printed((printer) => printer.andOr(andOr));
export const formatCommand = (command: Command): string => printed((printer) => printer.command(command));

/** As `declare -f` and `type` show it; `body`: as it goes into the environment of others. */
export const formatFunction = (command: FunctionCommand, { body = false } = {}): string =>
  printed((printer) => printer.definition(command, body ? '' : `${command.name} () `, body));

/** What the DEBUG trap and `set -x` call a compound command. */
export const formatHead = (command: Command): string => {
  if (command.kind === 'for' || command.kind === 'select') {
    return `${command.kind} ${command.name} in ${(command.words ?? [ALL]).map(sourceOf).join(' ')}`;
  }
  return command.kind === 'case' ? `case ${command.word.source} in ` : formatCommand(command);
};

const formatAssignment = ({
  name,
  subscript,
  append,
  value,
  elements,
}: SimpleCommand['assignments'][number]): string => {
  const key = subscript === undefined ? '' : `[${subscript.source}]`;
  const list = elements?.map(
    (each) => (each.subscript === undefined ? '' : `[${each.subscript.source}]=`) + each.value.source,
  );
  return `${name}${key}${append ? '+' : ''}=${list === undefined ? value.source : `(${list.join(' ')})`}`;
};

export const formatConditional = (expression: ConditionalExpression): string => {
  switch (expression.kind) {
    case 'not':
      return `! ${grouped(expression.operand)}`;
    case 'and':
      return `${grouped(expression.left, 'or')} && ${grouped(expression.right, 'or')}`;
    case 'or':
      return `${formatConditional(expression.left)} || ${formatConditional(expression.right)}`;
    case 'unary':
      return `${expression.operator} ${expression.operand.source}`;
    case 'binary':
      return `${expression.left.source} ${expression.operator} ${expression.right.source}`;
    case 'word':
      return `-n ${expression.word.source}`;
  }
};

const grouped = (expression: ConditionalExpression, kind?: 'or'): string => {
  const text = formatConditional(expression);
  const isLoose = kind === undefined ? expression.kind === 'and' || expression.kind === 'or' : expression.kind === kind;
  return isLoose ? `( ${text} )` : text;
};

const formatRedirection = ({ fd, variable, operator, target }: Redirection): string => {
  const isText = operator === '<<' || operator === '<<-';
  const space = operator === '>&' || operator === '<&' || isText ? '' : ' ';
  const usual = operator === '>&' ? '1' : operator === '<&' ? '0' : '';
  const shown = variable === undefined ? (fd ?? usual) : `{${variable}}`;
  // The descriptor that is meant anyway is not written: `1>f` is `> f`.
  const plain =
    (fd === 1 && operator.startsWith('>') && space === ' ') ||
    (fd === 0 && operator.startsWith('<') && operator !== '<&');
  return `${plain ? '' : shown}${operator}${space}${target.source}`;
};
