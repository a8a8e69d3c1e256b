/** The part of a syntax tree that is looked at here. */
export interface Node {
  readonly type: string;
  readonly position?: { readonly start: { readonly line: number } };
  readonly children?: readonly Node[];
  readonly name?: string | null;
  readonly attributes?: readonly { readonly name?: string; readonly value?: unknown }[];
  readonly value?: string;
  readonly depth?: number;
  readonly lang?: string | null;
  readonly meta?: string | null;
  readonly url?: string;
}

export const lineOf = (node: Node): number => node.position?.start.line ?? 1;

export const elementName = ({ type, name }: Node): string | undefined =>
  type === 'mdxJsxFlowElement' || type === 'mdxJsxTextElement' ? (name ?? undefined) : undefined;

export const elements = (node: Node, name: string): readonly Node[] =>
  everyNode(node).filter((inner) => elementName(inner) === name);

/** @param closed nodes that are not looked into, nor listed */
export function everyNode(node: Node, closed: (node: Node) => boolean = () => false): readonly Node[] {
  return [node, ...(node.children ?? []).flatMap((child) => (closed(child) ? [] : everyNode(child, closed)))];
}

export const hasWords = (node: Node): boolean =>
  everyNode(node).some(({ type, value = '' }) => type !== 'yaml' && value.trim() !== '');
