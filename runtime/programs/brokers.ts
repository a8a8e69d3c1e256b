import { mosquitto } from './mosquitto.ts';
import { mosquittoPasswd } from './mosquitto-passwd.ts';
import { completePasswd } from './mosquitto-passwd-options.ts';
import { completeMosquitto } from './mosquitto-start.ts';
import type { MosquittoProgram } from './program.ts';

/** The broker, and what writes its password file. */
export const brokerPrograms: readonly MosquittoProgram[] = [
  { name: 'mosquitto', run: mosquitto, complete: completeMosquitto },
  { name: 'mosquitto_passwd', run: mosquittoPasswd, complete: completePasswd },
];
