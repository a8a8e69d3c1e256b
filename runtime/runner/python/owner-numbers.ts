import type { MirrorFiles } from '../inside/mirror-files.ts';

/** Who is nobody that /etc/passwd knows. */
const NOBODY = 65_534;

/** User and group ids, as /etc/passwd and /etc/group have them: files know their owners by name. */
export class OwnerNumbers {
  readonly #users: ReadonlyMap<string, number>;
  readonly #groups: ReadonlyMap<string, number>;

  constructor(files: MirrorFiles) {
    this.#users = accounts(files, '/etc/passwd');
    this.#groups = accounts(files, '/etc/group');
  }

  user(name: string): number {
    return this.#users.get(name) ?? NOBODY;
  }

  group(name: string): number {
    return this.#groups.get(name) ?? NOBODY;
  }

  /** @param kept who it is when -1 says that it stays */
  userName(uid: number, kept: () => string): string {
    return uid < 0 ? kept() : (nameOf(this.#users, uid) ?? String(uid));
  }

  groupName(gid: number, kept: () => string): string {
    return gid < 0 ? kept() : (nameOf(this.#groups, gid) ?? String(gid));
  }
}

/** `name:x:number:…`, a line each. */
function accounts(files: MirrorFiles, path: string): ReadonlyMap<string, number> {
  const fd = files.open(path, { read: true });
  const bytes = new Uint8Array(files.statOpen(fd).size);
  files.read(fd, bytes);
  files.close(fd);
  const lines = new TextDecoder().decode(bytes).split('\n');
  return new Map(lines.map((line) => line.split(':')).map(([name = '', , number]) => [name, Number(number)]));
}

const nameOf = (accounts: ReadonlyMap<string, number>, number: number): string | undefined =>
  [...accounts].find(([, each]) => each === number)?.[0];
