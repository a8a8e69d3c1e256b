/** halt(8), poweroff(8), reboot(8), shutdown(8): one program under four names, as systemd has it. */
import type { ManualPage } from '../../manual/page.ts';
import type { Command, PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import type { Parsed } from '../options.ts';
import { timestamp } from './moment.ts';

type How = 'restart' | 'power-off';
const DOES = { restart: 'reboot', 'power-off': 'power off' } as const;
const AUTHENTICATION = 'Interactive authentication required.';

/** wall(1): who says it, where, when. */
const wall = (process: PiProcess, ...lines: readonly string[]): void => {
  const where = process.terminal === undefined ? '' : ` on ${process.terminal.name.slice('/dev/'.length)}`;
  const head = `Broadcast message from ${process.user}@${process.hostname}${where} (${timestamp(process.clock.now())}):`;
  process.init.broadcast(`\n${head}\n\n${lines.filter((line) => line !== '').join('\n')}\n\n`);
};

/** Goes down now. @param call what logind calls it: `Reboot` */
export const goDown = async (process: PiProcess, how: How, call: string, message = ''): Promise<number> => {
  if (process.user !== 'root') {
    await process.stderr.write(
      `Failed to set wall message, ignoring: ${AUTHENTICATION}\nCall to ${call} failed: ${AUTHENTICATION}\n`,
    );
    return 1;
  }
  wall(process, message, `The system will ${DOES[how]} now!`);
  return process.reboot(how);
};

const immediate = (name: string, how: How, call: string, summary: string, what: string): Command =>
  command({
    page: {
      name,
      section: 8,
      summary,
      synopsis: [`${name} [OPTION]...`],
      description: [
        `${what} Every process gets a moment to end, files stay. Only root may: *sudo ${name}*. Windows on this Pi are closed; Enter logs in again ${
          how === 'restart' ? 'once it is up' : 'after pulling its plug and putting it in again'
        }.`,
      ],
      options: [
        ['-f, --force', 'do not ask the services first; the same here'],
        ['--no-wall', 'do not tell the other windows'],
      ],
      seeAlso: ['shutdown(8)'],
    },
    absent: 'd n p w halt no-wtmp poweroff reboot wtmp-only',
    run: async (process) => goDown(process, how, call),
  });

export const reboot = immediate('reboot', 'restart', 'Reboot', 'restart the machine', 'Restarts this Raspberry Pi.');
export const poweroff = immediate(
  'poweroff',
  'power-off',
  'PowerOff',
  'switch the machine off',
  'Switches this Raspberry Pi off.',
);
export const halt = immediate(
  'halt',
  'power-off',
  'Halt',
  'stop the machine',
  'Stops this Raspberry Pi, which then is off.',
);

const SHUTDOWN_PAGE: ManualPage = {
  name: 'shutdown',
  section: 8,
  summary: 'switch off or restart, now or later',
  synopsis: ['shutdown [OPTION]... [TIME] [MESSAGE...]'],
  description: [
    'Switches the machine off, or restarts it, at a time: _now_, _+5_ (in five minutes), _23:30_. Without a time it is in one minute. Everybody who is logged in is told, with the message if there is one.',
  ],
  options: [
    ['-c', 'cancel what is planned'],
    ['-H, --halt', 'stop the machine'],
    ['-h', 'switch it off; the same as -P'],
    ['-k', 'only tell everybody'],
    ['--no-wall', 'do not tell everybody'],
    ['-P, --poweroff', 'switch it off: what happens anyway'],
    ['-r, --reboot', 'restart it'],
  ],
  examples: [
    ['sudo shutdown -h now', 'switch off now'],
    ['sudo shutdown -r +5 "new kernel"', 'restart in five minutes, and say why'],
    ['sudo shutdown -c', 'not after all'],
  ],
  exitStatus: [['1', 'the time is none, or one is not root']],
  seeAlso: ['reboot(8)'],
};

export const shutdown: Command = command({
  page: SHUTDOWN_PAGE,
  run: (process, parsed) => plan(process, parsed),
});

const plan = async (process: PiProcess, { options, operands }: Parsed): Promise<number> => {
  const isWalled = !options.has('no-wall');
  if (options.has('c')) {
    if (process.user !== 'root') return refused(process, 'cancel shutdown');
    const { planned } = process.init;
    process.init.plan('power-off', undefined);
    if (planned !== undefined && isWalled) wall(process, operands.join(' '), 'System shutdown has been cancelled');
    return 0;
  }
  const [time = '+1', ...message] = operands;
  const at = readTime(time, process.clock.now());
  if (at === undefined) {
    await process.stderr.write(`Failed to parse time specification: ${time}\n`);
    return 1;
  }
  const how: How = options.has('r') ? 'restart' : 'power-off';
  const isNow = at <= process.clock.now();
  if (isNow && !options.has('k')) {
    const call = how === 'restart' ? 'Reboot' : options.has('H') ? 'Halt' : 'PowerOff';
    return goDown(process, how, call, message.join(' '));
  }
  if (process.user !== 'root') return refused(process, 'schedule shutdown');
  if (!options.has('k')) process.init.plan(how, at);
  const what = `The system will ${DOES[how]} ${isNow ? 'now' : `at ${timestamp(at)}`}!`;
  if (isWalled) wall(process, message.join(' '), what);
  if (options.has('k')) return 0;
  const noun = how === 'restart' ? 'Reboot' : 'Shutdown';
  await process.stderr.write(`${noun} scheduled for ${timestamp(at)}, use 'shutdown -c' to cancel.\n`);
  return 0;
};

const refused = async (process: PiProcess, what: string): Promise<number> => {
  await process.stderr.write(
    `Failed to set wall message, ignoring: ${AUTHENTICATION}\nFailed to ${what}: ${AUTHENTICATION}\n`,
  );
  return 1;
};

const MINUTE = 60_000;
const DAY = 86_400_000;

/** `now`, `+5`, `23:30`. */
const readTime = (text: string, now: number): number | undefined => {
  if (text === 'now' || text === '+0') return now;
  const minutes = /^\+(\d{1,6})$/.exec(text)?.[1];
  if (minutes !== undefined) return now + Number(minutes) * MINUTE;
  const [, hour, minute] = /^(\d{1,2}):(\d\d)$/.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const at = Math.floor(now / DAY) * DAY + (Number(hour) * 60 + Number(minute)) * MINUTE;
  return at > now ? at : at + DAY;
};
