import { describe, expect, it } from 'vitest';
import type { Packet } from '#runtime/mqtt/packet.ts';
import type { MqttTestClient } from '../kit/mqtt-client.ts';
import { brokerInMemory } from './in-memory.ts';
import type { BrokerInMemory } from './in-memory.ts';

const SUBJECTS = '$SYS/broker/#';

/** What came, by topic without its beginning: the payload, `*` before it when retained. */
function said(packets: readonly Packet[]): Record<string, string> {
  const entries = packets.flatMap((packet) => {
    if (packet.type !== 'PUBLISH') return [];
    const text = new TextDecoder().decode(packet.payload);
    return [[packet.topic.replace('$SYS/broker/', ''), packet.retain ? `*${text}` : text] as const];
  });
  return Object.fromEntries(entries);
}

async function watcher(room: BrokerInMemory): Promise<MqttTestClient> {
  const client = room.connect();
  await client.connect('watch');
  await client.subscribe(SUBJECTS);
  return client;
}

describe('$SYS', () => {
  it('says what the broker is and has, to whoever asks, as of that moment', async () => {
    const room = brokerInMemory();
    const [away, other] = [room.connect(), room.connect()];
    await away.connect('away', { clean: false });
    await away.subscribe('a', '$share/g/a');
    await away.leave();
    await other.connect('other');
    other.publish('r', 'x', { retain: true });
    await room.clock.advance(42_500);
    expect(said(await (await watcher(room)).sync())).toEqual({
      version: '*mosquitto version 2.0.11',
      uptime: '*42 seconds',
      'clients/total': '*3',
      'clients/maximum': '*3',
      'clients/inactive': '*1',
      'clients/disconnected': '*1',
      'clients/active': '*2',
      'clients/connected': '*2',
      'clients/expired': '*0',
      'subscriptions/count': '*2',
      'shared_subscriptions/count': '*1',
      'retained messages/count': expect.stringMatching(/^\*\d+$/),
      'publish/messages/dropped': '*0',
    });
  });

  it('counts as shared what begins like it, though nobody could share it', async () => {
    const room = brokerInMemory();
    const client = room.connect();
    await client.connect('old');
    await client.subscribe('$share/g');
    expect(said(await (await watcher(room)).sync())).toMatchObject({ 'shared_subscriptions/count': '*1' });
  });

  it('says every sys_interval what has changed, and only that', async () => {
    const room = brokerInMemory({ settings: { sysInterval: 5 } });
    const client = await watcher(room);
    await client.sync();
    await room.clock.advance(5_000);
    expect(said(await client.sync())).toMatchObject({ uptime: '5 seconds', 'subscriptions/count': '1' });
    const fresh = room.connect();
    await fresh.connect('fresh');
    await room.clock.advance(4_000);
    expect(await client.sync()).toEqual([]);
    await room.clock.advance(1_000);
    expect(said(await client.sync())).toEqual({
      uptime: '10 seconds',
      'clients/total': '2',
      'clients/maximum': '2',
      'clients/active': '2',
      'clients/connected': '2',
    });
  });

  it('counts what was dropped and who has expired', async () => {
    const room = brokerInMemory({ settings: { maxQueuedMessages: 1 } });
    const away = room.connect();
    await away.connect('away', { level: 5, properties: { sessionExpiryInterval: 9 } });
    await away.subscribe({ filter: 'a', qos: 1 });
    await away.leave();
    const client = await watcher(room);
    for (const id of [1, 2, 3]) client.publish('a', 'x', { qos: 1, packetId: id });
    await client.sync();
    await room.clock.advance(10_000);
    const changes = said(await client.sync());
    expect([changes['publish/messages/dropped'], changes['clients/expired']]).toEqual(['2', '1']);
  });

  it('says nothing with sys_interval 0', async () => {
    const room = brokerInMemory({ settings: { sysInterval: 0 } });
    const client = await watcher(room);
    await room.clock.advance(60_000);
    expect(await client.sync()).toEqual([]);
  });

  it('is silent, and keeps no timer, when the last who asked has gone', async () => {
    const room = brokerInMemory();
    const client = await watcher(room);
    await client.leave();
    await room.clock.advance(10_000);
    let timers = 0;
    const { clock } = room;
    const timer = clock.timer.bind(clock);
    clock.timer = (ms, run) => {
      timers++;
      return timer(ms, run);
    };
    await clock.advance(3_600_000);
    expect(timers).toBe(0);
    expect(said(await (await watcher(room)).sync()).uptime).toBe('*3610 seconds');
  });

  it('goes on for a session that a snapshot has brought', async () => {
    const original = brokerInMemory();
    const client = original.connect();
    await client.connect('x', { clean: false });
    await client.subscribe('$share/g/$SYS/broker/uptime');
    const room = brokerInMemory();
    room.broker.restore(original.broker.snapshot());
    const back = room.connect();
    await back.connect('x', { clean: false });
    await room.clock.advance(10_000);
    expect(said(await back.sync())).toEqual({ uptime: '10 seconds' });
  });

  it('leaves no timer behind when the broker closes', async () => {
    const room = brokerInMemory();
    await watcher(room);
    room.broker.close();
    await room.clock.advance(60_000);
    expect(room.lines.filter((line) => line.includes('$SYS') && line.includes('Sending'))).toHaveLength(13);
  });
});
