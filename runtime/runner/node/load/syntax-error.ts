/**
 * Where a text is no JavaScript. The engine says what is wrong, and not where: errors of `eval` and of `import()` carry
 * no place. It is found by a second parser, and for what only the engine objects to, by its words.
 */
import parser from 'sucrase/dist/parser/index.js';
import type { ModuleSyntax } from './module-syntax.ts';
import { evaluate } from './evaluate.ts';
import { faultAt, faultyAt } from './module-error.ts';

/** @returns undefined: it can be compiled */
export function moduleSyntaxError(name: string, code: string, syntax: ModuleSyntax | undefined): Error | undefined {
  const found = compileError(`(async function () {"use strict";${asScript(code, syntax)}\n})`);
  return found && placed(found, name, code);
}

/** @param error what the engine has thrown when it compiled the text */
export function placed(error: Error, name: string, code: string): Error {
  const place = placeOf(error.message, code);
  return place === undefined ? error : faultyAt(error, faultAt(name, code, place.at, place.length));
}

function compileError(code: string): Error | undefined {
  try {
    evaluate(code);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** The body of the module without what only modules may have; everything else stays where it is. */
function asScript(code: string, syntax: ModuleSyntax | undefined): string {
  let script = code;
  const put = (from: number, to: number, by: string): void => {
    const blank = script.slice(from, to).replace(/[^\n]/g, ' ');
    script = script.slice(0, from) + by + blank.slice(by.length) + script.slice(to);
  };
  for (const each of syntax?.imports ?? []) {
    if (each.type === 'static' || each.type === 'reexport-star') put(each.importStart, each.importEnd, '');
    else if (each.type === 'import-meta') put(each.start, each.end, 'import_meta');
  }
  for (const each of syntax?.exports ?? []) {
    const { exportStart } = each;
    const statement = script.slice(exportStart);
    const list = /^export\s*\{[^}]*\}/.exec(statement);
    const word = /^export\s+default\b/.exec(statement) ?? /^export\b/.exec(statement);
    if (list !== null) put(exportStart, exportStart + list[0].length, '');
    else if (word !== null) put(exportStart, exportStart + word[0].length, word[0].endsWith('default') ? 'void ' : '');
  }
  // `export {}` exports nothing, and so is in no list.
  return script.replace(
    /^([ \t]*)export\s*\{\s*\}/gm,
    (text, indent: string) => indent + ' '.repeat(text.length - indent.length),
  );
}

function placeOf(message: string, code: string): { readonly at: number; readonly length: number } | undefined {
  const twice = /^Identifier '(.+)' has already been declared/.exec(message)?.[1];
  if (twice !== undefined) return secondDeclaration(twice, code);
  try {
    parser.parse(code, false, false, false);
    return undefined;
  } catch (error) {
    const { pos } = error as { pos?: number };
    if (pos === undefined) return undefined;
    // What is missing, the engine misses behind the word before.
    const before = /(?:'[^'\n]*'|"[^"\n]*"|[\w$]+|[^\s\w])\s*$/.exec(code.slice(0, pos));
    if (message.startsWith('missing )') && before !== null)
      return { at: before.index, length: before[0].trimEnd().length };
    return { at: pos, length: /^[\w$]+|^./.exec(code.slice(pos))?.[0].length ?? 1 };
  }
}

function secondDeclaration(name: string, code: string): { readonly at: number; readonly length: number } | undefined {
  const escaped = name.replace(/\$/g, '\\$');
  const found = [...code.matchAll(new RegExp(`\\b(?:let|const|var|class|function)\\s+(${escaped})(?![\\w$])`, 'g'))];
  const second = found[1] ?? found[0];
  return second && { at: second.index + second[0].length - name.length, length: name.length };
}
