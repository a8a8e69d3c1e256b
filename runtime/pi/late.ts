/** A part of a program that is there, or that a page fetches when it is first needed. */
export interface Late<Part> {
  /** The part, if it is there. */
  readonly now: Part | undefined;
  /** Fetches it, once; again after a failure. */
  get(): Promise<Part>;
}

/** A part that need not be fetched: on Node, and in tests. */
export const present = <Part>(part: Part): Late<Part> => ({ now: part, get: () => Promise.resolve(part) });
