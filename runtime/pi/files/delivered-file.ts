/**
 * A file that a Pi is delivered with beside those of its system: the talk's programs, and what a lesson
 * brings along. It is part of what "as delivered" means.
 *
 *     /home/pi/led.py       of pi, as everything below /home/pi
 *     /etc/mosquitto/acl    of root
 *     #!/usr/bin/env …      may be executed; what begins otherwise may not
 */
import type { FileTree } from './file-tree.ts';
import { ACCOUNTS } from './rights.ts';

export interface DeliveredFile {
  /** Absolute. Directories above it are made where they are missing. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Absent: 0o755 when it begins with `#!`, otherwise 0o644. */
  readonly mode?: number;
}

/** Puts it onto a card, in the place of what was delivered there before it. */
export const deliver = (tree: FileTree, { path, content, mode }: DeliveredFile): void => {
  const owner = ownerOf(path);
  const attributes = { owner, group: owner };
  for (let slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const directory = path.slice(0, slash);
    if (!tree.exists(directory)) tree.makeDirectory(directory, { ...attributes, mode: 0o755 });
  }
  tree.writeFile(path, content, { ...attributes, mode: mode ?? (isScript(content) ? 0o755 : 0o644) });
};

const ownerOf = (path: string): string =>
  ACCOUNTS.find(({ home }) => home.startsWith('/home/') && path.startsWith(`${home}/`))?.name ?? 'root';

const isScript = (content: string | Uint8Array): boolean =>
  typeof content === 'string' ? content.startsWith('#!') : content[0] === 0x23 && content[1] === 0x21;
