import type { Program } from '#runtime/runner/inside/program.ts';

/** `sleep SECONDS`: says when it has slept. */
export function run(program: Program): void {
  program.clock.timer(Number(program.start.argv[2]) * 1_000, () => {
    program.write(1, new TextEncoder().encode('slept\n'));
    program.exit(0);
  });
}
