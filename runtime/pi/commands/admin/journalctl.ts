import type { ManualPage } from '../../manual/page.ts';
import type { JournalEntry } from '../../services/journal.ts';
import type { Command, PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { begunBy } from './begun.ts';
import { readMoment } from './moment.ts';
import { journalLine } from './unit-text.ts';

const PAGE: ManualPage = {
  name: 'journalctl',
  section: 1,
  summary: 'read what services have said',
  synopsis: ['journalctl [OPTION]...'],
  description: [
    'Prints the journal: what the services of this machine and their manager have said since it was started. What a service writes to its standard output and standard error is in it.',
  ],
  options: [
    ['-b, --boot', 'since the last start of the machine: what happens anyway'],
    ['-e, --pager-end', 'go to the end; the same here as nothing'],
    ['-f, --follow', 'go on printing as more comes, until ^C'],
    ['-g, --grep=PATTERN', 'only lines in which this is found'],
    ['-n[NUM], --lines[=NUM]', 'only the last NUM lines, 10 if no number is given'],
    ['--no-pager', 'do not page; the same here'],
    ['-o, --output=FORM', 'short (as usual), cat (only the text), short-iso, json'],
    ['-q, --quiet', 'no hints'],
    ['-r, --reverse', 'newest first'],
    ['-S, --since=TIME', "only from then: '10 min ago', today, 10:30, 2026-11-22"],
    ['-t, --identifier=NAME', 'only what this program said'],
    ['-u, --unit=UNIT', 'only of this service'],
    ['-U, --until=TIME', 'only until then'],
    ['-x, --catalog', 'explain lines; there are no explanations here'],
  ],
  examples: [
    ['journalctl -u mosquitto -f', 'watch the broker'],
    ['journalctl -u mosquitto -n 20', 'its last 20 lines'],
  ],
  exitStatus: [['1', 'one may not see it, or a time is none']],
  differences: ['The journal is kept in memory and begins anew with each start. Output is never paged.'],
  seeAlso: ['systemctl(1)'],
};

const FORMS: Readonly<Record<string, (host: string, entry: JournalEntry) => string>> = {
  short: journalLine,
  cat: (_, { text }) => `${text}\n`,
  'short-iso': (host, { at, identifier, pid, text }) =>
    `${new Date(at).toISOString().slice(0, 19)}+0000 ${host} ${identifier}[${pid}]: ${text}\n`,
  json: (host, { at, unit, identifier, pid, text }) =>
    `${JSON.stringify({
      __REALTIME_TIMESTAMP: String(Math.round(at * 1_000)),
      _HOSTNAME: host,
      _PID: String(pid),
      SYSLOG_IDENTIFIER: identifier,
      ...(unit === undefined ? {} : { UNIT: `${unit}.service` }),
      MESSAGE: text,
    })}\n`,
};

export const journalctl: Command = command({
  page: PAGE,
  absent:
    'a c D k l m M p case-sensitive cursor dmesg disk-usage facility field file header list-boots merge no-full no-tail priority rotate system user utc vacuum-size vacuum-time',
  run: (process, parsed, out) => print(process, withLooseLines(parsed), out),
  complete: (words, process) =>
    begunBy(
      words,
      words.at(-2) === '-u'
        ? process.init.units().map(({ name }) => name)
        : (PAGE.options ?? []).flatMap(([names]) => /--[\w-]+/.exec(names)?.[0] ?? []),
    ),
});

/** `-n 20`: a value that stands apart, which only journalctl(1) allows for an option that may go without. */
const withLooseLines = (parsed: Parsed): Parsed => {
  const [first, ...rest] = parsed.operands;
  if (parsed.options.get('n') !== '' || first === undefined || !/^\d+$|^all$/.test(first)) return parsed;
  return { ...parsed, options: new Map([...parsed.options, ['n', first]]), operands: rest };
};

const print = async (process: PiProcess, { options, all, operands }: Parsed, out: StandardOut): Promise<number> => {
  const [stray] = operands;
  if (stray !== undefined) throw new UsageProblem(`Failed to add match '${stray}': Invalid argument`);
  const form = FORMS[options.get('o') ?? 'short'];
  if (form === undefined) throw new UsageProblem(`Unknown output format '${options.get('o')}'.`);
  if (process.user !== 'root' && !process.groups.includes('adm') && !process.groups.includes('systemd-journal')) {
    const hint =
      "Hint: You are currently not seeing messages from other users and the system.\n      Users in groups 'adm', 'systemd-journal' can see all messages.\n      Pass -q to turn off this notice.\n";
    await process.stderr.write(
      `${options.has('q') ? '' : hint}No journal files were opened due to insufficient permissions.\n`,
    );
    return 1;
  }
  const matches = filterOf(process, options, all);
  const wanted = process.init.journal().filter(matches);
  const follows = options.has('f');
  const count = linesOf(options.get('n'), follows);
  const shown = count === 0 ? [] : wanted.slice(-count);
  if (options.has('r')) shown.reverse();
  if (shown.length === 0 && !follows && !options.has('q')) await out.write('-- No entries --\n');
  for (const entry of shown) await out.write(form(process.hostname, entry));
  if (follows) await follow(process, out, matches, form);
  return 0;
};

const linesOf = (text: string | undefined, follows: boolean): number => {
  if (text === undefined) return follows ? 10 : Infinity;
  if (text === '') return 10;
  if (text === 'all') return Infinity;
  if (!/^\d+$/.test(text)) throw new UsageProblem(`Failed to parse lines '${text}'`);
  return Number(text);
};

const filterOf = (
  process: PiProcess,
  options: Parsed['options'],
  all: Parsed['all'],
): ((entry: JournalEntry) => boolean) => {
  const units = new Set(all.filter(([key]) => key === 'u').map(([, name]) => canonicalName(process, name)));
  const now = process.clock.now();
  const moment = (key: string): number | undefined => {
    const text = options.get(key);
    if (text === undefined) return undefined;
    const at = readMoment(text, now);
    if (at === undefined) throw new UsageProblem(`Failed to parse timestamp: ${text}`);
    return at;
  };
  const since = moment('S') ?? -Infinity;
  const until = moment('U') ?? Infinity;
  const identifier = options.get('t');
  const pattern = patternOf(options.get('g'));
  return (entry) =>
    (units.size === 0 || (entry.unit !== undefined && units.has(entry.unit))) &&
    entry.at >= since &&
    entry.at <= until &&
    (identifier === undefined || entry.identifier === identifier) &&
    (pattern === undefined || pattern.test(entry.text));
};

/** Without a capital letter it does not matter how the text is written, as journalctl(1) says. */
const patternOf = (text: string | undefined): RegExp | undefined => {
  if (text === undefined) return undefined;
  try {
    return new RegExp(text, /\p{Lu}/u.test(text) ? 'u' : 'iu');
  } catch {
    throw new UsageProblem(`Bad pattern "${text}"`);
  }
};

/** `sshd`, `ssh.service` → `ssh` */
const canonicalName = (process: PiProcess, name: string): string => {
  const short = name.replace(/\.service$/, '');
  return process.init.units().some((unit) => unit.name === short) || !hasUnit(process, short)
    ? short
    : process.init.unit(short).name;
};

const hasUnit = (process: PiProcess, name: string): boolean => {
  try {
    process.init.unit(name);
    return true;
  } catch {
    return false;
  }
};

const follow = async (
  process: PiProcess,
  out: StandardOut,
  matches: (entry: JournalEntry) => boolean,
  form: (host: string, entry: JournalEntry) => string,
): Promise<never> => {
  out.buffering = 'line';
  await out.flush();
  let seen = process.init.journal().at(-1)?.seq ?? 0;
  for (;;) {
    await process.init.logged(seen);
    const fresh = process.init.journal().filter(({ seq }) => seq > seen);
    seen = fresh.at(-1)?.seq ?? seen;
    for (const entry of fresh.filter(matches)) await out.write(form(process.hostname, entry));
  }
};
