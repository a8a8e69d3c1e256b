import type { Deed } from './protocol.ts';

/** In place of a path: the chips and lines, all of them. */
export const HARDWARE = '/dev/:hardware';

/** Which paths deeds concern. What is done to an open file concerns the path that it was opened by. */
export class DeedPaths {
  readonly #pathsOf: (path: string) => readonly string[];
  readonly #open = new Map<number, readonly string[]>();

  /** @param pathsOf what a path of a deed stands for */
  constructor(pathsOf: (path: string) => readonly string[]) {
    this.#pathsOf = pathsOf;
  }

  /** To be asked once for each deed, in order, when it has been done. */
  of(deed: Deed): readonly string[] {
    if (isOfHardware(deed)) return [HARDWARE];
    if (deed.kind === 'chdir') return [];
    if (!('fd' in deed)) return 'path' in deed ? this.#pathsIn(deed) : [];
    if (deed.kind === 'open') this.#open.set(deed.fd, this.#pathsIn(deed));
    const paths = this.#open.get(deed.fd) ?? [];
    if (deed.kind === 'close') this.#open.delete(deed.fd);
    return paths;
  }

  #pathsIn({ path, from }: { readonly path: string; readonly from?: string }): readonly string[] {
    return from === undefined ? this.#pathsOf(path) : [...this.#pathsOf(from), ...this.#pathsOf(path)];
  }
}

const OF_HARDWARE: readonly Deed['kind'][] = ['i2c', 'line-request', 'line-set', 'line-release', 'pin'];

const isOfHardware = ({ kind }: Deed): boolean => OF_HARDWARE.includes(kind);

/** One is the other, or stands above it. */
export const touches = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
