import { SystemError } from '#runtime/ports.ts';
import type { PiProcess } from '../../system.ts';

/** /etc/passwd and /etc/group: names and numbers of users and groups. What is not in them has its name for a number. */
export class Accounts {
  readonly #users: ReadonlyMap<string, number>;
  readonly #groups: ReadonlyMap<string, number>;
  readonly #primary: ReadonlyMap<string, number>;

  private constructor(users: string, groups: string) {
    const rows = (text: string) => text.split('\n').map((line) => line.split(':'));
    const numbers = (text: string) =>
      new Map(rows(text).flatMap(([name = '', , id]) => (id === undefined ? [] : [[name, Number(id)] as const])));
    this.#users = numbers(users);
    this.#groups = numbers(groups);
    this.#primary = new Map(rows(users).map(([name = '', , , group]) => [name, Number(group)] as const));
  }

  static async of(process: PiProcess): Promise<Accounts> {
    const read = async (path: string): Promise<string> => {
      try {
        return new TextDecoder().decode(await process.files.read(path));
      } catch (error) {
        if (error instanceof SystemError) return '';
        throw error;
      }
    };
    return new Accounts(await read('/etc/passwd'), await read('/etc/group'));
  }

  userId(name: string): number | undefined {
    return this.#users.get(name);
  }

  groupId(name: string): number | undefined {
    return this.#groups.get(name);
  }

  /** By name, or by number. */
  user(text: string): string | undefined {
    return this.#users.has(text) ? text : named(this.#users, text);
  }

  group(text: string): string | undefined {
    return this.#groups.has(text) ? text : named(this.#groups, text);
  }

  /** The group that a user's files belong to. */
  groupOf(user: string): string | undefined {
    const id = this.#primary.get(user);
    return id === undefined ? undefined : named(this.#groups, String(id));
  }
}

const named = (ids: ReadonlyMap<string, number>, text: string): string | undefined =>
  /^\+?\d+$/.test(text) ? [...ids].find(([, id]) => id === Number(text))?.[0] : undefined;
