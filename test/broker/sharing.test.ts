import { describe, expect, it } from 'vitest';
import type { QoS } from '#runtime/mqtt/packet.ts';
import { brief } from '../kit/mqtt-client.ts';
import type { MqttTestClient } from '../kit/mqtt-client.ts';
import { brokerInMemory } from './in-memory.ts';
import type { BrokerInMemory } from './in-memory.ts';

const SHARED = '$share/g/t';

async function member(room: BrokerInMemory, id: string, qos: QoS, clean = true): Promise<MqttTestClient> {
  const client = room.connect();
  await client.connect(id, { clean });
  await client.subscribe({ filter: SHARED, qos });
  return client;
}

async function publisher(room: BrokerInMemory): Promise<MqttTestClient> {
  const client = room.connect();
  await client.connect('pub');
  return client;
}

const got = async (client: MqttTestClient): Promise<string[]> => (await client.sync()).map(brief);

async function publish(pub: MqttTestClient, qos: QoS, ...texts: string[]): Promise<void> {
  for (const [index, text] of texts.entries()) {
    pub.publish('t', text, { qos, ...(qos > 0 && { packetId: index + 1 }) });
    if (qos === 2) {
      await pub.expect('PUBREC');
      pub.send({ type: 'PUBREL', packetId: index + 1, reasonCode: 0 });
      await pub.expect('PUBCOMP');
    }
  }
  await pub.sync();
}

describe('a shared subscription', () => {
  it('gives each message to one member, in turns, and all to who has the filter for itself', async () => {
    const room = brokerInMemory();
    const [a, b] = [await member(room, 'a', 0), await member(room, 'b', 0)];
    const other = room.connect();
    await other.connect('other');
    await other.subscribe('t');
    await publish(await publisher(room), 0, '1', '2', '3', '4', '5');
    expect(await got(a)).toEqual(['t=1 q0 r0', 't=3 q0 r0', 't=5 q0 r0']);
    expect(await got(b)).toEqual(['t=2 q0 r0', 't=4 q0 r0']);
    expect(await got(other)).toHaveLength(5);
  });

  it('gives a client that also has the filter for itself both', async () => {
    const room = brokerInMemory();
    const a = await member(room, 'a', 0);
    await a.subscribe({ filter: 't', qos: 0 });
    await publish(await publisher(room), 0, '1');
    expect(await got(a)).toEqual(['t=1 q0 r0', 't=1 q0 r0']);
    a.send({ type: 'UNSUBSCRIBE', packetId: 7, filters: [SHARED] });
    await a.expect('UNSUBACK');
    await publish(await publisher(room), 0, '2');
    expect(await got(a)).toEqual(['t=2 q0 r0']);
  });

  it('passes over members who are away, as long as one is there', async () => {
    const room = brokerInMemory();
    const [a, b] = [await member(room, 'a', 1, false), await member(room, 'b', 1)];
    a.vanish();
    await room.clock.settle();
    await publish(await publisher(room), 1, '1', '2', '3');
    expect(await got(b)).toEqual(['t=1 q1 r0', 't=2 q1 r0', 't=3 q1 r0']);
  });

  it('keeps messages for a member who is away when nobody is there', async () => {
    const room = brokerInMemory();
    const a = await member(room, 'a', 1, false);
    a.vanish();
    await room.clock.settle();
    await publish(await publisher(room), 1, '1', '2');
    const again = room.connect();
    await again.connect('a', { clean: false });
    expect(await got(again)).toEqual(['t=1 q1 r0', 't=2 q1 r0']);
  });

  it('passes over members whose window is full, as long as one has room', async () => {
    const room = brokerInMemory({ settings: { maxInflightMessages: 1 } });
    const [a, b] = [await member(room, 'a', 1), await member(room, 'b', 1)];
    const pub = await publisher(room);
    await publish(pub, 1, '1', '2');
    const texts: string[] = [];
    for (let packetId = 1; packetId <= 3; packetId++) {
      texts.push(...(await got(a)));
      a.send({ type: 'PUBACK', packetId, reasonCode: 0 });
      await a.sync();
      await publish(pub, 1, String(packetId + 2));
    }
    expect(texts).toEqual(['t=1 q1 r0', 't=3 q1 r0', 't=4 q1 r0']);
    expect(await got(b)).toEqual(['t=2 q1 r0']);
  });

  it('[MQTT5-4.8.2-3] gives each member no more than the QoS that it was granted', async () => {
    const room = brokerInMemory();
    const [a, b] = [await member(room, 'a', 0), await member(room, 'b', 2)];
    await publish(await publisher(room), 1, '1', '2');
    expect(await got(a)).toEqual(['t=1 q0 r0']);
    expect(await got(b)).toEqual(['t=2 q1 r0']);
  });
});

describe('a member of a shared subscription whose session ends', () => {
  it('leaves what it has not acknowledged of QoS 1, sent or waiting, to the others', async () => {
    const room = brokerInMemory({ settings: { maxInflightMessages: 1 } });
    const a = await member(room, 'a', 1);
    const pub = await publisher(room);
    await publish(pub, 1, '1', '2', '3');
    const b = await member(room, 'b', 1);
    a.vanish();
    await room.clock.settle();
    const texts: string[] = [];
    for (let packetId = 1; packetId <= 3; packetId++) {
      texts.push(...(await got(b)));
      b.send({ type: 'PUBACK', packetId, reasonCode: 0 });
    }
    expect(texts).toEqual(['t=1 q1 r0', 't=2 q1 r0', 't=3 q1 r0']);
  });

  it('leaves what it has acknowledged to nobody', async () => {
    const room = brokerInMemory();
    const a = await member(room, 'a', 1);
    await publish(await publisher(room), 1, '1');
    await a.sync();
    a.send({ type: 'PUBACK', packetId: 1, reasonCode: 0 });
    await a.sync();
    const b = await member(room, 'b', 1);
    a.vanish();
    await room.clock.settle();
    expect(await got(b)).toEqual([]);
  });

  it('[MQTT5-4.8.2-5] leaves what was sent of QoS 2 to nobody; what still waited, to the others', async () => {
    const room = brokerInMemory({ settings: { maxInflightMessages: 1 } });
    const a = await member(room, 'a', 2);
    await publish(await publisher(room), 2, '1', '2');
    const b = await member(room, 'b', 2);
    a.vanish();
    await room.clock.settle();
    expect(await got(b)).toEqual(['t=2 q2 r0']);
  });

  it('[MQTT5-4.8.2-4] keeps it all while the session lasts, and gets it when it is back', async () => {
    const room = brokerInMemory();
    const a = await member(room, 'a', 2, false);
    await publish(await publisher(room), 2, '1');
    const b = await member(room, 'b', 2);
    a.vanish();
    await room.clock.settle();
    expect(await got(b)).toEqual([]);
    const again = room.connect();
    await again.connect('a', { clean: false });
    expect(await got(again)).toEqual(['t=1 q2 r0 dup']);
  });

  it('leaves it to nobody when there is nobody', async () => {
    const room = brokerInMemory();
    const a = await member(room, 'a', 1);
    await publish(await publisher(room), 1, '1');
    a.vanish();
    await room.clock.settle();
    expect(await got(await member(room, 'b', 1))).toEqual([]);
  });

  it('leaves what it got for itself alone to nobody', async () => {
    const room = brokerInMemory();
    const a = room.connect();
    await a.connect('a');
    await a.subscribe({ filter: 't', qos: 1 });
    await publish(await publisher(room), 1, '1');
    const b = await member(room, 'b', 1);
    a.vanish();
    await room.clock.settle();
    expect(await got(b)).toEqual([]);
  });
});
