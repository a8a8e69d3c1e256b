import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RESULT } from '#runtime/client/result.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import { Bench, ack, message } from './bench.ts';

test('the first packet is CONNECT, with all that the options say [MQTT-3.1.0-1]', async () => {
  const will = { topic: 'w', payload: Uint8Array.of(1), qos: 2, retain: true } as const;
  const bench = new Bench({ clean: false, keepAlive: 7, username: 'u', password: Uint8Array.of(2), will });
  await bench.connect();
  expect(bench.received).toMatchObject([
    {
      type: 'CONNECT',
      level: 4,
      clean: false,
      keepAlive: 7,
      clientId: 'c',
      username: 'u',
      will: { topic: 'w', qos: 2 },
    },
  ]);
});

test('disconnect sends DISCONNECT as the last packet and closes [MQTT-3.14.4-1] [MQTT-3.14.4-2]', async () => {
  const bench = new Bench();
  await bench.connect();
  bench.client.disconnect();
  bench.client.publish(message(0));
  await bench.clock.settle();
  expect(bench.types()).toEqual(['CONNECT', 'DISCONNECT']);
  expect([bench.end, bench.events]).toEqual([RESULT.success, ['closed']]);
});

test('drop closes without DISCONNECT', async () => {
  const bench = new Bench();
  await bench.connect();
  bench.client.drop();
  await bench.clock.settle();
  expect(bench.types()).toEqual(['CONNECT']);
  expect(bench.end).toBe(RESULT.connectionLost);
});

