import type { ModuleSyntax } from './module-syntax.ts';

/** The names that an object gives to `import`, beside `default`. */
export const namesOf = (exports: object): readonly string[] =>
  Object.keys(exports).filter((name) => name !== 'default' && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name));

/** The names that CommonJS seems to export, by its text: it is not run to find out. */
export function commonJsNames(code: string): readonly string[] {
  const names = new Set<string>();
  for (const [, name = ''] of code.matchAll(/\bexports\.([\w$]+)\s*=(?!=)/g)) names.add(name);
  const [, object = ''] = /\bmodule\.exports\s*=\s*\{([^}]*)\}/.exec(code) ?? [];
  for (const [, name = ''] of object.matchAll(/(?:^|,)\s*([\w$]+)\s*(?=[,:(]|$)/g)) names.add(name);
  names.delete('default');
  return [...names];
}

/** The names that an ES module exports itself; those of `export *` are the other modules'. */
export const ownNames = ({ exports }: ModuleSyntax): readonly string[] =>
  exports
    .filter((each) => each.type !== 'reexport-all' && !each.typeOnly)
    .map((each) => ('name' in each ? each.name : ''));
