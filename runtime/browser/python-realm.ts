/// <reference types="vite/client" />
import type { PyodideCode, PythonLibrary, PythonRealm } from '#runtime/runner/python/python-kit.ts';
import asmUrl from 'pyodide/pyodide.asm.mjs?url';
import wasmUrl from 'pyodide/pyodide.asm.wasm?url';
// To Vite it is the address of a file, whatever that file exports.
// eslint-disable-next-line import/default
import pyodideUrl from 'pyodide/pyodide.mjs?url';
import libraryUrl from 'pyodide/python_stdlib.zip?url';

/** Reading from there costs nothing and gives nothing: what Pyodide would fetch again, it has been given. */
const NOWHERE = 'data:,';

const WASM = { 'content-type': 'application/wasm' };

const MEBIBYTE = 1024 * 1024;

/** Our modules, as text; a page has them as one file. */
const LIBRARY = import.meta.glob<string>('../runner/python/lib/**/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Python, fetched from where the page came from: by the first `python3` of a page, and by none without one. */
export const pythonRealm: PythonRealm = {
  async code() {
    const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
      import(/* @vite-ignore */ pyodideUrl) as Promise<{ loadPyodide: PyodideCode['loadPyodide'] }>,
      import(/* @vite-ignore */ asmUrl) as Promise<{ default: PyodideCode['createPyodideModule'] }>,
    ]);
    return { loadPyodide, createPyodideModule, place: NOWHERE };
  },
  async parts(progress) {
    const wanted = new Progress(progress);
    const [wasm, standardLibrary] = await Promise.all([
      // Compiled while it comes.
      wanted.fetch(wasmUrl).then((body) => WebAssembly.compileStreaming(new Response(body, { headers: WASM }))),
      wanted.fetch(libraryUrl).then(async (body) => new Uint8Array(await new Response(body).arrayBuffer())),
    ]);
    progress('Python is being started …');
    return { wasm, standardLibrary };
  },
  library: () =>
    Promise.resolve(
      Object.fromEntries(
        Object.entries(LIBRARY).map(([path, text]) => [path.replace(/^.*\/python\/lib\//, ''), text]),
      ) satisfies PythonLibrary,
    ),
  instantiate: (wasm, imports) => WebAssembly.instantiate(wasm as WebAssembly.Module, imports as WebAssembly.Imports),
};

/** Fetches files, and says how far it has got: `Python is being fetched: 3.4 MB of 12.1 MB …` */
class Progress {
  readonly #say: (text: string) => void;
  #come = 0;
  #all = 0;
  #said = -1;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  /** @returns its bytes, as they come. @throws Error in words */
  async fetch(url: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok !== true || response.body === null)
      throw new Error('Python could not be fetched; is the server still there?');
    // Compressed on its way, its length here is not the one that is announced: then only what has come is told.
    this.#all += Number(response.headers.get('content-length') ?? 0);
    return response.body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform: (piece, out) => {
          this.#come += piece.length;
          this.#tell();
          out.enqueue(piece);
        },
      }),
    );
  }

  #tell(): void {
    const come = (this.#come / MEBIBYTE).toFixed(1);
    if (Number(come) === this.#said) return;
    this.#said = Number(come);
    const all = this.#all >= this.#come ? ` of ${(this.#all / MEBIBYTE).toFixed(1)}` : '';
    this.#say(`Python is being fetched: ${come}${all} MB …`);
  }
}
