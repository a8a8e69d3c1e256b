import { expandPromptText } from './prompt-text.ts';
import { traceQuoted } from './quote.ts';
import type { Shell } from './shell.ts';

/** `set -x`: a line on standard error, behind PS4, whose first character says how deep in $(…), eval and source it is. */
export const trace = async (shell: Shell, text: string): Promise<void> => {
  const [first = '', ...rest] = await expandPromptText(shell, shell.variables.get('PS4') ?? '+ ');
  await shell.print(`${first.repeat(shell.indirection + 1)}${rest.join('')}${text}\n`, 2);
};

export const traceWords = (shell: Shell, words: readonly string[]): Promise<void> =>
  trace(shell, words.map(traceQuoted).join(' '));
