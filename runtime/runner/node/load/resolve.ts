/**
 * Where a specifier leads, for `import` and for `require`, as node:module has it.
 *
 *     node:fs, fs                     what this Pi's node brings
 *     mqtt, i2c-bus, onoff            packages that this Pi has, for every program
 *     ./led.ts, /home/pi/led.ts       a file; `require` may leave its extension out, `import` may not
 *     leds                            node_modules/leds, from the file's directory upwards
 *     #leds                           "imports" of the nearest package.json
 */
import { SystemError } from '#runtime/ports.ts';
import path from 'path-browserify';
import type { MirrorFiles } from '../../inside/mirror-files.ts';
import { codedError } from '../errors/node-error.ts';
import { filePath, fileUrl } from './file-url.ts';
import { packageAbove, packageIn, parentOf, type PackageJson } from './package-json.ts';

export type Resolved =
  { readonly kind: 'builtin'; readonly name: string } | { readonly kind: 'file'; readonly path: string };

export type Mode = 'import' | 'require';

export interface Wanted {
  readonly specifier: string;
  readonly mode: Mode;
  /** The file that asks; absent: nobody, it is the program itself. */
  readonly by?: string;
  readonly directory: string;
}

export class Resolver {
  readonly #files: MirrorFiles;
  readonly #builtins: (name: string) => boolean;

  /** @param builtins whether this Pi's node brings a module of this name, without `node:` */
  constructor(files: MirrorFiles, builtins: (name: string) => boolean) {
    this.#files = files;
    this.#builtins = builtins;
  }

