/**
 * awk(1), mawk 1.3.4 as Debian has it. Written for this Pi: of what npm has, WebAwk and its wrapper `awk` were
 * last touched in 2013 and read whole texts at once, the compilations of gawk to WebAssembly are another awk,
 * weigh megabytes and know neither pipes nor processes, and none lets a page end a loop that runs for ever.
 */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { helpOf } from '../../../manual/help.ts';
import type { ManualPage } from '../../../manual/page.ts';
import type { Command, PiProcess } from '../../../system.ts';
import { raw } from '../../command.ts';
import { readAll } from '../../stdio.ts';
import type { StandardOut } from '../../stdio.ts';
import { bytesToLatin1, latin1ToText, textToLatin1 } from '../bytes-text.ts';
import { Interpreter } from './interpreter.ts';
import { awkPage, mawkPage } from './page.ts';
import { parseAwk } from './parse.ts';
import { AwkRuntime } from './runtime.ts';
import { AwkProblem } from './token.ts';

const awkLike = (page: ManualPage): Command =>
  raw({
    page,
    run: async (process, out) => {
      const name = nameOf(process);
      let runtime: AwkRuntime | undefined;
      try {
        const line = commandLine(process.argv.slice(1));
        if (line === 'help') return await say(out, helpOf(page));
        if (line === 'version') return await say(out, `${name} (Kleber, simulated Raspberry Pi, after mawk 1.3.4)\n`);
        const text = await programOf(process, line);
        const program = parseAwk(text);
        if (line.isInteractive) out.buffering = 'none';
        runtime = new AwkRuntime(process, out, line.isInteractive);
        runtime.lastLine = text.split('\n').length;
        return await interpreted(runtime, program, line);
      } catch (error) {
        if (!(error instanceof AwkProblem)) throw error;
        await runtime?.streams.flushAll();
        await process.stderr.write(`${name}: ${latin1ToText(error.message).replaceAll('\nmawk: ', `\n${name}: `)}\n`);
        return 2;
      }
    },
  });

const interpreted = async (
  runtime: AwkRuntime,
  program: ReturnType<typeof parseAwk>,
  line: CommandLine,
): Promise<number> => {
  const argv = [textToLatin1(runtime.process.argv[0] ?? 'awk'), ...line.operands];
  for (const [index, argument] of argv.entries()) runtime.global('ARGV').array.set(String(index), argument);
  runtime.global('ARGC').value = argv.length;
  if (line.separator !== undefined) runtime.assign('FS', line.separator);
  for (const [name, value] of line.assignments) runtime.assign(name, value);
  const status = await new Interpreter(runtime, program).run();
  await runtime.streams.closeAll();
  return status;
};

export const awk = awkLike(awkPage);
export const mawk = awkLike(mawkPage);

interface CommandLine {
  readonly separator: string | undefined;
  readonly assignments: readonly (readonly [name: string, value: string])[];
  readonly files: readonly string[];
  /** Of the command line, when no -f is given. */
  readonly program: string | undefined;
  readonly operands: readonly string[];
  readonly isInteractive: boolean;
}

/** Options end with the first operand. @throws AwkProblem */
const commandLine = (args: readonly string[]): CommandLine | 'help' | 'version' => {
  let separator: string | undefined;
  const assignments: [string, string][] = [];
  const files: string[] = [];
  let isInteractive = false;
  const rest = args.map(textToLatin1);
  for (;;) {
    const arg = rest[0];
    if (arg === undefined || arg === '-' || !arg.startsWith('-')) break;
    rest.shift();
    if (arg === '--') break;
    if (arg === '--help') return 'help';
    const letter = arg[1] ?? '';
    if (!'FvfW'.includes(letter)) throw new AwkProblem(`not an option: ${arg}`);
    const value = arg.length > 2 ? arg.slice(2) : rest.shift();
    if (value === undefined) throw new AwkProblem(`option -${letter} lacks argument`);
    if (letter === 'F') separator = value;
    if (letter === 'f') files.push(value);
    if (letter === 'v') assignments.push(assignment(value));
    if (letter !== 'W') continue;
    if (value.startsWith('h') || value.startsWith('u')) return 'help';
    if (value.startsWith('v')) return 'version';
    if (value.startsWith('i')) isInteractive = true;
    else if (!value.startsWith('r'))
      throw new AwkProblem(`option -W ${value} is not part of this simulated Raspberry Pi`);
  }
  const program = files.length === 0 ? rest.shift() : undefined;
  if (files.length === 0 && program === undefined) return 'help';
  return { separator, assignments, files, program, operands: rest, isInteractive };
};

const assignment = (text: string): [string, string] => {
  const [, name, value] = /^([A-Za-z_]\w*)=([^]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new AwkProblem(`improper assignment: -v ${text}`);
  return [name, value];
};

const programOf = async (process: PiProcess, { program, files }: CommandLine): Promise<string> => {
  if (program !== undefined) return program;
  const texts: string[] = [];
  for (const path of files) {
    try {
      const file = path === '-' ? process.stdin : process.open(latin1ToText(path), { read: true });
      texts.push(bytesToLatin1(await readAll({ read: (max) => file.read(max ?? 65_536) })));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw new AwkProblem(`cannot open ${path} (${strerror(error.code)})`);
    }
  }
  return texts.join('\n');
};

const say = async (out: StandardOut, text: string): Promise<number> => {
  await out.write(text);
  return 0;
};

const nameOf = (process: PiProcess): string => {
  const called = process.argv[0] ?? 'awk';
  return called.slice(called.lastIndexOf('/') + 1);
};
