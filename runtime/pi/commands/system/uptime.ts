import { procps } from './procps.ts';
import { uptimeLine } from './sessions.ts';

/** uptime(1) of procps. */
export const uptime = procps({
  page: {
    name: 'uptime',
    section: 1,
    summary: 'print how long the machine has been running',
    synopsis: ['uptime [OPTION]'],
    description: [
      'Prints the time, how long ago the machine was started, how many people are logged in, and the load: how many processes computed at once, on average of the last 1, 5 and 15 minutes.',
    ],
    options: [
      ['-p, --pretty', 'only how long, in words'],
      ['-s, --since', 'only since when'],
      ['-h', 'print this help'],
      ['-V', 'print the version'],
    ],
    seeAlso: ['w(1)', 'top(1)'],
  },
  run: async (process, { options }, out) => {
    const { booted } = process.machine;
    if (options.has('s')) await out.write(`${new Date(booted).toISOString().slice(0, 19).replace('T', ' ')}\n`);
    else if (options.has('p')) await out.write(`${pretty(process.clock.now() - booted)}\n`);
    else await out.write(`${await uptimeLine(process)}\n`);
    return 0;
  },
});

const PERIODS: readonly (readonly [name: string, minutes: number])[] = [
  ['year', 525_600],
  ['week', 10_080],
  ['day', 1_440],
  ['hour', 60],
  ['minute', 1],
];

/** `up 1 day, 2 hours, 5 minutes` */
const pretty = (ms: number): string => {
  let left = Math.floor(ms / 60_000);
  const parts: string[] = [];
  for (const [name, minutes] of PERIODS) {
    const count = Math.floor(left / minutes);
    left -= count * minutes;
    if (count > 0 || (minutes === 1 && parts.length === 0)) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`);
  }
  return `up ${parts.join(', ')}`;
};
