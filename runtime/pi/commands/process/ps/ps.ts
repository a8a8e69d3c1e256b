import { helpOf } from '../../../manual/help.ts';
import type { PiProcess, ProcessInfo } from '../../../system.ts';
import { raw } from '../../command.ts';
import { Accounts } from '../../files/accounts.ts';
import { processName } from '../process-name.ts';
import type { Column, Scene } from './columns.ts';
import { page } from './ps.page.ts';
import { readRequest, RequestProblem } from './request.ts';
import type { Choice, Request } from './request.ts';

const USAGE = `
Usage:
 ps [options]

 Try 'ps --help <simple|list|output|threads|misc|all>'
  or 'ps --help <s|l|o|t|m|a>'
 for additional help text.

For more details see ps(1).
`;

/** ps(1) of procps. */
export const ps = raw({
  page,
  run: async (process, out) => {
    try {
      const request = readRequest(process.argv.slice(1));
      if (request.help) {
        await out.write(helpOf(page));
        return 0;
      }
      if (request.version) {
        await out.write('ps (Kleber, simulated Raspberry Pi)\n');
        return 0;
      }
      const accounts = await Accounts.of(process);
      const all = process.processes();
      const shown = all.filter((info) => isChosen(info, request, process, accounts) !== request.inverse);
      const lines = new Table(process, request, sceneOf(process, accounts, request)).lines(shown);
      await out.write(lines.map((line) => `${line}\n`).join(''));
      return shown.length === 0 ? 1 : 0;
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error;
      await process.stderr.write(`error: ${error.message}\n${USAGE}`);
      return 1;
    }
  },
});

const sceneOf = (process: PiProcess, accounts: Accounts, request: Request): Scene => {
  const { terminal } = process;
  return {
    now: process.clock.now(),
    machine: process.machine,
    accounts,
    zone: process.env['TZ'],
    // Of other terminals a process cannot ask for the foreground: there, nothing has a +.
    foreground: (line) => (terminal?.name === `/dev/${line}` ? terminal.foreground : undefined),
    onlyNames: request.onlyNames,
  };
};

/** @throws RequestProblem for users that there are not */
const isChosen = (info: ProcessInfo, request: Request, process: PiProcess, accounts: Accounts): boolean => {
  const { all, others, withoutTerminal, notLeaders, running, thisTerminal, choices, isBsd } = request;
  if (running && info.state !== 'running') return false;
  if (all || (others && withoutTerminal)) return true;
  if (choices.some((choice) => fits(info, choice, accounts))) return true;
  const own = process.terminal?.name.replace('/dev/', '');
  if (thisTerminal && info.line === own) return true;
  const leads = info.session === info.pid;
  if (notLeaders === 'any') return !leads;
  if (notLeaders === 'with-terminal') return !leads && info.line !== undefined;
  if (others) return info.line !== undefined;
  if (withoutTerminal) return info.user === process.user;
  if (choices.length > 0 || thisTerminal) return false;
  const isMine = info.user === process.user;
  return isMine && info.line === own && (own !== undefined || !isBsd);
};

const fits = (info: ProcessInfo, choice: Choice, accounts: Accounts): boolean => {
  switch (choice.by) {
    case 'pid':
      return choice.numbers.includes(info.pid);
    case 'ppid':
      return choice.numbers.includes(info.parent);
    case 'session':
    case 'group-leader':
      return choice.numbers.includes(info.session);
    case 'user':
      return choice.names.some((text) => {
        const user = accounts.user(text);
        if (user === undefined) throw new RequestProblem('user name does not exist');
        return user === info.user;
      });
    case 'group':
      return choice.names.some((text) => {
        const group = accounts.group(text);
        if (group === undefined) throw new RequestProblem('group name does not exist');
        return group === accounts.groupOf(info.user);
      });
    case 'command':
      return choice.names.some((text) => text.slice(0, 15) === processName(info));
    case 'terminal':
      return choice.names.includes(info.line ?? '-');
  }
};

/** What stands before a command in a tree, by pid. */
type Prefixes = ReadonlyMap<number, string>;

class Table {
  readonly #process: PiProcess;
  readonly #request: Request;
  readonly #scene: Scene;

