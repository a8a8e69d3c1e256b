/** `time`: how long a pipeline took, on the wall and of the processor (bash(1), Pipelines, TIMEFORMAT). */
import type { Shell } from './shell.ts';

const USUAL = '\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS';
const POSIX = 'real %2R\nuser %2U\nsys %2S';

/** This Pi's processor does nothing for the kernel that is counted apart. */
const SYSTEM = 0;

export const processorTime = (shell: Shell): { own: number; children: number } => {
  const { process, jobs } = shell;
  const own = process.processes().find(({ pid }) => pid === process.pid)?.cpu ?? 0;
  return { own, children: jobs.cpu };
};

export const measure = async (shell: Shell, how: 'bash' | 'posix', run: () => Promise<number>): Promise<number> => {
  const { clock } = shell.process;
  const started = clock.now();
  const before = processorTime(shell);
  try {
    return await run();
  } finally {
    const after = processorTime(shell);
    const user = after.own - before.own + after.children - before.children;
    const format = how === 'posix' ? POSIX : (shell.variables.get('TIMEFORMAT') ?? USUAL);
    if (format !== '')
      await shell.print(`${timeText(format, { real: clock.now() - started, user, system: SYSTEM })}\n`, 2);
  }
};

interface Times {
  readonly real: number;
  readonly user: number;
  readonly system: number;
}

const timeText = (format: string, { real, user, system }: Times): string =>
  format.replace(/%(?:(%)|([0-9]?)(l?)([RUS])|P)/g, (_, percent?: string, digits = '3', long = '', which?: string) => {
    if (percent !== undefined) return '%';
    if (which === undefined) return real === 0 ? '0.00' : (((user + system) / real) * 100).toFixed(2);
    const ms = which === 'R' ? real : which === 'U' ? user : system;
    return duration(ms, Math.min(3, Number(digits === '' ? 3 : digits)), long === 'l');
  });

/** `0m1.500s`, `1.500`; cut, not rounded. */
export const duration = (ms: number, digits: number, long: boolean): string => {
  const whole = Math.floor(ms);
  const seconds = long ? Math.floor(whole / 1_000) % 60 : Math.floor(whole / 1_000);
  const fraction =
    digits === 0
      ? ''
      : `.${String(whole % 1_000)
          .padStart(3, '0')
          .slice(0, digits)}`;
  return long ? `${Math.floor(whole / 60_000)}m${seconds}${fraction}s` : `${seconds}${fraction}`;
};
