import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { startCommand, waitFor } from '../../exec.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { CANNOT_RUN, NOT_FOUND, runAs } from './run-as.ts';

/** setsid(1) of util-linux. */
export const setsid = command({
  page: {
    name: 'setsid',
    section: 1,
    summary: 'run a program in a session of its own',
    synopsis: ['setsid [OPTION]... PROGRAM [ARG]...'],
    description: [
      'Runs PROGRAM in a new session, without a terminal: Ctrl-C and closing the window do not reach it. Started from a prompt, it does not wait for PROGRAM.',
    ],
    options: [
      ['-f, --fork', 'never wait for PROGRAM'],
      ['-w, --wait', 'wait for PROGRAM, and end with its status'],
    ],
    seeAlso: ['nohup(1)', 'setsid(2)'],
  },
  absent: 'c ctty',
  firstOperandEnds: true,
  run: async (process, { options, operands }, out) => {
    const [name] = operands;
    if (name === undefined) throw new UsageProblem('no command specified');
    // The leader of a group cannot become that of a session: it starts a child that can.
    const forks = options.has('f') || process.pid === process.group;
    if (!forks) return runAs(process, out, operands, `failed to execute ${name}`, { session: 'new' });
    try {
      const pid = startCommand(process, operands, { session: 'new' });
      return options.has('w') ? (await waitFor(process, pid)).status : 0;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await process.stderr.write(
        `${process.argv[0] ?? 'setsid'}: failed to execute ${name}: ${strerror(error.code)}\n`,
      );
      if (!options.has('w')) return 0;
      return error.code === 'ENOENT' ? NOT_FOUND : CANNOT_RUN;
    }
  },
});
