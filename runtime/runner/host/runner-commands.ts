import type { Command } from '#runtime/pi/system.ts';
import type { ProgramHost } from '../program-host.ts';
import { RUNNERS } from '../runners.ts';
import { hostedProgram } from './hosted-program.ts';

/**
 * `node` and `python3`.
 * @param host absent: nothing runs programs here, and the commands say so
 */
export const runnerCommands = (host?: ProgramHost): readonly Command[] =>
  RUNNERS.map(({ name, path, links }) => ({ name, paths: [path], links, run: hostedProgram(host, name) }));
