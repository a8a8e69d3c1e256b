import type { GoldenCase } from './case.ts';
import { GOLDEN_CASES } from './case.ts';

const KINDS = ['seed', 'basic', 'count', 'filter', 'format', 'invalid', 'help'];

/** Cases of these kinds that need what is not there yet, and what that is. */
export const WAITING: Readonly<Record<string, string>> = {
  s032: '-F %j and %J: JSON output',
  s033: '-F %j with --pretty: JSON output',
  s036: '-F %I, %U and strftime sequences: times in the output format',
};

/** Steps left out, because they run programs that are not there yet. */
export const LEFT_OUT: Readonly<Record<string, { readonly ids: readonly string[]; readonly why: string }>> = {
  s066: { ids: ['r5'], why: 'mosquitto_rr' },
  s067: { ids: ['r3', 'r4', 'b'], why: 'mosquitto_rr, mosquitto_passwd, mosquitto -h' },
  s068: { ids: ['r3', 'r4'], why: 'mosquitto_rr, mosquitto_passwd' },
};

/** The cases that our programs must pass, without the steps above. */
export function selectedCases(): GoldenCase[] {
  return GOLDEN_CASES.filter(({ id, kind }) => KINDS.includes(kind) && WAITING[id] === undefined).map((golden) => {
    const ids = LEFT_OUT[golden.id]?.ids ?? [];
    return {
      ...golden,
      steps: golden.steps.filter((step) => !('run' in step && ids.includes(step.id))),
      expect: Object.fromEntries(Object.entries(golden.expect).filter(([id]) => !ids.includes(id))),
    };
  });
}
