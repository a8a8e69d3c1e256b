import { describe, expect, it } from 'vitest';
import type { LogLine } from '#runtime/broker/broker.ts';
import { brief } from '../kit/mqtt-client.ts';
import { brokerInMemory } from './in-memory.ts';

describe('the log, in the words of mosquitto -v', () => {
  it('tells of a subscriber and a publisher', async () => {
    const { connect, lines } = brokerInMemory();
    const [sub, pub] = [connect(34), connect(35)];
    await sub.connect('sub1', { keepAlive: 60 });
    await sub.subscribe('log/a');
    await pub.connect('pub1', { keepAlive: 60 });
    pub.publish('log/a', 'hallo');
    pub.send({ type: 'DISCONNECT', reasonCode: 0 });
    await pub.end();
    sub.send({ type: 'DISCONNECT', reasonCode: 0 });
    await sub.end();
    expect(lines).toEqual([
      'New connection from 127.0.0.1:34 on port 1883.',
      'New connection from 127.0.0.1:35 on port 1883.',
      'New client connected from 127.0.0.1:34 as sub1 (p2, c1, k60).',
      'No will message specified.',
      'Sending CONNACK to sub1 (0, 0)',
      'Received SUBSCRIBE from sub1',
      '\tlog/a (QoS 0)',
      'sub1 0 log/a',
      'Sending SUBACK to sub1',
      'New client connected from 127.0.0.1:35 as pub1 (p2, c1, k60).',
      'No will message specified.',
      'Sending CONNACK to pub1 (0, 0)',
      "Received PUBLISH from pub1 (d0, q0, r0, m0, 'log/a', ... (5 bytes))",
      "Sending PUBLISH to sub1 (d0, q0, r0, m0, 'log/a', ... (5 bytes))",
      'Received DISCONNECT from pub1',
      'Client pub1 disconnected.',
      'Received DISCONNECT from sub1',
      'Client sub1 disconnected.',
    ]);
  });

  it('tells of QoS 2, a will, a user name, and a client that is killed', async () => {
    const { connect, lines } = brokerInMemory();
    const [sub, pub] = [connect(34), connect(35)];
    await pub.connect('pub1');
    lines.length = 0;
    const will = { topic: 'w', payload: new TextEncoder().encode('tot'), qos: 1, retain: true } as const;
    await sub.connect('sub1', { keepAlive: 60, username: 'ada', will });
    await sub.subscribe({ filter: 'log/#', qos: 2 }, { filter: 'x', qos: 2 });
    pub.publish('log/a', 'hallo', { qos: 2, packetId: 1, retain: true });
    await pub.expect('PUBREC');
    pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
    await pub.expect('PUBCOMP');
    await sub.expect('PUBLISH');
    sub.send({ type: 'PUBREC', packetId: 1, reasonCode: 0 });
    await sub.expect('PUBREL');
    sub.send({ type: 'PUBCOMP', packetId: 1, reasonCode: 0 });
    sub.vanish();
    await sub.end();
    expect(lines).toEqual([
      "New client connected from 127.0.0.1:34 as sub1 (p2, c1, k60, u'ada').",
      'Will message specified (3 bytes) (r1, q1).',
      '\tw',
      'Sending CONNACK to sub1 (0, 0)',
      'Received SUBSCRIBE from sub1',
      '\tlog/# (QoS 2)',
      'sub1 2 log/#',
      '\tx (QoS 2)',
      'sub1 2 x',
      'Sending SUBACK to sub1',
      "Received PUBLISH from pub1 (d0, q2, r1, m1, 'log/a', ... (5 bytes))",
      'Sending PUBREC to pub1 (m1, rc0)',
      'Received PUBREL from pub1 (Mid: 1)',
      "Sending PUBLISH to sub1 (d0, q2, r0, m1, 'log/a', ... (5 bytes))",
      'Sending PUBCOMP to pub1 (m1)',
      'Received PUBREC from sub1 (Mid: 1)',
      'Sending PUBREL to sub1 (m1)',
      'Received PUBCOMP from sub1 (Mid: 1, RC:0)',
      'Client sub1 closed its connection.',
    ]);
  });

  it('tells of a client of 5.0, and of its session that ends while it is away', async () => {
    const { connect, lines, clock } = brokerInMemory();
    const client = connect(34);
    const will = { topic: 'w', payload: new Uint8Array(4), qos: 0, retain: false } as const;
    await client.connect('m', { level: 5, keepAlive: 60, will, properties: { sessionExpiryInterval: 1 } });
    await client.subscribe({ filter: 'a', qos: 2, noLocal: true }, { filter: '$share/g/b', qos: 1 });
    client.send({ type: 'UNSUBSCRIBE', packetId: 2, filters: ['a'] });
    client.send({ type: 'DISCONNECT', reasonCode: 4 });
    await client.end();
    await clock.advance(1_000);
    expect(lines).toEqual([
      'New connection from 127.0.0.1:34 on port 1883.',
      'New client connected from 127.0.0.1:34 as m (p5, c1, k60).',
      'Will message specified (4 bytes) (r0, q0).',
      '\tw',
      'Sending CONNACK to m (0, 0)',
      'Received SUBSCRIBE from m',
      '\ta (QoS 2)',
      'm 2 a',
      '\t$share/g/b (QoS 1)',
      'm 1 $share/g/b',
      'Sending SUBACK to m',
      'Received UNSUBSCRIBE from m',
      '\ta',
      'm a',
      'Sending UNSUBACK to m',
      'Received DISCONNECT from m',
      'Client m disconnected.',
      'Expiring client m due to timeout.',
    ]);
  });

  it('tells of a client of 5.0 that asks for enhanced authentication, and of one that takes back a session’s end', async () => {
    const { connect, lines } = brokerInMemory();
    await connect(34).connect('r', { level: 5, properties: { authenticationMethod: 'SCRAM' } });
    const client = connect(35);
    await client.connect('r', { level: 5, keepAlive: 60 });
    client.send({ type: 'DISCONNECT', reasonCode: 0, properties: { sessionExpiryInterval: 5 } });
    await client.end();
    expect(lines).toEqual([
      'New connection from 127.0.0.1:34 on port 1883.',
      'Sending CONNACK to 127.0.0.1 (0, 140)',
      'Client <unknown> disconnected due to QoS too high or retain not supported.',
      'New connection from 127.0.0.1:35 on port 1883.',
      'New client connected from 127.0.0.1:35 as r (p5, c1, k60).',
      'No will message specified.',
      'Sending CONNACK to r (0, 0)',
      'Client r disconnected due to protocol error.',
    ]);
  });

  it('tells of a client id that is taken over', async () => {
    const { connect, lines } = brokerInMemory();
    const [older, newer] = [connect(34), connect(35)];
    await older.connect('doppelt', { keepAlive: 60 });
    lines.length = 0;
    await newer.connect('doppelt', { keepAlive: 60 });
    expect(lines).toEqual([
      'Client doppelt already connected, closing old connection.',
      'New client connected from 127.0.0.1:35 as doppelt (p2, c1, k60).',
      'No will message specified.',
      'Sending CONNACK to doppelt (0, 0)',
    ]);
  });

  it('tells of an unsubscription, a ping, and acknowledgements of nothing', async () => {
    const { connect, lines } = brokerInMemory();
    const client = connect();
    await client.connect('x');
    lines.length = 0;
    client.send({ type: 'UNSUBSCRIBE', packetId: 2, filters: ['a', 'zz'] });
    client.send({ type: 'PUBREC', packetId: 9, reasonCode: 0 });
    client.send({ type: 'PUBACK', packetId: 9, reasonCode: 0 });
    await client.sync();
    expect(lines).toEqual([
      'Received UNSUBSCRIBE from x',
      '\ta',
      'x a',
      '\tzz',
      'x zz',
      'Sending UNSUBACK to x',
      'Received PUBREC from x (Mid: 9)',
      'Warning: Received PUBREC from x for an unknown packet identifier 9.',
      'Sending PUBREL to x (m9)',
      'Received PUBACK from x (Mid: 9, RC:0)',
      'Received PINGREQ from x',
      'Sending PINGRESP to x',
    ]);
  });

  it('tells of a client that is let in with 3.1, and of one that is given an id', async () => {
    const { connect, lines } = brokerInMemory();
    await connect(34).connect('a31', { level: 3, keepAlive: 60 });
    await connect(35).connect('', { keepAlive: 60 });
    expect(lines.filter((line) => line.startsWith('New client'))).toEqual([
      'New client connected from 127.0.0.1:34 as a31 (p1, c1, k60).',
      'New client connected from 127.0.0.1:35 as auto-04050607-0809-0A0B-0C0D-0E0F10111213 (p2, c1, k60).',
    ]);
  });

  it('tells of a session that goes on, of which MQTT 3.1 is not told', async () => {
    const { connect, lines } = brokerInMemory();
    for (const level of [4, 4, 3] as const) {
      const client = connect();
      await client.connect('p', { clean: false, level });
      client.vanish();
      await client.end();
    }
    const acknowledged = lines.filter((line) => line.startsWith('Sending CONNACK'));
    expect(acknowledged.map((line) => line.slice(-6))).toEqual(['(0, 0)', '(1, 0)', '(0, 0)']);
  });

  it('tells of a packet id that is used for another message before PUBREL; the newer one counts', async () => {
    const { connect, lines } = brokerInMemory();
    const client = connect();
    await client.connect('x');
    await client.subscribe('a');
    for (const text of ['x', 'x', 'yy']) client.publish('a', text, { qos: 2, packetId: 5 });
    client.send({ type: 'PUBREL', packetId: 5, reasonCode: 0 });
    expect((await client.sync()).map(brief)).toEqual(['PUBREC', 'PUBREC', 'PUBREC', 'a=yy q0 r0', 'PUBCOMP']);
    const reused = 'Reused message ID 5 from x detected. Clearing from storage.';
    expect(lines.filter((line) => line === reused)).toHaveLength(1);
  });

  it.each<[string, number[], string[]]>([
    [
      'an id that is missing',
      [0x10, 12, 0, 4, 77, 81, 84, 84, 4, 0, 0, 60, 0, 0],
      ['Sending CONNACK to 127.0.0.1 (0, 2)', 'Client <unknown> disconnected due to protocol error.'],
    ],
    [
      'a version it does not speak',
      [0x10, 13, 0, 4, 77, 81, 84, 84, 6, 2, 0, 60, 0, 1, 120],
      [
        'Invalid protocol version 6 in CONNECT from 127.0.0.1.',
        'Sending CONNACK to 127.0.0.1 (0, 1)',
        'Client <unknown> disconnected due to protocol error.',
      ],
    ],
    [
      'another protocol',
      [0x10, 13, 0, 4, 77, 81, 84, 88, 4, 2, 0, 60, 0, 1, 120],
      ['Invalid protocol "MQTX" in CONNECT from 127.0.0.1.', 'Client <unknown> disconnected due to protocol error.'],
    ],
    [
      'a will of QoS 3',
      [0x10, 19, 0, 4, 77, 81, 84, 84, 4, 0x1e, 0, 60, 0, 1, 120, 0, 1, 119, 0, 1, 109],
      ['Invalid Will QoS in CONNECT from 127.0.0.1.', 'Client <unknown> disconnected due to protocol error.'],
    ],
    ['a packet before CONNECT', [0xc0, 0], ['Client <unknown> disconnected due to protocol error.']],
  ])('tells why %s ends a connection', async (_what, bytes, expected) => {
    const { connect, lines } = brokerInMemory();
    const client = connect();
    client.sendBytes(...bytes);
    await client.end();
    expect(lines.slice(1)).toEqual(expected);
  });

  it('tells why a client that was let in is ended, and carries the clause beside the words', async () => {
    const lines: LogLine[] = [];
    const { connect } = brokerInMemory({ log: (line) => lines.push(line) });
    const client = connect();
    await client.connect('x');
    client.send({ type: 'CONNECT', level: 4, clean: true, keepAlive: 0, clientId: 'x' });
    await client.end();
    expect(lines.slice(-2)).toMatchObject([
      { level: 'notice', text: 'Bad client x sending multiple CONNECT messages.' },
      { level: 'notice', text: 'Client x disconnected due to protocol error.' },
    ]);
    expect(lines.at(-1)?.cause?.message).toContain('[MQTT-3.1.0-2]');
  });

  it.each<[string, number[], string[]]>([
    ['a topic that is cut off', [0x30, 3, 0, 5, 97], []],
    ['a PUBLISH of QoS 3', [0x36, 5, 0, 1, 97, 0, 1], ['Invalid QoS in PUBLISH from x, disconnecting.']],
    [
      'a SUBSCRIBE for QoS 3',
      [0x82, 6, 0, 1, 0, 1, 97, 3],
      ['Received SUBSCRIBE from x', 'Invalid QoS in subscription command from 127.0.0.1, disconnecting.'],
    ],
  ])('tells of %s', async (_what, bytes, complaint) => {
    const { connect, lines } = brokerInMemory();
    const client = connect();
    await client.connect('x');
    lines.length = 0;
    client.sendBytes(...bytes);
    await client.end();
    expect(lines).toEqual([...complaint, 'Client x disconnected due to malformed packet.']);
  });

  it('tells of a SUBSCRIBE of 5.0 for QoS 3', async () => {
    const { connect, lines } = brokerInMemory();
    const client = connect();
    await client.connect('x', { level: 5 });
    lines.length = 0;
    client.sendBytes(0x82, 7, 0, 1, 0, 0, 1, 97, 3);
    await client.end();
    expect(lines).toEqual([
      'Received SUBSCRIBE from x',
      'Invalid QoS in subscription command from 127.0.0.1, disconnecting.',
      'Client x disconnected due to malformed packet.',
    ]);
  });

  it('gives each line the level that Mosquitto gives it', async () => {
    const levels = new Map<string, string>();
    const { connect, clock } = brokerInMemory({ log: ({ level, text }) => levels.set(text, level) });
    const [client, twin] = [connect(34), connect(35)];
    await client.connect('x');
    await client.subscribe('a');
    client.send({ type: 'UNSUBSCRIBE', packetId: 2, filters: ['a'] });
    client.send({ type: 'PUBREC', packetId: 9, reasonCode: 0 });
    await clock.settle();
    await twin.connect('x');
    expect(Object.fromEntries(levels)).toMatchObject({
      'New connection from 127.0.0.1:34 on port 1883.': 'notice',
      'New client connected from 127.0.0.1:34 as x (p2, c1, k0).': 'notice',
      'No will message specified.': 'debug',
      'Received SUBSCRIBE from x': 'debug',
      'x 0 a': 'subscribe',
      'x a': 'unsubscribe',
      'Warning: Received PUBREC from x for an unknown packet identifier 9.': 'warning',
      'Client x already connected, closing old connection.': 'error',
    });
  });

  it('writes only of the levels that are asked for', async () => {
    const lines: string[] = [];
    const { connect } = brokerInMemory({ log: ({ text }) => lines.push(text), logLevels: ['subscribe'] });
    const client = connect();
    await client.connect('x');
    await client.subscribe('a');
    expect(lines).toEqual(['x 0 a']);
  });
});
