import { describe, expect, it } from 'vitest';
import type { BrokerListener, LogLevel } from '#runtime/broker/broker.ts';
import { brief, MqttTestClient } from '../../kit/mqtt-client.ts';
import { streamPair } from '../../kit/wire.ts';
import { brokerInMemory } from '../in-memory.ts';
import type { BrokerInMemory } from '../in-memory.ts';
import { accessOf } from './guarded-in-memory.ts';

const WAYS: readonly (readonly [string, readonly LogLevel[]])[] = [
  ['general', ['debug']],
  ['hot', ['notice']],
];

/** A client at a listener of its own. */
export function connectBy({ clock }: BrokerInMemory, listener: BrokerListener): MqttTestClient {
  const [client, server] = streamPair({ clock });
  listener.accept(server);
  return new MqttTestClient(client, () => clock.settle());
}

describe.each(WAYS)('mount_point, on the %s path,', (_way, logLevels) => {
  const open = async (mountPoint = 'labor/') => {
    const room = brokerInMemory({ logLevels });
    const listener = room.broker.listener({ port: 1884, mountPoint });
    const inside = connectBy(room, listener);
    await inside.connect('inside');
    const outside = room.connect();
    await outside.connect('outside');
    return { room, listener, inside, outside };
  };

  it('stands before what its clients publish, for all who are elsewhere', async () => {
    const { inside, outside } = await open();
    await outside.subscribe('#');
    inside.publish('a/b', '0');
    inside.publish('a/b', '1', { qos: 1, packetId: 1 });
    inside.publish('a/b', '2', { qos: 2, packetId: 2 });
    inside.send({ type: 'PUBREL', packetId: 2, reasonCode: 0 });
    await inside.sync();
    expect((await outside.sync()).map(brief)).toEqual(['0', '1', '2'].map((text) => `labor/a/b=${text} q0 r0`));
  });

  it('is taken off what its clients get, live, retained and at every QoS', async () => {
    const { inside, outside } = await open();
    outside.publish('labor/kept', 'x', { retain: true });
    outside.publish('kept', 'x', { retain: true });
    await outside.sync();
    await inside.subscribe({ filter: '#', qos: 2 });
    for (const qos of [0, 1, 2] as const) {
      outside.publish('labor/a', String(qos), { qos, ...(qos > 0 && { packetId: qos }) });
      outside.publish('a', String(qos), { qos, ...(qos > 0 && { packetId: qos + 2 }) });
    }
    for (const packetId of [2, 4]) outside.send({ type: 'PUBREL', packetId, reasonCode: 0 });
    await outside.sync();
    expect((await inside.sync()).map(brief)).toEqual(['kept=x q0 r1', 'a=0 q0 r0', 'a=1 q1 r0', 'a=2 q2 r0']);
  });

  it('hides $SYS', async () => {
    const { inside } = await open();
    await inside.subscribe('$SYS/#', '$SYS/broker/version');
    expect(await inside.sync()).toEqual([]);
  });

  it('is part of what is unsubscribed from', async () => {
    const { inside, outside } = await open();
    await inside.subscribe('a');
    inside.send({ type: 'UNSUBSCRIBE', packetId: 1, filters: ['a'] });
    await inside.expect('UNSUBACK');
    outside.publish('labor/a', 'x');
    await outside.sync();
    expect(await inside.sync()).toEqual([]);
  });

  it('leaves shared subscriptions shared', async () => {
    const { room, listener, inside, outside } = await open();
    const second = connectBy(room, listener);
    await second.connect('second');
    await inside.subscribe('$share/g/a');
    await second.subscribe('$share/g/a');
    for (const text of ['1', '2']) outside.publish('labor/a', text);
    await outside.sync();
    const got = [...(await inside.sync()), ...(await second.sync())].map(brief);
    expect(got.sort()).toEqual(['a=1 q0 r0', 'a=2 q0 r0']);
  });

  it('stands before a will', async () => {
    const { room, listener, outside } = await open();
    await outside.subscribe('#');
    const client = connectBy(room, listener);
    await client.connect('c', { will: { topic: 'w', payload: new Uint8Array([0x77]), qos: 0, retain: false } });
    client.stream.destroy();
    await room.clock.settle();
    expect((await outside.sync()).map(brief)).toEqual(['labor/w=w q0 r0']);
  });

  it('may be no whole level', async () => {
    const { inside, outside } = await open('x');
    await inside.subscribe('#', '/a');
    await outside.subscribe('#');
    inside.publish('/a', '1');
    expect((await inside.sync()).map(brief)).toEqual(['/a=1 q0 r0']);
    expect((await outside.sync()).map(brief)).toEqual(['x/a=1 q0 r0']);
  });

  it('is known to the topic aliases of 5.0 by neither side', async () => {
    const { room, listener, outside } = await open();
    const client = connectBy(room, listener);
    await client.connect('c', { level: 5, properties: { topicAliasMaximum: 5 } });
    await client.subscribe('#');
    await outside.subscribe('#');
    client.publish('topic', '1', { properties: { topicAlias: 1 } });
    client.publish('', '2', { properties: { topicAlias: 1 } });
    expect((await client.sync()).map(brief)).toEqual(['topic=1 q0 r0', '=2 q0 r0']);
    expect((await outside.sync()).map(brief)).toEqual(['labor/topic=1 q0 r0', 'labor/topic=2 q0 r0']);
  });

  it('keeps from a session what it subscribed to elsewhere', async () => {
    const { room, listener, outside } = await open();
    const before = room.connect();
    await before.connect('c', { clean: false });
    await before.subscribe({ filter: 'secret', qos: 1 }, { filter: 'labor/a', qos: 1 });
    await before.leave();
    for (const topic of ['secret', 'labor/a']) outside.publish(topic, 'away', { qos: 1, packetId: 1 });
    await outside.sync();
    const client = connectBy(room, listener);
    expect((await client.connect('c', { clean: false })).sessionPresent).toBe(true);
    for (const topic of ['secret', 'labor/a']) outside.publish(topic, 'live', { qos: 1, packetId: 1 });
    await outside.sync();
    expect((await client.sync()).map(brief)).toEqual(['a=away q1 r0', 'a=live q1 r0']);
  });

  it('with a topic that is too long then ends the connection', async () => {
    const { inside } = await open();
    inside.publish('x'.repeat(65_535), '');
    await inside.end();
  });

  it('is seen by the lines of an ACL file', async () => {
    const room = brokerInMemory({ logLevels });
    const access = await accessOf({ acl: { anonymous: ['readwrite labor/a', 'readwrite b'] } }, room.clock);
    const listener = room.broker.listener({ mountPoint: 'labor/', ...(access !== undefined && { access }) });
    const client = connectBy(room, listener);
    await client.connect('c', { level: 5 });
    const codes: number[] = [];
    for (const topic of ['a', 'b']) {
      client.publish(topic, 'x', { qos: 1, packetId: 1 });
      codes.push((await client.expect('PUBACK')).reasonCode);
    }
    expect(codes).toEqual([0x10, 0x87]);
  });
});
