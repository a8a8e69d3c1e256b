import { expect, test } from 'vitest';
import { summary } from '#runtime/mqtt/describe.ts';
import type { Packet } from '#runtime/mqtt/packet.ts';
import { say } from '#runtime/mqtt/phrase.ts';
import { mqttPhrasesEn } from '#runtime/mqtt/phrases.en.ts';
import { VECTORS_5 } from './vectors-5.ts';
import { VECTORS, bytesOf } from './vectors.ts';

function label(packet: Packet): string {
  const { topic, notes } = summary(packet);
  return [...(topic === undefined ? [] : [topic]), ...notes.map((note) => say(note, mqttPhrasesEn))].join(', ');
}

const payload = bytesOf('');
const will = { topic: 'led', payload, qos: 0, retain: false } as const;

test.each<[Packet, string]>([
  [{ type: 'CONNECT', level: 4, clean: true, keepAlive: 60, clientId: 'a' }, 'keep alive 60 s'],
  [{ type: 'CONNECT', level: 4, clean: true, keepAlive: 0, clientId: 'a', will }, 'no keep alive, will on led'],
  [{ type: 'CONNACK', sessionPresent: false, reasonCode: 0 }, 'accepted'],
  [{ type: 'CONNACK', sessionPresent: true, reasonCode: 0 }, 'accepted, session present'],
  [{ type: 'CONNACK', sessionPresent: false, reasonCode: 5 }, 'refused: not authorized'],
  [{ type: 'PUBLISH', dup: false, qos: 0, retain: false, topic: 'a/b', payload }, 'a/b'],
  [
    { type: 'PUBLISH', dup: true, qos: 1, retain: true, topic: 'a/b', packetId: 7, payload },
    'a/b, id 7, retain, again',
  ],
  [{ type: 'PUBACK', packetId: 1, reasonCode: 0 }, 'id 1'],
  [{ type: 'PUBREL', packetId: 2, reasonCode: 0 }, 'id 2'],
  [{ type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 'sensor/1/#', qos: 1 }] }, 'sensor/1/#, QoS 1'],
  [
    {
      type: 'SUBSCRIBE',
      packetId: 1,
      subscriptions: [
        { filter: 'a', qos: 0 },
        { filter: 'b', qos: 1 },
        { filter: 'c', qos: 1 },
      ],
    },
    'a, QoS 0, + 2 more',
  ],
  [{ type: 'SUBACK', packetId: 1, reasonCodes: [1] }, 'granted 1'],
  [{ type: 'SUBACK', packetId: 1, reasonCodes: [1, 1] }, 'granted 1'],
  [{ type: 'SUBACK', packetId: 1, reasonCodes: [0, 2, 0x80] }, 'granted 0, 2, refused: 1'],
  [{ type: 'SUBACK', packetId: 1, reasonCodes: [0x80] }, 'refused: 1'],
  [{ type: 'UNSUBSCRIBE', packetId: 1, filters: ['a', 'b'] }, 'a, + 1 more'],
  [{ type: 'UNSUBACK', packetId: 3 }, 'id 3'],
  [{ type: 'PINGREQ' }, ''],
  [{ type: 'DISCONNECT', reasonCode: 0 }, ''],
  [
    {
      type: 'CONNECT',
      level: 5,
      clean: false,
      keepAlive: 60,
      clientId: 'a',
      properties: { sessionExpiryInterval: 3_600 },
    },
    'keep alive 60 s, session 3600 s',
  ],
  [{ type: 'CONNACK', sessionPresent: false, reasonCode: 0x86 }, 'bad user name or password'],
  [
    { type: 'PUBLISH', dup: false, qos: 0, retain: false, topic: '', payload, properties: { topicAlias: 7 } },
    'alias 7',
  ],
  [
    {
      type: 'PUBLISH',
      dup: false,
      qos: 1,
      packetId: 2,
      retain: false,
      topic: 'a',
      payload,
      properties: { messageExpiryInterval: 30, responseTopic: 'b' },
    },
    'a, for 30 s, answer on b, id 2',
  ],
  [{ type: 'PUBACK', packetId: 1, reasonCode: 0x10 }, 'id 1, no subscribers'],
  [{ type: 'SUBACK', packetId: 1, reasonCodes: [0x87, 0x87, 1] }, 'granted 1, refused: 2, not authorized'],
  [{ type: 'UNSUBACK', packetId: 1, reasonCodes: [0, 0x11] }, 'id 1, no such subscription'],
  [{ type: 'DISCONNECT', reasonCode: 0x8e }, 'session taken over'],
  [{ type: 'AUTH', reasonCode: 0x18 }, 'next step'],
])('%o reads "%s"', (packet, text) => {
  expect(label(packet)).toBe(text);
});

test('every packet has a label whose places are all filled in', () => {
  for (const { packet } of [...VECTORS, ...VECTORS_5]) expect(label(packet)).not.toMatch(/[{}]/);
});