  /** @throws Error `ERR_MODULE_NOT_FOUND`, `MODULE_NOT_FOUND`, `ERR_UNKNOWN_BUILTIN_MODULE` … in Node's words */
  resolve(wanted: Wanted): Resolved {
    const { specifier, mode } = wanted;
    const name = specifier.replace(/^node:/, '');
    const isOnlyNode = specifier.startsWith('node:');
    if (this.#builtins(name) && !(isOnlyNode && PACKAGES.has(name))) return { kind: 'builtin', name };
    if (isOnlyNode) throw unknownBuiltin(specifier);
    if (mode === 'import' && specifier.startsWith('file:')) return this.#file(filePath(specifier), wanted);
    if (/^\.{0,2}\/|^\.{1,2}$/.test(specifier)) {
      const at = mode === 'import' ? decodeURIComponent(specifier.replace(/[?#].*$/, '')) : specifier;
      return this.#file(path.resolve(wanted.directory, at) + (at.endsWith('/') ? '/' : ''), wanted);
    }
    if (specifier.startsWith('#')) return this.#ofPackageImports(wanted);
    if (mode === 'import' && /^[a-z][a-z\d+.-]*:/i.test(specifier)) throw unsupportedScheme(specifier);
    return this.#package(wanted);
  }

  #file(full: string, wanted: Wanted): Resolved {
    const found = wanted.mode === 'require' ? this.#required(full) : this.#kindAt(full) === 'file' ? full : undefined;
    if (found !== undefined) return { kind: 'file', path: this.#files.canonical(found) };
    if (wanted.mode === 'import' && this.#kindAt(full) === 'directory')
      throw codedError(
        'ERR_UNSUPPORTED_DIR_IMPORT',
        `Directory import '${full}' is not supported resolving ES modules imported from ${wanted.by ?? wanted.directory}`,
        { url: fileUrl(full) },
      );
    throw notFound(wanted, `module '${wanted.mode === 'import' ? full : wanted.specifier}'`, { url: fileUrl(full) });
  }

  /** With what `require` adds by itself. */
  #required(full: string): string | undefined {
    for (const each of ['', '.js', '.json']) if (this.#kindAt(full + each) === 'file') return full + each;
    if (this.#kindAt(full) !== 'directory') return undefined;
    const { main } = packageIn(this.#files, full) ?? {};
    const inside = [
      ...(typeof main === 'string' ? [main, `${main}.js`, `${main}/index.js`] : []),
      'index.js',
      'index.json',
    ];
    return inside.map((each) => path.join(full, each)).find((each) => this.#kindAt(each) === 'file');
  }

  #package(wanted: Wanted): Resolved {
    const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(wanted.specifier) ?? [];
    for (let above = wanted.directory; ; above = parentOf(above)) {
      const directory = path.join(above, 'node_modules', name);
      if (this.#kindAt(directory) === 'directory') return this.#inPackage(directory, rest, wanted);
      if (above === '/') break;
    }
    if (wanted.mode === 'import') throw notFound(wanted, `package '${name}'`);
    throw notFound(wanted, `module '${wanted.specifier}'`);
  }

  #inPackage(directory: string, rest: string, wanted: Wanted): Resolved {
    const json = packageIn(this.#files, directory);
    if (json?.exports !== undefined && json.exports !== null) {
      const target = targetOf(json.exports, `.${rest}`, wanted.mode);
      if (target !== undefined) return this.#file(path.join(directory, target), { ...wanted, mode: 'import' });
      throw notExported(json, `.${rest}`);
    }
    if (rest !== '') return this.#file(directory + rest, wanted);
    const main = this.#required(directory);
    if (main !== undefined) return { kind: 'file', path: this.#files.canonical(main) };
    throw notFound(wanted, wanted.mode === 'import' ? `package '${directory}'` : `module '${wanted.specifier}'`);
  }

  #ofPackageImports(wanted: Wanted): Resolved {
    const json = packageAbove(this.#files, wanted.by ?? path.join(wanted.directory, 'x'));
    const target = json && targetOf(json.imports, wanted.specifier, wanted.mode);
    if (json === undefined || target === undefined)
      throw codedError(
        'ERR_PACKAGE_IMPORT_NOT_DEFINED',
        `Package import specifier "${wanted.specifier}" is not defined${json ? ` in package ${json.path}` : ''} imported from ${wanted.by ?? wanted.directory}`,
        { of: TypeError },
      );
    if (!target.startsWith('./')) return this.resolve({ ...wanted, specifier: target });
    return this.#file(path.join(parentOf(json.path), target), { ...wanted, mode: 'import' });
  }

  #kindAt(full: string): string | undefined {
    try {
      const { kind } = this.#files.stat(full);
      return kind === 'directory' || !full.endsWith('/') ? kind : undefined;
    } catch (error) {
      if (error instanceof SystemError) return undefined;
      throw error;
    }
  }
}

/** Packages that this Pi has: no modules of node itself. */
export const PACKAGES: ReadonlySet<string> = new Set(['mqtt', 'i2c-bus', 'onoff']);

/** What "exports" or "imports" of a package say for a name; conditions in the order that they are written in. */
function targetOf(table: unknown, name: string, mode: Mode): string | undefined {
  if (typeof table === 'string') return name === '.' ? table : undefined;
  if (typeof table !== 'object' || table === null) return undefined;
  const entries = Object.entries(table);
  if (!entries.some(([key]) => /^[.#]/.test(key))) return name === '.' ? conditional(table, mode) : undefined;
  const exact = entries.find(([key]) => key === name);
  if (exact !== undefined) return conditional(exact[1], mode);
  for (const [key, value] of entries) {
    const [before = '', after] = key.split('*');
    if (after === undefined || !name.startsWith(before) || !name.endsWith(after)) continue;
    return conditional(value, mode)?.replaceAll('*', name.slice(before.length, name.length - after.length));
  }
  return undefined;
}

function conditional(value: unknown, mode: Mode): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((each) => conditional(each, mode)).find((each) => each !== undefined);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [condition, inner] of Object.entries(value)) {
    if (!['node', 'default', 'module-sync', mode].includes(condition)) continue;
    const found = conditional(inner, mode);
    if (found !== undefined) return found;
  }
  return undefined;
}

function notFound({ mode, by, specifier }: Wanted, what: string, more: object = {}): Error {
  if (mode === 'import')
    return codedError(
      'ERR_MODULE_NOT_FOUND',
      `Cannot find ${what}${by === undefined ? '' : ` imported from ${by}`}${hint(specifier)}`,
      more,
    );
  // `require` does not say where it has looked.
  const stack = by === undefined ? [] : [by];
  const required = by === undefined ? '' : `\nRequire stack:\n- ${by}`;
  return Object.assign(new Error(`Cannot find ${what}${hint(specifier)}${required}`), {
    code: 'MODULE_NOT_FOUND',
    requireStack: stack,
  });
}

/** Nothing can be installed here: whoever asks for a package is told which there are. */
const hint = (specifier: string): string =>
  /^[./]|^file:/.test(specifier)
    ? ''
    : `\nThis simulated Pi has the packages ${[...PACKAGES].join(', ')}, and modules of node such as node:fs.`;

const unknownBuiltin = (specifier: string): Error =>
  codedError('ERR_UNKNOWN_BUILTIN_MODULE', `No such built-in module: ${specifier}`);

const unsupportedScheme = (specifier: string): Error =>
  codedError(
    'ERR_UNSUPPORTED_ESM_URL_SCHEME',
    `Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. Received protocol '${specifier.replace(/:.*$/s, ':')}'`,
  );

const notExported = ({ path: at }: PackageJson, name: string): Error =>
  codedError(
    'ERR_PACKAGE_PATH_NOT_EXPORTED',
    name === '.'
      ? `No "exports" main defined in ${at}`
      : `Package subpath '${name}' is not defined by "exports" in ${at}`,
  );
