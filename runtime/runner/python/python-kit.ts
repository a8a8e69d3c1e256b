import type { ZonePlaces } from './wall-clock.ts';

/**
 * What the first worker that ran Python has made for those after it: structured-cloneable. Its host keeps it (a
 * message `kit`) and hands it to later workers, which begin in a tenth of the time.
 */
export interface PythonKit extends PythonParts {
  /** Python's memory, begun and with our modules loaded. */
  readonly snapshot: Uint8Array;
  /** Where that memory has what tzset(3) sets. */
  readonly zonePlaces: ZonePlaces | undefined;
  /** Our Python modules. */
  readonly library: PythonLibrary;
}

/** What of Pyodide can be handed on. */
export interface PythonParts {
  /** WebAssembly.Module */
  readonly wasm: object;
  /** Python's own library, as a zip file. */
  readonly standardLibrary: Uint8Array;
}

/** Texts by path below `lib/`: `paho/mqtt/client.py`. */
export type PythonLibrary = Readonly<Record<string, string>>;

/** Where Python's own code comes from: fetched in a page, read from node_modules on Node. */
export interface PythonRealm {
  /** Pyodide's JavaScript. @throws Error (rejects) in words: it could not be fetched */
  code(): Promise<PyodideCode>;
  /**
   * @param progress is told what is being fetched, in a line for a terminal
   * @throws Error (rejects) in words: it could not be fetched
   */
  parts(progress: (text: string) => void): Promise<PythonParts>;
  library(): Promise<PythonLibrary>;
  /** WebAssembly.instantiate */
  instantiate(wasm: object, imports: object): Promise<object>;
}

export interface PyodideCode {
  readonly loadPyodide: (options: object) => Promise<unknown>;
  /** The default export of pyodide.asm.mjs. */
  readonly createPyodideModule: (settings: object) => Promise<object>;
  /**
   * Pyodide reads its WebAssembly and its library from here whatever it is given: somewhere that has them, or
   * where reading costs nothing.
   */
  readonly place: string;
}
