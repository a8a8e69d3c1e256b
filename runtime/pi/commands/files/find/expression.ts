/** What find(1) asks of each file: a tree of tests and actions. */
import type { Stat } from '../../../system.ts';

/** A file that find has come to. */
export interface Found {
  /** As it is printed: begins with the PATH that was named. */
  readonly path: string;
  /** The PATH that was named. */
  readonly start: string;
  readonly depth: number;
  /** Of what it is, or leads to when links are followed. */
  readonly stat: Stat;
}

export type Test = (found: Found) => boolean | Promise<boolean>;

export type Expression =
  | { readonly kind: 'test'; readonly run: Test }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'and' | 'or' | 'comma'; readonly left: Expression; readonly right: Expression };

export const holds = async (expression: Expression, found: Found): Promise<boolean> => {
  switch (expression.kind) {
    case 'test':
      return expression.run(found);
    case 'not':
      return !(await holds(expression.operand, found));
    case 'and':
      return (await holds(expression.left, found)) && (await holds(expression.right, found));
    case 'or':
      return (await holds(expression.left, found)) || (await holds(expression.right, found));
    case 'comma':
      await holds(expression.left, found);
      return holds(expression.right, found);
  }
};
