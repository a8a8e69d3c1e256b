import { quote } from '../../quoting.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { Complaints } from '../files/complaints.ts';
import { OWN_MISTAKE, runAs } from './run-as.ts';

const USUAL = 10;

/** nice(1) */
export const nice = command({
  page: {
    name: 'nice',
    section: 1,
    summary: 'run a program that steps back for others',
    synopsis: ['nice [OPTION] [COMMAND [ARG]...]'],
    description: [
      'Runs COMMAND with a niceness that is 10 higher: from -20 (first) to 19 (last). Without a COMMAND, prints the niceness of now. Only root makes it lower.',
    ],
    options: [['-n, --adjustment=N', 'N higher instead of 10; -N is the same']],
    exitStatus: [
      ['125', 'nice itself failed'],
      ['126', 'COMMAND could not be run'],
      ['127', 'COMMAND was not found'],
      ['else', 'the status of COMMAND'],
    ],
    differences: ['The niceness is kept and shown; this Pi’s processor is never short.'],
    seeAlso: ['ps(1)', 'top(1)'],
  },
  firstOperandEnds: true,
  usageStatus: OWN_MISTAKE,
  prepare: (args) => {
    const prepared: string[] = [];
    for (let at = 0; at < args.length; at++) {
      const arg = args[at] ?? '';
      if (arg === '-n') prepared.push(arg, ...args.slice(++at, at + 1));
      else if (/^-[-+]?\d+$/.test(arg)) prepared.push(`-n${arg.slice(1)}`);
      else if (arg.startsWith('-') && arg !== '-' && arg !== '--') prepared.push(arg);
      else return [...prepared, ...args.slice(at)];
    }
    return prepared;
  },
  run: async (process, { options, operands }, out) => {
    const text = options.get('n');
    if (text !== undefined && !/^[-+]?\d+$/.test(text)) throw new Failure(`invalid adjustment ${quote(text)}`);
    const now = process.processes().find(({ pid }) => pid === process.pid)?.nice ?? 0;
    const [name] = operands;
    if (name === undefined) {
      if (text !== undefined) throw new UsageProblem('a command must be given with an adjustment');
      await out.write(`${now}\n`);
      return 0;
    }
    const wanted = Math.max(-20, Math.min(19, now + Number(text ?? USUAL)));
    const isRefused = wanted < now && process.user !== 'root';
    if (isRefused) await new Complaints(process, out).say('cannot set niceness: Permission denied');
    return runAs(process, out, operands, quote(name), isRefused ? {} : { nice: wanted });
  },
});
