import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The layers of CONTRIBUTING.md, from the bottom; neighbours in a row know nothing of each other. */
const LAYERS = [
  ['config', 'mqtt'],
  ['broker', 'client'],
  ['bridge'],
  ['events'],
  ['lan'],
  ['pi'],
  ['programs'],
  ['runner'],
  ['lesson', 'explain'],
  ['lab'],
  ['browser', 'server', 'authoring'],
];
const root = new URL('../..', import.meta.url).pathname;
const rank = (folder: string): number => LAYERS.findIndex((row) => row.includes(folder));
const folders = LAYERS.flat();

const planted: { file: string; text: string }[] = [];
for (const from of folders) {
  for (const to of folders) {
    if (from === to || rank(to) < rank(from)) continue;
    planted.push({ file: `runtime/${from}/to-${to}.ts`, text: `import '#runtime/${to}/x.ts';\n` });
    planted.push({ file: `runtime/${from}/beside-${to}.ts`, text: `import '../${to}/x.ts';\n` });
  }
  planted.push({ file: `runtime/${from}/to-site.ts`, text: "import '../../site/client/x.ts';\n" });
}
for (const from of folders) {
  planted.push({ file: `hardware/sim/to-${from}.ts`, text: `import '#runtime/${from}/x.ts';\n` });
  if (rank(from) < rank('pi'))
    planted.push({ file: `runtime/${from}/to-hardware.ts`, text: "import '#hardware/sim/x.ts';\n" });
}
planted.push({ file: 'hardware/drivers/to-node.ts', text: "import 'node:fs';\n" });
planted.push({ file: 'runtime/mqtt/to-node.ts', text: "import 'node:fs';\n" });
planted.push({ file: 'runtime/pi/to-ws.ts', text: "import 'ws';\n" });
// Packages: node of a Pi is made of a few, by name; the rest of the runners of none.
for (const [at, name] of [
  '#runtime/lab/x.ts',
  'mqtt',
  'node:fs',
  'fs',
  '@scope/x',
  'acorn',
  'sucrase/register',
].entries())
  planted.push({ file: `runtime/runner/node/to-package-${at}.ts`, text: `import '${name}';\n` });
for (const [at, name] of ['sucrase', 'mqtt/lib/client', 'readable-stream'].entries())
  planted.push({ file: `runtime/runner/inside/to-package-${at}.ts`, text: `import '${name}';\n` });
planted.push({ file: 'runtime/ports.ts', text: "import './mqtt/packet.ts';\n" });
planted.push({ file: 'lessons/01-x/lesson.ts', text: "import '#runtime/lesson/engine.ts';\n" });

const allowed = [
  { file: 'runtime/runner/node/fine.ts', text: "import 'sucrase';\nimport 'mqtt/lib/client';\nimport './x.ts';\n" },
  { file: 'runtime/runner/python/fine.ts', text: "import 'pyodide';\nimport '#runtime/ports.ts';\n" },
  { file: 'runtime/broker/fine.ts', text: "import '#runtime/mqtt/x.ts';\n" },
  { file: 'runtime/lab/fine.ts', text: "import '#runtime/pi/x.ts';\n" },
  { file: 'runtime/pi/hardware.ts', text: "import '#hardware/sim/x.ts';\n" },
  { file: 'hardware/sim/fine.ts', text: "import '#runtime/ports.ts';\n" },
  { file: 'lessons/02-y/lesson.ts', text: "import 'kleber/lesson';\n" },
];

let folder = '';
let report = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kleber-fence-'));
  cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const { file, text } of [...planted, ...allowed]) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  try {
    execFileSync(process.execPath, [oxlint, '--format=json'], { cwd: folder, encoding: 'utf8' });
  } catch (error) {
    report = (error as { stdout: string }).stdout;
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const objections = (): Map<string, string> => {
  const { diagnostics } = JSON.parse(report) as {
    diagnostics: { filename: string; code: string; message: string; help?: string }[];
  };
  return new Map(
    diagnostics
      .filter(({ code }) => code.includes('no-restricted-imports'))
      .map(({ filename, message, help }) => [filename, `${message} ${help ?? ''}`]),
  );
};

test('every import against the layers is objected to', () => {
  const found = objections();
  expect(planted.filter(({ file }) => !found.has(file)).map(({ file }) => file)).toEqual([]);
});

test('imports along the layers pass', () => {
  const found = objections();
  expect(allowed.filter(({ file }) => found.has(file))).toEqual([]);
});

test('the objection says what the layers are', () => {
  expect(objections().get('runtime/mqtt/to-broker.ts')).toContain('may only import what lies left of it');
});

test.each([
  ['a document', 'export const planted = document.title;\n'],
  ['a Node global', 'export const planted = process.pid;\n'],
  ['a timer of the host', 'export const planted = setTimeout(() => {}, 1);\n'],
])('the core does not compile with %s', (_, text) => {
  const tree = mkdtempSync(join(tmpdir(), 'kleber-core-'));
  try {
    mkdirSync(join(tree, 'runtime/lan'), { recursive: true });
    for (const file of ['tsconfig.json', 'package.json', 'runtime/tsconfig.json', 'runtime/globals.d.ts'])
      cpSync(join(root, file), join(tree, file));
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    writeFileSync(join(tree, 'runtime/lan/planted.ts'), text);
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    expect(() =>
      execFileSync(process.execPath, [tsc, '-p', 'runtime'], { cwd: tree, encoding: 'utf8', stdio: 'pipe' }),
    ).toThrow();
    writeFileSync(join(tree, 'runtime/lan/planted.ts'), 'export const planted = 1;\n');
    execFileSync(process.execPath, [tsc, '-p', 'runtime'], { cwd: tree, encoding: 'utf8', stdio: 'pipe' });
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
});