  constructor(process: PiProcess, request: Request, scene: Scene) {
    this.#process = process;
    this.#request = request;
    this.#scene = scene;
  }

  lines(found: readonly ProcessInfo[]): readonly string[] {
    const { chosen, columns, headless } = this.#request;
    const shown = chosen.length > 0 ? chosen : columns;
    const [order, prefixes] = this.#ordered(found);
    const rows = order.map((info) => shown.map((column) => this.#cell(column, info, prefixes)));
    const hasHeads = !headless && shown.some(({ head }) => head !== '');
    const heads = shown.map(({ head }) => head);
    const widths = shown.map(({ width, head }, index) =>
      Math.max(
        width,
        head.length,
        ...rows.map((row) => (shown[index]?.isOpen === true ? 0 : (row[index]?.length ?? 0))),
      ),
    );
    return (hasHeads ? [heads, ...rows] : rows).map((row) => this.#line(row, shown, widths));
  }

  #cell(column: Column, info: ProcessInfo, prefixes: Prefixes): string {
    const text = column.of(info, this.#scene);
    return column.isOpen === true ? (prefixes.get(info.pid) ?? '') + text : text;
  }

  #line(row: readonly string[], columns: readonly Column[], widths: readonly number[]): string {
    const cells = row.map((text, index) => {
      const column = columns[index];
      const width = widths[index] ?? 0;
      if (column?.align === 'right') return text.padStart(width);
      return index === row.length - 1
        ? text
        : text.padEnd(width).slice(0, Math.max(width, column?.isOpen === true ? 0 : text.length));
    });
    const line = cells.join(' ');
    const limit = this.#limit;
    return limit === undefined ? line : line.slice(0, limit);
  }

  /** As wide as the terminal; -w: 132, -ww: without end, and so to a pipe. */
  get #limit(): number | undefined {
    const { wide } = this.#request;
    if (wide < 0) return -wide;
    const columns = Number(this.#process.env['COLUMNS'] ?? '') || this.#process.fds.get(1)?.terminal?.columns;
    if (columns === undefined || wide > 1) return undefined;
    return wide === 1 ? Math.max(132, columns) : columns;
  }

  #ordered(found: readonly ProcessInfo[]): readonly [readonly ProcessInfo[], Prefixes] {
    const { sort, tree } = this.#request;
    const order = [...found].sort((a, b) => {
      for (const { column, descending } of sort) {
        const key = column.key ?? column.of;
        const [left, right] = [key(a, this.#scene), key(b, this.#scene)];
        if (left !== right) return (left < right ? -1 : 1) * (descending ? -1 : 1);
      }
      return a.pid - b.pid;
    });
    return tree === undefined ? [order, new Map()] : inTree(order, tree);
  }
}

const inTree = (
  found: readonly ProcessInfo[],
  form: 'forest' | 'indented',
): readonly [readonly ProcessInfo[], Prefixes] => {
  const pids = new Set(found.map(({ pid }) => pid));
  const children = new Map<number, ProcessInfo[]>();
  const tops: ProcessInfo[] = [];
  for (const info of found) {
    // What process 1 has adopted, or started, begins a tree of its own.
    if (!pids.has(info.parent) || info.parent === info.pid || (info.parent === 1 && form === 'forest')) tops.push(info);
    else children.set(info.parent, [...(children.get(info.parent) ?? []), info]);
  }
  const order: ProcessInfo[] = [];
  const prefixes = new Map<number, string>();
  const place = (info: ProcessInfo, lead: string, mark: string): void => {
    order.push(info);
    prefixes.set(info.pid, lead + mark);
    const below = children.get(info.pid) ?? [];
    for (const [index, child] of below.entries()) {
      if (form === 'indented') {
        place(child, `${lead}  `, '');
        continue;
      }
      const isLast = index === below.length - 1;
      const inner = mark === '' ? lead : lead + (hasNext.get(info.pid) === true ? ' |  ' : '    ');
      hasNext.set(child.pid, !isLast);
      place(child, inner, ' \\_ ');
    }
  };
  const hasNext = new Map<number, boolean>();
  for (const info of tops) place(info, '', '');
  return [order, prefixes];
};
