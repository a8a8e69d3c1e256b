import { searchPath } from '../launch.ts';
import { codeOf } from '../shell.ts';
import type { Builtin, Shell } from '../shell.ts';

const columns = (names: readonly string[], width: number): string => {
  const cell = Math.max(...names.map((name) => name.length)) + 2;
  const perLine = Math.max(1, Math.floor((width - 2) / cell));
  const lines: string[] = [];
  for (let at = 0; at < names.length; at += perLine) {
    const row = names.slice(at, at + perLine).map((name) => name.padEnd(cell));
    lines.push(`  ${row.join('')}`.trimEnd());
  }
  return lines.join('\n');
};

/** Every name in the directories of PATH. */
const programs = (shell: Shell): string[] => {
  const names = searchPath(shell).flatMap((directory) => {
    try {
      return shell.process.fs.list(directory);
    } catch (error) {
      codeOf(error);
      return []; // PATH may name directories that do not exist.
    }
  });
  return [...new Set(names)].toSorted();
};

/** What this shell and this Pi have. */
export const help: Builtin = async (shell, args) => {
  const [, topic] = args;
  const { builtins } = shell.setting;
  if (topic !== undefined) {
    if (builtins.has(topic)) {
      await shell.print(`${topic}: a builtin of the shell, as in bash. The manual of bash describes it.\n`);
      return 0;
    }
    await shell.complain(`help: no help topics match \`${topic}'.  Try \`${topic} --help'.`);
    return 1;
  }
  const width = shell.process.terminal?.columns ?? 80;
  const names = programs(shell);
  const parts = [
    'This is the shell of a simulated Raspberry Pi. It does as bash 5.2 does, as far as it goes.',
    `Builtins:\n${columns([...builtins.keys()].toSorted(), width)}`,
    'Words of its grammar:\n  if then elif else fi   for in do done   while until   ! { } ( ) | & ; && || < > >> 2>&1 <<',
    ...(names.length === 0 ? [] : [`Commands of this Pi (NAME --help says more):\n${columns(names, width)}`]),
    'Keys: Tab completes, Up and Ctrl-R look back, Ctrl-C ends a command, Ctrl-Z stops it, Ctrl-D leaves.',
  ];
  await shell.print(`${parts.join('\n\n')}\n`);
  return 0;
};
