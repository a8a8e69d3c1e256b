/**
 * Finds where in a `lesson.ts` something stands: the compiler reads the source, and a path such as
 * `steps, 1, goal, options, filter` is followed through object, array and call.
 */
import type ts from 'typescript';

export type Path = readonly (string | number)[];

/** @returns the line of the deepest part of a path that the source has, from 1 */
export async function lineFinder(source: string): Promise<(path: Path) => number> {
  const { default: compiler } = await import('typescript');
  const file = compiler.createSourceFile('lesson.ts', source, compiler.ScriptTarget.ES2024, true);
  const lineOf = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const constants = constantsOf(compiler, file);
  const follow = (node: ts.Node | undefined): ts.Node | undefined =>
    node !== undefined && compiler.isIdentifier(node) ? (constants.get(node.text) ?? node) : node;

  return (path) => {
    let node = follow(constants.get('lesson'));
    if (node === undefined) return 1;
    let line = lineOf(node);
    let rest = path;
    for (;;) {
      const step = descend(compiler, node, rest);
      if (step === undefined) return line;
      line = lineOf(step.at);
      if (step.rest.length === 0) return line;
      const next = follow(step.node);
      if (next === undefined) return line;
      [node, rest] = [next, step.rest];
    }
  };
}

interface Descent {
  /** What the line is taken from. */
  readonly at: ts.Node;
  readonly node: ts.Node;
  readonly rest: Path;
}

function descend(compiler: typeof ts, node: ts.Node, path: Path): Descent | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return undefined;
  if (compiler.isCallExpression(node)) return intoCall(node, key, rest, path);
  if (compiler.isArrayLiteralExpression(node)) {
    const element = typeof key === 'number' ? node.elements[key] : undefined;
    return element && { at: element, node: element, rest };
  }
  if (compiler.isObjectLiteralExpression(node)) {
    for (const property of node.properties) {
      const name = property.name;
      if (name === undefined || !(compiler.isIdentifier(name) || compiler.isStringLiteralLike(name))) continue;
      if (name.text !== key) continue;
      const value = compiler.isPropertyAssignment(property) ? property.initializer : name;
      return { at: property, node: value, rest };
    }
  }
  return undefined;
}

/** Where the parts of a call of the lesson API stand among its arguments. */
function intoCall(node: ts.CallExpression, key: string | number, rest: Path, path: Path): Descent | undefined {
  const name = node.expression.getText();
  const argument = (at: number, left: Path): Descent | undefined => {
    const found = node.arguments[at];
    return found && { at: found, node: found, rest: left };
  };
  if (name === 'defineLesson') return argument(0, path);
  if (name === 'task' || name === 'question' || name === 'mistake')
    return key === 'id' ? argument(0, rest) : argument(1, path);
  const numberFirst = name === 'count' || name === 'within';
  if (key === 'options') return argument(0, numberFirst || name === 'answered' ? [] : rest);
  const [at, ...left] = rest;
  if (key === 'checks' && typeof at === 'number') return argument(numberFirst ? at + 1 : at, left);
  return undefined;
}

/** What the file's constants were set to. */
function constantsOf(compiler: typeof ts, file: ts.SourceFile): ReadonlyMap<string, ts.Node> {
  const constants = new Map<string, ts.Node>();
  for (const statement of file.statements) {
    if (!compiler.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (compiler.isIdentifier(name) && initializer !== undefined) constants.set(name.text, initializer);
    }
  }
  return constants;
}
