import { SystemError } from '#runtime/ports.ts';
import { inQuotes } from '../../quoting.ts';
import type { OpenFile, PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { Complaints } from '../files/complaints.ts';
import { OWN_MISTAKE, runAs } from './run-as.ts';

/** nohup(1) */
export const nohup = command({
  page: {
    name: 'nohup',
    section: 1,
    summary: 'run a program that outlives the window',
    synopsis: ['nohup COMMAND [ARG]...'],
    description: [
      'Runs COMMAND so that it ignores SIGHUP, which comes when the window is closed. If its output would go to the terminal, it goes to the end of nohup.out instead (or $HOME/nohup.out), and its input is empty. It does not go into the background by itself: put & behind it.',
    ],
    examples: [['nohup mosquitto_sub -t sensor/# > log &', 'goes on when you log out']],
    exitStatus: [
      ['125', 'nohup itself failed'],
      ['126', 'COMMAND could not be run'],
      ['127', 'COMMAND was not found'],
      ['else', 'the status of COMMAND'],
    ],
    seeAlso: ['setsid(1)', 'bash(1)'],
  },
  firstOperandEnds: true,
  usageStatus: OWN_MISTAKE,
  run: async (process, { operands }, out) => {
    const [name] = operands;
    if (name === undefined) throw new UsageProblem('missing operand');
    const complaints = new Complaints(process, out, OWN_MISTAKE);
    const files = new Map(process.fds);
    const ignoresInput = process.stdin.isTerminal;
    const keepsOutput = process.stdout.isTerminal;
    const movesErrors = process.stderr.isTerminal;
    if (ignoresInput) files.set(0, process.open('/dev/null', { write: true }));
    const said: string[] = ignoresInput ? ['ignoring input'] : [];
    if (keepsOutput) {
      const [file, path] = (await openOutput(process, complaints)) ?? [];
      if (file === undefined || path === undefined) return complaints.status;
      files.set(1, file);
      said.push(`appending output to ${inQuotes(path)}`);
    }
    const output = files.get(1);
    if (movesErrors && output !== undefined) {
      files.set(2, output);
      if (!keepsOutput) said.push('redirecting stderr to stdout');
    }
    if (said.length > 0) await complaints.note(`${process.argv[0] ?? 'nohup'}: ${said.join(' and ')}\n`);
    return runAs(process, out, operands, `failed to run command ${inQuotes(name)}`, { files, ignore: ['SIGHUP'] });
  },
});

const openOutput = async (
  process: PiProcess,
  complaints: Complaints,
): Promise<readonly [OpenFile, string] | undefined> => {
  const home = process.env['HOME'];
  const failures: (readonly [string, SystemError])[] = [];
  for (const path of ['nohup.out', ...(home === undefined ? [] : [`${home}/nohup.out`])]) {
    try {
      return [process.open(path, { write: true, append: true, create: true, mode: 0o600 }), path];
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      failures.push([path, error]);
    }
  }
  for (const [path, error] of failures) await complaints.failed(`failed to open ${inQuotes(path)}`, error);
  return undefined;
};
