import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { helpOf } from '../../manual/help.ts';
import type { ManualPage, OptionText } from '../../manual/page.ts';
import { posixRegex, RegexProblem } from '../../posix-regex.ts';
import type { Command, PiProcess, ProcessInfo } from '../../system.ts';
import { raw } from '../command.ts';
import { parseOptions, UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { Accounts } from '../files/accounts.ts';
import { commandLine, processName, terminalOf } from './process-name.ts';
import { sendSignal } from './send.ts';
import { signalNumber } from './signal-names.ts';

const SELECTION: readonly OptionText[] = [
  ['-c, --count', 'print how many there are'],
  ['-f, --full', 'PATTERN is looked for in the whole command line'],
  ['-g, --pgroup=PGID', 'only of these process groups; 0 is the own one'],
  ['-G, --group=GROUP', 'only of users of these groups'],
  ['-i, --ignore-case', 'capitals count as small letters'],
  ['-n, --newest', 'only the one that was started last'],
  ['-o, --oldest', 'only the one that was started first'],
  ['-O, --older=SECONDS', 'only what is older'],
  ['-P, --parent=PPID', 'only children of these'],
  ['-s, --session=SID', 'only of these sessions; 0 is the own one'],
  ['-t, --terminal=TTY', 'only of these terminals: pts/0'],
  ['-u, --euid=USER', 'only of these users'],
  ['-U, --uid=USER', 'the same'],
  ['-x, --exact', 'the whole name must be PATTERN'],
  ['-F, --pidfile=FILE', 'only those whose PIDs are in FILE'],
  ['-r, --runstates=STATE', 'only in these states: R, S, T, Z'],
  ['-A, --ignore-ancestors', 'not those that this was started by'],
];

const DESCRIPTION =
  'PATTERN, an extended regular expression, is looked for in the names of programs, of which the first 15 characters count.';
const STATUS: NonNullable<ManualPage['exitStatus']> = [
  ['0', 'there are such processes'],
  ['1', 'there are none'],
  ['2', 'the command line is wrong'],
];

const pgrepPage: ManualPage = {
  name: 'pgrep',
  section: 1,
  summary: 'look for processes',
  synopsis: ['pgrep [OPTION]... PATTERN'],
  description: ['Prints the PIDs of processes.', DESCRIPTION],
  options: [
    ['-d, --delimiter=STRING', 'put STRING between PIDs instead of a newline'],
    ['-l, --list-name', 'with the name'],
    ['-a, --list-full', 'with the whole command line'],
    ['-v, --inverse', 'those that are not so'],
    ...SELECTION,
  ],
  examples: [['pgrep -fa mosquitto', 'all that has to do with the broker, with its options']],
  exitStatus: STATUS,
  seeAlso: ['pkill(1)', 'ps(1)', 'killall(1)'],
};

const pkillPage: ManualPage = {
  name: 'pkill',
  section: 1,
  summary: 'send a signal to processes by a pattern',
  synopsis: ['pkill [-SIGNAL] [OPTION]... PATTERN'],
  description: ['Sends processes a signal, TERM if none is named.', DESCRIPTION],
  options: [['--signal=SIGNAL', 'this signal; so does -SIGNAL'], ['-e, --echo', 'say what is ended'], ...SELECTION],
  examples: [["pkill -f 'sub -t sensor'", 'ends a subscriber by what it subscribed to']],
  exitStatus: STATUS,
  seeAlso: ['pgrep(1)', 'kill(1)', 'killall(1)'],
};

const PROBLEM = 2;

const tool = (page: ManualPage, act: (context: Context, found: readonly ProcessInfo[]) => Promise<number>): Command =>
  raw({
    page,
    run: async (process, out) => {
      const { name } = page;
      const fail = async (message: string, more: string): Promise<number> => {
        await process.stderr.write(`${name}: ${message}\n${more}`);
        return PROBLEM;
      };
      const hint = `Try \`${name} --help' for more information.\n`;
      let parsed: Parsed;
      try {
        const args = name === 'pkill' ? withSignal(process.argv.slice(1)) : process.argv.slice(1);
        parsed = parseOptions(args, {
          options: [...(page.options ?? []), ['-h', ''], ['-V', '']],
          absent: 'w lightweight L logpidfile cgroup ns nslist q',
        });
      } catch (error) {
        if (!(error instanceof UsageProblem)) throw error;
        return fail(error.message, `\n${helpOf(page)}`);
      }
      const { options, operands } = parsed;
      if (options.has('help') || options.has('h')) {
        await out.write(helpOf(page));
        return 0;
      }
      if (options.has('version') || options.has('V')) {
        await out.write(`${name} (Kleber, simulated Raspberry Pi)\n`);
        return 0;
      }
      if (operands.length > 1) return fail('only one pattern can be provided', hint);
      const isAny = [...'gGOPstuUFr'].some((key) => options.has(key));
      if (operands.length === 0 && !isAny) return fail('no matching criteria specified', hint);
      const signal = signalNumber(options.get('signal') ?? 'TERM');
      if (signal === undefined) return fail(`unknown signal "${options.get('signal') ?? ''}"`, hint);
      try {
        const found = await select(process, options, operands[0]);
        return await act({ process, out, options, signal }, found);
      } catch (error) {
        if (error instanceof RegexProblem) return fail(error.message, '');
        if (error instanceof UsageProblem) return fail(error.message, '');
        throw error;
      }
    },
  });

interface Context {
  readonly process: PiProcess;
  readonly out: StandardOut;
  readonly options: Parsed['options'];
  readonly signal: number;
}

/** `-HUP`, `-9` → `--signal=…` */
const withSignal = (args: readonly string[]): readonly string[] =>
  args.map((arg) => {
    const text = /^-(\d+|[A-Z][A-Z0-9]{1,}(?:[+-]\d+)?)$/.exec(arg)?.[1];
    return text !== undefined && signalNumber(text) !== undefined ? `--signal=${text}` : arg;
  });

/** @throws RegexProblem, UsageProblem */
const select = async (
  process: PiProcess,
  options: Parsed['options'],
  pattern: string | undefined,
): Promise<readonly ProcessInfo[]> => {
  const ignoreCase = options.has('i');
  const regex =
    pattern === undefined
      ? undefined
      : posixRegex(pattern, { extended: true, ignoreCase, wholeLine: options.has('x') });
  const accounts = await Accounts.of(process);
  const wanted = (key: string): readonly string[] | undefined => options.get(key)?.split(',');
  const users = (wanted('u') ?? wanted('U'))?.map((text) => {
    const user = accounts.user(text);
    if (user === undefined) throw new UsageProblem(`invalid user name: ${text}`);
    return user;
  });
  const groups = wanted('G')?.map((text) => accounts.group(text) ?? text);
  const numbers = (key: string, own: number) => wanted(key)?.map((text) => (text === '0' ? own : Number(text)));
  const parents = numbers('P', 0);
  const pgroups = numbers('g', process.group);
  const all = process.processes();
  const sessions = numbers('s', all.find(({ pid }) => pid === process.pid)?.session ?? 0);
  const terminals = wanted('t')?.map((text) => text.replace(/^\/dev\//, ''));
  const pids = options.has('F') ? await pidsIn(process, options.get('F') ?? '') : undefined;
  const states = options.get('r');
  const older = options.get('O');
  const above = options.has('A') ? ancestors(all, process.pid) : undefined;
  const matches = (info: ProcessInfo): boolean =>
    (users === undefined || users.includes(info.user)) &&
    (groups === undefined || groups.includes(accounts.groupOf(info.user) ?? '')) &&
    (parents === undefined || parents.includes(info.parent)) &&
    (pgroups === undefined || pgroups.includes(info.group)) &&
    (sessions === undefined || sessions.includes(info.session)) &&
    (terminals === undefined || terminals.includes(terminalOf(info) ?? '?')) &&
    (pids === undefined || pids.includes(info.pid)) &&
    (states === undefined || states.includes(STATE[info.state])) &&
    (older === undefined || process.clock.now() - info.started >= Number(older) * 1_000) &&
    (regex === undefined || regex.test(options.has('f') ? commandLine(info) : processName(info)));
  const found = all.filter(
    (info) => info.pid !== process.pid && above?.has(info.pid) !== true && matches(info) !== options.has('v'),
  );
  found.sort((a, b) => a.pid - b.pid);
  const [first] = found;
  if (first === undefined) return [];
  if (options.has('n')) return [found.reduce((best, each) => (each.started >= best.started ? each : best), first)];
  if (options.has('o')) return [found.reduce((best, each) => (each.started < best.started ? each : best), first)];
  return found;
};

const STATE: Readonly<Record<ProcessInfo['state'], string>> = {
  running: 'R',
  sleeping: 'S',
  stopped: 'T',
  zombie: 'Z',
};

const ancestors = (all: readonly ProcessInfo[], pid: number): ReadonlySet<number> => {
  const above = new Set<number>();
  for (let at = all.find((each) => each.pid === pid); at !== undefined && !above.has(at.parent);) {
    above.add(at.parent);
    const { parent } = at;
    at = all.find((each) => each.pid === parent);
  }
  return above;
};

const pidsIn = async (process: PiProcess, path: string): Promise<readonly number[]> => {
  try {
    const text = new TextDecoder().decode(await process.files.read(path));
    return (text.match(/\d+/g) ?? []).map(Number);
  } catch (error) {
    if (error instanceof SystemError) throw new UsageProblem(`pidfile not valid`);
    throw error;
  }
};

/** pgrep(1) */
export const pgrep = tool(pgrepPage, async ({ out, options }, found) => {
  const delimiter = options.get('d') ?? '\n';
  const lines = found.map((info) => {
    if (options.has('a')) return `${info.pid} ${commandLine(info)}`;
    return options.has('l') ? `${info.pid} ${processName(info)}` : String(info.pid);
  });
  if (options.has('c')) await out.write(`${found.length}\n`);
  else if (lines.length > 0) await out.write(`${lines.join(delimiter)}\n`);
  return found.length > 0 ? 0 : 1;
});

/** pkill(1) */
export const pkill = tool(pkillPage, async ({ process, out, options, signal }, found) => {
  let sent = 0;
  for (const info of found) {
    try {
      sendSignal(process, info.pid, signal);
      sent += 1;
      if (options.has('e')) await out.write(`${processName(info)} killed (pid ${info.pid})\n`);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (error.code === 'ESRCH') continue;
      await process.stderr.write(`pkill: killing pid ${info.pid} failed: ${strerror(error.code)}\n`);
    }
  }
  if (options.has('c')) await out.write(`${found.length}\n`);
  return sent > 0 ? 0 : 1;
});
