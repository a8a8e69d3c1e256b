/** A part of a program that is there, or that a page fetches when it is first needed. */
export interface Late<Part> {
  /** The part, if it is there. */
  readonly now: Part | undefined;
  /** Fetches it, once; again after a failure. */
  get(): Promise<Part>;
  /** Resolves when it is there, whoever had it fetched: this does not fetch it. */
  readonly arrival: Promise<Part>;
}

/** A part that need not be fetched: on Node, and in tests. */
export const present = <Part>(part: Part): Late<Part> => {
  const there = Promise.resolve(part);
  return { now: part, get: () => there, arrival: there };
};
