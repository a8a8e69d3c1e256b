/**
 * Loads the program's modules. ES modules become modules of this worker: each source gets a URL, the imports in it
 * name the URLs of the others, and all else stays as it is, in the same lines.
 */
import { codedError } from '../errors/node-error.ts';
import type { NodeContext } from '../node-context.ts';
import type { Builtins } from './builtins.ts';
import { CommonJs } from './common-js.ts';
import { commonJsNames, namesOf, ownNames } from './export-names.ts';
import { faultAt, faultyAt } from './module-error.ts';
import { sourceOf, type ModuleFile } from './module-file.ts';
import { importedNames, reexportedNames } from './module-syntax.ts';
import { parentOf } from './package-json.ts';
import { readModule } from './read-module.ts';
import { Resolver, type Resolved } from './resolve.ts';
import { rewritten, type Replacement } from './rewritten.ts';
import { globals } from '../host-globals.ts';

/** Where modules of this worker find what is here. */
const HERE = Symbol.for('kleber.node');
const HERE_TEXT = 'globalThis[Symbol.for("kleber.node")]';

interface EsModule {
  readonly file: ModuleFile;
  url: string | undefined;
  /** Its own imports are being given their URLs: whoever asks meanwhile stands in a circle with it. */
  isLinking: boolean;
  shell: string | undefined;
}

export class Loader {
  readonly resolver: Resolver;
  readonly commonJs: CommonJs;
  readonly #here: NodeContext;
  readonly #builtins: Builtins;
  readonly #files = new Map<string, ModuleFile>();
  readonly #modules = new Map<string, EsModule>();
  readonly #urls = new Map<string, string>();
  /** Files whose modules ask for their `import.meta` and `import()`, by number. */
  readonly #asking: ModuleFile[] = [];
  readonly #loaded: (() => void)[] = [];
  #main: string | undefined;

  constructor(here: NodeContext, builtins: Builtins) {
    this.#here = here;
    this.#builtins = builtins;
    this.resolver = new Resolver(here.program.files, (name) => builtins.has(name));
    this.commonJs = new CommonJs(here, this, builtins);
    Object.defineProperty(globals, HERE, {
      value: {
        module: (meta: Record<string, unknown>, number: number) => this.#welcome(meta, number),
        builtin: (name: string) => builtins.exports(name),
        required: (path: string) => this.commonJs.load(path).exports,
        json: (path: string) => JSON.parse(this.file(path).code) as unknown,
        loaded: (number: number) => this.#loaded[number]?.(),
      },
    });
  }

  /** What a file of the program is; read once. @throws SystemError, Error as `readModule` */
  file(path: string): ModuleFile {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const file = readModule(this.#here.program.files, path);
    this.add(file);
    return file;
  }

  /** A module that is no file: what `-e` and standard input give. */
  add(file: ModuleFile): void {
    this.#files.set(file.path, file);
    this.#here.sources.add(sourceOf(file, []));
  }

  /** The file that the program begins with. @param path that of `file` */
  set main(path: string) {
    this.#main = path;
  }

  get main(): string | undefined {
    return this.#main;
  }

  /**
   * `import(specifier)`: the module with all that it imports, evaluated.
   * @param evaluates is called when everything is loaded and linked, before the first of them runs
   * @throws (rejects) whatever they throw; Error as `Resolver.resolve`, `readModule`
   */
  async import(found: Resolved, evaluates: () => void): Promise<unknown> {
    await this.fetch(found);
    const url = this.#urlOf(found);
    const number = this.#loaded.push(evaluates) - 1;
    const first = this.#made(`${HERE_TEXT}.loaded(${number});`);
    const entry = this.#made(`import ${JSON.stringify(first)};import * as m from ${JSON.stringify(url)};export{m};`);
    const { m } = (await import(/* @vite-ignore */ entry)) as { m: unknown };
    return m;
  }

  /** Fetches the packages that a file and all that it imports or requires need. @throws Error as `readModule` */
  async fetch(found: Resolved, seen = new Set<string>()): Promise<void> {
    if (found.kind === 'builtin') return this.#builtins.fetch(found.name);
    if (seen.has(found.path)) return;
    seen.add(found.path);
    for (const next of this.#wantedBy(this.file(found.path))) await this.fetch(next, seen);
  }

  /** @throws Error of an ES module: what it imports is not there */
  #wantedBy(file: ModuleFile): readonly Resolved[] {
    const directory = parentOf(file.path);
    if (file.format === 'commonjs') return this.commonJs.mentioned(file);
    return (file.syntax?.imports ?? []).flatMap((each) => {
      if (each.type !== 'static' && each.type !== 'reexport-star') return [];
      return [this.resolver.resolve({ specifier: each.specifier, mode: 'import', by: file.path, directory })];
    });
  }

  #urlOf(found: Resolved): string {
    if (found.kind === 'builtin')
      return this.#synthetic(
        `builtin:${found.name}`,
        `builtin(${JSON.stringify(found.name)})`,
        namesOf(this.#builtins.exports(found.name)),
      );
    const file = this.file(found.path);
    const path = JSON.stringify(found.path);
    if (file.format === 'json') return this.#synthetic(found.path, `json(${path})`, []);
    if (file.format === 'commonjs') return this.#synthetic(found.path, `required(${path})`, commonJsNames(file.code));
    return this.#link(this.#module(file));
  }

