import type { Program } from '#runtime/runner/inside/program.ts';

/** Computes without end, with a handler that it never gets to. */
export function run(program: Program): void {
  program.onSignal('SIGINT', () => program.exit(0));
  program.write(1, new TextEncoder().encode('busy\n'));
  for (;;);
}
