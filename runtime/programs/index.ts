import type { Program } from '#runtime/pi/process.ts';
import type { TopicSource } from '#runtime/pi/system.ts';
import { completeOptions } from './complete-options.ts';
import type { ToolName } from './settings.ts';
import { mosquitto } from './mosquitto.ts';
import { completeMosquitto } from './mosquitto-start.ts';
import { mosquittoPasswd } from './mosquitto-passwd.ts';
import { completePasswd } from './mosquitto-passwd-options.ts';
import { mosquittoPub } from './mosquitto-pub.ts';
import { mosquittoRr } from './mosquitto-rr.ts';
import { mosquittoSub } from './mosquitto-sub.ts';

export interface MosquittoProgram {
  readonly name: string;
  readonly run: Program;
  /**
   * @param words the words so far, the last one (maybe empty) to be completed
   * @param topics those that Tab may offer
   */
  readonly complete?: (words: readonly string[], process?: unknown, topics?: TopicSource) => readonly string[];
}

const completing = (tool: ToolName): NonNullable<MosquittoProgram['complete']> => {
  return (words, _process, topics) => completeOptions(tool, words, topics);
};

/** The mosquitto_* programs: the same on a simulated Pi and, by `node/run.ts`, on Node. */
export const mosquittoPrograms: readonly MosquittoProgram[] = [
  { name: 'mosquitto', run: mosquitto, complete: completeMosquitto },
  { name: 'mosquitto_passwd', run: mosquittoPasswd, complete: completePasswd },
  { name: 'mosquitto_pub', run: mosquittoPub, complete: completing('mosquitto_pub') },
  { name: 'mosquitto_sub', run: mosquittoSub, complete: completing('mosquitto_sub') },
  { name: 'mosquitto_rr', run: mosquittoRr, complete: completing('mosquitto_rr') },
];
