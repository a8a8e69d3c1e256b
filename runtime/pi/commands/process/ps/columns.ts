/** The columns of ps(1): their heading, width and content. */
import type { MachineInfo, ProcessInfo } from '../../../system.ts';
import { localTime } from '../../../time/local-time.ts';
import { strftime } from '../../../time/strftime.ts';
import type { Accounts } from '../../files/accounts.ts';
import { commandLine, processName } from '../process-name.ts';

export interface Scene {
  readonly now: number;
  readonly machine: MachineInfo;
  readonly accounts: Accounts;
  readonly zone: string | undefined;
  /** The foreground group of a terminal, by its name. */
  readonly foreground: (line: string) => number | undefined;
  /** c: names without arguments. */
  readonly onlyNames: boolean;
}

export interface Column {
  readonly head: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly of: (info: ProcessInfo, scene: Scene) => string;
  /** What it is sorted by; absent: by its text. */
  readonly key?: (info: ProcessInfo, scene: Scene) => number | string;
  /** It takes what is left of the line. */
  readonly isOpen?: boolean;
}

const number = (head: string, width: number, of: (info: ProcessInfo, scene: Scene) => number): Column => ({
  head,
  width,
  align: 'right',
  of: (info, scene) => String(of(info, scene)),
  key: of,
});

const text = (head: string, width: number, of: Column['of']): Column => ({ head, width, align: 'left', of });

const STATE: Readonly<Record<ProcessInfo['state'], string>> = {
  running: 'R',
  sleeping: 'S',
  stopped: 'T',
  zombie: 'Z',
};

/** Process 1 has no program here that could wait; it does nothing else. */
const stateOf = ({ pid, state }: ProcessInfo): string => (pid === 1 ? 'S' : STATE[state]);

const stat = (info: ProcessInfo, { foreground }: Scene): string => {
  const priority = info.nice < 0 ? '<' : info.nice > 0 ? 'N' : '';
  const leads = info.session === info.pid ? 's' : '';
  const isInFront = info.line !== undefined && foreground(info.line) === info.group;
  return `${stateOf(info)}${priority}${leads}${isInFront ? '+' : ''}`;
};

const two = (value: number): string => String(value).padStart(2, '0');

/** `00:00:07`, `1-02:03:04` */
const cpuTime = ({ cpu }: ProcessInfo): string => {
  const seconds = Math.floor(cpu / 1_000);
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return days === 0 ? clock : `${days}-${clock}`;
};

/** `0:07` */
const bsdTime = ({ cpu }: ProcessInfo): string => {
  const seconds = Math.floor(cpu / 1_000);
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
};

const elapsedSeconds = (info: ProcessInfo, { now }: Scene): number =>
  Math.max(0, Math.floor((now - info.started) / 1_000));

/** `07`, `05:07`, `01:05:07`, `2-01:05:07` */
const elapsed = (info: ProcessInfo, scene: Scene): string => {
  const all = elapsedSeconds(info, scene);
  const days = Math.floor(all / 86_400);
  const hours = Math.floor(all / 3_600) % 24;
  const head = days > 0 ? `${days}-${two(hours)}:` : hours > 0 ? `${two(hours)}:` : '';
  return `${head}${two(Math.floor(all / 60) % 60)}:${two(all % 60)}`;
};

const format = (at: number, zone: string | undefined, conversions: string): string => {
  const time = localTime(at, zone);
  return conversions.replace(/%(\w)/g, (_, conversion: string) => strftime(conversion, time));
};

/** The time today, the day this year, else the year. */
const started = ({ started: at }: ProcessInfo, { now, zone }: Scene): string => {
  if (now - at < 86_400_000 && format(now, zone, '%j') === format(at, zone, '%j')) return format(at, zone, '%H:%M');
  return format(now, zone, '%Y') === format(at, zone, '%Y') ? format(at, zone, '%b%d') : format(at, zone, '%Y');
};

const share = (part: number, whole: number): number => (whole <= 0 ? 0 : (part / whole) * 100);
const cpuShare = (info: ProcessInfo, scene: Scene): number =>
  share(info.cpu, Math.max(1_000, scene.now - info.started));
const memoryShare = ({ memory }: ProcessInfo, { machine }: Scene): number => share(memory, machine.memory.total);
const kibibytes = (bytes: number): number => Math.round(bytes / 1_024);
/** A program's address space: what is resident, and libraries that it shares. */
const virtual = ({ memory }: ProcessInfo): number => (memory === 0 ? 0 : kibibytes(memory) * 2 + 4_096);
const userId = (info: ProcessInfo, { accounts }: Scene): number => accounts.userId(info.user) ?? 65_534;
const groupId = (info: ProcessInfo, scene: Scene): number => scene.accounts.groupId(groupName(info, scene)) ?? 65_534;
const groupName = (info: ProcessInfo, { accounts }: Scene): string => accounts.groupOf(info.user) ?? 'nogroup';
const terminal = ({ line }: ProcessInfo): string => line ?? '?';
const one = (value: number): string => Math.min(value, 999).toFixed(1).slice(0, 4).replace(/\.$/, '');

const name = (info: ProcessInfo): string => processName(info) + (info.state === 'zombie' ? ' <defunct>' : '');
const args = (info: ProcessInfo, scene: Scene): string => {
  if (scene.onlyNames) return name(info);
  return commandLine(info) + (info.state === 'zombie' ? ' <defunct>' : '');
};

