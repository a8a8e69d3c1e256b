import { bytesOf, utf8 } from './vectors.ts';
import type { Vector } from './vectors.ts';

/** Packets of 5.0, their bytes written from the standard. Each property by itself: property-vectors.ts. */
export const VECTORS_5: readonly Vector[] = [
  {
    name: 'CONNECT of 5.0 without properties [MQTT5-2.2.2-1]',
    sender: 'client',
    level: 5,
    packet: { type: 'CONNECT', level: 5, clean: true, keepAlive: 60, clientId: 'a' },
    hex: "10 0e 00 04 'MQTT' 05 02 00 3c 00 00 01 'a'",
  },
  {
    name: 'CONNECT of 5.0 with a receive maximum, as mosquitto_sub sends it',
    sender: 'client',
    level: 5,
    packet: { type: 'CONNECT', level: 5, clean: true, keepAlive: 60, clientId: '', properties: { receiveMaximum: 20 } },
    hex: "10 10 00 04 'MQTT' 05 02 00 3c 03 21 00 14 00 00",
  },
  {
    name: 'CONNECT of 5.0 with a password and no user name [MQTT5-3.1.2-19]',
    sender: 'client',
    level: 5,
    packet: { type: 'CONNECT', level: 5, clean: true, keepAlive: 0, clientId: '', password: bytesOf('ff') },
    hex: "10 10 00 04 'MQTT' 05 42 00 00 00 00 00 00 01 ff",
  },
  {
    name: 'CONNECT of 5.0 with a will that has no properties [MQTT5-3.1.2-9]',
    sender: 'client',
    level: 5,
    packet: {
      type: 'CONNECT',
      level: 5,
      clean: true,
      keepAlive: 0,
      clientId: '',
      will: { topic: 'w', payload: bytesOf(''), qos: 2, retain: false },
    },
    hex: "10 13 00 04 'MQTT' 05 16 00 00 00 00 00 00 00 01 'w' 00 00",
  },
  {
    name: 'CONNECT of 5.0 with all that it has, in the order of the standard [MQTT5-3.1.3-1]',
    sender: 'client',
    level: 5,
    packet: {
      type: 'CONNECT',
      level: 5,
      clean: false,
      keepAlive: 10,
      clientId: 'c',
      will: {
        topic: 'w',
        payload: utf8('gone'),
        qos: 1,
        retain: true,
        properties: {
          willDelayInterval: 30,
          payloadFormatIndicator: 1,
          messageExpiryInterval: 3_600,
          contentType: 'text/plain',
          responseTopic: 'r/t',
          correlationData: bytesOf('00 ff'),
          userProperties: [{ name: 'k', value: 'v' }],
        },
      },
      username: 'u',
      password: utf8('p'),
      properties: {
        sessionExpiryInterval: 0xffff_ffff,
        receiveMaximum: 20,
        maximumPacketSize: 65_536,
        topicAliasMaximum: 10,
        requestResponseInformation: 1,
        requestProblemInformation: 0,
        userProperties: [
          { name: 'a', value: '1' },
          { name: 'a', value: '2' },
        ],
        authenticationMethod: 'SCRAM',
        authenticationData: bytesOf('01'),
      },
    },
    hex: `10 77 00 04 'MQTT' 05 ec 00 0a
      2e 11 ff ff ff ff 21 00 14 27 00 01 00 00 22 00 0a 19 01 17 00
         26 00 01 'a' 00 01 '1' 26 00 01 'a' 00 01 '2' 15 00 05 'SCRAM' 16 00 01 01
      00 01 'c'
      2b 18 00 00 00 1e 01 01 02 00 00 0e 10 03 00 0a 'text/plain' 08 00 03 'r/t' 09 00 02 00 ff 26 00 01 'k' 00 01 'v'
      00 01 'w' 00 04 'gone' 00 01 'u' 00 01 'p'`,
  },
  {
    name: 'CONNACK of 5.0, accepted',
    sender: 'server',
    level: 5,
    packet: { type: 'CONNACK', sessionPresent: true, reasonCode: 0 },
    hex: '20 03 01 00 00',
  },
  {
    name: 'CONNACK of 5.0 as Mosquitto sends it: topic alias maximum, then receive maximum',
    sender: 'server',
    level: 5,
    packet: {
      type: 'CONNACK',
      sessionPresent: false,
      reasonCode: 0,
      properties: { topicAliasMaximum: 10, receiveMaximum: 20 },
    },
    hex: '20 09 00 00 06 22 00 0a 21 00 14',
  },
  {
    name: 'CONNACK of 5.0 that refuses, and says why',
    sender: 'server',
    level: 5,
    packet: { type: 'CONNACK', sessionPresent: false, reasonCode: 0x86, properties: { reasonString: 'no' } },
    hex: "20 08 00 86 05 1f 00 02 'no'",
  },
  {
    name: 'PUBLISH of 5.0 at QoS 0, without a packet id [MQTT5-2.2.1-2]',
    sender: 'client',
    level: 5,
    packet: { type: 'PUBLISH', dup: false, qos: 0, retain: false, topic: 'a', payload: utf8('x') },
    hex: "30 05 00 01 'a' 00 'x'",
  },
  {
    name: 'PUBLISH of 5.0 at QoS 1, its properties after its packet id',
    sender: 'client',
    level: 5,
    packet: {
      type: 'PUBLISH',
      dup: true,
      qos: 1,
      retain: true,
      topic: 'a/b',
      packetId: 7,
      payload: utf8('21.5'),
      properties: { messageExpiryInterval: 60, topicAlias: 1 },
    },
    hex: "3b 14 00 03 'a/b' 00 07 08 02 00 00 00 3c 23 00 01 '21.5'",
  },
  {
    name: 'PUBLISH of 5.0 whose topic an alias stands for',
    sender: 'client',
    level: 5,
    packet: {
      type: 'PUBLISH',
      dup: false,
      qos: 0,
      retain: false,
      topic: '',
      payload: utf8('x'),
      properties: { topicAlias: 65_535 },
    },
    hex: "30 07 00 00 03 23 ff ff 'x'",
  },
  {
    name: 'PUBLISH of 5.0 that several subscriptions brought, their identifiers short and long [MQTT5-3.3.4-4] [MQTT5-1.5.5-1]',
    sender: 'server',
    level: 5,
    packet: {
      type: 'PUBLISH',
      dup: false,
      qos: 0,
      retain: false,
      topic: 'a',
      payload: bytesOf(''),
      properties: { subscriptionIdentifier: [1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, 268_435_455] },
    },
    hex: `30 20 00 01 'a' 1c 0b 01 0b 7f 0b 80 01 0b ff 7f 0b 80 80 01 0b ff ff 7f 0b 80 80 80 01 0b ff ff ff 7f`,
  },
  {
    name: 'PUBLISH of 5.0 with more than 127 bytes of properties',
    sender: 'server',
    level: 5,
    packet: {
      type: 'PUBLISH',
      dup: false,
      qos: 0,
      retain: false,
      topic: 'a',
      payload: bytesOf(''),
      properties: { correlationData: new Uint8Array(200).fill(7) },
    },
    hex: `30 d0 01 00 01 'a' cb 01 09 00 c8 ${'07'.repeat(200)}`,
  },
  ...(['PUBACK', 'PUBREC', 'PUBREL', 'PUBCOMP'] as const).flatMap((type): Vector[] => {
    const first = { PUBACK: '40', PUBREC: '50', PUBREL: '62', PUBCOMP: '70' }[type];
    const code = type === 'PUBACK' || type === 'PUBREC' ? 0x97 : 0x92;
    const hex = code.toString(16);
    return [
      {
        name: `${type} of 5.0, short`,
        sender: 'client',
        level: 5,
        packet: { type, packetId: 258, reasonCode: 0 },
        hex: `${first} 02 01 02`,
      },
      {
        name: `${type} of 5.0 with a reason code and no properties`,
        sender: 'server',
        level: 5,
        packet: { type, packetId: 1, reasonCode: code },
        hex: `${first} 03 00 01 ${hex}`,
      },
      {
        name: `${type} of 5.0 with a reason code and properties`,
        sender: 'server',
        level: 5,
        packet: {
          type,
          packetId: 1,
          reasonCode: code,
          properties: { reasonString: 'x', userProperties: [{ name: '', value: '' }] },
        },
        hex: `${first} 0d 00 01 ${hex} 09 1f 00 01 'x' 26 00 00 00 00`,
      },
      {
        name: `${type} of 5.0 with properties and reason code 0`,
        sender: 'server',
        level: 5,
        packet: { type, packetId: 1, reasonCode: 0, properties: { reasonString: '' } },
        hex: `${first} 07 00 01 00 03 1f 00 00`,
      },
    ];
  }),
  {
    name: 'SUBSCRIBE of 5.0 with every option',
    sender: 'client',
    level: 5,
    packet: {
      type: 'SUBSCRIBE',
      packetId: 2,
      subscriptions: [
        { filter: 'a', qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
        { filter: 'b', qos: 1, noLocal: true, retainAsPublished: false, retainHandling: 1 },
        { filter: '#', qos: 2, noLocal: false, retainAsPublished: true, retainHandling: 2 },
        { filter: '$share/g/+', qos: 2, noLocal: false, retainAsPublished: true, retainHandling: 0 },
      ],
      properties: { subscriptionIdentifier: [300] },
    },
    hex: `82 1f 00 02 03 0b ac 02 00 01 'a' 00 00 01 'b' 15 00 01 '#' 2a 00 0a '$share/g/+' 0a`,
  },
  {
    name: 'SUBSCRIBE of 5.0 with user properties alone',
    sender: 'client',
    level: 5,
    packet: {
      type: 'SUBSCRIBE',
      packetId: 1,
      subscriptions: [{ filter: 'a', qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 0 }],
      properties: { userProperties: [{ name: 'ä', value: '🍓' }] },
    },
    hex: "82 12 00 01 0b 26 00 02 c3 a4 00 04 f0 9f 8d 93 00 01 'a' 01",
  },
  {
    name: 'SUBACK of 5.0, granted and refused [MQTT5-3.9.3-2]',
    sender: 'server',
    level: 5,
    packet: {
      type: 'SUBACK',
      packetId: 2,
      reasonCodes: [0, 1, 2, 0x80, 0x83, 0x87, 0x8f, 0x91, 0x97, 0x9e, 0xa1, 0xa2],
    },
    hex: '90 0f 00 02 00 00 01 02 80 83 87 8f 91 97 9e a1 a2',
  },
  {
    name: 'UNSUBSCRIBE of 5.0',
    sender: 'client',
    level: 5,
    packet: { type: 'UNSUBSCRIBE', packetId: 3, filters: ['a/+', '$share/g/a'] },
    hex: "a2 14 00 03 00 00 03 'a/+' 00 0a '$share/g/a'",
  },
  {
    name: 'UNSUBACK of 5.0, with a reason code for each filter [MQTT5-3.11.3-2]',
    sender: 'server',
    level: 5,
    packet: { type: 'UNSUBACK', packetId: 3, reasonCodes: [0, 0x11, 0x80, 0x83, 0x87, 0x8f, 0x91] },
    hex: 'b0 0a 00 03 00 00 11 80 83 87 8f 91',
  },
  { name: 'PINGREQ of 5.0', sender: 'client', level: 5, packet: { type: 'PINGREQ' }, hex: 'c0 00' },
  { name: 'PINGRESP of 5.0', sender: 'server', level: 5, packet: { type: 'PINGRESP' }, hex: 'd0 00' },
  {
    name: 'DISCONNECT of 5.0, short',
    sender: 'client',
    level: 5,
    packet: { type: 'DISCONNECT', reasonCode: 0 },
    hex: 'e0 00',
  },
  {
    name: 'DISCONNECT of 5.0 that wants the will published',
    sender: 'client',
    level: 5,
    packet: { type: 'DISCONNECT', reasonCode: 4 },
    hex: 'e0 01 04',
  },
  {
    name: 'DISCONNECT of 5.0 that ends the session',
    sender: 'client',
    level: 5,
    packet: { type: 'DISCONNECT', reasonCode: 0, properties: { sessionExpiryInterval: 0 } },
    hex: 'e0 07 00 05 11 00 00 00 00',
  },
  {
    name: 'DISCONNECT of 5.0 from a server that has moved',
    sender: 'server',
    level: 5,
    packet: {
      type: 'DISCONNECT',
      reasonCode: 0x9d,
      properties: { serverReference: 'b:1883', reasonString: 'moved' },
    },
    hex: "e0 13 9d 11 1c 00 06 'b:1883' 1f 00 05 'moved'",
  },
  {
    name: 'AUTH, short',
    sender: 'server',
    level: 5,
    packet: { type: 'AUTH', reasonCode: 0 },
    hex: 'f0 00',
  },
  {
    name: 'AUTH that goes on',
    sender: 'server',
    level: 5,
    packet: {
      type: 'AUTH',
      reasonCode: 0x18,
      properties: { authenticationMethod: 'M', authenticationData: bytesOf('00') },
    },
    hex: "f0 0a 18 08 15 00 01 'M' 16 00 01 00",
  },
  {
    name: 'AUTH that begins again',
    sender: 'client',
    level: 5,
    packet: { type: 'AUTH', reasonCode: 0x19, properties: { authenticationMethod: 'M' } },
    hex: "f0 06 19 04 15 00 01 'M'",
  },
];

/** Longer than they need to be, as nobody has to write them, and everybody has to read them. */
export const READ_ONLY_5: readonly Vector[] = [
  ...(['PUBACK', 'PUBREC', 'PUBREL', 'PUBCOMP'] as const).flatMap((type): Vector[] => {
    const first = { PUBACK: '40', PUBREC: '50', PUBREL: '62', PUBCOMP: '70' }[type];
    return [
      {
        name: `${type} that says its reason code 0`,
        sender: 'client',
        level: 5,
        packet: { type, packetId: 1, reasonCode: 0 },
        hex: `${first} 03 00 01 00`,
      },
      {
        name: `${type} that says that it has no properties`,
        sender: 'client',
        level: 5,
        packet: { type, packetId: 1, reasonCode: 0 },
        hex: `${first} 04 00 01 00 00`,
      },
    ];
  }),
  {
    name: 'DISCONNECT that says its reason code 0',
    sender: 'client',
    level: 5,
    packet: { type: 'DISCONNECT', reasonCode: 0 },
    hex: 'e0 01 00',
  },
  {
    name: 'DISCONNECT that says that it has no properties',
    sender: 'server',
    level: 5,
    packet: { type: 'DISCONNECT', reasonCode: 0x8e },
    hex: 'e0 02 8e 00',
  },
  {
    name: 'CONNACK of a server that does not know 5.0',
    sender: 'server',
    level: 5,
    packet: { type: 'CONNACK', sessionPresent: false, reasonCode: 0x84 },
    hex: '20 02 00 01',
  },
];
