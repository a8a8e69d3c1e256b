import type { Packet, ProtocolLevel, Sender } from '#runtime/mqtt/packet.ts';

/** A packet and the bytes that say it; read both ways. */
export interface Vector {
  readonly name: string;
  readonly sender: Sender;
  readonly level: ProtocolLevel;
  readonly packet: Packet;
  /** Hexadecimal digits, white space where it helps. */
  readonly hex: string;
}

/** Hexadecimal digits, `'text'` in quotes, white space. */
export function bytesOf(hex: string): Uint8Array {
  const parts = hex.match(/'[^']*'|[0-9a-f]{2}/g) ?? [];
  return Uint8Array.from(
    parts.flatMap((part) => (part.startsWith("'") ? [...utf8(part.slice(1, -1))] : [Number.parseInt(part, 16)])),
  );
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const MEBIBYTE = 1 << 20;

export const VECTORS: readonly Vector[] = [
  {
    name: 'CONNECT, clean, as mosquitto_sub sends it',
    sender: 'client',
    level: 4,
    packet: { type: 'CONNECT', level: 4, clean: true, keepAlive: 60, clientId: 'mosq-1' },
    hex: "10 12 00 04 'MQTT' 04 02 00 3c 00 06 'mosq-1'",
  },
  {
    name: 'CONNECT with all that 3.1.1 has',
    sender: 'client',
    level: 4,
    packet: {
      type: 'CONNECT',
      level: 4,
      clean: false,
      keepAlive: 65_535,
      clientId: 'rpi-sub',
      will: { topic: 'piandmore/rpi-sub/led', payload: utf8('4'), qos: 2, retain: true },
      username: 'pi',
      password: bytesOf('00 ff'),
    },
    hex: "10 35 00 04 'MQTT' 04 f4 ff ff 00 07 'rpi-sub' 00 15 'piandmore/rpi-sub/led' 00 01 '4' 00 02 'pi' 00 02 00 ff",
  },
  {
    name: 'CONNECT without a client id',
    sender: 'client',
    level: 4,
    packet: { type: 'CONNECT', level: 4, clean: true, keepAlive: 0, clientId: '' },
    hex: "10 0c 00 04 'MQTT' 04 02 00 00 00 00",
  },
  {
    name: 'CONNECT with a will of no bytes',
    sender: 'client',
    level: 4,
    packet: {
      type: 'CONNECT',
      level: 4,
      clean: true,
      keepAlive: 5,
      clientId: 'a',
      will: { topic: 'w', payload: bytesOf(''), qos: 0, retain: false },
    },
    hex: "10 12 00 04 'MQTT' 04 06 00 05 00 01 'a' 00 01 'w' 00 00",
  },
  {
    name: 'CONNECT of MQTT 3.1',
    sender: 'client',
    level: 3,
    packet: { type: 'CONNECT', level: 3, clean: true, keepAlive: 10, clientId: 'old' },
    hex: "10 11 00 06 'MQIsdp' 03 02 00 0a 00 03 'old'",
  },
  {
    name: 'CONNECT of a Mosquitto bridge, protocol byte 128 + 4',
    sender: 'client',
    level: 4,
    packet: { type: 'CONNECT', level: 4, bridge: true, clean: false, keepAlive: 60, clientId: 'rpi.up' },
    hex: "10 12 00 04 'MQTT' 84 00 00 3c 00 06 'rpi.up'",
  },
  {
    name: 'CONNACK accepted',
    sender: 'server',
    level: 4,
    packet: { type: 'CONNACK', sessionPresent: false, reasonCode: 0 },
    hex: '20 02 00 00',
  },
  {
    name: 'CONNACK with the session still there',
    sender: 'server',
    level: 4,
    packet: { type: 'CONNACK', sessionPresent: true, reasonCode: 0 },
    hex: '20 02 01 00',
  },
  {
    name: 'CONNACK not authorized',
    sender: 'server',
    level: 4,
    packet: { type: 'CONNACK', sessionPresent: false, reasonCode: 5 },
    hex: '20 02 00 05',
  },
  {
    name: 'PUBLISH at QoS 0',
    sender: 'client',
    level: 4,
    packet: {
      type: 'PUBLISH',
      dup: false,
      qos: 0,
      retain: false,
      topic: 'piandmore/test',
      payload: utf8('Hello World'),
    },
    hex: "30 1b 00 0e 'piandmore/test' 'Hello World'",
  },
  {
    name: 'PUBLISH at QoS 1, retained',
    sender: 'client',
    level: 4,
    packet: {
      type: 'PUBLISH',
      dup: false,
      qos: 1,
      retain: true,
      topic: 'sensor/1/radiation/alpha',
      packetId: 1,
      payload: utf8('0.12'),
    },
    hex: "33 20 00 18 'sensor/1/radiation/alpha' 00 01 '0.12'",
  },
  {
    name: 'PUBLISH at QoS 2, sent again',
    sender: 'server',
    level: 4,
    packet: { type: 'PUBLISH', dup: true, qos: 2, retain: false, topic: 'ä/🍓', packetId: 65_535, payload: utf8('x') },
    hex: '3c 0c 00 07 c3 a4 2f f0 9f 8d 93 ff ff 78',
  },
  {
    name: 'PUBLISH that clears what is retained',
    sender: 'client',
    level: 4,
    packet: { type: 'PUBLISH', dup: false, qos: 0, retain: true, topic: 'a/b', payload: bytesOf('') },
    hex: "31 05 00 03 'a/b'",
  },
  {
    name: 'PUBLISH whose topic begins with U+FEFF, which stays [MQTT-1.5.3-3]',
    sender: 'client',
    level: 4,
    packet: { type: 'PUBLISH', dup: false, qos: 0, retain: false, topic: '\uFEFFa', payload: bytesOf('') },
    hex: "30 06 00 04 ef bb bf 'a'",
  },
  {
    name: 'PUBLISH of 200 bytes, a remaining length of two bytes',
    sender: 'client',
    level: 4,
    packet: { type: 'PUBLISH', dup: false, qos: 0, retain: false, topic: 't', payload: new Uint8Array(200).fill(7) },
    hex: `30 cb 01 00 01 't' ${'07'.repeat(200)}`,
  },
  {
    name: 'PUBACK',
    sender: 'server',
    level: 4,
    packet: { type: 'PUBACK', packetId: 1, reasonCode: 0 },
    hex: '40 02 00 01',
  },
  {
    name: 'PUBREC',
    sender: 'client',
    level: 4,
    packet: { type: 'PUBREC', packetId: 258, reasonCode: 0 },
    hex: '50 02 01 02',
  },
  {
    name: 'PUBREL',
    sender: 'client',
    level: 4,
    packet: { type: 'PUBREL', packetId: 65_535, reasonCode: 0 },
    hex: '62 02 ff ff',
  },
  {
    name: 'PUBCOMP',
    sender: 'server',
    level: 4,
    packet: { type: 'PUBCOMP', packetId: 10, reasonCode: 0 },
    hex: '70 02 00 0a',
  },
  {
    name: 'SUBSCRIBE to one filter',
    sender: 'client',
    level: 4,
    packet: { type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 'sensor/1/#', qos: 1 }] },
    hex: "82 0f 00 01 00 0a 'sensor/1/#' 01",
  },
  {
    name: 'SUBSCRIBE to three filters',
    sender: 'client',
    level: 4,
    packet: {
      type: 'SUBSCRIBE',
      packetId: 513,
      subscriptions: [
        { filter: '#', qos: 0 },
        { filter: '+/a', qos: 2 },
        { filter: '$SYS/#', qos: 1 },
      ],
    },
    hex: "82 15 02 01 00 01 '#' 00 00 03 '+/a' 02 00 06 '$SYS/#' 01",
  },
  {
    name: 'SUBACK, granted and refused',
    sender: 'server',
    level: 4,
    packet: { type: 'SUBACK', packetId: 513, reasonCodes: [0, 1, 2, 0x80] },
    hex: '90 06 02 01 00 01 02 80',
  },
  {
    name: 'UNSUBSCRIBE from two filters',
    sender: 'client',
    level: 4,
    packet: { type: 'UNSUBSCRIBE', packetId: 2, filters: ['sensor/+', 'a'] },
    hex: "a2 0f 00 02 00 08 'sensor/+' 00 01 'a'",
  },
  {
    name: 'UNSUBACK',
    sender: 'server',
    level: 4,
    packet: { type: 'UNSUBACK', packetId: 2 },
    hex: 'b0 02 00 02',
  },
  { name: 'PINGREQ', sender: 'client', level: 4, packet: { type: 'PINGREQ' }, hex: 'c0 00' },
  { name: 'PINGRESP', sender: 'server', level: 4, packet: { type: 'PINGRESP' }, hex: 'd0 00' },
  { name: 'DISCONNECT', sender: 'client', level: 4, packet: { type: 'DISCONNECT', reasonCode: 0 }, hex: 'e0 00' },
];

/** Too long to be cut at every point: a remaining length of three and of four bytes. */
export const LARGE_VECTORS: readonly Vector[] = [
  {
    name: 'PUBLISH of 300 kB',
    sender: 'client',
    level: 4,
    packet: {
      type: 'PUBLISH',
      dup: false,
      qos: 0,
      retain: false,
      topic: 't',
      payload: new Uint8Array(300_000).fill(9),
    },
    hex: `30 e3 a7 12 00 01 't' ${'09'.repeat(300_000)}`,
  },
  {
    name: 'PUBLISH of 2 MiB',
    sender: 'client',
    level: 4,
    packet: { type: 'PUBLISH', dup: false, qos: 0, retain: false, topic: 't', payload: new Uint8Array(2 * MEBIBYTE) },
    hex: `30 83 80 80 01 00 01 't' ${'00'.repeat(2 * MEBIBYTE)}`,
  },
];
