/** echo and printf. */
import { echoEscapes } from '../ansi-c.ts';
import { printf as format } from '../../printf.ts';
import { isAssignable, setNamed } from '../named.ts';
import type { Builtin } from '../shell.ts';
import { optionProblem, readOptions, showUsage } from './usage.ts';

/** `-n`: no newline. `-e`: backslash escapes; `-E`: none. Anything else that looks like an option is text. */
export const echo: Builtin = async (shell, args) => {
  let newline = true;
  let escapes = shell.shopts.get('xpg_echo') === true;
  let index = 1;
  for (; /^-[neE]+$/.test(args[index] ?? ''); index++) {
    for (const letter of (args[index] ?? '').slice(1)) {
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
    }
  }
  const text = args.slice(index).join(' ');
  const written = escapes ? echoEscapes(text) : { text, ended: false };
  await shell.print(written.text + (newline && !written.ended ? '\n' : ''));
  return 0;
};

const NEWLINE = 10;
const USAGE = 'printf [-v var] format [arguments]';

export const printf: Builtin = async (shell, args) => {
  const found = readOptions(args, 'v:');
  const { options, rest } = found;
  const problem = await optionProblem(shell, 'printf', found, USAGE);
  if (problem !== undefined) return problem;
  const [text, ...words] = rest;
  if (text === undefined) return showUsage(shell, 'printf', USAGE);
  const variable = options.get('v');
  if (variable !== undefined && !isAssignable(variable)) {
    await shell.complain(`printf: \`${variable}': not a valid identifier`);
    return 2;
  }
  const { process, variables } = shell;
  const zone = variables.get('TZ');
  const started = process.processes().find(({ pid }) => pid === shell.pid)?.started;
  const { bytes, problems, places, status, counts } = format(text, words, {
    dialect: 'bash',
    now: process.clock.now(),
    ...(started === undefined ? {} : { started }),
    ...(zone === undefined ? {} : { zone }),
  });
  let written = 0;
  for (const [index, problem] of problems.entries()) {
    // bash writes line by line: what makes no whole line yet comes behind the message.
    const end = bytes.lastIndexOf(NEWLINE, (places[index] ?? 0) - 1) + 1;
    if (variable === undefined && (places[index] ?? 0) > 0 && end > written) {
      await shell.write(bytes.subarray(written, end));
      written = end;
    }
    await shell.complain(`printf: ${problem}`);
  }
  for (const [name, count] of counts) await setNamed(shell, name, String(count));
  if (variable === undefined) {
    if (bytes.length > written) await shell.write(bytes.subarray(written));
    return status;
  }
  const value = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return (await setNamed(shell, variable, value.replace(/\0.*$/s, ''))) ? status : 1;
};
