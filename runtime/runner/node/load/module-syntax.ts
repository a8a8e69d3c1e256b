import { parse } from 'es-module-lexer/js';
import { evaluate } from './evaluate.ts';
import type { Export, Import } from 'es-module-lexer/js';

export interface ModuleSyntax {
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
}

/** @returns undefined: it is not understood; whoever compiles it says why */
export function moduleSyntax(code: string): ModuleSyntax | undefined {
  try {
    const [imports, exports] = parse(code);
    return { imports, exports };
  } catch {
    return undefined;
  }
}

/** `import` and `export` statements, `import.meta`; and `await` where only a module may have it. */
export function hasModuleSyntax(code: string): boolean {
  try {
    if (parse(code)[3]) return true;
  } catch {
    return /^\s*(?:import\b[^(]|export\b)/m.test(code);
  }
  return !compiles(`(function () {${code}\n})`) && compiles(`(async function () {${code}\n})`);
}

/** To evaluate a function runs nothing of it. */
function compiles(code: string): boolean {
  try {
    evaluate(code);
    return true;
  } catch {
    return false;
  }
}

/** The names of what a statement imports: `b` of `import a, { b as c } from`; `default` for `a`. */
export function importedNames(statement: string): readonly { readonly name: string; readonly at: number }[] {
  const names: { name: string; at: number }[] = [];
  const clause = /^import\s+(?!\()([^'"]*?)\s*from\s*['"]/.exec(statement)?.[1];
  if (clause === undefined) return names;
  const start = statement.indexOf(clause);
  const first = /^([\w$]+)/.exec(clause);
  if (first !== null) names.push({ name: 'default', at: start });
  const braces = /\{([^}]*)\}/.exec(clause);
  if (braces === null) return names;
  for (const { 1: name = '', index } of (braces[1] ?? '').matchAll(/([\w$]+)(?:\s+as\s+[\w$]+)?/g))
    names.push({ name, at: start + braces.index + 1 + index });
  return names;
}

/** `a` of `export { a as b } from`. */
export function reexportedNames(statement: string): readonly { readonly name: string; readonly at: number }[] {
  const braces = /^export\s*\{([^}]*)\}\s*from/.exec(statement);
  if (braces === null) return [];
  const start = statement.indexOf('{') + 1;
  return [...(braces[1] ?? '').matchAll(/([\w$]+)(?:\s+as\s+[\w$]+)?/g)].map(({ 1: name = '', index }) => ({
    name,
    at: start + index,
  }));
}
