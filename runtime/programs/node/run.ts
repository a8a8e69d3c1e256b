import { mosquittoPrograms } from '../index.ts';
import { nodeProcess } from './node-process.ts';

/** Whether `runProgram` knows it. */
export const isProgram = (name: string): boolean => mosquittoPrograms.some((program) => program.name === name);

/**
 * Runs one of the mosquitto_* programs as the command that this Node process is: its streams, its
 * signals, its exit status. Does not return.
 * @param argv the words after the program's name
 * @throws Error if there is no such program
 */
export async function runProgram(name: string, argv: readonly string[]): Promise<never> {
  const program = mosquittoPrograms.find((candidate) => candidate.name === name);
  if (program === undefined) {
    const known = mosquittoPrograms.map((candidate) => candidate.name).join(', ');
    throw new Error(`There is no program "${name}" here; there are ${known}.`);
  }
  const process_ = nodeProcess([name, ...argv]);
  const status = await program.run(process_);
  // A DISCONNECT that is still in Node's hands would be lost with it.
  await process_.network.flush();
  process.exit(status);
}