const COLUMNS: Readonly<Record<string, Column>> = {
  pid: number('PID', 7, ({ pid }) => pid),
  ppid: number('PPID', 7, ({ parent }) => parent),
  pgid: number('PGID', 7, ({ group }) => group),
  sid: number('SID', 7, ({ session }) => session),
  tpgid: number('TPGID', 7, ({ line }, { foreground }) => (line === undefined ? -1 : (foreground(line) ?? -1))),
  user: text('USER', 8, ({ user }) => user),
  uid: number('UID', 5, userId),
  uname: text('UID', 8, ({ user }) => user),
  group: text('GROUP', 8, groupName),
  gid: number('GID', 5, groupId),
  comm: { ...text('COMMAND', 15, name), isOpen: true },
  ucmd: { ...text('CMD', 15, name), isOpen: true },
  args: { ...text('COMMAND', 27, args), isOpen: true },
  cmd: { ...text('CMD', 27, args), isOpen: true },
  stat: text('STAT', 4, stat),
  s: text('S', 1, stateOf),
  tty: text('TTY', 8, terminal),
  tt: text('TT', 8, terminal),
  time: { head: 'TIME', width: 8, align: 'right', of: cpuTime, key: ({ cpu }) => cpu },
  bsdtime: { head: 'TIME', width: 6, align: 'right', of: bsdTime, key: ({ cpu }) => cpu },
  etime: { head: 'ELAPSED', width: 11, align: 'right', of: elapsed, key: elapsedSeconds },
  etimes: number('ELAPSED', 7, elapsedSeconds),
  start: { head: 'START', width: 5, align: 'left', of: started, key: (info) => info.started },
  startlong: {
    head: 'STARTED',
    width: 8,
    align: 'right',
    of: ({ started: at }, { zone }) => format(at, zone, '%H:%M:%S'),
    key: (info) => info.started,
  },
  stime: { head: 'STIME', width: 5, align: 'left', of: started, key: (info) => info.started },
  bsdstart: { head: 'START', width: 6, align: 'right', of: started, key: (info) => info.started },
  lstart: {
    head: 'STARTED',
    width: 24,
    align: 'right',
    of: ({ started: at }, { zone }) => format(at, zone, '%a %b %e %H:%M:%S %Y'),
    key: (info) => info.started,
  },
  c: number('C', 2, (info, scene) => Math.min(99, Math.floor(cpuShare(info, scene)))),
  pcpu: { head: '%CPU', width: 4, align: 'right', of: (info, scene) => one(cpuShare(info, scene)), key: cpuShare },
  pmem: {
    head: '%MEM',
    width: 4,
    align: 'right',
    of: (info, scene) => one(memoryShare(info, scene)),
    key: memoryShare,
  },
  vsz: number('VSZ', 6, virtual),
  rss: number('RSS', 5, ({ memory }) => kibibytes(memory)),
  sz: number('SZ', 5, (info) => Math.ceil(virtual(info) / 4)),
  ni: number('NI', 3, ({ nice }) => nice),
  pri: number('PRI', 3, ({ nice }) => 19 - nice),
  opri: number('PRI', 3, ({ nice }) => 80 + nice),
  bsdpri: number('PRI', 3, ({ nice }) => 20 + nice),
  f: { head: 'F', width: 1, align: 'right', of: ({ user }) => (user === 'root' ? '4' : '0') },
  addr: { head: 'ADDR', width: 1, align: 'left', of: () => '-' },
  wchan: text('WCHAN', 6, () => '-'),
  psr: number('PSR', 3, () => 0),
  nlwp: number('NLWP', 4, () => 1),
  cls: text('CLS', 3, () => 'TS'),
};

/** Other names of the columns. */
const SAME: Readonly<Record<string, string>> = {
  pgrp: 'pgid',
  sess: 'sid',
  session: 'sid',
  euser: 'user',
  ruser: 'user',
  euid: 'uid',
  ruid: 'uid',
  egroup: 'group',
  rgroup: 'group',
  egid: 'gid',
  rgid: 'gid',
  ucomm: 'comm',
  fname: 'comm',
  command: 'args',
  state: 's',
  tname: 'tty',
  tt: 'tt',
  cputime: 'time',
  start_time: 'start',
  '%cpu': 'pcpu',
  '%mem': 'pmem',
  vsize: 'vsz',
  rssize: 'rss',
  rsz: 'rss',
  nice: 'ni',
  flags: 'f',
  flag: 'f',
  class: 'cls',
  policy: 'cls',
  thcount: 'nlwp',
};

/** Headings under names where they differ from the column's own. */
const HEADS: Readonly<Record<string, string>> = {
  euser: 'EUSER',
  ruser: 'RUSER',
  euid: 'EUID',
  ruid: 'RUID',
  pgrp: 'PGRP',
  sess: 'SESS',
  session: 'SESS',
  tty: 'TT',
  state: 'S',
  nice: 'NI',
  vsize: 'VSZ',
  egroup: 'EGROUP',
  rgroup: 'RGROUP',
  cmd: 'CMD',
  ucmd: 'CMD',
};

/** A column by the name that -o, --sort and k know it by. */
export const columnNamed = (asked: string): Column | undefined => {
  const column = COLUMNS[SAME[asked] ?? (asked === 'start' ? 'startlong' : asked)];
  const head = HEADS[asked];
  if (column === undefined || ['uname', 'opri', 'bsdpri', 'addr', 'startlong'].includes(asked)) return undefined;
  return head === undefined ? column : { ...column, head };
};

/** The columns of one of ps's own formats. */
export const columnsOf = (names: string): readonly Column[] =>
  names.split(' ').map((each) => {
    const column = COLUMNS[each];
    if (column === undefined) throw new TypeError(`no column ${each}`);
    return column;
  });
