import type { Builtin } from '../shell.ts';

/** `history`, `history 10`, `history -c` */
export const history: Builtin = async (shell, args) => {
  const [, given] = args;
  const entries = shell.history?.entries ?? [];
  if (given === '-c') {
    shell.history?.clear();
    return 0;
  }
  if (given !== undefined && !/^\d+$/.test(given)) {
    await shell.complain(`history: ${given}: numeric argument required`);
    return 1;
  }
  const first = given === undefined ? 0 : Math.max(0, entries.length - Number(given));
  for (const [index, entry] of entries.entries()) {
    if (index >= first) await shell.print(`${String(index + 1).padStart(5)}  ${entry}\n`);
  }
  return 0;
};
