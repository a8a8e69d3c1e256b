import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { helpOf } from '../../../manual/help.ts';
import { RegexProblem } from '../../../posix-regex.ts';
import type { PiProcess } from '../../../system.ts';
import { raw } from '../../command.ts';
import { parseOptions, UsageProblem } from '../../options.ts';
import type { Parsed } from '../../options.ts';
import { readAll } from '../../stdio.ts';
import type { StandardOut } from '../../stdio.ts';
import { bytesToText } from '../bytes-text.ts';
import { SedInput } from './input.ts';
import { Machine } from './machine.ts';
import { SedOutput } from './output.ts';
import { sedPage } from './page.ts';
import { parseScript } from './parse.ts';
import { SedProblem } from './script.ts';
import type { SedCommand } from './script.ts';
import type { ScriptPart } from './source.ts';

/** sed(1), GNU sed 4.9 */
export const sed = raw({
  page: sedPage,
  run: async (process, out) => {
    try {
      const parsed = parseOptions(process.argv.slice(1), {
        options: sedPage.options ?? [],
        absent: 'debug sandbox',
      });
      if (parsed.options.has('help')) return await say(out, helpOf(sedPage));
      if (parsed.options.has('version')) return await say(out, 'sed (Kleber, simulated Raspberry Pi)\n');
      return await edit(process, parsed, out);
    } catch (error) {
      return failed(process, out, error);
    }
  },
});

const say = async (out: StandardOut, text: string): Promise<number> => {
  await out.write(text);
  return 0;
};

const failed = async (process: PiProcess, out: StandardOut, error: unknown): Promise<number> => {
  if (error instanceof UsageProblem) {
    await process.stderr.write(`${error.message === '' ? '' : `sed: ${error.message}\n`}${helpOf(sedPage)}`);
    return 1;
  }
  if (error instanceof SedProblem || error instanceof RegexProblem) {
    await out.flush();
    await process.stderr.write(`sed: ${error instanceof RegexProblem ? `regex: ${error.message}` : error.message}\n`);
    return error instanceof SedProblem ? error.status : 4;
  }
  throw error;
};

const edit = async (process: PiProcess, { options, all, operands }: Parsed, out: StandardOut): Promise<number> => {
  const parts: ScriptPart[] = [];
  for (const [key, value] of all) {
    if (key === 'e') parts.push({ text: value });
    if (key === 'f') parts.push({ text: await scriptFile(process, value), file: value });
  }
  const files = [...operands];
  if (parts.length === 0) {
    const script = files.shift();
    if (script === undefined) throw new UsageProblem('');
    parts.push({ text: script });
  }
  const isQuiet = options.has('n') || options.has('silent') || parts[0]?.text.startsWith('#n\n') === true;
  const commands = parseScript(parts, { extended: options.has('E') || options.has('r') });
  const separator = options.has('z') ? '\0' : '\n';
  if (options.has('u')) out.buffering = 'none';
  const output = new SedOutput(process, out, separator);
  for (const path of filesOf(commands)) output.prepare(path);
  const inPlace = options.get('i');
  if (inPlace !== undefined && files.length === 0) throw new SedProblem('no input files', 4);
  const input = new SedInput(process, {
    files: files.length === 0 ? ['-'] : files,
    separate: options.has('s') || inPlace !== undefined,
    inPlace: inPlace !== undefined,
    separator,
    opened: () => {
      if (inPlace !== undefined) output.edit();
      return Promise.resolve();
    },
    closed: async (path) => {
      if (inPlace !== undefined) await replace(process, path, inPlace, output.edited());
    },
  });
  const width = Number(options.get('l') ?? 70);
  if (Number.isNaN(width)) throw new SedProblem(`invalid line length: ${options.get('l') ?? ''}`);
  const machine = new Machine(process, commands, input, output, { quiet: isQuiet, width });
  try {
    const status = await machine.run();
    await input.end();
    return status === 0 ? input.status : status;
  } finally {
    output.close();
  }
};

const scriptFile = async (process: PiProcess, path: string): Promise<string> => {
  try {
    const file = path === '-' ? process.stdin : process.open(path, { read: true });
    const text = bytesToText(await readAll({ read: (max) => file.read(max ?? 65_536) }));
    return text.replace(/\n$/, '');
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new SedProblem(`couldn't open file ${path}: ${strerror(error.code)}`, 4);
  }
};

const filesOf = (commands: readonly SedCommand[]): string[] =>
  commands.flatMap(({ action }) => {
    if (action.name === 'w' || action.name === 'W') return [action.file];
    return action.name === 's' && action.substitution.file !== undefined ? [action.substitution.file] : [];
  });

/** -i: what it was goes to the backup's name, if one is wanted. */
const replace = async (process: PiProcess, path: string, suffix: string, bytes: Uint8Array): Promise<void> => {
  try {
    if (suffix !== '') {
      const slash = path.lastIndexOf('/') + 1;
      const name = path.slice(slash);
      const backup = suffix.includes('*') ? suffix.replaceAll('*', name) : name + suffix;
      const { mode } = process.fs.stat(path);
      await process.files.write(
        backup.includes('/') ? backup : path.slice(0, slash) + backup,
        await process.files.read(path),
        {
          mode,
        },
      );
    }
    await process.files.write(path, bytes);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new SedProblem(`couldn't open temporary file ${path}: ${strerror(error.code)}`, 4);
  }
};
