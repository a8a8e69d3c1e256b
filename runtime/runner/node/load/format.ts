/**
 * Which of the two kinds of JavaScript a file is, as Node 24 decides it: by its extension; by "type" in the nearest
 * package.json; by its syntax.
 *
 *     led.mjs, led.mts             an ES module
 *     led.cjs, led.cts             CommonJS
 *     led.js, led.ts, led          "type": "module" or "commonjs"; without either: `import` and `export` decide
 */
import type { MirrorFiles } from '../../inside/mirror-files.ts';
import { codedError } from '../errors/node-error.ts';
import { hasModuleSyntax } from './module-syntax.ts';
import { packageAbove } from './package-json.ts';

export type Format = 'module' | 'commonjs' | 'json';

export const isTypeScript = (path: string): boolean => /\.[cm]?ts$/.test(path);

/** @param code its text without types @throws Error `ERR_UNKNOWN_FILE_EXTENSION` */
export function formatOf(files: MirrorFiles, path: string, code: () => string): Format {
  const extension = /\.[^./]+$/.exec(path)?.[0] ?? '';
  if (/^\.m[jt]s$/.test(extension)) return 'module';
  if (/^\.c[jt]s$/.test(extension)) return 'commonjs';
  if (extension === '.json') return 'json';
  const type = packageAbove(files, path)?.type;
  if (!/^(?:\.[jt]s)?$/.test(extension)) {
    if (type !== 'module') return 'commonjs';
    throw codedError('ERR_UNKNOWN_FILE_EXTENSION', `Unknown file extension "${extension}" for ${path}`, {
      of: TypeError,
    });
  }
  if (type === 'module' || type === 'commonjs') return type;
  return hasModuleSyntax(code()) ? 'module' : 'commonjs';
}
