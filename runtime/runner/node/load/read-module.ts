import type { MirrorFiles } from '../../inside/mirror-files.ts';
import { fileUrl } from './file-url.ts';
import { formatOf, isTypeScript, type Format } from './format.ts';
import type { ModuleFile } from './module-file.ts';
import { faultAt, faultyAt, typeScriptError } from './module-error.ts';
import { moduleSyntax } from './module-syntax.ts';
import { readText } from './read-text.ts';
import { NotStripped, stripTypes } from './strip-types.ts';
import { moduleSyntaxError } from './syntax-error.ts';

/** @throws SystemError it cannot be read; Error it can be neither understood nor compiled, with its place */
export function readModule(files: MirrorFiles, path: string): ModuleFile {
  const text = readText(files, path);
  const format = formatOf(files, path, () => withoutTypes(path, text));
  return moduleFrom(path, text, format);
}

/** @throws Error as `readModule` */
export function moduleFrom(path: string, text: string, format: Format): ModuleFile {
  const url = fileUrl(path);
  if (format === 'json') return { path, url, format, code: text, name: path, syntax: undefined };
  const code = withoutTypes(path, text);
  if (format === 'commonjs')
    return { path, url, format, code, name: isTypeScript(path) ? url : path, syntax: undefined };
  const syntax = moduleSyntax(code);
  const error = moduleSyntaxError(url, code, syntax);
  if (error !== undefined) throw error;
  return { path, url, format, code, name: url, syntax: syntax ?? { imports: [], exports: [] } };
}

function withoutTypes(path: string, text: string): string {
  if (!isTypeScript(path)) return text.replace(/^#![^\n]*/, (line) => ' '.repeat(line.length));
  try {
    return stripTypes(text);
  } catch (error) {
    if (!(error instanceof NotStripped)) throw error;
    const { code, message, from, to } = error;
    throw faultyAt(typeScriptError(code, message), {
      ...faultAt(fileUrl(path), text, from, to - from),
      isFollowed: code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
    });
  }
}
