import { expect, test } from 'vitest';
import { importedFiles, importedPaths } from '../../site/editor/typescript/imported-files.ts';
import { editorLab } from './editor-lab.ts';

test.for([
  ["import { a } from './a.ts';", ['/home/pi/a.ts']],
  ['import "./a.js";\nexport * from "./b.ts";', ['/home/pi/a.js', '/home/pi/b.ts']],
  ["const a = await import('../x/a.ts');", ['/home/x/a.ts']],
  ["import mqtt from 'mqtt'; import fs from 'node:fs';", []],
  ["import './a.ts'; import './a.ts';", ['/home/pi/a.ts']],
  ["import '../../../../a.ts';", ['/a.ts']],
  ["import './", []],
] as const)('%s leads to %j', ([text, paths]) => {
  expect(importedPaths('/home/pi/main.ts', text)).toEqual(paths);
});

test('what is imported is read, and what that imports in turn; circles end', async () => {
  const { lab, settle, type } = await editorLab();
  await type(
    'rpi-broker#1',
    `mkdir lib; echo "import '../main.ts'; import './c.ts'" > lib/b.ts; echo 'export {}' > lib/c.ts`,
  );
  const reading = importedFiles(
    lab,
    { host: 'rpi-broker', path: '/home/pi/main.ts' },
    "import './lib/b.ts'; import './nothing.ts'; import '../../root/secret.ts';",
  );
  await settle();
  await settle();
  expect((await reading).map(({ path }) => path)).toEqual(['/home/pi/lib/b.ts', '/home/pi/lib/c.ts']);
});
