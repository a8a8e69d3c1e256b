/** The nodes of a file tree (inode(7)). A name is an entry of a directory; all else is here. */

export type DeviceName = 'null' | 'zero' | 'full' | 'urandom' | 'tty';

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
}

export interface DirectoryNode extends Common {
  readonly kind: 'directory';
  readonly entries: Map<string, Inode>;
  /** Itself for the root. */
  parent: DirectoryNode;
  name: string;
}

export interface LinkNode extends Common {
  readonly kind: 'link';
  readonly target: string;
}

export interface DeviceNode extends Common {
  readonly kind: 'device';
  readonly device: DeviceName;
}

export type Inode = FileNode | DirectoryNode | LinkNode | DeviceNode;

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
