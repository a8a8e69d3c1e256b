/** Reads the command line of ps(1): options of System V (-ef), of BSD (aux), of GNU (--forest). */
import type { Column } from './columns.ts';
import { columnNamed, columnsOf } from './columns.ts';

/** What is wrong with the line, as ps says it behind `error: `. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
}

/** By what processes are chosen: any of these will do. */
export type Choice =
  | { readonly by: 'pid' | 'ppid' | 'session' | 'group-leader'; readonly numbers: readonly number[] }
  | { readonly by: 'user' | 'command' | 'terminal' | 'group'; readonly names: readonly string[] };

export interface Request {
  all: boolean;
  /** a, x of BSD. */
  others: boolean;
  withoutTerminal: boolean;
  /** -a, -d: not the leaders of sessions. */
  notLeaders: 'with-terminal' | 'any' | undefined;
  running: boolean;
  thisTerminal: boolean;
  inverse: boolean;
  readonly choices: Choice[];
  columns: readonly Column[];
  readonly chosen: Column[];
  tree: 'forest' | 'indented' | undefined;
  readonly sort: { readonly column: Column; readonly descending: boolean }[];
  headless: boolean;
  wide: number;
  onlyNames: boolean;
  isBsd: boolean;
  help: boolean;
  version: boolean;
}

const FORMATS = {
  usual: 'pid tty time ucmd',
  bsd: 'pid tty stat bsdtime args',
  f: 'uname pid ppid c stime tty time cmd',
  F: 'uname pid ppid c sz rss psr stime tty time cmd',
  l: 'f s uid pid ppid c opri ni addr sz wchan tty time ucmd',
  j: 'pid pgid sid tty time ucmd',
  u: 'user pid pcpu pmem vsz rss tty stat start bsdtime args',
  bsdj: 'ppid pid pgid sid tty tpgid stat uid bsdtime args',
  bsdl: 'f uid pid ppid bsdpri ni vsz rss wchan stat tty bsdtime args',
  v: 'pid tty stat bsdtime vsz rss pmem args',
} as const;

const list = (text: string): string[] => text.split(/[\s,]+/).filter((each) => each !== '');

const numbers = (text: string, what: string): number[] =>
  list(text).map((each) => {
    if (!/^\d+$/.test(each)) throw new RequestProblem(`${what} ID list syntax error`);
    return Number(each);
  });

export const readRequest = (args: readonly string[]): Request => new Reader(args).request;

class Reader {
  readonly request: Request = {
    all: false,
    others: false,
    withoutTerminal: false,
    notLeaders: undefined,
    running: false,
    thisTerminal: false,
    inverse: false,
    choices: [],
    columns: columnsOf(FORMATS.usual),
    chosen: [],
    tree: undefined,
    sort: [],
    headless: false,
    wide: 0,
    onlyNames: false,
    isBsd: false,
    help: false,
    version: false,
  };
  readonly #rest: string[];
  #hasFormat = false;

  constructor(args: readonly string[]) {
    this.#rest = [...args];
    for (let arg = this.#rest.shift(); arg !== undefined; arg = this.#rest.shift()) {
      if (arg.startsWith('--')) this.#long(arg);
      else if (arg.startsWith('-') && arg.length > 1) this.#unix(arg.slice(1));
      else if (/^\d/.test(arg)) this.request.choices.push({ by: 'pid', numbers: numbers(arg, 'process') });
      else this.#bsd(arg);
    }
    if (this.request.isBsd && !this.#hasFormat) this.request.columns = columnsOf(FORMATS.bsd);
  }

  #format(columns: readonly Column[]): void {
    this.request.columns = columns;
    this.#hasFormat = true;
  }

