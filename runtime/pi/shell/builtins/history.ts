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
  for (const [index, { line, edited }] of entries.entries()) {
    const number = (shell.history?.first ?? 1) + index;
    if (index >= first) await shell.print(`${String(number).padStart(5)}${edited === true ? '*' : ' '} ${line}\n`);
  }
  return 0;
};
