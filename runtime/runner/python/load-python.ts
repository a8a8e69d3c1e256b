import { beginPyodide } from './begin-pyodide.ts';
import { ERRNO, LinuxErrors } from './linux-errors.ts';
import type { Pyodide, PythonCallable } from './pyodide.ts';
import type { PythonKit, PythonLibrary, PythonRealm } from './python-kit.ts';
import { WallClock } from './wall-clock.ts';

/** Where our modules lie in Python's own part of the file system. */
export const LIBRARY = '/lib/python3.14/site-packages';

/** Python, begun, with nothing run yet. */
export interface LoadedPython {
  readonly pyodide: Pyodide;
  readonly clock: WallClock;
  /** For later workers; absent: it came from one itself. */
  readonly kit?: PythonKit;
}

/** @throws Error (rejects) in words: it could not be fetched */
export async function loadPython(
  realm: PythonRealm,
  kit: PythonKit | undefined,
  progress: (text: string) => void,
): Promise<LoadedPython> {
  const clock = new WallClock();
  const errors = new LinuxErrors();
  const [code, parts, library] = await Promise.all([
    realm.code(),
    kit ?? realm.parts(progress),
    kit?.library ?? realm.library(),
  ]);
  const pyodide = await beginPyodide({
    realm,
    code,
    parts,
    ...(kit === undefined ? {} : { snapshot: kit.snapshot }),
    imports: (imports, memory) => {
      errors.translate(imports);
      clock.replace(imports, memory);
    },
  });
  install(pyodide, library);
  errors.begin(pyodide, kit === undefined);
  if (kit !== undefined) clock.places = kit.zonePlaces;
  if (kit !== undefined) return { pyodide, clock };
  const begin = pyodide.runPython('from _kleber.begin import begin\nbegin', { filename: '<kleber>' }) as PythonCallable;
  begin(Object.fromEntries(ERRNO));
  begin.destroy();
  const snapshot = pyodide.makeMemorySnapshot();
  const zonePlaces = clock.places;
  return {
    pyodide,
    clock,
    kit: { zonePlaces, wasm: parts.wasm, standardLibrary: parts.standardLibrary, library, snapshot },
  };
}

function install({ FS }: Pyodide, library: PythonLibrary): void {
  for (const [path, text] of Object.entries(library)) {
    const at = `${LIBRARY}/${path}`;
    FS.mkdirTree(at.slice(0, at.lastIndexOf('/')));
    FS.writeFile(at, text);
  }
}