  #value(attached: string, problem: string): string {
    const value = attached === '' ? this.#rest.shift() : attached;
    if (value === undefined) throw new RequestProblem(problem);
    return value;
  }

  #choose(kind: string, text: string): void {
    const { choices } = this.request;
    switch (kind) {
      case 'p':
      case 'q':
      case 'pid':
        choices.push({ by: 'pid', numbers: numbers(text, 'process') });
        break;
      case 'ppid':
        choices.push({ by: 'ppid', numbers: numbers(text, 'process') });
        break;
      case 's':
      case 'sid':
        choices.push({ by: 'session', numbers: numbers(text, 'session') });
        break;
      case 'g':
        choices.push({ by: 'session', numbers: numbers(text, 'session') });
        break;
      case 'u':
      case 'U':
      case 'user':
      case 'User':
        choices.push({ by: 'user', names: list(text) });
        break;
      case 'G':
      case 'Group':
        choices.push({ by: 'group', names: list(text) });
        break;
      case 'C':
        choices.push({ by: 'command', names: list(text) });
        break;
      default:
        choices.push({
          by: 'terminal',
          names: list(text).map((each) => each.replace(/^\/dev\//, '').replace(/^(\d+)$/, 'pts/$1')),
        });
    }
  }

  #unix(letters: string): void {
    const { request } = this;
    for (const [index, letter] of [...letters].entries()) {
      const attached = letters.slice(index + 1);
      switch (letter) {
        case 'e':
        case 'A':
          request.all = true;
          break;
        case 'a':
          request.notLeaders = 'with-terminal';
          break;
        case 'd':
          request.notLeaders = 'any';
          break;
        case 'N':
          request.inverse = true;
          break;
        case 'f':
        case 'F':
        case 'l':
        case 'j':
          this.#format(columnsOf(FORMATS[letter]));
          break;
        case 'H':
          request.tree = 'indented';
          break;
        case 'w':
          request.wide += 1;
          break;
        case 'c':
        case 'y':
        case 'M':
        case 'Z':
        case 'L':
        case 'T':
          if (letter === 'c') request.onlyNames = true;
          else if (letter !== 'y')
            throw new RequestProblem(`option -${letter} is not part of this simulated Raspberry Pi`);
          break;
        case 'V':
          request.version = true;
          break;
        case 'o':
        case 'O':
          this.#columns(this.#value(attached, 'format specification must follow -o'));
          return;
        case 'p':
        case 'q':
          return this.#choose(letter, this.#value(attached, `List of process IDs must follow -${letter}.`));
        case 'u':
        case 'U':
          return this.#choose(letter, this.#value(attached, `List of users must follow -${letter}.`));
        case 'C':
          return this.#choose(letter, this.#value(attached, 'List of command names must follow -C.'));
        case 'g':
          return this.#choose(
            letter,
            this.#value(attached, 'List of session leaders OR effective group names must follow -g.'),
          );
        case 'G':
          return this.#choose(letter, this.#value(attached, 'List of real groups must follow -G.'));
        case 's':
          return this.#choose(letter, this.#value(attached, 'List of session IDs must follow -s.'));
        case 't':
          return this.#choose(letter, this.#value(attached, 'List of terminals (pty, tty...) must follow -t.'));
        case 'x':
          // `ps -aux` is mostly meant as `ps aux`.
          return this.#bsd(letters);
        default:
          throw new RequestProblem('unsupported SysV option');
      }
    }
  }

  #bsd(letters: string): void {
    const { request } = this;
    request.isBsd = true;
    for (const [index, letter] of [...letters].entries()) {
      const attached = letters.slice(index + 1);
      switch (letter) {
        case 'a':
          request.others = true;
          break;
        case 'x':
          request.withoutTerminal = true;
          break;
        case 'r':
          request.running = true;
          break;
        case 'T':
          request.thisTerminal = true;
          break;
        case 'u':
          this.#format(columnsOf(FORMATS.u));
          break;
        case 'j':
          this.#format(columnsOf(FORMATS.bsdj));
          break;
        case 'l':
          this.#format(columnsOf(FORMATS.bsdl));
          break;
        case 'v':
          this.#format(columnsOf(FORMATS.v));
          break;
        case 'f':
          request.tree = 'forest';
          break;
        case 'w':
          request.wide += 1;
          break;
        case 'c':
          request.onlyNames = true;
          break;
        case 'h':
          request.headless = true;
          break;
        case 'e':
        case 'g':
        case 'n':
        case 'S':
          break;
        case 'V':
          request.version = true;
          break;
        case 'o':
          this.#columns(this.#value(attached, 'format specification must follow o'));
          return;
        case 'k':
          this.#sort(this.#value(attached, 'long sort specification must follow k'));
          return;
        case 'p':
          return this.#choose('p', this.#value(attached, 'List of process IDs must follow p.'));
        case 'U':
          return this.#choose('U', this.#value(attached, 'List of users must follow U.'));
        case 't':
          if (attached === '' && this.#rest.length === 0) request.thisTerminal = true;
          else this.#choose('t', this.#value(attached, 'List of terminals must follow t.'));
          return;
        default:
          throw new RequestProblem('unsupported option (BSD syntax)');
      }
    }
  }

  #long(arg: string): void {
    const [, name = '', value] = /^--([\w-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const { request } = this;
    switch (name) {
      case 'help':
        request.help = true;
        break;
      case 'version':
        request.version = true;
        break;
      case 'forest':
        request.tree = 'forest';
        break;
      case 'no-headers':
      case 'no-heading':
      case 'noheaders':
      case 'noheader':
        request.headless = true;
        break;
      case 'headers':
      case 'heading':
        break;
      case 'deselect':
        request.inverse = true;
        break;
      case 'sort':
        this.#sort(value ?? this.#value('', 'long sort specification must follow --sort'));
        break;
      case 'format':
        this.#columns(value ?? this.#value('', 'format specification must follow --format'));
        break;
      case 'cols':
      case 'columns':
      case 'width':
        request.wide = -Number(value ?? this.#value('', `number of columns must follow --cols, --width, or --columns`));
        break;
      case 'pid':
      case 'ppid':
      case 'sid':
      case 'user':
      case 'User':
      case 'Group':
      case 'tty':
        this.#choose(name, value ?? this.#value('', `list of process IDs must follow --${name}`));
        break;
      case 'quick-pid':
        this.#choose('pid', value ?? this.#value('', 'list of process IDs must follow --quick-pid'));
        break;
      default:
        throw new RequestProblem('unknown gnu long option');
    }
  }

  /** `pid,user=WHO,%cpu=`: a heading of one's own, without one all that follows belongs to it. */
  #columns(text: string): void {
    const { chosen } = this.request;
    const [, before = text, head] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    const names = list(before);
    for (const [index, name] of names.entries()) {
      const column = columnNamed(name);
      if (column === undefined) throw new RequestProblem(`unknown user-defined format specifier "${name}"`);
      const isLast = index === names.length - 1;
      if (!isLast || head === undefined) {
        chosen.push(column);
        continue;
      }
      const more = /^,([a-z%].*)$/s.exec(head)?.[1];
      chosen.push({ ...column, head: more === undefined ? head : '' });
      if (more !== undefined) this.#columns(more);
    }
    this.#hasFormat = true;
  }

  #sort(text: string): void {
    for (const each of list(text)) {
      const column = columnNamed(each.replace(/^[-+]/, ''));
      if (column === undefined) throw new RequestProblem('unknown sort specifier');
      this.request.sort.push({ column, descending: each.startsWith('-') });
    }
  }
}
