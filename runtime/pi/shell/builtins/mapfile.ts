import type { Builtin } from '../shell.ts';
import { anyCommandOf } from '../run-words.ts';
import { isName } from '../variables.ts';
import { readTo } from '../read-input.ts';
import { optionProblem, readOptions, refuse } from './usage.ts';

const usage = (name: string): string =>
  `${name} [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]`;

/** mapfile and readarray: the lines of an input, each an element of an array. */
export const mapfile: Builtin = async (shell, args) => {
  const [called = 'mapfile'] = args;
  const found = readOptions(args, 'd:u:n:O:tC:c:s:');
  const { options, rest } = found;
  const problem = await optionProblem(shell, called, found, usage(called));
  if (problem !== undefined) return problem;
  const [name = 'MAPFILE'] = rest;
  if (!isName(name)) return refuse(shell, `${called}: \`${name}': not a valid identifier`);
  const WORDS = { n: 'line count', s: 'line count', O: 'array origin', c: 'callback quantum' } as const;
  for (const [letter, what] of Object.entries(WORDS)) {
    const given = options.get(letter);
    if (given !== undefined && !/^\d+$/.test(given)) return refuse(shell, `${called}: ${given}: invalid ${what}`);
  }
  if (shell.variables.kind(name) === 'associative') return refuse(shell, `${called}: ${name}: not an indexed array`);
  const fd = options.get('u') ?? '0';
  const input = shell.process.fds.get(Number(fd));
  if (input === undefined) return refuse(shell, `${called}: ${fd}: invalid file descriptor: Bad file descriptor`);
  const delimiter = options.get('d');
  const end = delimiter === undefined ? '\n' : (delimiter[0] ?? '\0');
  const most = Number(options.get('n') ?? 0) || Infinity;
  const skipped = Number(options.get('s') ?? 0);
  const origin = Number(options.get('O') ?? 0);
  const callback = options.get('C');
  const quantum = Number(options.get('c') ?? 5_000);
  if (!options.has('O')) shell.variables.setElements(name, []);
  for (let line = 0; line < skipped + most; line++) {
    const next = await readTo(shell, input, end.charCodeAt(0));
    if (next === undefined) break;
    if (line < skipped) continue;
    const index = line - skipped;
    const text = options.has('t') && next.endsWith(end) ? next.slice(0, -1) : next;
    if (callback !== undefined && (index + 1) % quantum === 0)
      await anyCommandOf(shell, [...callback.split(/\s+/), String(origin + index), text]);
    shell.variables.setElement(name, String(origin + index), text);
    if (index % 64 === 63) await shell.process.yield();
  }
  return 0;
};
