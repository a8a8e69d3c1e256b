/** The file tree of a Pi as delivered: as much of Raspberry Pi OS as the lessons walk through. */
import type { Command } from '../system.ts';
import { executableText } from '../kernel/executable.ts';
import { FileTree } from './file-tree.ts';
import type { FileLimits } from './file-tree.ts';
import { ACCOUNTS } from './rights.ts';

const DIRECTORIES: readonly string[] = [
  '/dev',
  '/etc',
  '/etc/mosquitto',
  '/etc/mosquitto/conf.d',
  '/home',
  '/opt',
  '/run',
  '/srv',
  '/usr',
  '/usr/bin',
  '/usr/lib',
  '/usr/local',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/share',
  '/var',
  '/var/lib',
  '/var/log',
];

/** Since Debian 12 these are one with their /usr twins. */
const LINKS: Readonly<Record<string, string>> = { '/bin': 'usr/bin', '/lib': 'usr/lib', '/sbin': 'usr/sbin' };

const MOSQUITTO_CONF = `# Mosquitto on this Raspberry Pi. What every option means: man mosquitto.conf

# Everybody in the workshop's network may come in, without a password.
listener 1883
allow_anonymous true

# What Debian adds: one file for each topic of its own.
include_dir /etc/mosquitto/conf.d
`;

const BASHRC = `# Read by every interactive bash.
alias ls='ls --color=auto'
`;

const PROFILE = `# Read by a login shell.
if [ -f "$HOME/.bashrc" ]; then . "$HOME/.bashrc"; fi
`;

const OS_RELEASE = `NAME="Simulated Raspberry Pi OS"
PRETTY_NAME="Simulated Raspberry Pi OS (after Debian 12)"
ID=raspbian
ID_LIKE=debian
VERSION_ID="12"
`;

export interface SystemOptions {
  readonly hostname: string;
  readonly commands: readonly Command[];
  readonly now: () => number;
  readonly limits?: Partial<FileLimits>;
}

export const raspberryPiOs = (options: SystemOptions): FileTree => {
  const { hostname, commands, now, limits } = options;
  const tree = new FileTree({ now, ...(limits === undefined ? {} : { limits }) });
  for (const path of DIRECTORIES) tree.makeDirectory(path);
  for (const [path, target] of Object.entries(LINKS)) tree.symlink(target, path);
  for (const path of ['/tmp', '/var/tmp']) tree.makeDirectory(path, { mode: 0o1777 });
  tree.makeDirectory('/root', { mode: 0o700 });
  tree.makeDirectory('/home/pi', { mode: 0o755, owner: 'pi', group: 'pi' });
  tree.makeDirectory('/var/lib/mosquitto', { mode: 0o755, owner: 'mosquitto', group: 'mosquitto' });
  tree.makeDirectory('/var/log/mosquitto', { mode: 0o755, owner: 'mosquitto', group: 'mosquitto' });

  for (const device of ['null', 'zero', 'full', 'urandom', 'tty'] as const)
    tree.device(`/dev/${device}`, device, 0o666);

  tree.writeFile('/etc/hostname', `${hostname}\n`);
  tree.writeFile('/etc/hosts', '127.0.0.1\tlocalhost\n::1\t\tlocalhost ip6-localhost ip6-loopback\n');
  tree.writeFile('/etc/os-release', OS_RELEASE);
  tree.writeFile('/etc/passwd', ACCOUNTS.map(passwdLine).join(''));
  tree.writeFile('/etc/group', groupLines());
  tree.writeFile('/etc/mosquitto/mosquitto.conf', MOSQUITTO_CONF);
  tree.writeFile('/home/pi/.bashrc', BASHRC, { owner: 'pi', group: 'pi' });
  tree.writeFile('/home/pi/.profile', PROFILE, { owner: 'pi', group: 'pi' });

  for (const command of commands)
    for (const path of command.paths) tree.writeFile(path, executableText(command), { mode: command.mode ?? 0o755 });
  return tree;
};

const passwdLine = ({ name, id, home, shell }: (typeof ACCOUNTS)[number]): string =>
  `${name}:x:${id}:${id}::${home}:${shell}\n`;

const GROUP_IDS: Readonly<Record<string, number>> = {
  adm: 4,
  dialout: 20,
  sudo: 27,
  i2c: 994,
  gpio: 986,
  nogroup: 65_534,
};

const groupLines = (): string => {
  const groups = [...new Set(ACCOUNTS.flatMap((account) => account.groups))];
  return groups
    .map((group) => {
      const id = GROUP_IDS[group] ?? ACCOUNTS.find((account) => account.name === group)?.id ?? 65_534;
      const members = ACCOUNTS.filter((account) => account.groups.slice(1).includes(group)).map(({ name }) => name);
      return `${group}:x:${id}:${members.join(',')}\n`;
    })
    .join('');
};
