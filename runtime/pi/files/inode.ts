/** The nodes of a file tree (inode(7)). A name is an entry of a directory; all else is here. */

import type { Description } from '../kernel/description.ts';
import type { Credentials } from './rights.ts';

export type DeviceName = 'null' | 'zero' | 'full' | 'random' | 'urandom' | 'tty' | HardwareDevice;
/** Devices of a Pi that has the hardware: /dev/i2c-1, /dev/gpiochip0, /dev/gpiomem. */
export type HardwareDevice = (typeof HARDWARE_DEVICES)[number];
const HARDWARE_DEVICES = ['i2c-1', 'gpiochip0', 'gpiomem'] as const;

export const isHardware = (device: DeviceName): device is HardwareDevice =>
  (HARDWARE_DEVICES as readonly string[]).includes(device);

interface Common {
  readonly number: number;
  owner: string;
  group: string;
  /** Permission bits, with set-user-id (0o4000) and sticky (0o1000). */
  mode: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  modified: number;
  /** 0: no name leads to it any more. */
  links: number;
}

export interface FileNode extends Common {
  readonly kind: 'file';
  /** May be longer than the file; `size` counts. */
  data: Uint8Array;
  size: number;
  /** Open file descriptions: a file without a name lives until the last is closed. */
  opened: number;
  /** Of /proc: found out when it is opened; `data` and `size` count for nothing. */
  readonly content?: () => string;
}

/** The names of a directory: a Map, or what is found out when somebody looks. */
export interface DirectoryEntries {
  readonly size: number;
  keys(): Iterable<string>;
  get(name: string, who: Credentials): Inode | undefined;
  set(name: string, node: Inode): unknown;
  delete(name: string): unknown;
}

export interface DirectoryNode extends Common {
  readonly kind: 'directory';
  readonly entries: DirectoryEntries;
  /** Not on the card: /proc, /sys, /dev/pts. */
  readonly isLive?: true;
  /** Itself for the root. */
  parent: DirectoryNode;
  name: string;
}

export interface LinkNode extends Common {
  readonly kind: 'link';
  readonly target: string;
  /** proc(5), /proc/PID/fd: following it leads there, whatever the target says. */
  readonly leads?: Inode;
}

export interface DeviceNode extends Common {
  readonly kind: 'device';
  readonly device: DeviceName;
}

/** What is open already: a terminal line in /dev/pts, a process's pipe in /proc/PID/fd. */
export interface OpenNode extends Common {
  readonly kind: 'open';
  readonly description: Description;
}

export type Inode = FileNode | DirectoryNode | LinkNode | DeviceNode | OpenNode;

/** The absolute path of a directory. */
export const pathOf = (directory: DirectoryNode): string => {
  const names: string[] = [];
  for (let at = directory; at.parent !== at; at = at.parent) names.unshift(at.name);
  return `/${names.join('/')}`;
};

/** `/etc` and `hosts` → `/etc/hosts`. */
export const joined = (directory: string, name: string): string =>
  directory === '/' ? `/${name}` : `${directory}/${name}`;

/** The path from the root as it stands, `.` and `..` resolved by name. @param cwd absolute */
export const absolute = (cwd: string, path: string): string => {
  const names: string[] = [];
  for (const name of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
};
