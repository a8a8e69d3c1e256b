/** The longest topic that a packet can name has 65,535 bytes: more than 30,000 levels. */
import { describe, expect, it } from 'vitest';
import type { MqttTestClient } from '../kit/mqtt-client.ts';
import { brokerInMemory } from '../broker/in-memory.ts';

const LEVELS = 30_000;
const deep = Array.from({ length: LEVELS }, () => 'a').join('/');
const payload = Uint8Array.of(1);

/** What came, as topic lengths: a topic of 60 kB in a failure's output helps nobody. */
async function arrived(client: MqttTestClient): Promise<number[]> {
  return (await client.sync()).flatMap((packet) => (packet.type === 'PUBLISH' ? [packet.topic.length] : []));
}

/** Filters that match the deep topic. */
const FILTERS = {
  'the topic itself': deep,
  '#': '#',
  'a/#': 'a/#',
  'every level a +': Array.from({ length: LEVELS }, () => '+').join('/'),
  'all but the last level, then #': `${deep.slice(0, -2)}/#`,
} as const;

describe(`a topic of ${LEVELS} levels`, () => {
  it.each(Object.entries(FILTERS))('is delivered, live and retained, by %s', async (_, filter) => {
    const { connect } = brokerInMemory({ log: () => undefined });
    const [early, late, publisher] = [connect(), connect(), connect()];
    for (const [index, client] of [early, late, publisher].entries()) await client.connect(`c${index}`);
    await early.subscribe(filter);
    publisher.publish(deep, payload, { retain: true });
    await publisher.sync();
    expect(await arrived(early)).toEqual([deep.length]);
    await late.subscribe(filter);
    expect(await arrived(late)).toEqual([deep.length]);
    early.send({ type: 'UNSUBSCRIBE', packetId: 9, filters: [filter] });
    await early.expect('UNSUBACK');
    publisher.publish(deep, new Uint8Array(), { retain: true });
    await publisher.sync();
    expect(await arrived(early)).toEqual([]);
  });

  it('is published as a will', async () => {
    const { connect } = brokerInMemory({ log: () => undefined });
    const [watching, dying] = [connect(), connect()];
    await watching.connect('watching');
    await watching.subscribe('a/#');
    await dying.connect('dying', { will: { topic: deep, payload, qos: 0, retain: true } });
    dying.vanish();
    expect(await arrived(watching)).toEqual([deep.length]);
  });

  it('does not stand in the way of a snapshot', async () => {
    const { broker, connect } = brokerInMemory({ log: () => undefined });
    const client = connect();
    await client.connect('c', { clean: false });
    await client.subscribe({ filter: deep, qos: 1 });
    client.publish(deep, payload, { retain: true, qos: 1, packetId: 1 });
    await client.sync();
    const { broker: other } = brokerInMemory({ log: () => undefined });
    other.restore(broker.snapshot());
    expect(JSON.stringify(other.snapshot())).toBe(JSON.stringify(broker.snapshot()));
  });

  it('is dealt with beside fifty others like it', async () => {
    const { connect } = brokerInMemory({ log: () => undefined });
    const client = connect();
    await client.connect('c');
    for (let index = 0; index < 50; index++) {
      client.publish(`${deep}/${index}`, payload, { retain: true });
      await client.sync();
    }
    await client.subscribe('#');
    expect(await arrived(client)).toHaveLength(50);
  });
});
