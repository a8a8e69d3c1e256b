/** Small programs whose output, errors and status are the same everywhere. */
export interface SmallProgram {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** What follows `node`; single quotes hold words together. */
  readonly args: string;
  readonly input?: string;
  /** Node shows a line of its own files above the error; here it is the program's, or none. */
  readonly insideNode?: true;
}

const one = (title: string, name: string, text: string, input?: string): SmallProgram => ({
  title,
  files: { [name]: text },
  args: name,
  ...(input === undefined ? {} : { input }),
});

export const PROGRAMS: readonly SmallProgram[] = [
  one(
    'an error that is thrown, in TypeScript',
    'throw.ts',
    `import 'node:fs';
interface A { readonly n: number }
function f({ n }: A): never {
  throw new TypeError('boom ' + n);
}
f({ n: 1 });
`,
  ),
  one('a misspelled function', 'undef.ts', "export {};\nconst client = { publish() {} };\nclient.publsh('x');\n"),
  one('an error in CommonJS', 'cjs.cjs', "function f() {\n  throw new RangeError('x');\n}\nf();\n"),
  one('an error of a timer', 'timer.ts', 'export {};\nsetTimeout(() => {\n  null.x;\n}, 1);\n'),
  one(
    'an error of an async function',
    'async.ts',
    "export {};\nasync function g() {\n  await 1;\n  throw new Error('late');\n}\nvoid g();\n",
  ),
  one('a promise that is rejected', 'rejected.mjs', "Promise.reject(new Error('r'));\n"),
  one('a promise that is rejected with a number', 'number.mjs', 'Promise.reject(42);\n'),
  one('an error with a cause', 'cause.mjs', "throw new Error('a', { cause: new Error('b') });\n"),
  {
    ...one('an error of node:fs', 'fs.mjs', "import fs from 'node:fs';\nfs.readFileSync('nofile');\n"),
    insideNode: true,
  },
  one(
    'errors that are caught',
    'caught.mjs',
    `import fs from 'node:fs';
import { basename, join } from 'node:path';
for (const run of [
  () => fs.writeFileSync('/nodir/x', 'a'),
  () => fs.readdirSync('nix'),
  () => fs.mkdirSync('.'),
  () => fs.rmSync('nix'),
  () => fs.readFileSync(undefined),
  () => fs.openSync('x', 'q'),
  () => fs.renameSync('a', 'b'),
  () => JSON.parse('{'),
]) {
  try {
    run();
  } catch (error) {
    console.log(error.message, error.code, error.name, error.syscall, error.path);
  }
}
process.exitCode = 7;
console.log(basename(join('a', '..', 'b.ts'), '.ts'));
`,
  ),
  one(
    "an 'error' that nobody hears",
    'emit.mjs',
    "import { EventEmitter } from 'node:events';\nnew EventEmitter().emit('error', new Error('gone'));\n",
  ),
  one('an enum', 'enum.ts', 'enum A { B }\nconsole.log(A);\n'),
  one('a parameter property', 'property.ts', 'class A { constructor(private x: number) {} }\n'),
  one('JavaScript that is none', 'syntax.mjs', 'let a = 1;\nlet b = ;\n'),
  one('a name that is declared twice', 'twice.mjs', 'let a = 1;\nlet a = 2;\n'),
  one('CommonJS that is none', 'syntax.cjs', "const a = 1;\nconsole.log('a' 'b');\n"),
  one('a file that is not there', 'missing.mjs', "import x from './nope.ts';\n"),
  {
    title: 'a name that is not exported',
    files: { 'a.mjs': "import { nope } from './b.mjs';\n", 'b.mjs': 'export const yes = 1;\n' },
    args: 'a.mjs',
  },
  { title: 'a program that is not there', files: {}, args: 'nofile.ts' },
  {
    title: 'a required file that is not there',
    files: { 'r.cjs': "require('./nope');\n" },
    args: 'r.cjs',
    insideNode: true,
  },
  one('a promise at the top that stays as it is', 'tla.mjs', 'console.log(1);\nawait new Promise(() => {});\n'),
  one(
    'what comes first',
    'order.mjs',
    `console.log('1');
setTimeout(() => console.log('timeout'), 0);
setImmediate(() => console.log('immediate'));
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('promise'));
queueMicrotask(() => console.log('microtask'));
process.on('beforeExit', () => console.log('beforeExit'));
process.on('exit', (code) => console.log('exit', code));
await 0;
console.log('2');
`.replace("setImmediate(() => console.log('immediate'));\n", ''),
  ),
  one(
    'what comes first in CommonJS',
    'order.cjs',
    `Promise.resolve().then(() => console.log('promise'));
process.nextTick(() => console.log('tick'));
console.log('sync');
setTimeout(() => {
  console.log('timeout');
  process.nextTick(() => console.log('tick of the timeout'));
  Promise.resolve().then(() => console.log('promise of the timeout'));
}, 5);
`,
  ),
  one(
    'what the console says',
    'console.mjs',
    `console.log('%s is %d years, %i, %j %o %%', 'Ada', 36.5, 36.5, { a: 1 }, [1]);
console.log([1, 'a', null, undefined, 1n, Symbol('s')], new Map([[1, { a: [1, [2, [3]]] }]]), new Set(['x']));
console.log(Buffer.from('héllo'), new Uint8Array(3), new Date(0), /x/g, () => {}, class A {}, new (class B { c = 1 })());
console.log({ a: { b: { c: { d: 1 } } } }, -0, [, 1], 'x'.repeat(3), [['a', 'b'], ['c']]);
console.table([{ a: 1, b: 'x' }, { a: 2 }]);
console.table(['x', 'y']);
console.group('g');
console.info('in\\nside');
console.groupEnd();
console.count();
console.count('x');
console.count();
console.assert(1 === 2, 'math %s', 'is off');
console.error('to stderr');
console.dir({ a: { b: { c: {} } } }, { depth: 0 });
console.log(process.argv.length, typeof process.pid, process.version, process.platform);
`,
  ),
  one(
    'files, whole and in pieces',
    'files.mjs',
    `import fs, { createReadStream, createWriteStream } from 'node:fs';
import { readFile, writeFile, mkdir, readdir, rm, stat, open, appendFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
await mkdir('d/e', { recursive: true });
await writeFile('d/e/f', 'one\\ntwo\\n');
await appendFile('d/e/f', 'three');
console.log(await readFile('d/e/f', 'utf8'), (await stat('d/e/f')).size, (await stat('d')).isDirectory());
console.log((await readdir('d', { recursive: true })).sort(), (await readdir('d', { withFileTypes: true })).map((e) => [e.name, e.isDirectory()]));
for await (const chunk of createReadStream('d/e/f', { encoding: 'utf8', start: 1, end: 5 })) console.log(JSON.stringify(chunk));
await pipeline(createReadStream('d/e/f'), createWriteStream('d/copy'));
console.log(fs.readFileSync('d/copy').toString('hex'));
const handle = await open('d/copy', 'r+');
await handle.write('ONE', 0);
console.log((await handle.readFile('utf8')).length);
await handle.close();
fs.readFile('d/copy', 'utf8', (error, text) => console.log(error, text));
await new Promise((resolve) => setTimeout(resolve, 20));
fs.stat('nix', (error) => console.log(error.code));
await new Promise((resolve) => setTimeout(resolve, 20));
await rm('d', { recursive: true });
console.log(fs.existsSync('d'));
`,
  ),
  one(
    'lines of standard input',
    'lines.mjs',
    `import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
await sleep(1);
for await (const line of createInterface({ input: process.stdin })) console.log('<' + line + '>');
`,
    'one\ntwo\r\n\nlast',
  ),
  one(
    'standard input by its events',
    'stdin.mjs',
    `process.stdin.setEncoding('utf8');
let text = '';
process.stdin.on('data', (chunk) => (text += chunk));
process.stdin.on('end', () => console.log(text.length, process.stdin.isTTY));
`,
    'häh\n',
  ),
  one(
    'what util, os, url, assert and events do',
    'util.mjs',
    `import util, { parseArgs, styleText, promisify, inspect, isDeepStrictEqual } from 'node:util';
import assert from 'node:assert';
import { EventEmitter, once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EOL } from 'node:os';
console.log(parseArgs({ args: ['-v', '--topic=a', 'x', '--no-color'], options: { verbose: { type: 'boolean', short: 'v' }, topic: { type: 'string' }, color: { type: 'boolean' } }, allowPositionals: true, allowNegative: true }));
try { parseArgs({ args: ['--nix'], options: {} }); } catch (error) { console.log(error.code, error.message); }
console.log(JSON.stringify(styleText('red', 'x')), inspect({ a: 1 }, { compact: false }), util.format('%s:%s', 'a'), JSON.stringify(EOL));
console.log(await promisify((a, done) => done(null, a * 2))(21), isDeepStrictEqual({ a: [1] }, { a: [1] }));
try { assert.strictEqual(1, 2); } catch (error) { console.log(error.message, error.code); }
try { assert(false, 'no'); } catch (error) { console.log(error.name, error.message); }
const emitter = new EventEmitter();
setTimeout(() => emitter.emit('x', 1, 2), 1);
console.log(await once(emitter, 'x'), fileURLToPath('file:///a%20b'), pathToFileURL('/a b').href);
console.log(Buffer.concat([Buffer.from('a'), Buffer.alloc(2)]).toString('base64'), Buffer.from([1, 2, 3]).readUInt16BE(0));
`,
  ),
  {
    title: 'import() and a circle of imports',
    args: 'a.mjs',
    files: {
      'b.mjs': "import { early } from './a.mjs';\nexport const late = () => early;\n",
      'a.mjs': `import { late } from './b.mjs';
export const early = 'early';
const { default: d, early: e } = await import('./a.mjs');
console.log(d, e, import.meta.filename, import.meta.dirname);
try { await import('./nope.mjs'); } catch (error) { console.log(error.code); }
setTimeout(() => console.log(late()), 1);
`,
    },
  },
  {
    title: 'CommonJS',
    files: {
      'm.cjs':
        "const { a } = require('./n');\nconsole.log(a, __filename, require.main === module, module.id);\nimport('./p.mjs').then((p) => console.log(p.default, p.n));\n",
      'n.js': "exports.a = require('./o.json').x;\n",
      'o.json': '{ "x": [1] }',
      'p.mjs': "import n, { a } from './n.js';\nexport default a;\nexport { n };\n",
    },
    args: 'm.cjs',
  },
  {
    title: '-e',
    files: {},
    args: '-e \'console.log(fs.existsSync("nix"), require("path").sep, process.argv.length)\' a b',
  },
  { title: '-p', files: {}, args: "-p '[1,2].map((n) => n * 2)'" },
  { title: '-e with an error', files: {}, args: '-e \'throw new Error("x")\'' },
  { title: 'a program from standard input', files: {}, args: '- a', input: 'console.log(process.argv.slice(2));' },
  { title: '-c of what is right', files: { 'fine.mjs': 'export const a = 1;\n' }, args: '-c fine.mjs' },
  { title: '-c of what is wrong', files: { 'wrong.mjs': 'const a = ;\n' }, args: '-c wrong.mjs' },
  {
    title: 'an exit in the middle',
    files: {
      'exit.mjs':
        "process.on('exit', (code) => console.log('exit', code, process.exitCode));\nsetTimeout(() => {}, 1000);\nprocess.exit(3);\n",
    },
    args: 'exit.mjs',
  },
  {
    title: 'an error that a handler takes',
    files: {
      'handler.mjs':
        "process.on('uncaughtException', (error, origin) => console.log(error.message, origin));\nprocess.on('unhandledRejection', (reason) => console.log('rejected', reason));\nsetTimeout(() => { throw new Error('a'); }, 1);\nPromise.reject(1);\n",
    },
    args: 'handler.mjs',
  },
];
