import { expect, test } from 'vitest';
import { summary } from '#runtime/mqtt/describe.ts';
import type { Packet } from '#runtime/mqtt/packet.ts';
import { say } from '#runtime/mqtt/phrase.ts';
import { mqttPhrasesEn } from '#runtime/mqtt/phrases.en.ts';
import { VECTORS, bytesOf } from './vectors.ts';

function label(packet: Packet): string {
  const { topic, notes } = summary(packet);
  return [...(topic === undefined ? [] : [topic]), ...notes.map((note) => say(note, mqttPhrasesEn))].join(', ');
}

const payload = bytesOf('');
const will = { topic: 'led', payload, qos: 0, retain: false } as const;

test.each<[Packet, string]>([
  [{ type: 'CONNECT', level: 4, clean: true, keepAlive: 60, clientId: 'a' }, 'keep alive 60 s'],
  [{ type: 'CONNECT', level: 4, clean: true, keepAlive: 0, clientId: 'a', will }, 'no keep alive, will on `led`'],
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
])('%o reads "%s"', (packet, text) => {
  expect(label(packet)).toBe(text);
});

test('every packet has a label whose places are all filled in', () => {
  for (const { packet } of VECTORS) expect(label(packet)).not.toMatch(/[{}]/);
});