  /** A module that gives what another kind of module exports. */
  #synthetic(key: string, call: string, names: readonly string[]): string {
    const known = this.#urls.get(key);
    if (known !== undefined) return known;
    const given = names.map((name, at) => `const n${at}=m[${JSON.stringify(name)}];export{n${at} as ${name}};`);
    const url = this.#made(`const m=${HERE_TEXT}.${call};export default m;${given.join('')}`);
    this.#urls.set(key, url);
    return url;
  }

  #module(file: ModuleFile): EsModule {
    const known = this.#modules.get(file.path);
    if (known !== undefined) return known;
    const made: EsModule = { file, url: undefined, isLinking: false, shell: undefined };
    this.#modules.set(file.path, made);
    return made;
  }

  #link(module: EsModule): string {
    if (module.url !== undefined) return module.url;
    if (module.isLinking) return (module.shell ??= this.#shell(module.file));
    module.isLinking = true;
    const { file } = module;
    const replacements: Replacement[] = [];
    const asker = askerIn(file);
    if (asker !== undefined)
      replacements.push({
        from: 0,
        to: 0,
        by: `const ${asker}=${HERE_TEXT}.module(import.meta,${this.#asking.push(file) - 1});`,
      });
    for (const each of file.syntax?.imports ?? []) {
      if (each.type === 'dynamic')
        replacements.push({ from: each.importStart, to: each.importStart + 6, by: asker ?? '' });
      if (each.type !== 'static' && each.type !== 'reexport-star') continue;
      const at = file.code.indexOf(each.specifier, each.importStart);
      const [from, to] = each.type === 'static' ? [each.start, each.end] : [at, at + each.specifier.length];
      replacements.push({ from, to, by: this.#imported(file, each) });
      if (each.attributes !== null) replacements.push({ from: to + 1, to: each.importEnd, by: '' });
    }
    const { text, edits } = rewritten(file.code, replacements);
    this.#here.sources.add(sourceOf(file, edits));
    const finish =
      module.shell === undefined ? '' : `;import{$set}from${JSON.stringify(module.shell)};$set(${valuesOf(file)});`;
    return (module.url = this.#made(`${text}\n${finish}//# sourceURL=${file.name}`));
  }

  /** @throws SyntaxError it does not export what is imported */
  #imported(
    file: ModuleFile,
    each: { specifier: string; importStart: number; importEnd: number; attributes: unknown },
  ): string {
    const found = this.resolver.resolve({
      specifier: each.specifier,
      mode: 'import',
      by: file.path,
      directory: parentOf(file.path),
    });
    if (found.kind === 'file' && this.file(found.path).format === 'json' && each.attributes === null)
      throw codedError(
        'ERR_IMPORT_ATTRIBUTE_MISSING',
        `Module "${this.file(found.path).url}" needs an import attribute of "type: json"`,
        { of: TypeError },
      );
    const url = this.#urlOf(found);
    const statement = file.code.slice(each.importStart, each.importEnd);
    const exported = this.#namesOf(found);
    for (const { name, at } of [...importedNames(statement), ...reexportedNames(statement)]) {
      if (exported.has(name)) continue;
      const isCommonJs = found.kind === 'file' && this.file(found.path).format === 'commonjs';
      throw faultyAt(
        new SyntaxError(isCommonJs ? notFoundInCommonJs(name, each.specifier) : notExported(name, each.specifier)),
        { ...faultAt(file.name, file.code, each.importStart + at, name.length), isTight: true },
      );
    }
    return url;
  }

  #namesOf(found: Resolved, seen = new Set<string>()): ReadonlySet<string> {
    if (found.kind === 'builtin') return new Set(['default', ...namesOf(this.#builtins.exports(found.name))]);
    const file = this.file(found.path);
    if (file.format !== 'module') return new Set(['default', ...commonJsNames(file.code)]);
    if (file.syntax === undefined || seen.has(file.path)) return new Set();
    seen.add(file.path);
    const names = new Set(ownNames(file.syntax));
    for (const each of file.syntax.imports) {
      if (each.type !== 'reexport-star') continue;
      const next = this.resolver.resolve({
        specifier: each.specifier,
        mode: 'import',
        by: file.path,
        directory: parentOf(file.path),
      });
      for (const name of this.#namesOf(next, seen)) if (name !== 'default') names.add(name);
    }
    return names;
  }

  /**
   * In a circle of imports, what stands for the module that is not there yet: it has the same names, and they get
   * their values when that module has run.
   */
  #shell(file: ModuleFile): string {
    const names = [...this.#namesOf({ kind: 'file', path: file.path })];
    const given = names.map((name, at) => `let n${at};export{n${at} as ${name}};`).join('');
    return this.#made(
      `${given}export const $set=(v)=>{${names.map((name, at) => `n${at}=v[${JSON.stringify(name)}];`).join('')}};`,
    );
  }

  #welcome(meta: Record<string, unknown>, number: number): (specifier: unknown) => Promise<unknown> {
    const file = this.#asking[number];
    if (file === undefined) throw new Error(`There is no module ${number}.`);
    const directory = parentOf(file.path);
    Object.assign(meta, {
      dirname: directory,
      filename: file.path,
      main: file.path === this.#main,
      resolve: (specifier: string) => {
        const found = this.resolver.resolve({ specifier, mode: 'import', by: file.path, directory });
        return found.kind === 'file'
          ? this.file(found.path).url
          : /^(?:node:)?/.test(specifier)
            ? `node:${found.name}`
            : '';
      },
      url: file.url,
    });
    return (specifier) => this.dynamic(String(specifier), directory, file.path);
  }

  /** `import()` in the program. A circle of modules does not wait for itself here. */
  async dynamic(specifier: string, directory: string, by: string | undefined): Promise<unknown> {
    const { loop, program } = this.#here;
    const release = loop.hold();
    const worked = program.works();
    const evaluates = (): void => {
      worked();
      release();
    };
    try {
      const wanted = { specifier, mode: 'import' as const, directory };
      return await this.import(this.resolver.resolve(by === undefined ? wanted : { ...wanted, by }), evaluates);
    } finally {
      evaluates();
    }
  }

  #made(source: string): string {
    return this.#here.room.moduleUrl(source);
  }
}

/** A name in place of `import`, as long as it, that the file does not use; undefined: it needs none. */
function askerIn({ code, syntax }: ModuleFile): string | undefined {
  if (!syntax?.imports.some(({ type }) => type === 'dynamic' || type === 'import-meta')) return undefined;
  return (
    ['imp0rt', 'import_', '_import', '$mport', 'imp$rt'].find((name) => name.length === 6 && !code.includes(name)) ??
    'imp_rt'
  );
}

/** An object of what the module exports itself, under the names it exports it by. */
const valuesOf = ({ syntax }: ModuleFile): string =>
  `{${(syntax?.exports ?? [])
    .flatMap((each) =>
      each.type === 'direct' && each.localName !== undefined ? [`${JSON.stringify(each.name)}:${each.localName}`] : [],
    )
    .join(',')}}`;

const notExported = (name: string, specifier: string): string =>
  `The requested module '${specifier}' does not provide an export named '${name}'`;

const notFoundInCommonJs = (name: string, specifier: string): string =>
  `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, which may not support all module.exports as named exports.
CommonJS modules can always be imported via the default export, for example using:

import pkg from '${specifier}';
const { ${name} } = pkg;
`;
