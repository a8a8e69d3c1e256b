/** Types are taken out as Node takes them out: beside its own function. */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it, vi } from 'vitest';
import { NotStripped, stripTypes } from '#runtime/runner/node/load/strip-types.ts';

/** Node puts a semicolon where two statements would flow together, and keeps a comment between two types. */
const lines = (code: string): readonly string[] =>
  code
    .replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .split('\n')
    .map((line) => line.replaceAll(';', ' ').trimEnd());

const byNode = (code: string): string => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  try {
    return stripTypeScriptTypes(code);
  } finally {
    warn.mockRestore();
  }
};

describe('taking types out', () => {
  it.each([
    'const a: number = 1;',
    "import type { A } from './a.ts';\nimport { b } from './b.ts';\nb();",
    "import mqtt, { type IClientOptions } from 'mqtt';\nmqtt.connect('x');",
    "import type from './type.ts';\ntype;",
    'interface A { b: number }\nlet c = 1;',
    'type A<T> = T extends string ? 1 : 2;',
    'const f = async <T,>(x: T, y?: number): Promise<void> => { await (x as unknown); y!; };',
    'class C<T> extends Map<string, T> implements I { private readonly a: number = 1; declare b: string; #c?: string; get d(): number { return 1; } }',
    'function g(this: void, a: string): asserts a is "x";\nfunction g(a: any) { return a satisfies string; }',
    'let u: { [k: string]: (a: number) => void } = {};\nconst r = 1 < 2 && 3 > 2;',
    'const t = `a ${(1 as number) + `${2 as any}`} b`;',
    'const q = 1;\nexport type { X } from "./x.ts";\nexport { q };',
    'abstract class A { abstract b(): void; protected c = 1; }',
    'declare const x: number;\ndeclare function y(): void;\nconsole.log(1);',
  ])('%s', (code) => {
    expect(lines(stripTypes(code))).toEqual(lines(byNode(code)));
  });

  it.each(['runtime/mqtt/decode.ts', 'runtime/lab/lab.ts', 'runtime/broker/broker.ts', 'hardware/drivers/lm75b.ts'])(
    'of a whole file: %s',
    (path) => {
      const code = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
      expect(lines(stripTypes(code))).toEqual(lines(byNode(code)));
    },
  );

  it.each([
    ['enum A { B }', 'TypeScript enum is not supported in strip-only mode', 'enum A { B }'],
    ['const enum A { B }', 'TypeScript enum is not supported in strip-only mode', 'const enum A { B }'],
    [
      'namespace N { export const a = 1; }',
      'TypeScript namespace declaration is not supported in strip-only mode',
      undefined,
    ],
    [
      'class A { constructor(private x: number) {} }',
      'TypeScript parameter property is not supported in strip-only mode',
      'x: number',
    ],
  ])('refuses what would have to be translated: %s', (code, message, part) => {
    const error = refusal(code);
    expect([error.code, error.message]).toEqual(['ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX', message]);
    if (part !== undefined) expect(code.slice(error.from, error.to)).toBe(part);
  });

  it.each(['let x: = 3', 'const = 3;', 'class {', 'f(', '"'])('refuses what is no TypeScript: %s', (code) => {
    expect(refusal(code).code).toBe('ERR_INVALID_TYPESCRIPT_SYNTAX');
  });
});

function refusal(code: string): NotStripped {
  try {
    stripTypes(code);
  } catch (error) {
    if (error instanceof NotStripped) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
