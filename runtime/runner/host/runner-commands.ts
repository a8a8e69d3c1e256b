import type { ManualPage } from '#runtime/pi/manual/page.ts';
import type { Command } from '#runtime/pi/system.ts';
import { nodePage } from '../node/node.page.ts';
import type { ProgramHost, Runner } from '../program-host.ts';
import { RUNNERS } from '../runners.ts';
import { hostedProgram } from './hosted-program.ts';

const PAGES: Readonly<Partial<Record<Runner, ManualPage>>> = { node: nodePage };

/**
 * `node` and `python3`.
 * @param host absent: nothing runs programs here, and the commands say so
 */
export const runnerCommands = (host?: ProgramHost): readonly Command[] =>
  RUNNERS.map(({ name, path, links }) => {
    const page = PAGES[name];
    return { name, paths: [path], links, run: hostedProgram(host, name), ...(page === undefined ? {} : { page }) };
  });
