import { History } from './history.ts';
import type { Shell } from './shell.ts';

/** The history of a shell: an interactive one has one as soon as somebody asks for it, in a start-up file or with a key. */
export const historyOf = (shell: Shell): History | undefined => {
  if (shell.interactive) {
    shell.history ??= new History({
      variable: (name) => shell.parameter(name),
      now: () => shell.process.clock.now(),
    });
  }
  return shell.history;
};
