import { absolute } from '#runtime/pi/files/inode.ts';
import type { Deed } from './protocol.ts';

/** In place of a path: the chips and lines, all of them. */
export const HARDWARE = '/dev/:hardware';

/** Which paths deeds concern. What is done to an open file concerns the path that it was opened by. */
export class DeedPaths {
  readonly #open = new Map<number, readonly string[]>();

  /** To be asked once for each deed, in order. */
  of(deed: Deed): readonly string[] {
    if (isOfHardware(deed)) return [HARDWARE];
    if (!('fd' in deed)) return 'path' in deed ? pathsIn(deed) : [];
    if (deed.kind === 'open') this.#open.set(deed.fd, pathsIn(deed));
    const paths = this.#open.get(deed.fd) ?? [];
    if (deed.kind === 'close') this.#open.delete(deed.fd);
    return paths;
  }
}

const OF_HARDWARE: readonly Deed['kind'][] = ['i2c', 'line-request', 'line-set', 'line-release', 'pin'];

const isOfHardware = ({ kind }: Deed): boolean => OF_HARDWARE.includes(kind);

const pathsIn = (deed: { readonly path: string; readonly from?: string }): readonly string[] =>
  (deed.from === undefined ? [deed.path] : [deed.from, deed.path]).map((path) => absolute('/', path));

/** One is the other, or stands above it. */
export const touches = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
