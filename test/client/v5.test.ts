import { describe, expect, test } from 'vitest';
import { RESULT } from '#runtime/client/result.ts';
import type { Acknowledgement } from '#runtime/mqtt/packet.ts';
import { Bench, ack, message } from './bench.ts';

const V5 = { level: 5 } as const;

const publish = (packetId: number, qos: 1 | 2, text = 'x') =>
  ({ type: 'PUBLISH', dup: false, packetId, ...message(qos, text) }) as const;

describe('connecting', () => {
  test('CONNECT has a Receive Maximum, and whatever else the program says', async () => {
    const bench = new Bench({
      ...V5,
      properties: { sessionExpiryInterval: 60, userProperties: [{ name: 'a', value: 'b' }] },
      will: { topic: 'w', payload: new Uint8Array(), qos: 0, retain: false, properties: { willDelayInterval: 5 } },
    });
    await bench.connect();
    expect(bench.received[0]).toMatchObject({
      type: 'CONNECT',
      level: 5,
      properties: { sessionExpiryInterval: 60, receiveMaximum: 20, userProperties: [{ name: 'a', value: 'b' }] },
      will: { properties: { willDelayInterval: 5 } },
    });
  });

  test('its own Receive Maximum is not put beside one that is given', async () => {
    const bench = new Bench({ ...V5, receiveMaximum: 1, properties: { receiveMaximum: 7 } });
    await bench.connect();
    expect(bench.received[0]).toMatchObject({ properties: { receiveMaximum: 7 } });
  });

  test('a password may come without a user name', async () => {
    const bench = new Bench({ ...V5, password: Uint8Array.of(1) });
    await bench.connect();
    expect(bench.received[0]).toMatchObject({ password: Uint8Array.of(1) });
    expect(bench.received[0]).not.toHaveProperty('username');
  });

  test('the id that the server assigns is the name in the log, and the id of the next connection', async () => {
    const log: string[] = [];
    const bench = new Bench({ ...V5, clientId: '' }, { log: (line) => log.push(line) });
    await bench.connect({ assignedClientIdentifier: 'auto-1' });
    await bench.cut();
    await bench.connect(false);
    expect(log).toEqual([
      'Client (null) sending CONNECT',
      'Client auto-1 received CONNACK (0)',
      'Client auto-1 sending CONNECT',
    ]);
    expect(bench.received[0]).toMatchObject({ clientId: 'auto-1' });
  });

  test.for([0x80, 0x87, 0x8c])('refused with %s, it tells the program and closes', async (reasonCode) => {
    const refusals: number[] = [];
    const bench = new Bench(V5, { connack: (packet) => refusals.push(packet.reasonCode) });
    await bench.connect(false);
    await bench.say({ type: 'CONNACK', sessionPresent: false, reasonCode });
    expect([refusals, bench.end]).toEqual([[reasonCode], RESULT.protocol]);
  });

  test.for([
    ['at once', [[0x20, 2, 0, 1]]],
    ['in pieces', [[0x20], [2, 0], [1]]],
  ] as const)('a server of 3.1.1 that refuses the version, %s, is understood', async ([, chunks]) => {
    const refusals: number[] = [];
    const bench = new Bench(V5, { connack: (packet) => refusals.push(packet.reasonCode) });
    await bench.connect(false);
    for (const chunk of chunks) await bench.sayBytes(...chunk);
    expect(refusals).toEqual([0x84]);
  });

  test('a CONNACK of 3.1.1 that accepts is no CONNACK of 5.0', async () => {
    const bench = new Bench(V5);
    await bench.connect(false);
    await bench.sayBytes(0x20, 2, 0, 0);
    expect(bench.end).toBe(RESULT.protocol);
  });

  test('a second CONNACK ends the connection [MQTT5-3.2.0-2]', async () => {
    const bench = new Bench(V5);
    await bench.connect();
    await bench.say({ type: 'CONNACK', sessionPresent: false, reasonCode: 0 });
    expect(bench.end).toBe(RESULT.protocol);
  });

  test("the server's keep alive takes the place of the client's [MQTT5-3.1.2-21]", async () => {
    const bench = new Bench({ ...V5, keepAlive: 60 });
    await bench.connect({ serverKeepAlive: 5 });
    await bench.clock.advance(5000);
    expect(bench.types()).toEqual(['CONNECT', 'PINGREQ']);
  });

  test("a server's keep alive of 0 asks for no ping", async () => {
    const bench = new Bench({ ...V5, keepAlive: 10 });
    await bench.connect({ serverKeepAlive: 0 });
    await bench.clock.advance(100_000);
    expect(bench.types()).toEqual(['CONNECT']);
  });
});

