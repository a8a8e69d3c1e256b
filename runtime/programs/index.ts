import { brokerPrograms } from './brokers.ts';
import { clientPrograms } from './clients.ts';
import type { MosquittoProgram } from './program.ts';

/** The mosquitto_* programs. */
export const mosquittoPrograms: readonly MosquittoProgram[] = [...brokerPrograms, ...clientPrograms];
