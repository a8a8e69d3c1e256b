/** What the standards ask of a client, asked of our commands: a server that says what a test has it say. */
import { describe, expect, test } from 'vitest';
import type { Packet, Publish } from '#runtime/mqtt/packet.ts';
import { Scripted } from './scripted-server.ts';

const VERSIONS = ['mqttv311', 'mqttv5'] as const;
const SECOND = 1_000;

const message = (options: Partial<Publish>): Publish => ({
  type: 'PUBLISH',
  dup: false,
  qos: 0,
  retain: false,
  topic: 'a',
  payload: new Uint8Array(),
  ...options,
});

const text = (packet: Packet): string => (packet.type === 'PUBLISH' ? new TextDecoder().decode(packet.payload) : '');

/** A `mosquitto_sub` that has subscribed. */
async function subscriber(line: string): Promise<Scripted> {
  const sub = await Scripted.run(line);
  sub.server.letIn();
  await sub.settle();
  sub.server.grant();
  await sub.settle();
  return sub;
}

/** A `mosquitto_pub -l` that was let in and has read these lines. */
async function publisher(line: string, properties: Parameters<Scripted['server']['letIn']>[0], ...lines: string[]) {
  const pub = await Scripted.run(line);
  pub.server.letIn(properties);
  await pub.settle();
  pub.process.stdin.type(lines.map((each) => `${each}\n`).join(''));
  await pub.settle();
  return pub;
}

