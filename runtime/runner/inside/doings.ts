import { DeedPaths, touches } from '../deed-paths.ts';
import type { Changed, Deed } from '../protocol.ts';
import { DEED, type Pace } from './pace.ts';
import type { WorkerRoom } from './room.ts';

/** What the program has done, in order: told to the Pi, and remembered until it has been done there. */
export class Doings {
  readonly #room: WorkerRoom;
  readonly #pace: Pace;
  readonly #paths: DeedPaths;
  #count = 0;
  /** Paths, with the number of the last deed that concerned each: a loop that never rests fills no memory. */
  readonly #underWay = new Map<string, number>();

  /** @param pathsOf what a path of a deed stands for, in the mirror */
  constructor(room: WorkerRoom, pace: Pace, pathsOf: (path: string) => readonly string[]) {
    this.#room = room;
    this.#pace = pace;
    this.#paths = new DeedPaths(pathsOf);
  }

  /** It is so in the mirror; the Pi follows. */
  did(deed: Deed): void {
    this.#pace.wait(deed.kind === 'write' ? deed.bytes.length : 0, DEED);
    this.#count += 1;
    for (const path of this.#paths.of(deed)) this.#underWay.set(path, this.#count);
    this.#room.post({ type: 'did', deed });
  }

  /** The Pi has got so far. */
  done({ deeds }: Changed): void {
    for (const [path, number] of this.#underWay) if (number <= deeds) this.#underWay.delete(path);
  }

  /** Whether the Pi does not know yet what the program did to this path. */
  isAhead(path: string): boolean {
    for (const each of this.#underWay.keys()) if (touches(each, path)) return true;
    return false;
  }
}
