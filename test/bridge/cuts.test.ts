/**
 * Every packet between a bridge and its two brokers is a place where the wire may break, before the
 * packet arrives or just after. Each is tried: at QoS 1 nothing may be lost, at QoS 2 everything comes
 * once, and in order.
 */
import { expect, test } from 'vitest';
import type { QoS } from '#runtime/mqtt/packet.ts';
import type { BridgeValues } from '#runtime/config/values.ts';
import { topic, twoBrokers } from './two-brokers.ts';
import type { TwoBrokers } from './two-brokers.ts';

type Version = BridgeValues['bridge_protocol_version'];
type Side = 'near' | 'far';

interface Outcome {
  readonly here: readonly string[];
  readonly there: readonly string[];
  readonly crossings: number;
}

const MESSAGES = ['1', '2', '3'];
const OUT = MESSAGES.map((text) => `r/out ${text}`);
const IN = MESSAGES.map((text) => `in ${text}`);

/** Three messages each way, while one wire is cut at one packet; then time for the bridge to come back. */
async function story(version: Version, qos: QoS, prepare: (both: TwoBrokers) => void): Promise<Outcome> {
  const both = twoBrokers({
    topics: [topic('out', 'out', qos, '', 'r/'), topic('in', 'in', qos, '', 'r/')],
    bridge_protocol_version: version,
  });
  const { clock, here, there, near, far, bridge } = both;
  prepare(both);
  bridge.start();
  await clock.settle();
  // Far away nobody waits for messages before the bridge has been there once.
  while (far.crossings.filter(({ packet }) => packet.type === 'SUBACK').length === 0) await clock.advance(6_000);
  const readerHere = await here.person('reader', ['in']);
  const readerThere = await there.person('reader', ['r/out']);
  const writerHere = await here.person('writer');
  const writerThere = await there.person('writer');
  for (const text of MESSAGES) {
    writerHere.say('out', text, qos);
    writerThere.say('r/in', text, qos);
    await clock.settle();
  }
  await clock.advance(30_000);
  expect(bridge.stands).toBe(true);
  return { here: readerHere.texts, there: readerThere.texts, crossings: near.crossings.length + far.crossings.length };
}

const cutAt =
  (side: Side, at: number, when: 'before' | 'after') =>
  ({ near, far }: TwoBrokers): void => {
    const wires = side === 'near' ? near : far;
    wires.cut = (_, index) => (index === at ? when : undefined);
  };

async function length(version: Version, qos: QoS, side: Side): Promise<number> {
  let wires: TwoBrokers['near'] | undefined;
  await story(version, qos, (both) => void (wires = both[side]));
  return wires?.crossings.length ?? 0;
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

for (const version of ['mqttv311', 'mqttv50'] as const) {
  for (const side of ['near', 'far'] as const) {
    test(`at QoS 1 nothing is lost, wherever the ${side} wire is cut (${version})`, async () => {
      const packets = await length(version, 1, side);
      expect(packets).toBeGreaterThan(10);
      for (let at = 0; at < packets; at++) {
        for (const when of ['before', 'after'] as const) {
          const { here, there } = await story(version, 1, cutAt(side, at, when));
          const where = `${when} packet ${at} of ${packets}`;
          expect({ where, texts: distinct(there) }).toEqual({ where, texts: OUT });
          expect({ where, texts: distinct(here) }).toEqual({ where, texts: IN });
        }
      }
    });

    test(`at QoS 2 everything comes once and in order, wherever the ${side} wire is cut (${version})`, async () => {
      const packets = await length(version, 2, side);
      expect(packets).toBeGreaterThan(20);
      for (let at = 0; at < packets; at++) {
        for (const when of ['before', 'after'] as const) {
          const { here, there } = await story(version, 2, cutAt(side, at, when));
          const where = `${when} packet ${at} of ${packets}`;
          expect({ where, texts: there }).toEqual({ where, texts: OUT });
          expect({ where, texts: here }).toEqual({ where, texts: IN });
        }
      }
    });
  }
}

test('two cuts in a row lose nothing either', async () => {
  for (let first = 4; first < 40; first += 3) {
    for (let gap = 1; gap < 24; gap += 3) {
      const { here, there } = await story('mqttv311', 2, ({ far }) => {
        far.cut = (_, index) => (index === first || index === first + gap ? 'after' : undefined);
      });
      expect({ first, gap, there }).toEqual({ first, gap, there: OUT });
      expect({ first, gap, here }).toEqual({ first, gap, here: IN });
    }
  }
});
