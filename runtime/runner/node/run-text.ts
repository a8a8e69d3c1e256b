/** `node -e`, `node -p` and a program from standard input. */
import type { CommandLine } from './command-line.ts';
import { globals } from './host-globals.ts';
import { faultAt, faultyAt, typeScriptError } from './load/module-error.ts';
import { moduleSyntax, hasModuleSyntax } from './load/module-syntax.ts';
import type { ModuleFile } from './load/module-file.ts';
import { evaluate } from './load/evaluate.ts';
import { fileUrl } from './load/file-url.ts';
import { moduleSyntaxError, placed } from './load/syntax-error.ts';
import { NotStripped, stripTypes } from './load/strip-types.ts';
import type { NodeRun } from './node-run.ts';

type Text = Extract<CommandLine, { kind: 'text' }>;

export async function runText(run: NodeRun, { text: given, prints, isModule }: Text): Promise<void> {
  const { here, loader } = run;
  const name = given === undefined ? '[stdin]' : '[eval]';
  const text = given ?? (await inputOf(run));
  const code = withoutTypes(text, name);
  const directory = here.program.files.cwd;
  if (isModule || (hasModuleSyntax(code) && !prints)) {
    const path = `${directory === '/' ? '' : directory}/${name.replace(']', '1]')}`;
    const file = moduleOf(path, code);
    loader.add(file);
    return run.evaluate((evaluates) => loader.import({ kind: 'file', path }, evaluates));
  }
  const file: ModuleFile = {
    path: `${directory}/${name}`,
    url: fileUrl(`${directory}/${name}`),
    format: 'commonjs',
    code,
    name,
    syntax: undefined,
  };
  loader.add(file);
  for (const found of loader.commonJs.mentioned(file)) await here.loop.while(loader.fetch(found));
  const module = { exports: {} };
  const require = loader.commonJs.requireOf(undefined, directory);
  Object.assign(globals, { require, module, exports: module.exports, __filename: name, __dirname: '.' });
  for (const each of run.builtins.names) offer(each, require);
  here.loop.run(() => {
    const result = compiled(file)();
    if (prints) (globals['console'] as { log(value: unknown): void }).log(result);
  });
}

/** Modules of node stand there by their names, as in its own `-e`. */
function offer(name: string, require: (specifier: string) => unknown): void {
  if (!/^[a-z_]+$/.test(name) || name in globals) return;
  Object.defineProperty(globals, name, {
    configurable: true,
    get: () => require(name),
    set(value: unknown) {
      Object.defineProperty(globals, name, { value, writable: true, configurable: true });
    },
  });
}

function compiled(file: ModuleFile): () => unknown {
  // Compiled alone at first: what it throws then, is about its text.
  try {
    evaluate(`(function () {${file.code}\n})`);
  } catch (error) {
    throw placed(error as Error, file.name, file.code);
  }
  return () => evaluate(`${file.code}\n//# sourceURL=${file.name}`);
}

function moduleOf(path: string, code: string): ModuleFile {
  const url = fileUrl(path);
  const syntax = moduleSyntax(code);
  const error = moduleSyntaxError(url, code, syntax);
  if (error !== undefined) throw error;
  return { path, url, format: 'module', code, name: url, syntax: syntax ?? { imports: [], exports: [] } };
}

function withoutTypes(text: string, name: string): string {
  try {
    return stripTypes(text);
  } catch (error) {
    if (!(error instanceof NotStripped)) throw error;
    throw faultyAt(typeScriptError(error.code, error.message), faultAt(name, text, error.from, error.to - error.from));
  }
}

/** All of standard input. */
async function inputOf({ here }: NodeRun): Promise<string> {
  const release = here.loop.hold();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const bytes = await here.program.read(64 * 1024);
    text += bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
    if (bytes !== null) continue;
    release();
    return text;
  }
}
