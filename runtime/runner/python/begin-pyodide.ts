import type { PyodideCode, PythonParts, PythonRealm } from './python-kit.ts';
import type { EmscriptenFiles, Pyodide, WasmImports } from './pyodide.ts';

export interface BeginPyodide {
  readonly realm: Pick<PythonRealm, 'instantiate'>;
  readonly code: PyodideCode;
  readonly parts: PythonParts;
  /** Begin from this memory, instead of from nothing. */
  readonly snapshot?: Uint8Array;
  /**
   * Changes in place what WebAssembly will be given to call.
   * @param memory WebAssembly's, which grows
   */
  readonly imports: (imports: WasmImports, memory: () => Uint8Array) => void;
}

/** Packages that Pyodide would fetch: there are none, this Pi has what it has. */
const NO_PACKAGES = {
  info: { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten', python: '3.14.2', version: '314.0.7' },
  packages: {},
};

/** What Python calls itself; HOME and the working directory are put right when a program begins. */
const ENVIRONMENT = { HOME: '/', PYTHONINSPECT: '' };
const EXECUTABLE = '/usr/bin/python3';

interface Settings {
  preRun: ((module: PreRun) => unknown)[];
  instantiateWasm: (imports: WasmImports, begun: (instance: object, wasm: object) => void) => object;
}

interface PreRun {
  readonly FS: EmscriptenFiles;
  readonly API: { pyVersionTuple?: readonly number[]; sitePackages?: string };
}

/** Pyodide, from parts that are there already: it fetches nothing by itself. */
export async function beginPyodide(options: BeginPyodide): Promise<Pyodide> {
  const { realm, code, parts, snapshot } = options;
  let failed: (error: unknown) => void = () => {};
  const failure = new Promise<never>((_, reject) => (failed = reject));
  const createPyodideModule = (given: object): Promise<object> => {
    const settings = given as Settings;
    settings.instantiateWasm = (imports, begun) => {
      let instance: { exports: { memory: { buffer: ArrayBuffer } } };
      markErrors(imports);
      options.imports(imports, () => new Uint8Array(instance.exports.memory.buffer));
      realm.instantiate(parts.wasm, imports).then((made) => {
        instance = made as typeof instance;
        begun(made, parts.wasm);
      }, failed);
      return {};
    };
    // The first of them would fetch the standard library.
    settings.preRun[0] = (module) => installLibrary(module, parts.standardLibrary);
    return code.createPyodideModule(settings);
  };
  const pyodide = code.loadPyodide({
    createPyodideModule,
    indexURL: code.place,
    lockFileContents: NO_PACKAGES,
    packageBaseUrl: code.place,
    env: { ...ENVIRONMENT },
    _sysExecutable: EXECUTABLE,
    enableRunUntilComplete: false,
    ...(snapshot === undefined ? { _makeSnapshot: true } : { _loadSnapshot: snapshot }),
  });
  return Promise.race([pyodide as Promise<Pyodide>, failure]);
}

/** How Python's C code tells that JavaScript has thrown. */
function markErrors(imports: WasmImports): void {
  const marker = Symbol('thrown');
  Object.assign(imports['env'] ?? {}, {
    Jsv_GetError_import: () => marker,
    JsvError_Check: (value: unknown) => value === marker,
  });
}

function installLibrary({ FS, API }: PreRun, zip: Uint8Array): void {
  API.pyVersionTuple = [3, 14, 2];
  API.sitePackages = '/lib/python3.14/site-packages';
  FS.mkdirTree(API.sitePackages);
  FS.mkdirTree('/lib/python3.14/lib-dynload');
  FS.writeFile('/lib/python314.zip', zip);
}
