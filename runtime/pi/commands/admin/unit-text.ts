/** What systemctl(1) and journalctl(1) print of units and of the journal. */
import type { Exit, MachineInfo, PiProcess, ProcessInfo } from '../../system.ts';
import type { JournalEntry } from '../../services/journal.ts';
import { exitStatusText } from '../../services/exit-status.ts';
import type { UnitState, UnitStatus } from '../../services/unit.ts';
import { ago, shortTime, timestamp } from './moment.ts';

/** `Nov 22 10:39:00 rpi-broker systemd[1]: Started …` */
export const journalLine = (host: string, { at, identifier, pid, text }: JournalEntry): string =>
  `${shortTime(at)} ${host} ${identifier}[${pid}]: ${text}\n`;

const SUBSTATE: Readonly<Record<UnitState, string>> = {
  active: 'running',
  activating: 'start',
  deactivating: 'stop-sigterm',
  inactive: 'dead',
  failed: 'failed',
};

export const subState = (state: UnitState): string => SUBSTATE[state];

const DOT: Readonly<Record<UnitState, string>> = {
  active: '●',
  activating: '●',
  deactivating: '●',
  inactive: '○',
  failed: '×',
};
const COLOUR: Partial<Record<UnitState, string>> = { active: '\x1b[0;1;32m', failed: '\x1b[0;1;31m' };

const painted = (text: string, state: UnitState, colours: boolean): string => {
  const colour = COLOUR[state];
  return colours && colour !== undefined ? `${colour}${text}\x1b[0m` : text;
};

const resultOf = (exit: Exit): string => {
  if (exit.signal !== undefined) return `code=killed, signal=${exit.signal.slice(3)}`;
  return `code=exited, status=${exitStatusText(exit.status)}`;
};

const amount = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)}M`;

/** The part of `systemctl status` above the journal. */
export const statusText = (process: PiProcess, unit: UnitStatus, colours: boolean): string => {
  const { name, description, state, since, pid, exit, documentation, argv } = unit;
  const now = process.clock.now();
  const reason =
    state === 'failed' && exit !== undefined
      ? ` (Result: ${exit.signal === undefined ? 'exit-code' : 'signal'})`
      : ` (${SUBSTATE[state]})`;
  const when = since === undefined ? '' : ` since ${timestamp(since)}; ${ago(now - since)}`;
  const preset = `${unit.enabled ? 'enabled' : 'disabled'}; preset: enabled`;
  const path = unit.path.replace(/^\/usr/, '');
  const rows: [string, string][] = [
    ['Loaded', `loaded (${path}; ${preset})`],
    ['Active', `${painted(`${state}${reason}`, state, colours)}${when}`],
    ...documentation.map((page, index): [string, string] => [index === 0 ? 'Docs' : '', page]),
  ];
  const info = process.processes().find((each) => each.pid === pid);
  const program = (argv[0] ?? '').replace(/^.*\//, '');
  if (unit.elsewhere !== undefined) rows.push(['Status', `"${unit.elsewhere}"`]);
  else if (info !== undefined && exit === undefined)
    rows.push(...runningRows(process.machine, info, process.processes(), program));
  else if (exit !== undefined && pid !== undefined) {
    rows.push(['Process', `${pid} ExecStart=${argv.join(' ')} (${resultOf(exit)})`]);
    rows.push(['Main PID', `${pid} (${resultOf(exit)})`], ['CPU', `${Math.round(exit.cpu)}ms`]);
  }
  const lines = rows.map(([key, value]) => `${key === '' ? ' '.repeat(12) : `${key.padStart(11)}:`} ${value}\n`);
  const tree =
    info === undefined || exit !== undefined || unit.elsewhere !== undefined
      ? ''
      : `     CGroup: /system.slice/${name}.service\n             └─${pid} ${argv.join(' ')}\n`;
  return `${painted(DOT[state], state, colours)} ${name}.service - ${description}\n${lines.join('')}${tree}`;
};

const runningRows = (
  machine: MachineInfo,
  info: ProcessInfo,
  all: readonly ProcessInfo[],
  program: string,
): [string, string][] => [
  ['Main PID', `${info.pid} (${program})`],
  [
    'Tasks',
    `${all.filter(({ pid, parent }) => pid === info.pid || parent === info.pid).length} (limit: ${Math.round(machine.memory.total / 1_048_576)})`,
  ],
  ['Memory', amount(info.memory)],
  ['CPU', `${Math.round(info.cpu)}ms`],
];