describe('what the server takes', () => {
  test('no more messages are under way than its Receive Maximum [MQTT5-3.3.4-7]', async () => {
    const bench = new Bench(V5);
    await bench.connect({ receiveMaximum: 2 });
    for (const text of ['1', '2', '3']) bench.client.publish(message(1, text));
    await bench.clock.settle();
    expect(bench.sent).toHaveLength(2);
    await bench.say(ack('PUBACK', 1));
    expect(bench.sent).toHaveLength(3);
  });

  test('a greater Receive Maximum does not widen the own window', async () => {
    const bench = new Bench({ ...V5, maxInFlight: 1 });
    await bench.connect({ receiveMaximum: 100 });
    for (const text of ['1', '2']) bench.client.publish(message(1, text));
    await bench.clock.settle();
    expect(bench.sent).toHaveLength(1);
  });

  test('a QoS above its maximum is refused, not sent [MQTT5-3.2.2-11]', async () => {
    const bench = new Bench(V5);
    await bench.connect({ maximumQoS: 1 });
    expect(bench.client.publish(message(2))).toEqual({ error: RESULT.qosNotSupported });
    expect(bench.client.publish(message(1))).toEqual({ packetId: 1 });
    await bench.clock.settle();
    expect(bench.sent).toMatchObject([{ qos: 1 }]);
  });

  test('where it retains nothing, nothing is sent as retained [MQTT5-3.2.2-14]', async () => {
    const bench = new Bench(V5);
    await bench.connect({ retainAvailable: 0 });
    bench.client.publish({ ...message(0), retain: true });
    await bench.clock.settle();
    expect(bench.sent).toMatchObject([{ type: 'PUBLISH', retain: false }]);
  });

  test('a message is refused one byte above its Maximum Packet Size, and not before [MQTT5-3.2.2-15]', async () => {
    const bench = new Bench(V5);
    // 30 07 00 01 61 00 and three bytes of payload.
    await bench.connect({ maximumPacketSize: 9 });
    expect(bench.client.publish(message(0, '1234'))).toEqual({ error: RESULT.oversizePacket });
    expect(bench.client.publish(message(0, '123'))).toEqual({ packetId: 1 });
    await bench.clock.settle();
    expect(bench.sent).toHaveLength(1);
  });

  test('no other packet goes out above its Maximum Packet Size either [MQTT5-3.2.2-15]', async () => {
    const bench = new Bench(V5);
    await bench.connect({ maximumPacketSize: 20 });
    bench.client.subscribe([{ filter: 'x'.repeat(30), qos: 0 }]);
    bench.client.unsubscribe(['x'.repeat(30)]);
    bench.client.unsubscribe(['x']);
    await bench.clock.settle();
    expect(bench.sent).toMatchObject([{ type: 'UNSUBSCRIBE', filters: ['x'] }]);
  });

  test('a message that waited for a server that does not take it is given up, with its reason', async () => {
    const answers: unknown[] = [];
    const bench = new Bench(V5, { published: (id, answer) => answers.push([id, answer?.reasonCode]) });
    bench.client.publish(message(2));
    bench.client.publish(message(1, 'y'.repeat(100)));
    bench.client.publish(message(1));
    await bench.connect({ maximumQoS: 1, maximumPacketSize: 50 });
    expect(answers).toEqual([
      [1, 0x9b],
      [2, 0x95],
    ]);
    expect(bench.sent).toMatchObject([{ packetId: 3 }]);
  });

  test('what one server said does not hold for the next connection', async () => {
    const bench = new Bench(V5);
    await bench.connect({ maximumQoS: 0, receiveMaximum: 1 });
    await bench.cut();
    await bench.connect();
    for (const text of ['1', '2']) bench.client.publish(message(2, text));
    await bench.clock.settle();
    expect(bench.sent).toHaveLength(2);
  });
});

