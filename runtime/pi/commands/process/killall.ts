import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { posixRegex, RegexProblem } from '../../posix-regex.ts';
import type { PosixRegex } from '../../posix-regex.ts';
import type { ProcessInfo } from '../../system.ts';
import { command } from '../command.ts';
import { Accounts } from '../files/accounts.ts';
import { Complaints } from '../files/complaints.ts';
import { wholeName } from './process-name.ts';
import { sendSignal } from './send.ts';
import { SIGNAL_NAMES, signalNumber } from './signal-names.ts';

const WAIT_STEP = 1_000;
const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
};

/** killall(1) of psmisc. */
export const killall = command({
  page: {
    name: 'killall',
    section: 1,
    summary: 'send a signal to processes by name',
    synopsis: ['killall [OPTION]... [-SIGNAL] NAME...', 'killall -l'],
    description: [
      'Sends TERM, or another signal, to every process that runs a program of that NAME; a NAME with a slash is the program’s file.',
    ],
    options: [
      ['-e, --exact', 'names longer than 15 characters must be the same to the end; so it is anyway'],
      ['-I, --ignore-case', 'capitals count as small letters'],
      ['-g, --process-group', 'send it to the process group of each'],
      ['-y, --younger-than=TIME', 'only what was started less than TIME ago: 30s, 5m, 2h'],
      ['-o, --older-than=TIME', 'only what was started more than TIME ago'],
      ['-i, --interactive', 'ask before each'],
      ['-l, --list', 'list the signals'],
      ['-q, --quiet', 'do not complain that there are none'],
      ['-r, --regexp', 'NAME is an extended regular expression'],
      ['-s, --signal=SIGNAL', 'this signal; so does -SIGNAL'],
      ['-u, --user=USER', 'only processes of USER'],
      ['-v, --verbose', 'say to whom it was sent'],
      ['-w, --wait', 'wait until all have ended'],
    ],
    examples: [['killall mosquitto_sub', 'ends every mosquitto_sub that is yours']],
    seeAlso: ['kill(1)', 'pkill(1)', 'ps(1)'],
  },
  absent: 'n ns Z context',
  prepare: (args) =>
    args.map((arg) => {
      const name = /^-(\d+|[A-Z][A-Z0-9]+)$/.exec(arg)?.[1];
      return name !== undefined && signalNumber(name) !== undefined ? `-s${name}` : arg;
    }),
  run: async (process, { options, operands }, out) => {
    const complaints = new Complaints(process, out);
    if (options.has('l')) {
      await out.write(listOf(SIGNAL_NAMES));
      return 0;
    }
    const text = options.get('s') ?? 'TERM';
    const signal = signalNumber(text);
    if (signal === undefined) {
      await complaints.note(`${text}: unknown signal; killall -l lists signals.\n`);
      return 1;
    }
    const user = options.get('u');
    if (user !== undefined && (await Accounts.of(process)).user(user) === undefined) {
      await complaints.note(`Cannot find user ${user}\n`);
      return 1;
    }
    if (operands.length === 0 && user === undefined) {
      await complaints.note('Usage: killall [OPTION]... [-SIGNAL] NAME...\n       killall -l\n');
      return 1;
    }
    const now = process.clock.now();
    const isOfAge = ({ started }: ProcessInfo): boolean => {
      const age = (now - started) / 1_000;
      return age < seconds(options.get('y'), Infinity) && age > seconds(options.get('o'), -1);
    };
    const candidates = process
      .processes()
      .filter((info) => info.pid !== process.pid && info.state !== 'zombie' && isOfAge(info))
      .filter((info) => user === undefined || info.user === user);
    const isQuiet = options.has('q');
    let status = 0;
    const sent: number[] = [];
    for (const name of operands.length === 0 ? [undefined] : operands) {
      const matches = matcherOf(name, options);
      if (matches === undefined) {
        await complaints.note(`killall: Bad regular expression: ${name ?? ''}\n`);
        return 1;
      }
      let found = false;
      for (const info of candidates.filter(matches)) {
        const shown = wholeName(info);
        if (options.has('i') && !(await asks(complaints, shown, info.pid, signal))) continue;
        found = true;
        try {
          sendSignal(process, options.has('g') ? -info.group : info.pid, signal);
          sent.push(info.pid);
          if (options.has('v')) await complaints.note(`Killed ${shown}(${info.pid}) with signal ${signal}\n`);
        } catch (error) {
          if (!(error instanceof SystemError)) throw error;
          found = false;
          if (error.code !== 'ESRCH') await complaints.note(`${shown}(${info.pid}): ${strerror(error.code)}\n`);
        }
      }
      if (found) continue;
      status = 1;
      if (!isQuiet) await complaints.note(`${name ?? ''}: no process found\n`);
    }
    const isLeft = () => process.processes().some(({ pid, state }) => sent.includes(pid) && state !== 'zombie');
    while (options.has('w') && isLeft()) await process.sleep(WAIT_STEP);
    return status;
  },
});

const asks = async (complaints: Complaints, name: string, pid: number, signal: number): Promise<boolean> =>
  complaints.agreesTo(signal === 15 ? `Kill ${name}(${pid}) ? (y/N) ` : `Signal ${name}(${pid}) ? (y/N) `);

const matcherOf = (
  name: string | undefined,
  options: ReadonlyMap<string, string>,
): ((info: ProcessInfo) => boolean) | undefined => {
  if (name === undefined) return () => true;
  const ignoreCase = options.has('I');
  if (options.has('r')) {
    let regex: PosixRegex;
    try {
      regex = posixRegex(name, { extended: true, ignoreCase });
    } catch (error) {
      if (error instanceof RegexProblem) return undefined;
      throw error;
    }
    return (info) => regex.test(wholeName(info));
  }
  const folded = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  return (info) => (name.includes('/') ? info.argv[0] === name : folded(wholeName(info)) === folded(name));
};

const seconds = (text: string | undefined, otherwise: number): number => {
  const [, digits, unit = 's'] = /^(\d+(?:\.\d+)?)([smhdwMy]?)$/.exec(text ?? '') ?? [];
  return digits === undefined ? otherwise : Number(digits) * (UNITS[unit] ?? 1);
};

/** Lines of up to 80 columns. */
const listOf = (names: readonly string[]): string => {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length + 1 > 79) lines.push(name);
    else lines[lines.length - 1] = `${last} ${name}`;
  }
  return `${lines.join('\n')}\n`;
};
