import type { MirrorFiles } from '../../../inside/mirror-files.ts';
import { readTextIfThere } from '../../load/read-text.ts';

/** Of who is in no list: nobody, nogroup. */
const NOBODY = 65_534;

export interface OwnerNumbers {
  user(name: string): number;
  group(name: string): number;
  userNamed(number: number): string | undefined;
  groupNamed(number: number): string | undefined;
}

/** Numbers of users and groups, as /etc/passwd and /etc/group say. */
export function ownerNumbers(files: MirrorFiles): OwnerNumbers {
  const users = numbersIn(readTextIfThere(files, '/etc/passwd'));
  const groups = numbersIn(readTextIfThere(files, '/etc/group'));
  return {
    user: (name) => users.get(name) ?? NOBODY,
    group: (name) => groups.get(name) ?? NOBODY,
    userNamed: (number) => nameOf(users, number),
    groupNamed: (number) => nameOf(groups, number),
  };
}

const numbersIn = (text = ''): ReadonlyMap<string, number> =>
  new Map(
    text.split('\n').flatMap((line) => {
      const [name, , number] = line.split(':');
      return name === undefined || number === undefined ? [] : [[name, Number(number)] as const];
    }),
  );

const nameOf = (numbers: ReadonlyMap<string, number>, number: number): string | undefined =>
  [...numbers].find(([, each]) => each === number)?.[0];
