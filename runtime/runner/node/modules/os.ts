/** node:os: of the Pi that the program runs on. */
import type { Program } from '../../inside/program.ts';
import { SIGNAL_NUMBER } from '#runtime/pi/process.ts';
import { ERRNO_NUMBERS } from '../errors/node-error.ts';
import { readTextIfThere } from '../load/read-text.ts';
import { ownerNumbers } from './fs/owner-numbers.ts';

export function osModule({ start, files, clock }: Program): Record<string, unknown> {
  const read = (path: string): string => readTextIfThere(files, path) ?? '';
  const memory = (name: string): number =>
    Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(read('/proc/meminfo'))?.[1] ?? 0) * 1024;
  const processors = (): readonly string[] => read('/proc/cpuinfo').match(/^processor\s*:/gm) ?? [];
  return {
    EOL: '\n',
    devNull: '/dev/null',
    constants: { signals: SIGNAL_NUMBER, errno: ERRNO_NUMBERS },
    arch: () => 'arm64',
    machine: () => 'aarch64',
    platform: () => 'linux',
    type: () => 'Linux',
    endianness: () => 'LE',
    hostname: () => start.hostname,
    homedir: () => start.env['HOME'] ?? '/',
    tmpdir: () => start.env['TMPDIR'] ?? '/tmp',
    release: () =>
      read('/proc/sys/kernel/osrelease').trim() || (/version (\S+)/.exec(read('/proc/version'))?.[1] ?? ''),
    version: () => read('/proc/sys/kernel/version').trim() || (/(#\d.*)$/m.exec(read('/proc/version'))?.[1] ?? ''),
    uptime: () => Math.floor((clock.now() - start.booted) / 1000),
    loadavg: () => read('/proc/loadavg').split(' ').slice(0, 3).map(Number),
    totalmem: () => memory('MemTotal'),
    freemem: () => memory('MemAvailable') || memory('MemFree'),
    availableParallelism: () => Math.max(1, processors().length),
    cpus: () =>
      processors().map(() => ({
        model: /^model name\s*:\s*(.*)$/m.exec(read('/proc/cpuinfo'))?.[1] ?? 'unknown',
        speed: 0,
        times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 },
      })),
    userInfo: () => {
      const numbers = ownerNumbers(files);
      const account =
        read('/etc/passwd')
          .split('\n')
          .find((line) => line.startsWith(`${start.user}:`))
          ?.split(':') ?? [];
      return {
        uid: numbers.user(start.user),
        gid: Number(account[3] ?? 0),
        username: start.user,
        homedir: account[5] ?? '/',
        shell: account[6] ?? null,
      };
    },
  };
}
