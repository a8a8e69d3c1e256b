import { SystemError } from '#runtime/ports.ts';
import { quotedName } from '../../quoting.ts';
import type { OpenFile } from '../../system.ts';
import { argmatch } from '../files/argmatch.ts';
import { command } from '../command.ts';
import { FileProblems } from './input.ts';

/** tee(1): nothing is held back. */
export const tee = command({
  page: {
    name: 'tee',
    section: 1,
    summary: 'copy standard input to standard output and to files',
    synopsis: ['tee [OPTION]... [FILE]...'],
    description: ['Copies what comes in on standard input to each FILE, and to standard output.'],
    options: [
      ['-a, --append', 'append to the files instead of beginning them anew'],
      ['-i, --ignore-interrupts', 'go on after Ctrl-C'],
      ['-p', 'say when an output that is no pipe cannot be written to, and do not end with a pipe that nobody reads'],
      ['--output-error[=MODE]', 'what to do when an output cannot be written to: warn, warn-nopipe, exit, exit-nopipe'],
    ],
    examples: [
      ["mosquitto_sub -t '#' | tee log", 'see the messages and keep them'],
      ['echo "127.0.0.1 broker" | sudo tee -a /etc/hosts', 'append to a file that only root may write'],
    ],
    seeAlso: ['cat(1)'],
  },
  run: async (process, { options, operands }, out) => {
    const mode = modeOf(options);
    if (options.has('i')) process.onSignal('SIGINT', 'ignore');
    if (mode !== undefined) process.onSignal('SIGPIPE', 'ignore');
    const problems = new FileProblems(process, out);
    const outputs: { readonly name: string; readonly file: OpenFile }[] = [];
    const standard = process.fds.get(1);
    if (standard !== undefined) outputs.push({ name: 'standard output', file: standard });
    for (const name of operands) {
      try {
        const how = options.has('a') ? { append: true } : { truncate: true };
        outputs.push({ name, file: process.open(name, { write: true, create: true, ...how }) });
      } catch (error) {
        await problems.failed(quotedName(name), error);
        if (mode?.startsWith('exit') === true) return 1;
      }
    }
    while (outputs.length > 0) {
      const block = await process.stdin.read();
      if (block === null) break;
      for (const output of outputs.slice()) {
        try {
          await output.file.write(block);
        } catch (error) {
          outputs.splice(outputs.indexOf(output), 1);
          const isPipe = error instanceof SystemError && error.code === 'EPIPE';
          if (isPipe && (mode === undefined || mode.endsWith('nopipe'))) continue;
          await problems.failed(quotedName(output.name), error);
          if (mode?.startsWith('exit') === true) return 1;
        }
      }
    }
    return problems.status;
  },
});

type Mode = 'warn' | 'warn-nopipe' | 'exit' | 'exit-nopipe';

const modeOf = (options: ReadonlyMap<string, string>): Mode | undefined => {
  const given = options.get('output-error');
  if (given === undefined) return options.has('p') ? 'warn-nopipe' : undefined;
  if (given === '') return 'warn-nopipe';
  return argmatch<Mode>('--output-error', given, [['warn'], ['warn-nopipe'], ['exit'], ['exit-nopipe']]);
};
