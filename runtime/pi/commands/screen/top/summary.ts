/** What top(1) shows: the five lines at the head, and a row for each process. */
import type { PiProcess, ProcessInfo } from '../../../system.ts';
import { uptimeLine } from '../../system/sessions.ts';

/** One look at the machine, and what has happened since the one before. */
export interface Sample {
  readonly at: number;
  readonly processes: readonly ProcessInfo[];
  /** Percent of one processor, by pid, since the last sample; since its start in the first. */
  readonly cpu: ReadonlyMap<number, number>;
}

export const sampleOf = (process: PiProcess, before: Sample | undefined): Sample => {
  const at = process.clock.now();
  const processes = process.processes();
  const known = new Map(before?.processes.map((each) => [each.pid, each.cpu]));
  const cpu = new Map(
    processes.map((each) => {
      const since = before !== undefined && known.has(each.pid) ? before.at : each.started;
      const used = each.cpu - (since === each.started ? 0 : (known.get(each.pid) ?? 0));
      return [each.pid, at > since ? Math.min(100, (Math.max(0, used) / (at - since)) * 100) : 0] as const;
    }),
  );
  return { at, processes, cpu };
};

export type SortKey = 'P' | 'M' | 'T' | 'N';

export interface TopStyle {
  readonly sort: SortKey;
  readonly reverse: boolean;
  /** Whole command lines instead of names. */
  readonly lines: boolean;
  /** A line for each processor. */
  readonly eachProcessor: boolean;
  /** Also those that did nothing. */
  readonly idle: boolean;
  readonly user: string | undefined;
  readonly pids: ReadonlySet<number> | undefined;
}

const MIB = 1_024 * 1_024;
const KIB = 1_024;
const mib = (bytes: number): string => (bytes / MIB).toFixed(1).padStart(8);

export const headOf = async (process: PiProcess, sample: Sample, style: TopStyle): Promise<string[]> => {
  const { machine } = process;
  const count = (state: ProcessInfo['state']): string =>
    String(sample.processes.filter((each) => each.state === state).length).padStart(3);
  // The process that looks is running, whatever it waits for.
  const running = sample.processes.filter(({ state, pid }) => state === 'running' || pid === process.pid).length;
  const sleeping = sample.processes.filter(({ state, pid }) => state === 'sleeping' && pid !== process.pid).length;
  const busy = Math.min(100, [...sample.cpu.values()].reduce((sum, each) => sum + each, 0) / machine.processors);
  const shares = (share: number): string => {
    const us = share.toFixed(1).padStart(5);
    const id = (100 - share).toFixed(1).padStart(5);
    return `${us} us,  0.0 sy,  0.0 ni,${id} id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st`;
  };
  const { total, used, cached } = machine.memory;
  const tasks = String(sample.processes.length).padStart(3);
  return [
    `top -${await uptimeLine(process)}`,
    `Tasks: ${tasks} total, ${String(running).padStart(3)} running, ${String(sleeping).padStart(3)} sleeping, ${count('stopped')} stopped, ${count('zombie')} zombie`,
    ...(style.eachProcessor
      ? Array.from({ length: machine.processors }, (_, number) => `%Cpu${String(number).padEnd(3)}:${shares(busy)}`)
      : [`%Cpu(s):${shares(busy)}`]),
    `MiB Mem : ${mib(total)} total, ${mib(total - used - cached)} free, ${mib(used)} used, ${mib(cached)} buff/cache`,
    `MiB Swap: ${mib(0)} total, ${mib(0)} free, ${mib(0)} used. ${mib(total - used)} avail Mem`,
  ];
};

export const COLUMNS = '  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND';

const STATES: Readonly<Record<ProcessInfo['state'], string>> = {
  running: 'R',
  sleeping: 'S',
  stopped: 'T',
  zombie: 'Z',
};

const ORDERS: Readonly<Record<SortKey, (sample: Sample) => (a: ProcessInfo, b: ProcessInfo) => number>> = {
  P:
    ({ cpu }) =>
    (a, b) =>
      (cpu.get(b.pid) ?? 0) - (cpu.get(a.pid) ?? 0),
  M: () => (a, b) => b.memory - a.memory,
  T: () => (a, b) => b.cpu - a.cpu,
  N: () => (a, b) => b.pid - a.pid,
};

export const rowsOf = (process: PiProcess, sample: Sample, style: TopStyle): string[] => {
  const wanted = sample.processes.filter(
    ({ pid, user }) =>
      (style.user === undefined || user === style.user) &&
      (style.pids === undefined || style.pids.has(pid)) &&
      (style.idle || (sample.cpu.get(pid) ?? 0) >= 0.05),
  );
  const order = ORDERS[style.sort](sample);
  const sorted = wanted.toSorted((a, b) => (style.reverse ? -1 : 1) * order(a, b) || a.pid - b.pid);
  return sorted.map((info) => rowOf(process, info, sample.cpu.get(info.pid) ?? 0, style.lines));
};

const rowOf = (process: PiProcess, info: ProcessInfo, cpu: number, whole: boolean): string => {
  const { total } = process.machine.memory;
  const isZombie = info.state === 'zombie';
  const memory = isZombie ? 0 : info.memory;
  const resident = Math.round(memory / KIB);
  const state = info.pid === process.pid ? 'R' : STATES[info.state];
  const [name = ''] = info.argv;
  const short = name.replace(/^.*\//, '').replace(/^-/, '').slice(0, 15);
  const text = isZombie ? `${short} <defunct>` : whole ? info.argv.join(' ') : short;
  const user = info.user.length > 8 ? `${info.user.slice(0, 7)}+` : info.user;
  return [
    String(info.pid).padStart(5),
    user.padEnd(8),
    String(20 + info.nice).padStart(3),
    String(info.nice).padStart(3),
    // What a program could touch is about four times what it does.
    String(resident * 4).padStart(7),
    String(resident).padStart(6),
    String(Math.round(resident * 0.7)).padStart(6),
    state,
    cpu.toFixed(1).padStart(5),
    ((memory / total) * 100).toFixed(1).padStart(5),
    timePlus(info.cpu).padStart(9),
    text,
  ].join(' ');
};

/** `1:02.34`: minutes, seconds, hundredths. */
const timePlus = (ms: number): string => {
  const hundredths = Math.floor(ms / 10);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(hundredths / 6_000)}:${two(Math.floor(hundredths / 100) % 60)}.${two(hundredths % 100)}`;
};
