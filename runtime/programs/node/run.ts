import type { Program } from '#runtime/pi/process.ts';
import { nodeProcess } from './node-process.ts';

/** Each program is loaded when it is run, and none beside it: they start sooner, and take less memory. */
const PROGRAMS: Readonly<Record<string, () => Promise<Program>>> = {
  mosquitto: async () => (await import('../mosquitto.ts')).mosquitto,
  mosquitto_passwd: async () => (await import('../mosquitto-passwd.ts')).mosquittoPasswd,
  mosquitto_pub: async () => (await import('../mosquitto-pub.ts')).mosquittoPub,
  mosquitto_sub: async () => (await import('../mosquitto-sub.ts')).mosquittoSub,
  mosquitto_rr: async () => (await import('../mosquitto-rr.ts')).mosquittoRr,
};

/** The names that `runProgram` knows. */
export const PROGRAM_NAMES: readonly string[] = Object.keys(PROGRAMS);

/**
 * Runs one of the mosquitto_* programs as the command that this Node process is: its streams, its
 * signals, its exit status. Does not return.
 * @param argv the words after the program's name
 * @throws Error if there is no such program
 */
export async function runProgram(name: string, argv: readonly string[]): Promise<never> {
  const load = PROGRAMS[name];
  if (load === undefined) {
    throw new Error(`There is no program "${name}" here; there are ${PROGRAM_NAMES.join(', ')}.`);
  }
  const program = await load();
  const process_ = nodeProcess([name, ...argv]);
  const status = await program(process_);
  // A DISCONNECT that is still in Node's hands would be lost with it.
  await process_.network.flush();
  process.exit(status);
}
