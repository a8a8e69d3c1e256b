import type { Program } from '#runtime/runner/inside/program.ts';

export function run(program: Program): void {
  program.write(1, new TextEncoder().encode(`hello from ${program.start.hostname}\n`));
  program.exit(3);
}
