import type { GoldenCase } from './case.ts';
import { GOLDEN_CASES } from './case.ts';

/** What the programs alone decide: played with every `npm test`, all else in the long run. */
const PROGRAM_KINDS = ['seed', 'basic', 'count', 'filter', 'format', 'invalid', 'help', 'passwd'];

/** The cases that show what the programs do. */
export const selectedCases = (): GoldenCase[] => ofKinds(PROGRAM_KINDS);

/** All others; with Mosquitto as the broker, without those in which there is nothing but a broker. */
export const furtherCases = (broker: 'ours' | 'mosquitto'): GoldenCase[] =>
  GOLDEN_CASES.filter(({ kind }) => !PROGRAM_KINDS.includes(kind) && (broker === 'ours' || kind !== 'config'));

/** What a simulated Pi plays, with its own shell, clock and network. */
export const labCases = (): GoldenCase[] => GOLDEN_CASES.filter((golden) => !needsPython(golden));

/** What it plays with Python in threads. */
export const pythonCases = (): GoldenCase[] => GOLDEN_CASES.filter(needsPython);

const needsPython = ({ steps }: GoldenCase): boolean =>
  steps.some((step) => 'cmd' in step && /\bpython3\b/.test(step.cmd));

const ofKinds = (kinds: readonly string[]): GoldenCase[] => GOLDEN_CASES.filter(({ kind }) => kinds.includes(kind));
