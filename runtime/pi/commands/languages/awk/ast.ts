/** An awk program as a tree. */
export type LValue =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'field'; readonly index: Expr }
  | { readonly kind: 'element'; readonly array: string; readonly subscripts: readonly Expr[] };

export type Expr =
  | LValue
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'regex'; readonly source: string; readonly line: number }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'unary'; readonly operator: '-' | '+' | '!'; readonly of: Expr }
  | { readonly kind: 'condition'; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
  | { readonly kind: 'match'; readonly isNegated: boolean; readonly text: Expr; readonly regex: Expr }
  | { readonly kind: 'in'; readonly subscripts: readonly Expr[]; readonly array: string }
  | { readonly kind: 'assign'; readonly operator: string; readonly to: LValue; readonly value: Expr }
  | { readonly kind: 'step'; readonly by: 1 | -1; readonly isPrefix: boolean; readonly of: LValue }
  | {
      readonly kind: 'getline';
      readonly to: LValue | undefined;
      readonly from: 'main' | 'file' | 'command';
      readonly source: Expr | undefined;
    }
  | { readonly kind: 'builtin'; readonly name: string; readonly args: readonly Expr[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[]; readonly line: number };

export interface Redirection {
  readonly kind: '>' | '>>' | '|';
  readonly to: Expr;
}

export type Statement =
  | { readonly kind: 'expression'; readonly value: Expr }
  | {
      readonly kind: 'print' | 'printf';
      readonly values: readonly Expr[];
      readonly redirection: Redirection | undefined;
    }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'if'; readonly test: Expr; readonly yes: Statement; readonly no: Statement | undefined }
  | { readonly kind: 'while'; readonly test: Expr; readonly body: Statement }
  | { readonly kind: 'do'; readonly test: Expr; readonly body: Statement }
  | {
      readonly kind: 'for';
      readonly first: Statement | undefined;
      readonly test: Expr | undefined;
      readonly next: Statement | undefined;
      readonly body: Statement;
    }
  | { readonly kind: 'forin'; readonly variable: LValue; readonly array: string; readonly body: Statement }
  | { readonly kind: 'break' | 'continue' | 'next' | 'nextfile' }
  | { readonly kind: 'exit' | 'return'; readonly value: Expr | undefined }
  | { readonly kind: 'delete'; readonly array: string; readonly subscripts: readonly Expr[] | undefined };

export type Pattern =
  | { readonly kind: 'always' }
  | { readonly kind: 'when'; readonly test: Expr }
  | { readonly kind: 'range'; readonly from: Expr; readonly to: Expr };

export interface Rule {
  readonly pattern: Pattern;
  /** Absent: `{ print }`. */
  readonly body: Statement | undefined;
}

export interface AwkFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Statement;
}

export interface AwkProgram {
  readonly begin: readonly Statement[];
  readonly rules: readonly Rule[];
  readonly end: readonly Statement[];
  readonly functions: ReadonlyMap<string, AwkFunction>;
}
