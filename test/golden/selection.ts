import type { GoldenCase } from './case.ts';
import { GOLDEN_CASES } from './case.ts';

/** What the programs alone decide, played with every `npm test`. */
const PROGRAM_KINDS = ['seed', 'basic', 'count', 'filter', 'format', 'invalid', 'help'];

/** Where the broker has its part; played in the long run. */
const BROKER_KINDS = ['qos', 'retain', 'session', 'will', 'auth', 'wildcard', 'overlap', 'log', 'persistence'];

/** Cases of these kinds that need what is not there yet, and what that is. */
export const WAITING: Readonly<Record<string, string>> = {
  s032: '-F %j and %J: JSON output',
  s033: '-F %j with --pretty: JSON output',
  s036: '-F %I, %U and strftime sequences: times in the output format',
  s043: '-V mqttv5',
  s051: '-V mqttv5',
};

/** Of the broker's cases, those that our broker process cannot play: it knows one form of mosquitto.conf. */
const NOT_WITH_OUR_BROKER: Readonly<Record<string, string>> = {
  s092: 'mosquitto without -v, and log_type',
};

/** Steps left out, because they run programs that are not there yet. */
export const LEFT_OUT: Readonly<Record<string, { readonly ids: readonly string[]; readonly why: string }>> = {
  s066: { ids: ['r5'], why: 'mosquitto_rr' },
  s067: { ids: ['r3', 'r4', 'b'], why: 'mosquitto_rr, mosquitto_passwd, mosquitto -h' },
  s068: { ids: ['r3', 'r4'], why: 'mosquitto_rr, mosquitto_passwd' },
};

/** The cases that show what the programs do, without the steps above. */
export function selectedCases(): GoldenCase[] {
  return ofKinds(PROGRAM_KINDS)
    .filter(({ id }) => WAITING[id] === undefined)
    .map(withoutLeftOut);
}

/** The cases in which the broker counts. Ours plays those that need no configuration. */
export function furtherCases(broker: 'ours' | 'mosquitto'): GoldenCase[] {
  return ofKinds(BROKER_KINDS)
    .filter(({ id }) => WAITING[id] === undefined)
    .filter(({ id, conf }) => broker === 'mosquitto' || (conf === null && NOT_WITH_OUR_BROKER[id] === undefined));
}

/** All of these kinds, whole, for the real tools. */
export const recordedCases = (): GoldenCase[] => ofKinds([...PROGRAM_KINDS, ...BROKER_KINDS]);

const ofKinds = (kinds: readonly string[]): GoldenCase[] => GOLDEN_CASES.filter(({ kind }) => kinds.includes(kind));

function withoutLeftOut(golden: GoldenCase): GoldenCase {
  const ids = LEFT_OUT[golden.id]?.ids ?? [];
  return {
    ...golden,
    steps: golden.steps.filter((step) => !('run' in step && ids.includes(step.id))),
    expect: Object.fromEntries(Object.entries(golden.expect).filter(([id]) => !ids.includes(id))),
  };
}
