import { glob, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PyodideCode, PythonLibrary, PythonRealm } from '../python/python-kit.ts';

const LIBRARY = fileURLToPath(new URL('../python/lib/', import.meta.url));

const fileOf = (name: string): string => fileURLToPath(import.meta.resolve(`pyodide/${name}`));

/** Python from node_modules. The process must run with `--experimental-wasm-jspi`, or have set it before the thread began. */
export const pythonRealm: PythonRealm = {
  async code() {
    const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
      import('pyodide') as unknown as Promise<{ loadPyodide: PyodideCode['loadPyodide'] }>,
      import(import.meta.resolve('pyodide/pyodide.asm.mjs')) as Promise<{
        default: PyodideCode['createPyodideModule'];
      }>,
    ]);
    return { loadPyodide, createPyodideModule, place: dirname(fileOf('pyodide.asm.wasm')) };
  },
  async parts() {
    const [wasm, standardLibrary] = await Promise.all(
      ['pyodide.asm.wasm', 'python_stdlib.zip'].map((name) => readFile(fileOf(name))),
    );
    return { wasm: await WebAssembly.compile(wasm!), standardLibrary: new Uint8Array(standardLibrary!) };
  },
  async library() {
    const texts: Record<string, string> = {};
    for await (const path of glob('**/*.py', { cwd: LIBRARY }))
      texts[path] = await readFile(`${LIBRARY}${path}`, 'utf8');
    return texts satisfies PythonLibrary;
  },
  instantiate: (wasm, imports) => WebAssembly.instantiate(wasm, imports),
};
