/** A program that is a module of `programs/`, by the name that it is called with. */
import { bootInThread } from '#runtime/runner/on-node/thread-room.ts';
import type { Program } from '#runtime/runner/inside/program.ts';

bootInThread((program) => {
  // A script is named by its path.
  const name = program.start.argv[1]?.replace(/^.*\//, '') ?? '';
  const loaded = program.works();
  void import(new URL(`./programs/${name}.ts`, import.meta.url).href).then(
    (module: { run: (program: Program) => void }) => {
      loaded();
      module.run(program);
    },
  );
});
