/** What is wrong with a line of a file, as whoever reads that file says it. */
export interface LineProblem {
  /** From 1. */
  readonly line: number;
  /** `error`: it is not taken. `warning`: it is, and something is said to it. */
  readonly severity: 'error' | 'warning';
  /** In the tool's own words, which are English everywhere. */
  readonly message: string;
}
