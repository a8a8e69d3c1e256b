import type { Program } from '#runtime/pi/process.ts';
import type { TopicSource } from '#runtime/pi/system.ts';

/** One of the mosquitto_* programs: the same on a simulated Pi and, by `node/run.ts`, on Node. */
export interface MosquittoProgram {
  readonly name: string;
  readonly run: Program;
  /**
   * @param words the words so far, the last one (maybe empty) to be completed
   * @param topics those that Tab may offer
   */
  readonly complete?: (words: readonly string[], process?: unknown, topics?: TopicSource) => readonly string[];
}