describe('answers', () => {
  const answered = async (qos: 1 | 2, ...said: Acknowledgement[]): Promise<[Bench, unknown[]]> => {
    const answers: unknown[] = [];
    const bench = new Bench(V5, { published: (id, answer) => answers.push([id, answer?.reasonCode]) });
    await bench.connect();
    bench.client.publish(message(qos));
    await bench.say(...said);
    return [bench, answers];
  };

  test('PUBACK ends the flow, whatever its reason', async () => {
    const [, answers] = await answered(1, { ...ack('PUBACK', 1), reasonCode: 0x97 });
    expect(answers).toEqual([[1, 0x97]]);
  });

  test('a PUBREC that refuses ends the flow: no PUBREL follows [MQTT5-4.3.3-4]', async () => {
    const [bench, answers] = await answered(2, { ...ack('PUBREC', 1), reasonCode: 0x87 });
    expect(answers).toEqual([[1, 0x87]]);
    expect(bench.types().slice(1)).toEqual(['PUBLISH']);
  });

  test('a PUBREC below 0x80 goes on with PUBREL [MQTT5-4.3.3-4]', async () => {
    const [bench, answers] = await answered(2, { ...ack('PUBREC', 1), reasonCode: 0x10 });
    expect(answers).toEqual([]);
    expect(bench.sent.at(-1)).toMatchObject({ type: 'PUBREL', packetId: 1 });
  });

  test('a refused message makes room for the next [MQTT5-3.3.4-7]', async () => {
    const bench = new Bench({ ...V5, maxInFlight: 1 });
    await bench.connect();
    bench.client.publish(message(2, '1'));
    bench.client.publish(message(2, '2'));
    await bench.say({ ...ack('PUBREC', 1), reasonCode: 0x97 });
    expect(bench.sent.at(-1)).toMatchObject({ type: 'PUBLISH', packetId: 2 });
  });

  test('a DISCONNECT of the server ends the connection, and says so without a name', async () => {
    const log: string[] = [];
    const bench = new Bench(V5, { log: (line) => log.push(line) });
    await bench.connect();
    await bench.say({ type: 'DISCONNECT', reasonCode: 0x8e });
    expect(bench.end).toBe(RESULT.noConnection);
    expect(log.at(-1)).toBe('Received DISCONNECT (142)');
  });

  test.for([0x00, 0x04])(
    'a server that says %s, as only clients may, breaks the rules [MQTT5-3.14.2-1]',
    async (code) => {
      const bench = new Bench(V5);
      await bench.connect();
      await bench.sayBytes(0xe0, 1, code);
      expect(bench.end).toBe(RESULT.protocol);
    },
  );

  test('an AUTH that nobody asked for ends the connection [MQTT5-4.12.0-6]', async () => {
    const bench = new Bench(V5);
    await bench.connect();
    await bench.say({ type: 'AUTH', reasonCode: 0x18, properties: { authenticationMethod: 'm' } });
    expect(bench.end).toBe(RESULT.protocol);
  });
});

describe('receiving', () => {
  test('a topic alias stands for the topic it came with [MQTT5-3.3.2-10]', async () => {
    const bench = new Bench({ ...V5, properties: { topicAliasMaximum: 2 } });
    await bench.connect();
    const aliased = { type: 'PUBLISH', dup: false, ...message(0), properties: { topicAlias: 2 } } as const;
    await bench.say(aliased, { ...aliased, topic: '' }, { ...aliased, topic: 'b' }, { ...aliased, topic: '' });
    expect(bench.events).toEqual(['a=x', 'a=x', 'b=x', 'b=x']);
  });

  test.for([
    ['that has no topic yet', '', 1],
    ['above the maximum that was announced', 'a', 3],
  ] as const)('an alias %s ends the connection', async ([, topic, topicAlias]) => {
    const bench = new Bench({ ...V5, properties: { topicAliasMaximum: 2 } });
    await bench.connect();
    await bench.say({ type: 'PUBLISH', dup: false, ...message(0), topic, properties: { topicAlias } });
    expect([bench.end, bench.events]).toEqual([RESULT.protocol, ['closed']]);
  });

  test('aliases end with their connection [MQTT5-3.3.2-7]', async () => {
    const bench = new Bench({ ...V5, properties: { topicAliasMaximum: 2 } });
    const aliased = { type: 'PUBLISH', dup: false, ...message(0), properties: { topicAlias: 1 } } as const;
    await bench.connect();
    await bench.say(aliased);
    await bench.cut();
    await bench.connect();
    await bench.say({ ...aliased, topic: '' });
    expect(bench.end).toBe(RESULT.protocol);
  });

  test('more messages of QoS 2 under way than it takes end the connection', async () => {
    const bench = new Bench({ ...V5, receiveMaximum: 2 });
    await bench.connect();
    await bench.say(publish(1, 2), publish(2, 2), publish(2, 2));
    expect(bench.end).toBeUndefined();
    await bench.say(publish(3, 2));
    expect(bench.end).toBe(RESULT.protocol);
  });

  test('a packet above the size that it takes ends the connection', async () => {
    const bench = new Bench({ ...V5, properties: { maximumPacketSize: 20 } });
    await bench.connect();
    await bench.say({ type: 'PUBLISH', dup: false, ...message(0, 'y'.repeat(30)) });
    expect(bench.end).toBe(RESULT.protocol);
  });

  test.for([
    ['QoS 1 [MQTT5-4.3.2-4]', publish(5, 1), 'PUBACK'],
    ['QoS 2 [MQTT5-4.3.3-8]', publish(5, 2), 'PUBREC'],
    ['PUBREL [MQTT5-4.3.3-11]', ack('PUBREL', 5), 'PUBCOMP'],
  ] as const)('%s is acknowledged', async ([, packet, answer]) => {
    const bench = new Bench(V5);
    await bench.connect();
    await bench.say(packet);
    expect(bench.sent).toMatchObject([{ type: answer, packetId: 5, reasonCode: 0 }]);
  });
});

