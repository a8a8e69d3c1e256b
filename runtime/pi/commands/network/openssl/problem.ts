/** What openssl says, in one line or more, before it exits with 1. */
export class OpensslProblem extends Error {
  override readonly name = 'OpensslProblem';
}

/** A mistake on the command line of one of its commands. */
export const usageProblem = (part: string, text: string): OpensslProblem =>
  new OpensslProblem(`${part}: ${text}\n${part}: Use -help for summary.`);
