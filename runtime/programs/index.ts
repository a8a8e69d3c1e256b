import type { Program } from '#runtime/pi/process.ts';
import { completeOptions } from './complete-options.ts';
import { mosquitto } from './mosquitto.ts';
import { completeMosquitto } from './mosquitto-start.ts';
import { mosquittoPub } from './mosquitto-pub.ts';
import { mosquittoRr } from './mosquitto-rr.ts';
import { mosquittoSub } from './mosquitto-sub.ts';

export interface MosquittoProgram {
  readonly name: string;
  readonly run: Program;
  /** @param words the words so far, the last one (maybe empty) to be completed */
  readonly complete?: (words: readonly string[]) => readonly string[];
}

/** The mosquitto_* programs: the same on a simulated Pi and, by `node/run.ts`, on Node. */
export const mosquittoPrograms: readonly MosquittoProgram[] = [
  { name: 'mosquitto', run: mosquitto, complete: completeMosquitto },
  { name: 'mosquitto_pub', run: mosquittoPub, complete: (words) => completeOptions('mosquitto_pub', words) },
  { name: 'mosquitto_sub', run: mosquittoSub, complete: (words) => completeOptions('mosquitto_sub', words) },
  { name: 'mosquitto_rr', run: mosquittoRr, complete: (words) => completeOptions('mosquitto_rr', words) },
];
