/** A sed script as data: what the parser makes and the machine runs. */
import type { PosixRegex } from '../../../posix-regex.ts';

/** What is wrong with a script, whole, without the program's name. */
export class SedProblem extends Error {
  override readonly name = 'SedProblem';
  readonly status: number;

  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

/** An empty one (`//`) is the one that was used last. */
export type Regex = PosixRegex | 'last';

export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'regex'; readonly regex: Regex };

export type AddressEnd =
  | Address
  /** `+N`: so many lines more. */
  | { readonly kind: 'more'; readonly lines: number }
  /** `~N`: up to the next multiple. */
  | { readonly kind: 'multiple'; readonly of: number };

export interface Addresses {
  readonly from: Address;
  readonly to?: AddressEnd;
}

/** `\u \l \U \L \E` of a replacement. */
export type CaseChange = 'u' | 'l' | 'U' | 'L' | 'E';

export type ReplacementPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'group'; readonly index: number }
  | { readonly kind: 'case'; readonly change: CaseChange };

export interface Substitution {
  readonly regex: Regex;
  readonly replacement: readonly ReplacementPart[];
  readonly isGlobal: boolean;
  /** The first match that is replaced. */
  readonly number: number;
  readonly prints: boolean;
  readonly file?: string;
}

export type Action =
  | { readonly name: '{'; end: number }
  | { readonly name: '}' | '=' | 'd' | 'D' | 'F' | 'g' | 'G' | 'h' | 'H' | 'n' | 'N' | 'p' | 'P' | 'x' | 'z' | ':' }
  | { readonly name: 'a' | 'c' | 'i'; readonly text: string }
  | { readonly name: 'b' | 't' | 'T'; readonly label: string; to: number }
  | { readonly name: 'l'; readonly width: number | undefined }
  | { readonly name: 'q' | 'Q'; readonly status: number }
  | { readonly name: 'r' | 'R' | 'w' | 'W'; readonly file: string }
  | { readonly name: 's'; readonly substitution: Substitution }
  | { readonly name: 'y'; readonly map: ReadonlyMap<string, string> };

export interface SedCommand {
  readonly addresses?: Addresses;
  readonly isNegated: boolean;
  readonly action: Action;
}
