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
    const [wasm, standardLibrary] = await Promise.all([wanted.fetch(wasmUrl), wanted.fetch(libraryUrl)]);
    progress('Python is being started …');
    return { wasm: await WebAssembly.compile(wasm), standardLibrary };
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

  /** @throws Error in words */
  async fetch(url: string): Promise<Uint8Array<ArrayBuffer>> {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok !== true || response.body === null)
      throw new Error('Python could not be fetched; is the server still there?');
    // Compressed on its way, its length here is not the one that is announced: then only what has come is told.
    const length = Number(response.headers.get('content-length') ?? 0);
    this.#all += length;
    const pieces: Uint8Array[] = [];
    for await (const piece of piecesOf(response.body)) {
      pieces.push(piece);
      this.#come += piece.length;
      this.#tell();
    }
    return joined(pieces);
  }

  #tell(): void {
    const come = (this.#come / MEBIBYTE).toFixed(1);
    if (Number(come) === this.#said) return;
    this.#said = Number(come);
    const all = this.#all >= this.#come ? ` of ${(this.#all / MEBIBYTE).toFixed(1)}` : '';
    this.#say(`Python is being fetched: ${come}${all} MB …`);
  }
}

async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