describe.each(VERSIONS)('-V %s', (version) => {
  test('says CONNECT first, and nothing more before CONNACK [MQTT-3.1.0-1] [MQTT5-3.1.0-1] [MQTT5-3.1.2-30]', async () => {
    const method = version === 'mqttv5' ? ' -D connect authentication-method m' : '';
    for (const line of [
      `mosquitto_sub -V ${version}${method} -t a`,
      `mosquitto_pub -V ${version}${method} -t a -m x`,
    ]) {
      const { server } = await Scripted.run(line);
      expect(server.types).toEqual(['CONNECT']);
    }
  });

  test('acknowledges every message, shown or not [MQTT-4.5.0-2] [MQTT5-4.5.0-2]', async () => {
    const sub = await subscriber(`mosquitto_sub -V ${version} -t a -q 1 -R -T a`);
    sub.server.send(message({ qos: 1, packetId: 7 }), message({ qos: 1, packetId: 8, retain: true }));
    await sub.settle();
    expect(sub.process.stdout.text).toBe('');
    expect(sub.server.ids('PUBACK')).toEqual([7, 8]);
  });

  test('sends PUBACK in the order of the messages [MQTT-4.6.0-2] [MQTT5-4.6.0-2] [MQTT5-2.2.1-5]', async () => {
    const sub = await subscriber(`mosquitto_sub -V ${version} -t a -q 1`);
    sub.server.send(...[5, 3, 9].map((packetId) => message({ qos: 1, packetId })));
    await sub.settle();
    expect(sub.server.ids('PUBACK')).toEqual([5, 3, 9]);
  });

  test('sends PUBREC in the order of the messages, and PUBCOMP for each PUBREL [MQTT-4.6.0-3] [MQTT5-4.6.0-3] [MQTT5-4.3.3-8] [MQTT5-4.3.3-11]', async () => {
    const sub = await subscriber(`mosquitto_sub -V ${version} -t a -q 2`);
    sub.server.send(...[5, 3, 9].map((packetId) => message({ qos: 2, packetId })));
    await sub.settle();
    expect(sub.server.ids('PUBREC')).toEqual([5, 3, 9]);
    sub.server.send({ type: 'PUBREL', packetId: 3, reasonCode: 0 }, { type: 'PUBREL', packetId: 5, reasonCode: 0 });
    await sub.settle();
    expect(sub.server.ids('PUBCOMP')).toEqual([3, 5]);
  });

  test('shows a message of QoS 2 once, however often it comes before PUBREL [MQTT-4.3.3-2] [MQTT5-4.3.3-10]', async () => {
    const sub = await subscriber(`mosquitto_sub -V ${version} -t a -q 2`);
    const payload = new TextEncoder().encode('x');
    sub.server.send(message({ qos: 2, packetId: 5, payload }), message({ qos: 2, packetId: 5, payload, dup: true }));
    await sub.settle();
    sub.server.send({ type: 'PUBREL', packetId: 5, reasonCode: 0 });
    await sub.settle();
    expect(sub.process.stdout.text).toBe('x\n');
  });

  test('sends PUBREL in the order of the PUBRECs, with their packet ids [MQTT-4.6.0-4] [MQTT5-4.6.0-4] [MQTT5-2.2.1-3]', async () => {
    const pub = await publisher(`mosquitto_pub -V ${version} -t a -q 2 -l`, {}, 'one', 'two', 'three');
    const ids = pub.server.ids('PUBLISH');
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain(0);
    const [first = 0, second = 0, third = 0] = ids;
    for (const packetId of [second, first, third]) pub.server.send({ type: 'PUBREC', packetId, reasonCode: 0 });
    await pub.settle();
    expect(pub.server.ids('PUBREL')).toEqual([second, first, third]);
  });

  test('sends again what was not acknowledged, in its old order, with DUP and its old packet ids [MQTT-2.3.1-3] [MQTT-4.4.0-1] [MQTT-4.6.0-1] [MQTT5-4.4.0-1] [MQTT5-4.6.0-1]', async () => {
    const pub = await publisher(`mosquitto_pub -V ${version} -t a -q 1 -l -i p -c`, {}, 'one', 'two', 'three');
    const first = pub.server;
    const [, second = 0, third = 0] = first.ids('PUBLISH');
    first.send({ type: 'PUBACK', packetId: first.ids('PUBLISH')[0] ?? 0, reasonCode: 0 });
    await pub.settle();
    first.cut();
    await pub.process.advance(40 * SECOND);
    expect(pub.connections).toHaveLength(2);
    pub.server.letIn({}, true);
    await pub.settle();
    const again = pub.server.said.filter((packet) => packet.type === 'PUBLISH');
    expect(again.map(text)).toEqual(['two', 'three']);
    expect(again).toMatchObject([
      { dup: true, packetId: second },
      { dup: true, packetId: third },
    ]);
  });

  test('pings when it has nothing else to say [MQTT-3.1.2-23] [MQTT5-3.1.2-20]', async () => {
    const sub = await subscriber(`mosquitto_sub -V ${version} -t a -k 20`);
    await sub.process.advance(21 * SECOND);
    expect(sub.server.types).toContain('PINGREQ');
  });

  test('says DISCONNECT last and closes [MQTT-3.14.4-1] [MQTT-3.14.4-2] [MQTT5-3.14.4-1] [MQTT5-3.14.4-2]', async () => {
    const pub = await Scripted.run(`mosquitto_pub -V ${version} -t a -m x`);
    pub.server.letIn();
    await pub.settle();
    expect(pub.server.types).toEqual(['CONNECT', 'PUBLISH', 'DISCONNECT']);
    expect(pub.server.isOpen).toBe(false);
    expect(pub.process.status).toBe(0);
  });
});

