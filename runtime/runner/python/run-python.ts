import type { Signal } from '#runtime/pi/process.ts';
import type { Program } from '../inside/program.ts';
import type { LoadedPython } from './load-python.ts';
import { mountPiFiles } from './pi-files.ts';
import { PythonHost } from './python-host.ts';
import type { PythonCallable } from './pyodide.ts';

/** Runs one Python program, by its command line. It ends by `exit`. */
export function runPython(program: Program, python: LoadedPython): void {
  const { pyodide, clock } = python;
  clock.begin(program.clock, program.start);
  const print = (fd: 1 | 2) => (bytes: Uint8Array) => {
    program.write(fd, bytes.slice());
    return bytes.length;
  };
  pyodide.setStdin({ stdin: () => null, isatty: program.streams[0].kind === 'terminal' });
  pyodide.setStdout({ write: print(1), isatty: program.streams[1].kind === 'terminal' });
  pyodide.setStderr({ write: print(2), isatty: program.streams[2].kind === 'terminal' });
  mountPiFiles(pyodide, program.files);
  const main = pyodide.runPython('from _kleber.main import main\nmain', { filename: '<kleber>' }) as PythonCallable;
  const host = new PythonHost(program);
  host.run(
    main,
    (ended: { toJs(): [number, Signal | undefined] }) => {
      const [status, signal] = ended.toJs();
      host.exit(status, signal ?? undefined);
    },
    host,
  );
}
