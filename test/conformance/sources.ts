import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Sources } from './record.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(`${root}${file}`, 'utf8');
const texts = (pattern: string): Record<string, string> =>
  Object.fromEntries(globSync(pattern, { cwd: root }).map((file) => [file.replaceAll('\\', '/'), read(file)]));

/** The record's sources, as they lie on the disk. */
export const sourcesOnDisk = (): Sources => ({
  statements: { '3.1.1': read('test/conformance/mqtt-3.1.1.yaml'), '5.0': read('test/conformance/mqtt-5.0.yaml') },
  reasons: read('test/conformance.md'),
  tests: texts('test/**/*.ts'),
  runtime: texts('runtime/**/*.ts'),
});
