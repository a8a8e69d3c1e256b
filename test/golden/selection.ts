import type { GoldenCase } from './case.ts';
import { GOLDEN_CASES } from './case.ts';

/** What the programs alone decide: played with every `npm test`, all else in the long run. */
const PROGRAM_KINDS = ['seed', 'basic', 'count', 'filter', 'format', 'invalid', 'help'];

const PASSWORDS = 'password_file and mosquitto_passwd';
const ACCESS = 'password_file, acl_file and mosquitto_passwd';
const BRIDGE = 'connection: bridges';
const PERSISTENCE = 'persistence true';

/** What our broker, or a program of ours that is not there yet, keeps from being played; and what that is. */
export const WAITING: Readonly<Record<string, string>> = {
  s050: PASSWORDS,
  s051: PASSWORDS,
  s053: PASSWORDS,
  s054: PASSWORDS,
  s055: ACCESS,
  s056: ACCESS,
  s057: ACCESS,
  s058: ACCESS,
  s059: ACCESS,
  s086: 'mosquitto_passwd',
  s087: 'mosquitto_passwd',
  s088: 'mosquitto_passwd',
  s096: BRIDGE,
  s097: BRIDGE,
  s098: BRIDGE,
  s099: PERSISTENCE,
  s101: PERSISTENCE,
  s103: `per_listener_settings, ${PASSWORDS}`,
  s104: 'per_listener_settings',
  s105: 'protocol websockets',
  s112: 'mosquitto_passwd',
};

/** Of the cases that are played, steps left out: they run programs that are not there yet. */
export const LEFT_OUT: Readonly<Record<string, { readonly ids: readonly string[]; readonly why: string }>> = {
  s067: { ids: ['r4'], why: 'mosquitto_passwd' },
  s068: { ids: ['r4'], why: 'mosquitto_passwd' },
  s093: { ids: ['g'], why: 'password_file' },
};

/** What a simulated Pi does not have yet, beside what our broker has not. */
export const NOT_ON_THE_PI: Readonly<Record<string, string>> = {
  s002: 'printf',
  s006: 'printf',
  s075: 'seq',
  s076: 'seq',
  s106: 'python3',
  s107: 'python3',
  s108: 'python3',
  s109: 'python3, printf',
  s113: 'printf',
};

/** Only other tools have a part in these: Mosquitto's own mosquitto_passwd, or a broker alone. */
const WITHOUT_OUR_PROGRAMS = ['passwd', 'config'];

/** The cases that show what the programs do. */
export const selectedCases = (): GoldenCase[] => ofKinds(PROGRAM_KINDS).map(withoutLeftOut);

/** All others; with Mosquitto as the broker, those too that wait for ours. */
export function furtherCases(broker: 'ours' | 'mosquitto'): GoldenCase[] {
  const left = GOLDEN_CASES.filter(({ kind }) => !PROGRAM_KINDS.includes(kind));
  return broker === 'ours'
    ? left.filter(({ id }) => WAITING[id] === undefined).map(withoutLeftOut)
    : left.filter(({ kind }) => !WITHOUT_OUR_PROGRAMS.includes(kind));
}

/** What a simulated Pi plays, with its own shell, clock and network. */
export const labCases = (): GoldenCase[] =>
  GOLDEN_CASES.filter(({ id }) => WAITING[id] === undefined && NOT_ON_THE_PI[id] === undefined).map(withoutLeftOut);

const ofKinds = (kinds: readonly string[]): GoldenCase[] => GOLDEN_CASES.filter(({ kind }) => kinds.includes(kind));

function withoutLeftOut(golden: GoldenCase): GoldenCase {
  const ids = LEFT_OUT[golden.id]?.ids ?? [];
  return {
    ...golden,
    steps: golden.steps.filter((step) => !('run' in step && ids.includes(step.id))),
    expect: Object.fromEntries(Object.entries(golden.expect).filter(([id]) => !ids.includes(id))),
  };
}
