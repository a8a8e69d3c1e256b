/** As much of Pyodide, and of Emscripten beneath it, as Kleber uses. */
export interface Pyodide {
  readonly FS: EmscriptenFiles;
  /** errno names by the numbers of WASI, which are not Linux's. */
  readonly ERRNO_CODES: Readonly<Record<string, number>>;
  readonly _module: { readonly HEAPU8: Uint8Array };
  runPython(code: string, options?: { readonly filename?: string }): unknown;
  setStdin(options: { readonly stdin?: () => null; readonly isatty?: boolean }): void;
  setStdout(options: { readonly write: (bytes: Uint8Array) => number; readonly isatty?: boolean }): void;
  setStderr(options: { readonly write: (bytes: Uint8Array) => number; readonly isatty?: boolean }): void;
  /** Only of one that was loaded with `_makeSnapshot`. */
  makeMemorySnapshot(): Uint8Array;
}

/** A Python function as JavaScript holds it. */
export interface PythonCallable {
  (...args: readonly unknown[]): unknown;
  /** Calls it on a stack of its own, which may wait. */
  callPromising(...args: readonly unknown[]): Promise<unknown>;
  copy(): PythonCallable;
  destroy(): void;
}

/** Emscripten's file system; its calls by path are replaced by the Pi's. */
export interface EmscriptenFiles {
  readonly ErrnoError: new (errno: number) => Error;
  readonly FSNode: new (parent: null, name: string, mode: number, rdev: number) => EmscriptenNode;
  ignorePermissions: boolean;
  cwd(): string;
  createStream(stream: object): EmscriptenStream;
  writeFile(path: string, data: string | Uint8Array): void;
  mkdirTree(path: string): void;
  [call: string]: unknown;
}

export interface EmscriptenNode {
  readonly id: number;
  readonly mode: number;
  node_ops: object;
}

export interface EmscriptenStream {
  fd: number | null;
  flags: number;
  position: number;
}

/** What WebAssembly is given to call, by module and name. One object may stand for two modules. */
export type WasmImports = Record<string, Record<string, unknown>>;
