/**
 * CommonJS: each file is the body of a function, and is run when it is first required.
 *
 *     (function (exports, require, module, __filename, __dirname) { … });
 */
import { SystemError } from '#runtime/ports.ts';
import { codedError } from '../errors/node-error.ts';
import type { NodeContext } from '../node-context.ts';
import type { Builtins } from './builtins.ts';
import type { Loader } from './loader.ts';
import { evaluate } from './evaluate.ts';
import { placed } from './syntax-error.ts';
import { sourceOf, type ModuleFile } from './module-file.ts';
import { moduleSyntax } from './module-syntax.ts';
import { parentOf } from './package-json.ts';
import type { Resolved } from './resolve.ts';
import { rewritten } from './rewritten.ts';

export interface CommonJsModule {
  readonly id: string;
  readonly path: string;
  exports: unknown;
  readonly filename: string;
  loaded: boolean;
  readonly children: CommonJsModule[];
  readonly paths: readonly string[];
}

interface Require {
  (specifier: string): unknown;
  resolve(specifier: string): string;
  readonly cache: Record<string, CommonJsModule>;
  readonly main: CommonJsModule | undefined;
}

const PARAMETERS = 'exports, require, module, __filename, __dirname';
/** In place of `import`, as long as it. */
const IMPORT = 'imp0rt';

export class CommonJs {
  readonly #here: NodeContext;
  readonly #loader: Loader;
  readonly #builtins: Builtins;
  readonly #cache: Record<string, CommonJsModule> = Object.create(null) as Record<string, CommonJsModule>;
  #main: CommonJsModule | undefined;

  constructor(here: NodeContext, loader: Loader, builtins: Builtins) {
    this.#here = here;
    this.#loader = loader;
    this.#builtins = builtins;
  }

  /** @throws whatever it throws; SyntaxError with its place */
  load(path: string): CommonJsModule {
    const known = this.#cache[path];
    if (known !== undefined) return known;
    const file = this.#loader.file(path);
    const isMain = path === this.#loader.main;
    const module: CommonJsModule = {
      id: isMain ? '.' : path,
      path: parentOf(path),
      exports: {},
      filename: path,
      loaded: false,
      children: [],
      paths: [],
    };
    if (isMain) this.#main = module;
    this.#cache[path] = module;
    try {
      if (file.format === 'json') module.exports = jsonOf(file);
      else this.run(file, module);
    } catch (error) {
      delete this.#cache[path];
      throw error;
    }
    module.loaded = true;
    return module;
  }

  /** @throws as `load` */
  run(file: ModuleFile, module: CommonJsModule): void {
    const directory = parentOf(file.path);
    const { code, imports } = withOwnImport(file.code);
    const head = `(function (${PARAMETERS}${imports ? `, ${IMPORT}` : ''}) { `;
    this.#here.sources.add(sourceOf(file, [{ line: 1, column: 1, longer: head.length }]));
    const compiled = compile(`${head}${code}\n})//# sourceURL=${file.name}`, file);
    const require = this.requireOf(file.path, directory, module);
    compiled.call(module.exports, module.exports, require, module, file.path, directory, (specifier: unknown) =>
      this.#loader.dynamic(String(specifier), directory, file.path),
    );
  }

  /** @param by the file that requires; absent: none */
  requireOf(by: string | undefined, directory: string, parent?: CommonJsModule): Require {
    const find = (specifier: string): Resolved => {
      if (typeof specifier !== 'string')
        throw codedError('ERR_INVALID_ARG_TYPE', 'The "id" argument must be of type string.', { of: TypeError });
      return this.#loader.resolver.resolve({
        specifier,
        mode: 'require',
        directory,
        ...(by === undefined ? {} : { by }),
      });
    };
    const require = (specifier: string): unknown => {
      const found = find(specifier);
      if (found.kind === 'builtin') return this.#builtin(found.name);
      if (this.#loader.file(found.path).format === 'module') throw notSynchronous(found.path, by ?? '[eval]');
      const module = this.load(found.path);
      parent?.children.push(module);
      return module.exports;
    };
    const cache = this.#cache;
    const main = (): CommonJsModule | undefined => this.#main;
    return Object.defineProperties(require, {
      resolve: {
        value: (specifier: string) => {
          const found = find(specifier);
          return found.kind === 'file' ? found.path : specifier;
        },
      },
      cache: { value: cache },
      main: { get: main },
    }) as unknown as Require;
  }

  /** Compiles it, and does not run it. @throws SyntaxError with its place */
  check(file: ModuleFile): void {
    if (file.format === 'commonjs') compile(`(function (${PARAMETERS}) { ${file.code}\n})`, file);
  }

  /** What a file seems to require, by its text; what cannot be found, its own `require` says. */
  mentioned({ code, path }: ModuleFile): readonly Resolved[] {
    return [...code.matchAll(/\b(?:require|import)\(\s*(['"])([^'"\n]+)\1\s*\)/g)].flatMap(({ 2: specifier = '' }) => {
      try {
        return [
          this.#loader.resolver.resolve({ specifier, mode: 'require', by: path, directory: parentOf(path) }),
        ].filter((found) => found.kind === 'builtin' || this.#loader.file(found.path).format !== 'module');
      } catch (error) {
        // It may never be required; when it is, this error is thrown there.
        if (error instanceof Error || error instanceof SystemError) return [];
        throw error;
      }
    });
  }

  #builtin(name: string): unknown {
    if (this.#builtins.isThere(name)) return this.#builtins.exports(name);
    throw codedError(
      'ERR_REQUIRE_ASYNC_MODULE',
      `require('${name}') must name the package as it stands in the text, so that it can be fetched before: write import or require('${name}') at the top of the file`,
    );
  }
}

function compile(text: string, file: ModuleFile): (...args: unknown[]) => unknown {
  try {
    return evaluate(text) as (...args: unknown[]) => unknown;
  } catch (error) {
    throw placed(error as Error, file.name, file.code);
  }
}

/** `import()` by the worker's own leads to nothing of the Pi. */
function withOwnImport(code: string): { readonly code: string; readonly imports: boolean } {
  const found = (moduleSyntax(code)?.imports ?? []).flatMap((each) =>
    each.type === 'dynamic' ? [{ from: each.importStart, to: each.importStart + IMPORT.length, by: IMPORT }] : [],
  );
  return { code: rewritten(code, found).text, imports: found.length > 0 };
}

function jsonOf({ path, code }: ModuleFile): unknown {
  try {
    return JSON.parse(code.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new SyntaxError(`${path}: ${(error as Error).message}`, { cause: error });
  }
}

const notSynchronous = (path: string, by: string): Error =>
  codedError(
    'ERR_REQUIRE_ESM',
    `require() of ES Module ${path} from ${by} not supported on this simulated Pi.\nInstead change the require to an import, or to a dynamic import() which is available in all CommonJS modules.`,
  );
