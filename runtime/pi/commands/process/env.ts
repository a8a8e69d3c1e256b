import { SystemError } from '#runtime/ports.ts';
import { inQuotes, quote } from '../../quoting.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { Complaints } from '../files/complaints.ts';
import { OWN_MISTAKE, runAs } from './run-as.ts';
import { splitString } from './split-string.ts';

/** env(1) */
export const env = command({
  page: {
    name: 'env',
    section: 1,
    summary: 'print the environment, or run a program in another one',
    synopsis: ['env [OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]'],
    description: ['Sets each NAME to VALUE and runs COMMAND; without a COMMAND, prints the environment that results.'],
    options: [
      ['-i, --ignore-environment', 'begin with an empty environment; so does a mere -'],
      ['-0, --null', 'end each line with a NUL byte'],
      ['-u, --unset=NAME', 'take NAME out'],
      ['-C, --chdir=DIR', 'run it in DIR'],
      ['-S, --split-string=STRING', 'take STRING apart into arguments: for the first line of scripts'],
      ['-v, --debug', 'say what is being done'],
    ],
    examples: [
      ['env -i bash', 'a shell that knows nothing of its surroundings'],
      ['env LANG=C TZ=Europe/Berlin date', 'the time in another zone'],
    ],
    exitStatus: [
      ['125', 'env itself failed'],
      ['126', 'COMMAND could not be run'],
      ['127', 'COMMAND was not found'],
      ['else', 'the status of COMMAND'],
    ],
    seeAlso: ['printenv(1)', 'environ(7)'],
  },
  absent: 'block-signal default-signal ignore-signal list-signal-handling',
  firstOperandEnds: true,
  usageStatus: OWN_MISTAKE,
  prepare: (args, process) => {
    const at = args.findIndex((arg) => !arg.startsWith('-') || arg === '-' || arg === '--');
    const options = at < 0 ? args : args.slice(0, at);
    const index = options.findIndex((arg) => /^-[i0v]*S|^--s/.test(arg));
    const [, letters = '', attached] = /^-([i0v]*)S(.*)$/s.exec(options[index] ?? '') ?? [];
    if (index < 0) return args;
    const long = /^--split-string(?:=(.*))?$/s.exec(options[index] ?? '');
    const isAttached = long === null ? attached !== undefined && attached !== '' : long[1] !== undefined;
    const text = isAttached ? (long === null ? attached : long[1]) : args[index + 1];
    if (text === undefined) return args;
    const rest = args.slice(index + (isAttached ? 1 : 2));
    const before = letters === '' ? [] : [`-${letters}`];
    return [...args.slice(0, index), ...before, ...splitString(text, process.env), ...rest];
  },
  run: async (process, { options, all, operands }, out) => {
    const complaints = new Complaints(process, out, OWN_MISTAKE);
    const words = [...operands];
    const isEmpty = options.has('i') || words[0] === '-';
    if (words[0] === '-') words.shift();
    const debug = (text: string) => (options.has('v') ? complaints.note(`${text}\n`) : Promise.resolve());
    if (isEmpty) await debug('cleaning environ');
    const environment: Record<string, string> = isEmpty ? {} : { ...process.env };
    for (const [key, name] of all) {
      if (key !== 'u') continue;
      if (name === '' || name.includes('=')) throw new Failure(`cannot unset ${quote(name)}: Invalid argument`);
      await debug(`unset:    ${name}`);
      delete environment[name];
    }
    for (let word = words[0]; word?.includes('=') === true && !word.startsWith('='); word = words[0]) {
      const equals = word.indexOf('=');
      await debug(`setenv:   ${word}`);
      environment[word.slice(0, equals)] = word.slice(equals + 1);
      words.shift();
    }
    const [name] = words;
    if (options.has('0') && name !== undefined) throw new UsageProblem('cannot specify --null (-0) with command');
    const directory = options.get('C');
    if (directory !== undefined && name === undefined) throw new UsageProblem('must specify command with --chdir (-C)');
    if (name === undefined) {
      const end = options.has('0') ? '\0' : '\n';
      for (const [variable, value] of Object.entries(environment)) await out.write(`${variable}=${value}${end}`);
      return 0;
    }
    if (directory !== undefined) {
      await debug(`chdir:    ${inQuotes(directory)}`);
      try {
        process.cwd = directory;
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        await complaints.failed(`cannot change directory to ${inQuotes(directory)}`, error);
        return complaints.status;
      }
    }
    await debug(`executing: ${name}`);
    for (const [index, word] of words.entries()) await debug(`   arg[${index}]= ${inQuotes(word)}`);
    const status = await runAs(process, out, words, quote(name), { env: environment });
    if (status === 127 && /\s/.test(name)) {
      await complaints.note(`${process.argv[0] ?? 'env'}: use -[v]S to pass options in shebang lines\n`);
    }
    return status;
  },
});
