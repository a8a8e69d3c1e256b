import { afterEach, describe, expect, it } from 'vitest';
import { NodeLab } from './kit.ts';

let lab: NodeLab;
afterEach(() => lab.end());

describe('node', () => {
  it('runs a file of TypeScript that imports others', async () => {
    lab = await NodeLab.open();
    lab.write(
      'a.ts',
      `import { b } from './b.ts';\nimport { readFileSync, writeFileSync } from 'node:fs';\nconst n: number = b(2);\nwriteFileSync('x', 'hello');\nconsole.log(n, readFileSync('x', 'utf8'), { a: 1 });\n`,
    );
    lab.write('b.ts', `export const b = (n: number): number => n * 2;\n`);
    expect(await lab.run('node a.ts; echo $?')).toBe('4 hello { a: 1 }\n0\n');
    expect(await lab.run('node -e "console.log(6*7)"; node -p "6 * 7"; node -v')).toBe('42\n42\nv24.21.0\n');
  });
});
