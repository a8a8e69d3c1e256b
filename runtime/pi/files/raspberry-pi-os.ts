/** The file tree of a Pi as delivered: as much of Raspberry Pi OS as the lessons walk through. */
import type { Command } from '../system.ts';
import { HOME_FILES, SCRIPTS, SUDOERS_FILES, SYSTEM_FILES } from './delivered.ts';
import { executableText } from '../kernel/executable.ts';
import { FileTree } from './file-tree.ts';
import type { FileLimits } from './file-tree.ts';
import { ACCOUNTS, GROUP_IDS } from './rights.ts';

const DIRECTORIES: readonly string[] = `
  /boot /boot/firmware /dev /etc /etc/apt /etc/apt/sources.list.d /etc/default /etc/init.d /etc/mosquitto /etc/mosquitto/ca_certificates
  /etc/mosquitto/certs /etc/mosquitto/conf.d /etc/ssh /etc/ssl /etc/ssl/certs /etc/sudoers.d /etc/systemd /etc/systemd/system
  /etc/systemd/system/multi-user.target.wants /home /media /mnt /opt /run /srv /usr /usr/bin /usr/games /usr/include
  /usr/lib /usr/lib/systemd /usr/lib/systemd/system /usr/local /usr/local/bin /usr/local/games /usr/local/lib
  /usr/local/sbin /usr/local/share /usr/sbin /usr/share /usr/share/doc /usr/share/mosquitto /var /var/cache /var/cache/apt
  /var/lib /var/lib/dpkg /var/log /var/log/apt /var/mail /var/spool`
  .trim()
  .split(/\s+/);

/** Since Debian 12 these are one with their /usr twins. */
const LINKS: Readonly<Record<string, string>> = {
  '/bin': 'usr/bin',
  '/lib': 'usr/lib',
  '/sbin': 'usr/sbin',
  '/dev/fd': '/proc/self/fd',
  '/dev/stdin': '/proc/self/fd/0',
  '/dev/stdout': '/proc/self/fd/1',
  '/dev/stderr': '/proc/self/fd/2',
  '/etc/mtab': '../proc/self/mounts',
  '/var/run': '/run',
};

/** Device files and the groups that may use them: no sudo at run time. */
const HARDWARE_DEVICES = [
  ['i2c-1', 'i2c'],
  ['gpiochip0', 'gpio'],
  ['gpiomem', 'gpio'],
] as const;

export interface SystemOptions {
  readonly hostname: string;
  readonly commands: readonly Command[];
  readonly now: () => number;
  /** Whether it has an I2C bus and GPIO lines. */
  readonly hardware?: boolean;
  readonly limits?: Partial<FileLimits>;
}

export const raspberryPiOs = (options: SystemOptions): FileTree => {
  const { hostname, commands, now, limits } = options;
  const tree = new FileTree({ now, ...(limits === undefined ? {} : { limits }) });
  for (const path of DIRECTORIES) tree.makeDirectory(path);
  for (const [path, target] of Object.entries(LINKS)) tree.symlink(target, path);
  for (const path of ['/tmp', '/var/tmp']) tree.makeDirectory(path, { mode: 0o1777 });
  tree.makeDirectory('/root', { mode: 0o700 });
  tree.makeDirectory('/lost+found', { mode: 0o700 });
  tree.makeDirectory('/home/pi', { mode: 0o755, owner: 'pi', group: 'pi' });
  tree.makeDirectory('/run/mosquitto', { mode: 0o755, owner: 'mosquitto', group: 'mosquitto' });
  tree.makeDirectory('/var/lib/mosquitto', { mode: 0o755, owner: 'mosquitto', group: 'mosquitto' });
  tree.makeDirectory('/var/log/mosquitto', { mode: 0o755, owner: 'mosquitto', group: 'mosquitto' });

  for (const device of ['null', 'zero', 'full', 'random', 'urandom', 'tty'] as const)
    tree.device(`/dev/${device}`, device, 0o666);
  if (options.hardware === true) {
    for (const [device, group] of HARDWARE_DEVICES) {
      tree.device(`/dev/${device}`, device, 0o660);
      tree.chown(`/dev/${device}`, 'root', group);
    }
  }

  tree.writeFile('/etc/hostname', `${hostname}\n`);
  tree.writeFile(
    '/etc/hosts',
    `127.0.0.1\tlocalhost\n::1\t\tlocalhost ip6-localhost ip6-loopback\n\n127.0.1.1\t${hostname}\n`,
  );
  tree.writeFile('/etc/passwd', ACCOUNTS.map(passwdLine).join(''));
  tree.writeFile('/etc/group', groupLines());
  tree.writeFile('/etc/shadow', ACCOUNTS.map(({ name }) => `${name}:*:20000:0:99999:7:::\n`).join(''), {
    mode: 0o640,
    group: 'shadow',
  });
  for (const [path, text] of Object.entries(SYSTEM_FILES)) tree.writeFile(path, text);
  for (const [path, text] of Object.entries(SCRIPTS)) tree.writeFile(path, text, { mode: 0o755 });
  for (const [path, text] of Object.entries(SUDOERS_FILES)) tree.writeFile(path, text, { mode: 0o440 });
  for (const [name, text] of Object.entries(HOME_FILES)) {
    tree.writeFile(`/home/pi/${name}`, text, { owner: 'pi', group: 'pi' });
    tree.writeFile(`/root/${name}`, text);
  }

  for (const command of commands) {
    const { paths, links = [] } = command;
    for (const path of paths) tree.writeFile(path, executableText(command), { mode: command.mode ?? 0o755 });
    for (const link of links) tree.symlink(paths[0]?.replace(/^.*\//, '') ?? '', link);
  }
  return tree;
};

const passwdLine = ({ name, id, home, shell, groups }: (typeof ACCOUNTS)[number]): string =>
  `${name}:x:${id}:${groupId(groups[0] ?? name, id)}:${name === 'pi' ? ',,,' : name}:${home}:${shell}\n`;

const groupId = (group: string, own: number): number => GROUP_IDS[group] ?? own;

const groupLines = (): string => {
  const groups = [...new Set([...ACCOUNTS.flatMap((account) => account.groups), 'tty', 'shadow'])];
  return groups
    .map((group) => {
      const id = GROUP_IDS[group] ?? ACCOUNTS.find((account) => account.name === group)?.id ?? 65_534;
      const members = ACCOUNTS.filter((account) => account.groups.slice(1).includes(group)).map(({ name }) => name);
      return `${group}:x:${id}:${members.join(',')}\n`;
    })
    .join('');
};
