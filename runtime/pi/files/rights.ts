/** Users and groups of the simulated Pi, and who may do what with a file (path_resolution(7), inode(7)). */

export interface Credentials {
  readonly user: string;
  readonly groups: readonly string[];
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
  { name: 'root', id: 0, home: '/root', shell: '/usr/bin/bash', groups: ['root'] },
  { name: 'nobody', id: 65_534, home: '/nonexistent', shell: '/usr/sbin/nologin', groups: ['nogroup'] },
  { name: 'mosquitto', id: 110, home: '/var/lib/mosquitto', shell: '/usr/sbin/nologin', groups: ['mosquitto'] },
  {
    name: 'pi',
    id: 1_000,
    home: '/home/pi',
    shell: '/usr/bin/bash',
    groups: ['pi', 'adm', 'dialout', 'sudo', 'gpio', 'i2c'],
  },
];

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
