/**
 * Directories whose content is not on the card but is found out when somebody looks: /proc, /sys and
 * /dev/pts. Their files say what they say at the moment they are opened (proc(5)); nobody makes, renames
 * or removes anything there.
 */
import { SystemError } from '#runtime/ports.ts';
import type { Description } from '../kernel/description.ts';
import type { DirectoryEntries, DirectoryNode, FileNode, Inode, LinkNode, OpenNode } from './inode.ts';
import type { Credentials } from './rights.ts';

/** Far above those of the card, and the same for the same name. */
const number = (name: string): number => {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 0x0f_ff_ff_ff;
  return 0xf0_00_00_00 + hash;
};

export interface LiveAttributes {
  readonly owner?: string;
  readonly group?: string;
  readonly mode?: number;
}

const common = (name: string, now: number, { owner = 'root', group = owner, mode = 0o444 }: LiveAttributes) => ({
  number: number(name),
  owner,
  group,
  mode,
  modified: now,
  links: 1,
});

/** Makes the nodes of one live directory tree. */
export class LiveNodes {
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param content asked for whenever it is opened */
  file(path: string, content: () => string, attributes: LiveAttributes = {}): FileNode {
    const data = new Uint8Array(0);
    return { ...common(path, this.#now(), attributes), kind: 'file', data, size: 0, opened: 0, content };
  }

  /** @param leads where following it leads, whatever the target says */
  link(path: string, target: string, leads?: Inode, attributes: LiveAttributes = {}): LinkNode {
    const node = { ...common(path, this.#now(), { mode: 0o777, ...attributes }), kind: 'link' as const, target };
    return leads === undefined ? node : { ...node, leads };
  }

  open(path: string, description: Description, attributes: LiveAttributes = {}): OpenNode {
    return { ...common(path, this.#now(), { mode: 0o620, ...attributes }), kind: 'open', description };
  }

  /** @param find asked at each look, with whoever looks */
  directory(
    at: { readonly parent: DirectoryNode; readonly name: string; readonly path: string },
    names: () => readonly string[],
    find: (name: string, who: Credentials, directory: DirectoryNode) => Inode | undefined,
    attributes: LiveAttributes = {},
  ): DirectoryNode {
    const entries = new LiveEntries(names, (name, who) => find(name, who, directory));
    const directory: DirectoryNode = {
      ...common(at.path, this.#now(), { mode: 0o555, ...attributes }),
      kind: 'directory',
      links: 2,
      entries,
      isLive: true,
      parent: at.parent,
      name: at.name,
    };
    return directory;
  }

  /** A directory of things that are always there. */
  fixed(
    at: { readonly parent: DirectoryNode; readonly name: string; readonly path: string },
    members: Readonly<Record<string, (directory: DirectoryNode, path: string) => Inode>>,
  ): DirectoryNode {
    return this.directory(
      at,
      () => Object.keys(members),
      (name, _, directory) => members[name]?.(directory, `${at.path}/${name}`),
    );
  }
}

class LiveEntries implements DirectoryEntries {
  readonly #names: () => readonly string[];
  readonly #find: (name: string, who: Credentials) => Inode | undefined;

  constructor(names: () => readonly string[], find: (name: string, who: Credentials) => Inode | undefined) {
    this.#names = names;
    this.#find = find;
  }

  get size(): number {
    return this.#names().length;
  }

  keys(): Iterable<string> {
    return this.#names();
  }

  get(name: string, who: Credentials): Inode | undefined {
    return Object.hasOwn(Object.prototype, name) ? undefined : this.#find(name, who);
  }

  set(name: string): never {
    throw new SystemError('EPERM', name);
  }

  delete(name: string): never {
    throw new SystemError('EPERM', name);
  }
}
