import type { BrokerName } from './brokers/start.ts';
import type { Figures } from './load/scenarios.ts';

/** Medians by scenario and broker. */
export type Results = ReadonlyMap<string, ReadonlyMap<BrokerName, Figures>>;

interface Goal {
  readonly scenario: string;
  readonly what: string;
  readonly figure: string;
  /** Held against Mosquitto's figure, a fixed one, or the same of ours in another scenario. */
  readonly against: 'mosquitto' | 'fixed' | { readonly scenario: string };
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly unit: string;
}

const timesRate = (scenario: string, what: string, atLeast: number): Goal => ({
  scenario,
  what,
  figure: 'rate',
  against: 'mosquitto',
  atLeast,
  unit: '× Mosquitto',
});

const timesTime = (scenario: string, what: string, figure: string, atMost: number): Goal => ({
  scenario,
  what,
  figure,
  against: 'mosquitto',
  atMost,
  unit: '× Mosquitto',
});

/** What the complete broker must show. */
export const GOALS: readonly Goal[] = [
  timesRate('qos0', 'QoS 0, one to one', 5),
  timesRate('fan-out', 'fan-out 1 to 100', 5),
  timesRate('fan-in', 'fan-in 50 to 1', 5),
  timesRate('qos1', 'QoS 1, window 100', 5),
  timesRate('qos2', 'QoS 2, window 100', 5),
  {
    scenario: 'persistence-qos1',
    what: 'QoS 1, persistence: rate',
    figure: 'rate',
    against: { scenario: 'qos1' },
    atLeast: 1 / 3,
    unit: '× without',
  },
  timesRate('filters', '100,000 filters', 2),
  timesTime('retained', '100,000 retained to #: time', 'ms', 0.4),
  timesRate('window1-qos0', 'one at a time, QoS 0', 0.9),
  timesRate('window1-qos1', 'one at a time, QoS 1', 0.9),
  timesRate('window1-qos2', 'one at a time, QoS 2', 0.9),
  timesTime('window1-qos0', 'round trip, QoS 0: p50', 'p50', 2),
  timesTime('window1-qos1', 'round trip, QoS 1: p50', 'p50', 2),
  timesTime('window1-qos2', 'round trip, QoS 2: p50', 'p50', 2),
  timesRate('connects', 'connects', 0.5),
  { scenario: 'idle', what: 'idle client of 5,000', figure: 'perClient', against: 'fixed', atMost: 8_000, unit: 'B' },
];

/** A line a goal: what, measured, goal, reached or not; for what was measured. */
export function judge(results: Results): string[][] {
  return GOALS.flatMap((goal) => {
    const { scenario, what, figure, against, atLeast, atMost, unit } = goal;
    const ours = results.get(scenario)?.get('ours')?.[figure];
    const base =
      against === 'fixed'
        ? 1
        : against === 'mosquitto'
          ? results.get(scenario)?.get('mosquitto')?.[figure]
          : results.get(against.scenario)?.get('ours')?.[figure];
    if (ours === undefined || base === undefined) return [];
    const value = ours / base;
    const reached = atLeast === undefined ? value <= (atMost ?? NaN) : value >= atLeast;
    const shown = value >= 100 ? value.toFixed(0) : value.toFixed(2);
    const limit = atLeast === undefined ? `≤ ${atMost}` : `≥ ${Number(atLeast.toFixed(2))}`;
    return [[what, `${shown} ${unit}`, limit, reached ? 'reached' : 'not reached']];
  });
}
