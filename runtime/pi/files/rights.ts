/** Users and groups of the simulated Pi, and who may do what with a file (path_resolution(7), inode(7)). */

export interface Credentials {
  readonly user: string;
  readonly groups: readonly string[];
  /** Who asks, for /proc/self. */
  readonly pid?: number;
}

export type Want = 'read' | 'write' | 'execute';

export interface Account {
  readonly name: string;
  readonly id: number;
  readonly home: string;
  readonly shell: string;
  /** The first one is the one new files belong to. */
  readonly groups: readonly string[];
}

/** The accounts as /etc/passwd and /etc/group list them. */
export const ACCOUNTS: readonly Account[] = [
  { name: 'root', id: 0, home: '/root', shell: '/bin/bash', groups: ['root'] },
  { name: 'daemon', id: 1, home: '/usr/sbin', shell: '/usr/sbin/nologin', groups: ['daemon'] },
  { name: 'www-data', id: 33, home: '/var/www', shell: '/usr/sbin/nologin', groups: ['www-data'] },
  { name: 'nobody', id: 65_534, home: '/nonexistent', shell: '/usr/sbin/nologin', groups: ['nogroup'] },
  { name: 'sshd', id: 103, home: '/run/sshd', shell: '/usr/sbin/nologin', groups: ['nogroup'] },
  { name: 'mosquitto', id: 110, home: '/var/lib/mosquitto', shell: '/usr/sbin/nologin', groups: ['mosquitto'] },
  {
    name: 'pi',
    id: 1_000,
    home: '/home/pi',
    shell: '/bin/bash',
    groups: 'pi adm dialout cdrom sudo audio video plugdev games users input render netdev spi i2c gpio'.split(' '),
  },
];

/** Of groups that are not an account's own. */
export const GROUP_IDS: Readonly<Record<string, number>> = {
  adm: 4,
  tty: 5,
  dialout: 20,
  cdrom: 24,
  sudo: 27,
  audio: 29,
  shadow: 42,
  video: 44,
  plugdev: 46,
  games: 60,
  users: 100,
  input: 102,
  render: 105,
  netdev: 106,
  spi: 995,
  i2c: 994,
  gpio: 986,
  nogroup: 65_534,
};

export const accountOf = (user: string): Account | undefined => ACCOUNTS.find((account) => account.name === user);

export const groupsOf = (user: string): readonly string[] => accountOf(user)?.groups ?? ['nogroup'];

export const ROOT: Credentials = { user: 'root', groups: ['root'] };

const BIT: Readonly<Record<Want, number>> = { read: 4, write: 2, execute: 1 };

/**
 * Only one of the three triples counts: the owner's, else the group's, else the others'. root may
 * read and write anything, and execute what anybody may.
 */
export const may = (
  who: Credentials,
  file: { readonly owner: string; readonly group: string; readonly mode: number; readonly kind: string },
  want: Want,
): boolean => {
  if (who.user === 'root') return want !== 'execute' || file.kind === 'directory' || (file.mode & 0o111) !== 0;
  const shift = file.owner === who.user ? 6 : who.groups.includes(file.group) ? 3 : 0;
  return ((file.mode >> shift) & BIT[want]) !== 0;
};