describe('what a server of 5.0 says that it takes', () => {
  test('its keep alive replaces one’s own [MQTT5-3.1.2-21] [MQTT5-3.2.2-21]', async () => {
    const sub = await Scripted.run('mosquitto_sub -V mqttv5 -t a -k 600');
    sub.server.letIn({ serverKeepAlive: 10 });
    await sub.settle();
    sub.server.grant();
    await sub.process.advance(11 * SECOND);
    expect(sub.server.types).toContain('PINGREQ');
  });

  test('nothing is published above its highest QoS [MQTT5-3.2.2-11]', async () => {
    const pub = await Scripted.run('mosquitto_pub -V mqttv5 -t a -q 2 -m x');
    pub.server.letIn({ maximumQoS: 1 });
    await pub.settle();
    expect(pub.server.said.filter((each) => each.type === 'PUBLISH' && each.qos > 1)).toEqual([]);
    expect([pub.process.status, pub.process.stderr.text]).not.toEqual([0, '']);
  });

  test('nothing is published to be retained where it retains nothing [MQTT5-3.2.2-14]', async () => {
    const pub = await Scripted.run('mosquitto_pub -V mqttv5 -t a -r -m x');
    pub.server.letIn({ retainAvailable: 0 });
    await pub.settle();
    expect(pub.server.said.filter((each) => each.type === 'PUBLISH' && each.retain)).toEqual([]);
  });

  test('no packet is larger than it takes [MQTT5-3.2.2-15]', async () => {
    const pub = await Scripted.run(`mosquitto_pub -V mqttv5 -t a -m ${'x'.repeat(100)}`);
    pub.server.letIn({ maximumPacketSize: 50 });
    await pub.settle();
    expect(pub.server.types).toEqual(['CONNECT', 'DISCONNECT']);
  });

  test('no more messages are on their way than it takes at a time, and all else goes on [MQTT5-3.3.4-7] [MQTT5-3.3.4-8] [MQTT5-4.9.0-2]', async () => {
    const pub = await publisher('mosquitto_pub -V mqttv5 -t a -q 2 -l -k 30', { receiveMaximum: 2 }, '1', '2', '3');
    expect(pub.server.ids('PUBLISH')).toHaveLength(2);
    const [first = 0] = pub.server.ids('PUBLISH');
    pub.server.send({ type: 'PUBREC', packetId: first, reasonCode: 0 });
    await pub.settle();
    expect(pub.server.ids('PUBREL')).toEqual([first]);
    expect(pub.server.ids('PUBLISH')).toHaveLength(2);
    pub.server.send({ type: 'PUBCOMP', packetId: first, reasonCode: 0 });
    await pub.settle();
    expect(pub.server.ids('PUBLISH')).toHaveLength(3);
    await pub.process.advance(31 * SECOND);
    expect(pub.server.types).toContain('PINGREQ');
  });

  test('every topic alias up to its own maximum is understood [MQTT5-3.3.2-10]', async () => {
    const sub = await subscriber('mosquitto_sub -V mqttv5 -t # -v -D connect topic-alias-maximum 2');
    const payload = new TextEncoder().encode('x');
    sub.server.send(
      message({ topic: 'one', payload, properties: { topicAlias: 1 } }),
      message({ topic: 'two', payload, properties: { topicAlias: 2 } }),
      message({ topic: '', payload, properties: { topicAlias: 1 } }),
      message({ topic: '', payload, properties: { topicAlias: 2 } }),
    );
    await sub.settle();
    expect(sub.process.stdout.text).toBe('one x\ntwo x\none x\ntwo x\n');
  });

  test('a session that it does not have is not gone on with: all is subscribed to anew [MQTT5-3.2.2-5]', async () => {
    const sub = await subscriber('mosquitto_sub -V mqttv5 -t a -i s -c -x 60 -q 2');
    sub.server.send(message({ qos: 2, packetId: 5 }));
    await sub.settle();
    sub.server.cut();
    await sub.process.advance(40 * SECOND);
    expect(sub.connections).toHaveLength(2);
    sub.server.letIn({}, false);
    await sub.settle();
    expect(sub.server.types).toEqual(['CONNECT', 'SUBSCRIBE']);
    sub.server.grant();
    // The same packet id is a new message to a new session.
    sub.server.send(message({ qos: 2, packetId: 5, payload: new TextEncoder().encode('new') }));
    sub.server.send({ type: 'PUBREL', packetId: 5, reasonCode: 0 });
    await sub.settle();
    expect(sub.process.stdout.text).toContain('new\n');
  });
});
