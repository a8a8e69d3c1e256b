import type { GoldenCase } from './case.ts';
import { GOLDEN_CASES } from './case.ts';

/** What the programs alone decide: played with every `npm test`, all else in the long run. */
const PROGRAM_KINDS = ['seed', 'basic', 'count', 'filter', 'format', 'invalid', 'help', 'passwd'];

/** What a simulated Pi does not have. */
export const NOT_ON_THE_PI: Readonly<Record<string, string>> = {
  s106: 'python3',
  s107: 'python3',
  s108: 'python3',
  s109: 'python3',
};

/** The cases that show what the programs do. */
export const selectedCases = (): GoldenCase[] => ofKinds(PROGRAM_KINDS);

/** All others; with Mosquitto as the broker, without those in which there is nothing but a broker. */
export const furtherCases = (broker: 'ours' | 'mosquitto'): GoldenCase[] =>
  GOLDEN_CASES.filter(({ kind }) => !PROGRAM_KINDS.includes(kind) && (broker === 'ours' || kind !== 'config'));

/** What a simulated Pi plays, with its own shell, clock and network. */
export const labCases = (): GoldenCase[] => GOLDEN_CASES.filter(({ id }) => NOT_ON_THE_PI[id] === undefined);

const ofKinds = (kinds: readonly string[]): GoldenCase[] => GOLDEN_CASES.filter(({ kind }) => kinds.includes(kind));
