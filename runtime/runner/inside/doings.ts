import { DeedPaths, touches } from '../deed-paths.ts';
import type { Changed, Deed } from '../protocol.ts';
import type { Pace } from './pace.ts';
import type { WorkerRoom } from './room.ts';

/** What the program has done, in order: told to the Pi, and remembered until it has been done there. */
export class Doings {
  readonly #room: WorkerRoom;
  readonly #pace: Pace;
  readonly #paths = new DeedPaths();
  #count = 0;
  #underWay: { readonly number: number; readonly paths: readonly string[] }[] = [];

  constructor(room: WorkerRoom, pace: Pace) {
    this.#room = room;
    this.#pace = pace;
  }

  /** It is so in the mirror; the Pi follows. */
  did(deed: Deed): void {
    this.#pace.wait(deed.kind === 'write' ? deed.bytes.length : 0);
    this.#count += 1;
    this.#underWay.push({ number: this.#count, paths: this.#paths.of(deed) });
    this.#room.post({ type: 'did', deed });
  }

  /** The Pi has got so far. */
  done({ deeds }: Changed): void {
    this.#underWay = this.#underWay.filter(({ number }) => number > deeds);
  }

  /** Whether the Pi does not know yet what the program did to this path. */
  isAhead(path: string): boolean {
    return this.#underWay.some(({ paths }) => paths.some((each) => touches(each, path)));
  }
}
