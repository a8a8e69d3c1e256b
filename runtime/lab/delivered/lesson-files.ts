/**
 * Files that a lesson brings along for the Pis: `files/` in its folder, below that a folder for each host, and
 * in it every file where it is to lie. They are part of what "as delivered" means, like the talk's programs, and
 * take the place of one that is there already.
 *
 *     files/rpi-broker/home/pi/controller.py          of pi; may be executed if it begins with #!
 *     files/rpi-broker/etc/mosquitto/conf.d/tls.conf  of root
 *     files/rpi-pub/home/pi/.bash_aliases             names with a dot too
 *
 *     files/readme.txt                                refused: on which host?
 *     files/rpi-broken/home/pi/x                      refused: there is no such host
 *     files/rpi-sub/usr/bin/ls                        refused: the system's own
 */
import { HOSTS } from '../hosts.ts';
import type { Delivered } from './delivered.ts';

/** The system's own directories are not a lesson's to write in, and what is below /run or /tmp is gone at boot. */
const PLACES = ['/boot', '/etc', '/home/pi', '/opt', '/root', '/srv', '/usr/local', '/var'] as const;

interface Placed {
  readonly host: string;
  /** Absolute, on that host. */
  readonly path: string;
}

/** @param file below `files/`, with `/`: `rpi-pub/home/pi/a` @returns where it goes; otherwise what is wrong with that */
export const placeOf = (file: string): Placed | string => {
  const [host = '', ...names] = file.split('/');
  const path = `/${names.join('/')}`;
  const hosts = Object.keys(HOSTS);
  if (names.length === 0) return `files lie below a host: files/${hosts[0]}/home/pi/${file}`;
  if (!hosts.includes(host)) return `there is no host "${host}"; there are ${hosts.join(', ')}`;
  if (!PLACES.some((place) => path.startsWith(`${place}/`)))
    return `a lesson's files go below ${PLACES.slice(0, -1).join(', ')} or ${PLACES.at(-1)}, and ${path} does not`;
  return { host, path };
};

/**
 * @param files by their path below `files/`
 * @throws Error for one that `placeOf` refuses
 */
export const lessonFiles = (files: Iterable<readonly [file: string, content: string]>): Delivered => {
  const delivered: Record<string, { readonly path: string; readonly content: string }[]> = {};
  for (const [file, content] of files) {
    const placed = placeOf(file);
    if (typeof placed === 'string') throw new Error(`files/${file}: ${placed}`);
    (delivered[placed.host] ??= []).push({ path: placed.path, content });
  }
  return delivered;
};
