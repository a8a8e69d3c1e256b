import type { Publish } from '#runtime/mqtt/packet.ts';
import type { MqttTestClient } from '../../kit/mqtt-client.ts';
import type { Room, Scene } from './scene.ts';

const OPEN = 'listener @1 127.0.0.1\nallow_anonymous true\n';
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

async function joined(
  room: Room,
  id: string,
  options: Parameters<MqttTestClient['connect']>[1] = {},
  listener = 1,
): Promise<MqttTestClient> {
  const client = await room.client(listener);
  await client.connect(id, { keepAlive: 60, ...options });
  await room.settle();
  return client;
}

async function left(room: Room, client: MqttTestClient): Promise<void> {
  await client.leave();
  await room.settle();
}

async function published(room: Room, client: MqttTestClient, topic: string, options: Partial<Publish>): Promise<void> {
  client.publish(topic, 'hallo', options);
  await room.settle();
}

/** What well-behaved clients do, and what the broker says of it. */
export const CLIENT_SCENES: readonly Scene[] = [
  {
    name: 'each version, with and without a user, an id, a will',
    conf: OPEN,
    async play(room) {
      await left(room, await joined(room, 'a', { level: 3 }));
      await left(room, await joined(room, 'b'));
      await left(room, await joined(room, 'c', { level: 5 }));
      await left(room, await joined(room, 'd', { username: 'ada', password: text('x') }));
      await left(room, await joined(room, 'e', { clean: false, keepAlive: 0 }));
      await left(room, await joined(room, ''));
      await left(room, await joined(room, '', { level: 5 }));
      const will = { topic: 'w', payload: text('tot'), qos: 1, retain: true } as const;
      await left(room, await joined(room, 'f', { will }));
      await left(room, await joined(room, 'g', { will, level: 5, properties: { sessionExpiryInterval: 100 } }));
    },
  },
  {
    name: 'QoS 0, 1 and 2 both ways, between 3.1.1 and 5.0',
    conf: OPEN,
    async play(room) {
      const old = await joined(room, 'old');
      await old.subscribe({ filter: 'a/b', qos: 2 });
      const five = await joined(room, 'five', { level: 5 });
      await five.subscribe({ filter: 'a/+', qos: 1 }, { filter: 'b', qos: 2 });
      await room.settle();
      await published(room, five, 'a/b', { qos: 0 });
      await published(room, five, 'a/b', { qos: 1, packetId: 7 });
      await published(room, five, 'a/b', { qos: 2, packetId: 8 });
      five.send({ type: 'PUBREL', packetId: 8, reasonCode: 0 });
      await room.settle();
      for (const packetId of [1, 2]) five.send({ type: 'PUBACK', packetId, reasonCode: 0 });
      await room.settle();
      old.send({ type: 'PUBACK', packetId: 1, reasonCode: 0 });
      await room.settle();
      old.send({ type: 'PUBREC', packetId: 2, reasonCode: 0 });
      await room.settle();
      old.send({ type: 'PUBCOMP', packetId: 2, reasonCode: 0 });
      await room.settle();
      await published(room, five, 'nobody', { qos: 1, packetId: 9 });
      await published(room, five, 'nobody', { qos: 2, packetId: 10 });
    },
  },
  {
    name: 'retained messages, and their end',
    conf: OPEN,
    async play(room) {
      const client = await joined(room, 'x');
      await published(room, client, 'r', { retain: true });
      await client.subscribe({ filter: 'r', qos: 1 });
      await room.settle();
      client.publish('r', '', { retain: true });
      await room.settle();
      client.send({ type: 'UNSUBSCRIBE', packetId: 3, filters: ['r', 'nothing'] });
      await room.settle();
      client.send({ type: 'PINGREQ' });
      await room.settle();
    },
  },
  {
    name: 'shared subscriptions and subscription options of 5.0',
    conf: OPEN,
    async play(room) {
      const client = await joined(room, 'x', { level: 5 });
      await client.subscribe(
        { filter: '$share/g/a', qos: 1 },
        { filter: 'b', qos: 2, noLocal: true, retainAsPublished: true, retainHandling: 2 },
      );
      await room.settle();
      client.sendBytes(0x82, 11, 0, 2, 0, 0, 5, 97, 47, 35, 47, 98, 0);
      await room.settle();
      client.send({ type: 'UNSUBSCRIBE', packetId: 3, filters: ['b', '$share/g/a'] });
      await room.settle();
    },
  },
  {
    name: 'a client id that is taken over',
    conf: OPEN,
    async play(room) {
      await joined(room, 'x');
      await joined(room, 'x');
      await joined(room, 'y', { level: 5, clean: false, properties: { sessionExpiryInterval: 100 } });
      await joined(room, 'y', { level: 5, clean: false, properties: { sessionExpiryInterval: 100 } });
    },
  },
  {
    name: 'a session that waits, and goes on',
    conf: OPEN,
    async play(room) {
      const away = await joined(room, 'away', { clean: false });
      await away.subscribe({ filter: 'q', qos: 2 });
      await left(room, away);
      const pub = await joined(room, 'pub');
      await published(room, pub, 'q', { qos: 1, packetId: 1 });
      await published(room, pub, 'q', { qos: 0 });
      const back = await room.client();
      back.send({ type: 'CONNECT', level: 4, clean: false, keepAlive: 60, clientId: 'away' });
      await room.settle();
      back.vanish();
      await room.settle();
      const again = await room.client();
      again.send({ type: 'CONNECT', level: 4, clean: false, keepAlive: 60, clientId: 'away' });
      await room.settle();
    },
  },
  {
    name: 'a client that closes without a word, and its will',
    conf: OPEN,
    async play(room) {
      const watch = await joined(room, 'watch');
      await watch.subscribe({ filter: 'w', qos: 0 });
      const will = { topic: 'w', payload: text('tot'), qos: 0, retain: false } as const;
      const mortal = await joined(room, 'mortal', { will });
      mortal.vanish();
      await room.settle();
      const reset = await joined(room, 'reset', { will });
      reset.stream.destroy();
      await room.settle();
      const asked = await joined(room, 'asked', { level: 5, will });
      await asked.leave(4);
      await room.settle();
    },
  },
  {
    name: 'keep alive that runs out',
    conf: OPEN,
    async play(room) {
      await joined(room, 'x', { keepAlive: 1 });
      await joined(room, 'y', { keepAlive: 1, level: 5 });
      await room.pass(6);
    },
  },
  {
    name: 'sessions that expire',
    conf: `${OPEN}persistent_client_expiration 1d\n`,
    async play(room) {
      const client = await joined(room, 'x', { level: 5, properties: { sessionExpiryInterval: 1 } });
      await left(room, client);
      await room.pass(6);
    },
  },
  {
    name: 'only what log_type names',
    conf: `${OPEN}log_type subscribe\nlog_type unsubscribe\n`,
    options: [],
    async play(room) {
      const client = await joined(room, 'x');
      await client.subscribe('a', 'b');
      client.send({ type: 'UNSUBSCRIBE', packetId: 3, filters: ['a'] });
      await room.settle();
    },
  },
  {
    name: 'no connection messages',
    conf: `${OPEN}connection_messages false\n`,
    options: [],
    async play(room) {
      await left(room, await joined(room, 'x'));
      const lost = await joined(room, 'y');
      lost.vanish();
      await room.settle();
      await joined(room, 'z');
      await joined(room, 'z');
    },
  },
  {
    name: 'without -v',
    conf: OPEN,
    options: [],
    async play(room) {
      const client = await joined(room, 'x');
      await client.subscribe('a');
      await left(room, client);
    },
  },
];
