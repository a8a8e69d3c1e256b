import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QoS } from '#runtime/mqtt/packet.ts';
import { brief } from '../kit/mqtt-client.ts';
import type { MqttTestClient } from '../kit/mqtt-client.ts';
import { brokerInMemory } from './in-memory.ts';
import type { BrokerInMemory } from './in-memory.ts';

/** What clients of a room might do, one after the other. */
const command = fc.oneof(
  fc.record({ do: fc.constant('connect' as const), who: fc.nat(2), clean: fc.boolean() }),
  fc.record({ do: fc.constant('leave' as const), who: fc.nat(2) }),
  fc.record({
    do: fc.constant('subscribe' as const),
    who: fc.nat(2),
    filter: fc.constantFrom('a', 'a/+', '#', 'b'),
    qos: fc.constantFrom<QoS>(0, 1, 2),
  }),
  fc.record({ do: fc.constant('unsubscribe' as const), who: fc.nat(2), filter: fc.constantFrom('a', '#') }),
  fc.record({
    do: fc.constant('publish' as const),
    who: fc.nat(2),
    topic: fc.constantFrom('a', 'a/b', 'b'),
    text: fc.constantFrom('', 'x', 'yy'),
    qos: fc.constantFrom<QoS>(0, 1, 2),
    retain: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('acknowledge' as const),
    who: fc.nat(2),
    type: fc.constantFrom('PUBACK' as const, 'PUBREC' as const, 'PUBREL' as const, 'PUBCOMP' as const),
    packetId: fc.integer({ min: 1, max: 4 }),
  }),
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

async function play(room: BrokerInMemory, commands: readonly Command[]): Promise<void> {
  const clients = new Map<number, MqttTestClient>();
  let packetId = 0;
  for (const step of commands) {
    const client = clients.get(step.who);
    if (step.do === 'connect') {
      const fresh = room.connect();
      clients.set(step.who, fresh);
      await fresh.connect(`c${step.who}`, { clean: step.clean });
    } else if (client !== undefined) {
      if (step.do === 'leave') {
        client.vanish();
        clients.delete(step.who);
      } else if (step.do === 'subscribe') {
        client.send({ type: 'SUBSCRIBE', packetId: 9, subscriptions: [{ filter: step.filter, qos: step.qos }] });
      } else if (step.do === 'unsubscribe') {
        client.send({ type: 'UNSUBSCRIBE', packetId: 9, filters: [step.filter] });
      } else if (step.do === 'publish') {
        const id = step.qos === 0 ? {} : { packetId: (packetId++ % 4) + 1 };
        client.publish(step.topic, step.text, { qos: step.qos, retain: step.retain, ...id });
      } else {
        client.send({ type: step.type, packetId: step.packetId, reasonCode: 0 });
      }
    }
    await room.clock.settle();
  }
}

/** All that a client sees who comes back, and what retained messages there are. */
async function seen(room: BrokerInMemory): Promise<string[]> {
  const result: string[] = [];
  for (const id of ['c0', 'c1', 'c2', 'stranger']) {
    const client = room.connect();
    const { sessionPresent } = await client.connect(id, { clean: id === 'stranger' });
    if (id === 'stranger') await client.subscribe({ filter: '#', qos: 2 });
    result.push(`${id} ${sessionPresent}`);
    for (const packet of await client.sync()) {
      result.push('packetId' in packet ? `${brief(packet)} m${packet.packetId}` : brief(packet));
    }
  }
  return result;
}

describe('snapshot and restore', () => {
  it('give a broker that is equal, to whoever looks at it or connects to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
        const settings = { maxInflightMessages: 2, queueQos0Messages: true };
        const original = brokerInMemory({ settings });
        await play(original, commands);
        const snapshot = original.broker.snapshot();
        const copy = brokerInMemory({ settings });
        copy.broker.restore(structuredClone(snapshot));
        expect(copy.broker.snapshot()).toEqual(snapshot);
        // The one took part in no connection yet: the other's end first, without wills.
        expect(await seen(copy)).toEqual(await seen(original));
      }),
      { numRuns: 150 },
    );
  });

  it('does not change when the broker goes on', async () => {
    const room = brokerInMemory();
    const client = room.connect();
    await client.connect('x', { clean: false });
    client.publish('a', 'x', { retain: true });
    await client.sync();
    const snapshot = room.broker.snapshot();
    const before = structuredClone(snapshot);
    client.publish('a', 'y', { retain: true });
    await client.subscribe('b');
    expect(snapshot).toEqual(before);
  });

  it('leaves out clean sessions and $SYS', async () => {
    const room = brokerInMemory();
    const client = room.connect();
    await client.connect('x');
    await client.subscribe('a');
    expect(room.broker.snapshot()).toEqual({ retained: [], sessions: [] });
  });

  it('is refused by a broker that has served somebody, with what to do instead', async () => {
    const room = brokerInMemory();
    await room.connect().connect('x');
    expect(() => room.broker.restore({ retained: [], sessions: [] })).toThrow('make a new one');
  });
});
