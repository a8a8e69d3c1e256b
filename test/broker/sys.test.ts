import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Packet } from '#runtime/mqtt/packet.ts';
import type { MqttTestClient } from '../kit/mqtt-client.ts';
import { brokerInMemory } from './in-memory.ts';
import type { BrokerInMemory } from './in-memory.ts';
import { type Said, type SysRecording, record } from './sys-tree/script.ts';

const SUBJECTS = '$SYS/broker/#';

/** Two more than in ours are retained by Mosquitto, of its heap, once it has looked. */
const HEAP_TOPICS = 2;
const HEAP_DIGITS = 10;

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

async function recordOurs(): Promise<SysRecording> {
  return record(async () => {
    const { clock, connect } = brokerInMemory({ settings: { sysInterval: 1 } });
    const start = clock.now();
    let port = 40_000;
    return {
      connect: async () => connect(++port),
      until: (seconds) => clock.advance(start + seconds * 1000 - clock.now()),
      settle: () => clock.settle(),
    };
  });
}

describe('$SYS, beside a recording of Mosquitto', () => {
  const real = JSON.parse(readFileSync(new URL('./sys-tree/recording.json', import.meta.url), 'utf8')) as SysRecording;

  it('says the same in the same order before anything has happened', async () => {
    expect((await recordOurs()).first).toEqual(real.first);
  });

  it('says the same of all traffic but of PUBLISH packets, of which Mosquitto counts only some', async () => {
    const { afterTraffic } = await recordOurs();
    const expected = new Map(real.afterTraffic);
    // Of its own: of six it has counted the five that are not retained.
    const uncounted = ['publish/messages/received', 'load/publish/received/1min', 'load/publish/received/5min'];
    for (const topic of [...uncounted, 'load/publish/received/15min']) expected.delete(topic);
    for (const topic of ['messages/stored', 'store/messages/count', 'retained messages/count']) {
      expected.set(topic, String(Number(expected.get(topic)) - HEAP_TOPICS));
    }
    expected.set('store/messages/bytes', String(Number(expected.get('store/messages/bytes')) - HEAP_DIGITS));
    expect(new Map(afterTraffic)).toEqual(
      new Map([
        ...expected,
        ['publish/messages/received', '6'],
        ['load/publish/received/1min', '5.90'],
        ['load/publish/received/5min', '1.20'],
        ['load/publish/received/15min', '0.40'],
      ]),
    );
  });

  it('says the same topics, in the same order, when something has changed', async () => {
    expect((await recordOurs()).changes).toEqual(real.changes);
  });

  it('says the same, and nothing else, to who comes more than a minute later', async () => {
    // Mosquitto counts what is over as stored until somebody asks for it.
    const stored = ['messages/stored', 'store/messages/count'];
    const topics = (list: Said): readonly string[] =>
      list
        .map(([topic]) => topic)
        .filter((topic) => !stored.includes(topic))
        .sort();
    expect(topics((await recordOurs()).idle)).toEqual(topics(real.idle));
  });
});

