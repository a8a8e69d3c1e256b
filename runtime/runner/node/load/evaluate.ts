/**
 * Compiles and runs a text in the global scope, as a script of its own: it is the learner's program, in a worker that
 * has nothing but that.
 * @throws SyntaxError it is none; whatever it throws
 */
// eslint-disable-next-line no-eval
export const evaluate = (code: string): unknown => (0, eval)(code) as unknown;
