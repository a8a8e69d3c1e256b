import { parseArgs } from 'node:util';
import type { BrokerName } from './brokers/start.ts';

export interface BenchOptions {
  readonly scenarios: readonly string[];
  readonly brokers: readonly BrokerName[];
  readonly rounds: number;
  /** Short runs: for a look while one works. */
  readonly quick: boolean;
  /** Everything is measured as it should be: the results may be written down. */
  readonly whole: boolean;
}

const BROKERS: readonly BrokerName[] = ['ours', 'mosquitto', 'aedes'];

/** @throws Error with a sentence for what is not understood */
export function parseBenchOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { brokers: { type: 'string' }, rounds: { type: 'string' } },
  });
  const quick = positionals.includes('quick');
  const scenarios = positionals.filter((name) => name !== 'quick');
  for (const name of scenarios) {
    if (!known.includes(name)) {
      throw new Error(`no scenario "${name}"; there are ${known.join(', ')}, and quick for a short round`);
    }
  }
  const brokers = values.brokers?.split(',') ?? BROKERS;
  for (const name of brokers) {
    if (!BROKERS.includes(name as BrokerName)) throw new Error(`no broker "${name}"; there are ${BROKERS.join(', ')}`);
  }
  const rounds = Number(values.rounds ?? (quick ? 1 : 5));
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds takes a number from 1, not "${values.rounds}"`);
  return {
    scenarios: scenarios.length > 0 ? scenarios : known,
    brokers: brokers as BrokerName[],
    rounds,
    quick,
    whole: args.length === 0,
  };
}