describe('sending', () => {
  test('an alias says the topic from the second time on, and anew on each connection [MQTT5-3.3.2-7]', async () => {
    const bench = new Bench(V5);
    const aliased = { ...message(0), properties: { topicAlias: 3 } };
    await bench.connect();
    bench.client.publish(aliased);
    bench.client.publish(aliased);
    bench.client.publish({ ...aliased, topic: 'b' });
    await bench.clock.settle();
    expect(bench.sent).toMatchObject([{ topic: 'a' }, { topic: '' }, { topic: 'b' }]);
    await bench.cut();
    await bench.connect();
    bench.client.publish({ ...aliased, topic: 'b' });
    await bench.clock.settle();
    expect(bench.sent).toMatchObject([{ topic: 'b', properties: { topicAlias: 3 } }]);
  });

  test('a message that is sent again after its alias has ended names its topic', async () => {
    const bench = new Bench(V5);
    await bench.connect();
    const aliased = { ...message(1), properties: { topicAlias: 3 } };
    bench.client.publish(aliased);
    bench.client.publish(aliased);
    await bench.clock.settle();
    await bench.say(ack('PUBACK', 1));
    await bench.cut();
    await bench.connect();
    expect(bench.sent).toMatchObject([{ packetId: 2, topic: 'a', dup: true }]);
  });

  test('options and properties go with SUBSCRIBE, properties with UNSUBSCRIBE', async () => {
    const bench = new Bench(V5);
    await bench.connect();
    const subscription = { filter: 'a', qos: 1, noLocal: true, retainAsPublished: true, retainHandling: 2 } as const;
    bench.client.subscribe([subscription], { subscriptionIdentifier: [7] });
    bench.client.unsubscribe(['a'], { userProperties: [{ name: 'k', value: 'v' }] });
    await bench.clock.settle();
    expect(bench.sent).toMatchObject([
      { subscriptions: [subscription], properties: { subscriptionIdentifier: [7] } },
      { filters: ['a'], properties: { userProperties: [{ name: 'k', value: 'v' }] } },
    ]);
  });

  test('properties below 5.0 are an error of the caller, and no message', async () => {
    const bench = new Bench();
    await bench.connect();
    expect(bench.client.publish({ ...message(1), properties: { contentType: 'x' } })).toEqual({
      error: RESULT.notSupported,
    });
    await bench.clock.settle();
    expect(bench.sent).toEqual([]);
  });

  test('DISCONNECT says why, and ends what is sent [MQTT5-3.14.4-1] [MQTT5-3.14.4-2]', async () => {
    const bench = new Bench(V5);
    await bench.connect();
    bench.client.disconnect({ reasonCode: 4, properties: { reasonString: 'bye' } });
    bench.client.publish(message(0));
    await bench.clock.settle();
    expect(bench.sent).toEqual([{ type: 'DISCONNECT', reasonCode: 4, properties: { reasonString: 'bye' } }]);
    expect(bench.events).toEqual(['closed']);
  });

  test('below 5.0 DISCONNECT says nothing of it', async () => {
    const bench = new Bench();
    await bench.connect();
    bench.client.disconnect({ reasonCode: 4, properties: { reasonString: 'bye' } });
    await bench.clock.settle();
    expect(bench.sent).toEqual([{ type: 'DISCONNECT', reasonCode: 0 }]);
  });
});