describe('$SYS', () => {
  it('counts as shared what begins like it, though nobody could share it', async () => {
    const room = brokerInMemory();
    const client = room.connect();
    await client.connect('old');
    await client.subscribe('$share/g', 'a');
    await room.clock.advance(11_000);
    expect(said(await (await watcher(room)).sync())).toMatchObject({
      'shared_subscriptions/count': '*1',
      'subscriptions/count': '*1',
    });
  });

  it('says every sys_interval and a second what has changed, and only that', async () => {
    const room = brokerInMemory({ settings: { sysInterval: 5 } });
    const client = await watcher(room);
    await client.sync();
    await room.clock.advance(6_000);
    expect(said(await client.sync())).toMatchObject({ uptime: '6 seconds', 'subscriptions/count': '1' });
    const fresh = room.connect();
    await fresh.connect('fresh');
    await room.clock.advance(5_000);
    expect(await client.sync()).toEqual([]);
    await room.clock.advance(1_000);
    const changes = said(await client.sync());
    expect(changes).toMatchObject({ uptime: '12 seconds', 'clients/total': '2', 'clients/maximum': '2' });
    expect(Object.keys(changes)).not.toContain('clients/inactive');
  });

  it('publishes at QoS 2, to be kept for a minute', async () => {
    const room = brokerInMemory();
    const client = room.connect();
    await client.connect('five', { level: 5 });
    await client.subscribe({ filter: '$SYS/broker/uptime', qos: 2 }, { filter: '$SYS/broker/version', qos: 2 });
    await room.clock.advance(1_000);
    const [first, second] = await client.sync();
    expect([first, second]).toMatchObject([
      { topic: '$SYS/broker/uptime', qos: 2, retain: true, properties: { messageExpiryInterval: 60 } },
      { topic: '$SYS/broker/version', qos: 2, retain: true },
    ]);
    expect(second).not.toHaveProperty('properties.messageExpiryInterval');
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
    await room.clock.advance(11_000);
    const changes = said(await client.sync());
    expect([changes['publish/messages/dropped'], changes['clients/expired']]).toEqual(['2', '1']);
  });

  it('counts the same on the hot path as on the general one', async () => {
    const [hot, general] = await Promise.all(
      [[], ['debug'] as const].map(async (logLevels) => {
        const room = brokerInMemory({ logLevels, settings: { sysInterval: 1 } });
        const [pub, sub] = [room.connect(1), room.connect(2)];
        await pub.connect('pub');
        await sub.connect('sub');
        await sub.subscribe({ filter: 'a', qos: 2 }, 'r');
        const chunk = [0x30, 5, 0, 1, 97, 1, 2, 0x30, 5, 0, 1, 97, 3, 4, 0x32, 6, 0, 1, 97, 0, 9, 5];
        pub.sendBytes(...chunk, 0x34, 6, 0, 1, 97, 0, 8, 5, 0x62, 2, 0, 8, 0x31, 4, 0, 1, 114, 1, 0xc0);
        pub.sendBytes(0);
        await sub.sync();
        for (const first of [0x40, 0x50]) sub.sendBytes(first, 2, 0, first === 0x40 ? 1 : 2);
        await sub.sync();
        sub.sendBytes(0x70, 2, 0, 2);
        await room.clock.advance(2_000);
        return said(await (await watcher(room)).sync());
      }),
    );
    expect(hot).toEqual(general);
    expect(hot).toMatchObject({
      'publish/messages/received': '*5',
      'publish/bytes/received': '*7',
      'publish/messages/sent': '*5',
      'publish/bytes/sent': '*7',
    });
  });

  it('says nothing with sys_interval 0', async () => {
    const room = brokerInMemory({ settings: { sysInterval: 0 } });
    const client = await watcher(room);
    await room.clock.advance(60_000);
    expect(await client.sync()).toEqual([]);
  });

  it('keeps no timer when the last who asked has gone, and makes up for it later', async () => {
    const room = brokerInMemory();
    const client = await watcher(room);
    await client.leave();
    await room.clock.advance(11_000);
    let timers = 0;
    const { clock } = room;
    const timer = clock.timer.bind(clock);
    clock.timer = (ms, run) => {
      timers++;
      return timer(ms, run);
    };
    await clock.advance(3_600_000);
    expect(timers).toBe(0);
    expect(said(await (await watcher(room)).sync()).uptime).toBe('*3608 seconds');
  });

  it('lets loads fade while nothing happens, as if it had looked each time', async () => {
    const [asked, alone] = await Promise.all(
      [true, false].map(async (isAsked) => {
        const room = brokerInMemory({ settings: { sysInterval: 1 } });
        const client = room.connect();
        await client.connect('x');
        for (let count = 0; count < 50; count++) client.publish('a', 'x');
        if (isAsked) {
          await client.subscribe('$SYS/broker/uptime/never', '$SYS/broker/clients/expired');
          await client.leave();
        } else await client.leave();
        await room.clock.advance(33_000);
        return said(await (await watcher(room)).sync())['load/publish/received/1min'];
      }),
    );
    // 50 in two seconds, then 15 looks that found nothing.
    const expected = 1500 * (1 - Math.exp(-2 / 60)) * Math.exp(-30 / 60);
    expect([asked, alone]).toEqual([`*${expected.toFixed(2)}`, `*${expected.toFixed(2)}`]);
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
    await back.sync();
    await room.clock.advance(11_000);
    expect(said(await back.sync())).toEqual({ uptime: '11 seconds' });
  });

  it('leaves no timer behind when the broker closes', async () => {
    const room = brokerInMemory();
    await watcher(room);
    room.broker.close();
    const before = room.lines.length;
    await room.clock.advance(60_000);
    expect(room.lines).toHaveLength(before);
  });
});
