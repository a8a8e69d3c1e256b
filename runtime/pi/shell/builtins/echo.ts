import { echoEscapes } from '../ansi-c.ts';
import type { Builtin } from '../shell.ts';

/** `-n`: no newline. `-e`: backslash escapes; `-E`: none. Anything else that looks like an option is text. */
export const echo: Builtin = async (shell, args) => {
  let newline = true;
  let escapes = false;
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
