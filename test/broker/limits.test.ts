import { describe, expect, it } from 'vitest';
import { brief } from '../kit/mqtt-client.ts';
import { brokerInMemory } from './in-memory.ts';

describe('limits', () => {
  it('message_size_limit drops a larger payload, acknowledged as if it had gone on', async () => {
    const { broker, connect, lines } = brokerInMemory({ settings: { messageSizeLimit: 10 } });
    const client = connect();
    await client.connect('x');
    await client.subscribe('l');
    client.publish('l', '1234567890');
    client.publish('l', '12345678901');
    client.publish('l', '12345678901', { qos: 1, packetId: 1 });
    client.publish('l', '12345678901', { qos: 2, packetId: 2 });
    client.send({ type: 'PUBREL', packetId: 2, reasonCode: 0 });
    expect((await client.sync()).map(brief)).toEqual(['l=1234567890 q0 r0', 'PUBACK', 'PUBREC', 'PUBCOMP']);
    expect(broker.dropped).toBe(3);
    expect(lines).toContain("Dropped too large PUBLISH from x (d0, q1, r0, m1, 'l', ... (11 bytes))");
    expect(lines).toContain('Sending PUBACK to x (m1, rc149)');
  });

  it('message_size_limit refuses a larger will with 0x05', async () => {
    const { connect, lines } = brokerInMemory({ settings: { messageSizeLimit: 10 } });
    const client = connect();
    const will = { topic: 'w', payload: new Uint8Array(11), qos: 0, retain: false } as const;
    expect((await client.connect('x', { will })).reasonCode).toBe(5);
    await client.end();
    expect(lines.slice(1)).toEqual([
      'Client x connected with too large Will payload',
      'Sending CONNACK to 127.0.0.1 (0, 5)',
      'Client <unknown> disconnected due to oversize payload.',
    ]);
  });

  it('max_packet_size ends whoever announces a larger packet, before it has come', async () => {
    const { connect, lines } = brokerInMemory({ settings: { maxPacketSize: 100 } });
    const client = connect();
    await client.connect('x');
    client.sendBytes(0x30, 0xff, 0x7f, 0, 1);
    await client.end();
    expect(lines.at(-1)).toBe('Client x disconnected due to oversize packet.');
  });

  it('max_connections turns the next one away', async () => {
    const { connect, lines } = brokerInMemory({ settings: { maxConnections: 1 } });
    const [first, second] = [connect(), connect()];
    await first.connect('first');
    expect(await second.end()).toBe('ended');
    expect(lines).toContain('Client connection from 127.0.0.1 denied: max_connections exceeded.');
    first.send({ type: 'DISCONNECT', reasonCode: 0 });
    await first.end();
    expect((await connect().connect('third')).reasonCode).toBe(0);
  });

  it('max_keepalive binds clients of 5.0 only: 3.1.1 has no way to say so', async () => {
    const { connect } = brokerInMemory({ settings: { maxKeepalive: 100 } });
    expect((await connect().connect('x', { keepAlive: 100 })).reasonCode).toBe(0);
    expect((await connect().connect('y', { keepAlive: 101 })).reasonCode).toBe(0);
  });

  it('allow_zero_length_clientid false refuses an empty id, auto_id_prefix begins a given one', async () => {
    const strict = brokerInMemory({ settings: { allowZeroLengthClientid: false } });
    expect((await strict.connect().connect('')).reasonCode).toBe(2);
    const named = brokerInMemory({ settings: { autoIdPrefix: 'room-' } });
    await named.connect().connect('');
    expect(named.lines.join('\n')).toContain(' as room-04050607-');
  });

  it('max_queued_messages keeps the oldest for a client that is away', async () => {
    const { connect } = brokerInMemory({ settings: { maxQueuedMessages: 3 } });
    const sub = connect();
    await sub.connect('away', { clean: false });
    await sub.subscribe({ filter: 'a', qos: 1 });
    sub.vanish();
    await sub.end();
    const pub = connect();
    await pub.connect('pub');
    for (let id = 1; id <= 5; id++) pub.publish('a', `n${id}`, { qos: 1, packetId: id });
    await pub.sync();
    const back = connect();
    expect((await back.connect('away', { clean: false })).sessionPresent).toBe(true);
    expect((await back.sync()).map(brief)).toEqual(['a=n1 q1 r0', 'a=n2 q1 r0', 'a=n3 q1 r0']);
  });

  it('queue_qos0_messages keeps QoS 0, too, in order', async () => {
    const { connect } = brokerInMemory({ settings: { queueQos0Messages: true } });
    const sub = connect();
    await sub.connect('away', { clean: false });
    await sub.subscribe({ filter: 'a', qos: 1 });
    sub.vanish();
    await sub.end();
    const pub = connect();
    await pub.connect('pub');
    pub.publish('a', 'zero');
    pub.publish('a', 'one', { qos: 1, packetId: 1 });
    await pub.sync();
    const back = connect();
    await back.connect('away', { clean: false });
    expect((await back.sync()).map(brief)).toEqual(['a=zero q0 r0', 'a=one q1 r0']);
  });

  it('counts packet ids from 1 to 65535 and begins again, past those in use [MQTT-2.3.1-4]', async () => {
    const { connect } = brokerInMemory({ log: () => undefined });
    const client = connect();
    await client.connect('x');
    await client.subscribe({ filter: 'a', qos: 1 });
    const ids: number[] = [];
    for (let count = 0; count < 65_540; count += 10) {
      for (let id = 1; id <= 10; id++) client.publish('a', '', { qos: 1, packetId: id });
      for (const packet of await client.sync()) {
        if (packet.type !== 'PUBLISH' || packet.packetId === undefined) continue;
        ids.push(packet.packetId);
        // The second is never acknowledged.
        if (ids.length !== 2) client.send({ type: 'PUBACK', packetId: packet.packetId, reasonCode: 0 });
      }
    }
    expect(ids.slice(0, 3)).toEqual([1, 2, 3]);
    expect(ids.slice(65_533, 65_538)).toEqual([65_534, 65_535, 1, 3, 4]);
  });
});
