/** Users and groups as /etc/passwd and /etc/group have them now. */
import { SystemError } from '#runtime/ports.ts';
import type { PiProcess } from '../../system.ts';

export interface Name {
  readonly name: string;
  readonly id: number;
}

export interface Identity {
  readonly user: Name;
  /** The first one is the one that new files belong to. */
  readonly groups: readonly Name[];
}

const rowsOf = async (process: PiProcess, path: string): Promise<string[][]> => {
  try {
    return new TextDecoder()
      .decode(await process.files.read(path))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(':'));
  } catch (error) {
    if (error instanceof SystemError) return [];
    throw error;
  }
};

/** @param user a name or a number; absent: who runs this process. @returns undefined: there is no such user */
export const identityOf = async (process: PiProcess, user?: string): Promise<Identity | undefined> => {
  const passwd = await rowsOf(process, '/etc/passwd');
  const group = await rowsOf(process, '/etc/group');
  const wanted = user ?? process.user;
  const row = passwd.find(([name]) => name === wanted) ?? passwd.find(([, , id]) => id === wanted.replace(/^\+/, ''));
  if (row === undefined) return undefined;
  const [name = '', , id = '', primary = ''] = row;
  const groups = group.map(([each = '', , number = '', members = '']) => ({
    name: each,
    id: Number(number),
    members: members.split(','),
  }));
  const first = groups.find((each) => each.id === Number(primary)) ?? {
    name: primary,
    id: Number(primary),
    members: [],
  };
  const more = groups.filter((each) => each.members.includes(name) && each.id !== first.id);
  return { user: { name, id: Number(id) }, groups: [first, ...more].map(({ name, id }) => ({ name, id })) };
};
