import type { Program } from '#runtime/runner/inside/program.ts';

export function run(program: Program): void {
  void (async () => {
    for (let bytes = await program.read(100); bytes !== null; bytes = await program.read(100)) program.write(1, bytes);
    program.exit(0);
  })();
}
