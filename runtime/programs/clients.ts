import { completeOptions } from './complete-options.ts';
import { mosquittoPub } from './mosquitto-pub.ts';
import { mosquittoRr } from './mosquitto-rr.ts';
import { mosquittoSub } from './mosquitto-sub.ts';
import type { MosquittoProgram } from './program.ts';
import type { ToolName } from './settings.ts';

const completing = (tool: ToolName): NonNullable<MosquittoProgram['complete']> => {
  return (words, _process, topics) => completeOptions(tool, words, topics);
};

/** Those that connect to a broker. */
export const clientPrograms: readonly MosquittoProgram[] = [
  { name: 'mosquitto_pub', run: mosquittoPub, complete: completing('mosquitto_pub') },
  { name: 'mosquitto_sub', run: mosquittoSub, complete: completing('mosquitto_sub') },
  { name: 'mosquitto_rr', run: mosquittoRr, complete: completing('mosquitto_rr') },
];
