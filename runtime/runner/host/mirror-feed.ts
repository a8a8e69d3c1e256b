import type { MirrorWatcher } from '#runtime/pi/mirror-source.ts';
import type { PiProcess } from '#runtime/pi/system.ts';
import type { Timer } from '#runtime/ports.ts';
import { DeedPaths, HARDWARE, touches } from '../deed-paths.ts';
import type { Changed, Deed } from '../protocol.ts';
import type { Deeds } from './deeds.ts';

/** Milliseconds between two messages; what changes meanwhile goes with the next one. */
const GATHER_MS = 20;
/** A file that grows all the time is sent anew, as a whole, each time: so many bytes a millisecond and no more. */
const BYTES_A_MS = 10_000;

/**
 * Keeps a program's mirror as the Pi is.
 *
 * What the program does, its mirror knows before the Pi does. Where it and somebody else change the same path at
 * the same time the mirror leaves out what came before its own deed was done, and so it is sent again: a path
 * counts as known when the mirror has answered, and no deed concerned it in between.
 */
export class MirrorFeed implements MirrorWatcher {
  readonly #process: PiProcess;
  readonly #deeds: Deeds;
  readonly #post: (message: Changed) => void;
  readonly #unwatch: () => void;
  readonly #stale = new Set<string>();
  readonly #paths: DeedPaths;
  /** Sent, and not answered yet. */
  readonly #sent = new Map<number, readonly string[]>();
  #hardwareIsStale = false;
  #timer: Timer | undefined;
  #soon = false;
  #readyAt = 0;
  #next = 1;
  #told = 0;

  constructor(process: PiProcess, deeds: Deeds, post: (message: Changed) => void) {
    this.#process = process;
    this.#deeds = deeds;
    this.#post = post;
    this.#paths = new DeedPaths((path) => process.mirror.paths(path));
    this.#unwatch = process.mirror.watch(this);
  }

  end(): void {
    this.#unwatch();
    this.#timer?.cancel();
  }

  fileChanged(path: string): void {
    if (this.#deeds.isActing) return;
    this.#stale.add(path);
    for (const other of this.#process.mirror.elsewhere(path)) this.#stale.add(other);
    this.#feedSoon();
  }

  hardwareChanged(): void {
    if (this.#deeds.isActing) return;
    this.#hardwareIsStale = true;
    this.#feedSoon();
  }

  /** The program's deed has been done, or could not be. */
  done(deed: Deed, worked: boolean): void {
    const inode = 'fd' in deed ? this.#deeds.inodeOf(deed.fd) : undefined;
    const paths = this.#paths.of(deed);
    // The mirror has left out what was sent meanwhile; and the deed may have met something else than it thought.
    const crossing = [...this.#sent.values()].flat().filter((each) => paths.some((path) => touches(each, path)));
    // It takes an open file for what is at its path, and a file of several names for several.
    const others = paths.flatMap((path) => (path === HARDWARE ? [] : this.#process.mirror.elsewhere(path, inode)));
    if (!worked || crossing.length > 0 || others.length > 0)
      for (const each of [...paths, ...crossing, ...others]) this.#again(each);
    this.#feedSoon();
  }

  #again(path: string): void {
    if (path === HARDWARE) this.#hardwareIsStale = true;
    else this.#stale.add(path);
  }

  mirrored(id: number): void {
    this.#sent.delete(id);
  }

  #feedSoon(): void {
    if (this.#soon || this.#timer !== undefined) return;
    const { clock } = this.#process;
    const wait = this.#readyAt - clock.now();
    if (wait > 0) {
      this.#timer = clock.timer(wait, () => {
        this.#timer = undefined;
        this.#feed();
      });
    } else {
      this.#soon = true;
      clock.soon(() => {
        this.#soon = false;
        this.#feed();
      });
    }
  }

  #feed(): void {
    const { mirror, clock } = this.#process;
    const deeds = this.#deeds.count;
    const paths = [...this.#stale].filter((path) => path !== '/');
    if (paths.length === 0 && !this.#hardwareIsStale && deeds === this.#told) return;
    const files = paths.map((path) => [path, mirror.fileAt(path)] as const);
    const hardware = this.#hardwareIsStale ? mirror.hardware?.() : undefined;
    this.#stale.clear();
    this.#hardwareIsStale = false;
    this.#told = deeds;
    const id = this.#next++;
    this.#sent.set(id, hardware === undefined ? paths : [...paths, HARDWARE]);
    this.#post({ type: 'changed', id, deeds, files, ...(hardware === undefined ? {} : { hardware }) });
    const bytes = files.reduce((sum, [, node]) => sum + (node?.kind === 'file' ? node.data.length : 0), 0);
    this.#readyAt = clock.now() + Math.max(GATHER_MS, bytes / BYTES_A_MS);
  }
}
