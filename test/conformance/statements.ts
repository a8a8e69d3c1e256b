import { parse } from 'yaml';

/**
 * The standards number what an implementation must do: `[MQTT-3.1.2-24]` is in section 3.1.2 of MQTT
 * 3.1.1. MQTT 5.0 numbers anew, so that the same number often means something else: its statements
 * are `[MQTT5-3.1.2-24]` here.
 */
export const STANDARDS = ['3.1.1', '5.0'] as const;
export type Standard = (typeof STANDARDS)[number];

/** What stands before the number in a tag. */
export const PREFIX: Readonly<Record<Standard, string>> = { '3.1.1': 'MQTT', '5.0': 'MQTT5' };

/** Who can break it. */
export type Bound = 'server' | 'client' | 'both';

export interface Statement {
  /** `MQTT5-3.1.2-24`: what a tag names. */
  readonly tag: string;
  readonly standard: Standard;
  /** `3.1.2-24` */
  readonly number: string;
  readonly binds: Bound;
  /** What it asks for, in our own words, by language. */
  readonly en: string;
  readonly de: string;
}

/**
 * @param yaml one of `mqtt-….yaml`: number → binds, en, de
 * @throws Error naming an entry that is not whole
 */
export function readStatements(standard: Standard, yaml: string): Statement[] {
  const entries = Object.entries(parse(yaml) as Record<string, Partial<Record<string, unknown>>>);
  return entries.map(([number, { binds, en, de }]) => {
    const whole =
      /^\d+(\.\d+)+-\d+$/.test(number) &&
      (binds === 'server' || binds === 'client' || binds === 'both') &&
      typeof en === 'string' &&
      typeof de === 'string';
    if (!whole) throw new Error(`mqtt-${standard}.yaml: ${number} needs binds (server, client, both), en and de`);
    return { tag: `${PREFIX[standard]}-${number}`, standard, number, binds, en, de };
  });
}