describe('receiving', () => {
  test('QoS 1 is acknowledged and passed on each time [MQTT-4.3.2-2]', async () => {
    const bench = new Bench();
    await bench.connect();
    const publish = { type: 'PUBLISH', dup: false, packetId: 5, ...message(1) } as const;
    await bench.say(publish, { ...publish, dup: true });
    expect(bench.events).toEqual(['a=x', 'a=x']);
    expect(bench.received.slice(1)).toEqual([ack('PUBACK', 5), ack('PUBACK', 5)]);
  });

  test('QoS 2 is passed on once, after PUBREL, however often it comes [MQTT-4.3.3-2]', async () => {
    const bench = new Bench();
    await bench.connect();
    const publish = { type: 'PUBLISH', dup: false, packetId: 5, ...message(2) } as const;
    await bench.say(publish, { ...publish, dup: true });
    expect(bench.events).toEqual([]);
    await bench.say(ack('PUBREL', 5), ack('PUBREL', 5));
    expect(bench.events).toEqual(['a=x']);
    expect(bench.types().slice(1)).toEqual(['PUBREC', 'PUBREC', 'PUBCOMP', 'PUBCOMP']);
  });

  test('nothing is passed on after disconnect, even of what had come already', async () => {
    const seen: string[] = [];
    const bench: Bench = new Bench(
      {},
      {
        message: ({ payload }) => {
          seen.push(new TextDecoder().decode(payload));
          bench.client.disconnect();
        },
      },
    );
    await bench.connect();
    const publish = (text: string): number[] => [...encode({ type: 'PUBLISH', dup: false, ...message(0, text) }, 4)];
    await bench.sayBytes(...publish('1'), ...publish('2'));
    expect(seen).toEqual(['1']);
  });

  test.for([
    ['a packet of a client', [0x82, 6, 0, 1, 0, 1, 0x61, 0]],
    ['QoS 3 [MQTT-3.3.1-4]', [0x36, 5, 0, 1, 0x61, 0, 1]],
    ['a topic with a wildcard [MQTT-3.3.2-2]', [0x30, 3, 0, 1, 0x23]],
    ['text that is no UTF-8 [MQTT-1.5.3-1]', [0x30, 3, 0, 1, 0xff]],
    ['packet id 0 [MQTT-2.3.1-1]', [0x32, 5, 0, 1, 0x61, 0, 0]],
    ['a length without end', [0x30, 0xff, 0xff, 0xff, 0xff, 1]],
    ['HTTP', [...Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')]],
  ] as const)('a server that sends %s is left', async ([, bytes]) => {
    const bench = new Bench();
    await bench.connect();
    await bench.sayBytes(...bytes);
    expect(bench.end).toBe(RESULT.protocol);
    expect(bench.events).toEqual(['closed']);
  });
});

describe('publishing', () => {
  test('the packet id comes back, and published when acknowledged', async () => {
    const bench = new Bench();
    await bench.connect();
    expect(bench.client.publish(message(0))).toEqual({ packetId: 1 });
    expect(bench.client.publish(message(1))).toEqual({ packetId: 2 });
    expect(bench.client.publish(message(2))).toEqual({ packetId: 3 });
    await bench.say(ack('PUBREC', 3), ack('PUBACK', 2), ack('PUBCOMP', 3));
    expect(bench.events).toEqual(['published 1', 'published 2', 'published 3']);
  });

  test('an acknowledgement that fits no message changes nothing', async () => {
    const bench = new Bench();
    await bench.connect();
    bench.client.publish(message(2));
    await bench.say(ack('PUBACK', 1), ack('PUBCOMP', 1), ack('PUBACK', 9));
    expect(bench.events).toEqual([]);
    expect(bench.end).toBeUndefined();
  });

  test('a wrong topic is invalid; QoS 0 without a connection is lost, QoS 1 waits for one', async () => {
    const bench = new Bench();
    expect(bench.client.publish({ ...message(0), topic: 'a/+' })).toEqual({ error: RESULT.invalid });
    expect(bench.client.publish({ ...message(0), topic: '' })).toEqual({ error: RESULT.invalid });
    expect(bench.client.publish(message(0))).toEqual({ error: RESULT.noConnection });
    bench.client.publish(message(1, 'waits'));
    await bench.connect();
    expect(bench.received.slice(1)).toMatchObject([{ type: 'PUBLISH', dup: false, qos: 1 }]);
  });

  test('what was under way goes out again in its order, with DUP or as PUBREL [MQTT-4.4.0-1] [MQTT-4.6.0-1]', async () => {
    const bench = new Bench();
    await bench.connect();
    for (const qos of [1, 2, 2, 1] as const) bench.client.publish(message(qos));
    await bench.clock.settle();
    await bench.say(ack('PUBREC', 2));
    await bench.cut();
    expect(bench.end).toBe(RESULT.connectionLost);
    await bench.connect();
    expect(bench.received.slice(1)).toMatchObject([
      { type: 'PUBREL', packetId: 2 },
      { type: 'PUBLISH', packetId: 1, dup: true },
      { type: 'PUBLISH', packetId: 3, dup: true },
      { type: 'PUBLISH', packetId: 4, dup: true },
    ]);
  });

  test('a packet id that is in use is not given to another message [MQTT-2.3.1-2]', async () => {
    const bench = new Bench({ maxInFlight: 1 });
    await bench.connect();
    bench.client.publish(message(1));
    for (let n = 0; n < 65_534; n++) bench.client.publish(message(0));
    expect(bench.client.publish(message(0))).toEqual({ packetId: 2 });
  });

  test("what does not fit into a packet ends the connection as the caller's mistake", async () => {
    const bench = new Bench({ clientId: 'x'.repeat(70_000) });
    await bench.connect(false);
    expect(bench.end).toBe(RESULT.invalid);
  });

  test('whatever is lost and however often, each QoS 1 message arrives, in order of first arrival', async () => {
    const plan = fc.record({
      messages: fc.integer({ min: 1, max: 12 }),
      room: fc.integer({ min: 1, max: 5 }),
      /** How many messages are acknowledged before each cut. */
      cuts: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ messages, room, cuts }) => {
        const bench = new Bench({ maxInFlight: room });
        const first: string[] = [];
        const take = (): number[] => {
          const published = bench.received.flatMap((packet) => (packet.type === 'PUBLISH' ? [packet] : []));
          bench.received = [];
          for (const { payload } of published) {
            const text = new TextDecoder().decode(payload);
            if (!first.includes(text)) first.push(text);
          }
          return published.flatMap(({ packetId }) => (packetId === undefined ? [] : [packetId]));
        };
        await bench.connect();
        for (let n = 0; n < messages; n++) bench.client.publish(message(1, `${n}`));
        await bench.clock.settle();
        for (const acknowledged of cuts) {
          await bench.say(
            ...take()
              .slice(0, acknowledged)
              .map((id) => ack('PUBACK', id)),
          );
          take();
          await bench.cut();
          await bench.connect();
        }
        for (let ids = take(); ids.length > 0; ids = take()) await bench.say(...ids.map((id) => ack('PUBACK', id)));
        expect(first).toEqual(Array.from({ length: messages }, (_, n) => `${n}`));
      }),
      { numRuns: 60 },
    );
  });
});

describe('keep alive', () => {
  test('a ping goes out when the interval is over without a packet, and not before [MQTT-3.1.2-23]', async () => {
    const bench = new Bench({ keepAlive: 10 });
    await bench.connect();
    await bench.clock.advance(9999);
    expect(bench.types()).toEqual(['CONNECT']);
    await bench.clock.advance(1);
    expect(bench.types()).toEqual(['CONNECT', 'PINGREQ']);
  });

  test('a ping without an answer gives the connection up after another interval', async () => {
    const bench = new Bench({ keepAlive: 10 });
    await bench.connect();
    await bench.clock.advance(19_999);
    expect(bench.end).toBeUndefined();
    await bench.clock.advance(1);
    expect(bench.end).toBe(RESULT.keepAlive);
  });

  test('0 means none', async () => {
    const bench = new Bench({ keepAlive: 0 });
    await bench.connect();
    await bench.clock.advance(10_000_000);
    expect(bench.types()).toEqual(['CONNECT']);
  });
});
