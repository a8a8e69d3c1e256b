import { describe, expect, test } from 'vitest';
import { Decoder, decodePacket } from '#runtime/mqtt/decode.ts';
import { MqttError } from '#runtime/mqtt/error.ts';
import type { MqttErrorKind } from '#runtime/mqtt/error.ts';
import type { ProtocolLevel, Sender } from '#runtime/mqtt/packet.ts';
import type { RefusalId } from '#runtime/mqtt/refusal.en.ts';
import { REFUSALS } from '#runtime/mqtt/refusal.en.ts';
import type { TopicFlawKind } from '#runtime/mqtt/topic-flaw.ts';
import { REFUSED_5 } from './refused-5.ts';
import { clauseOf } from './clause-of.ts';
import { bytesOf } from './vectors.ts';

interface Refused {
  /** Ends with the rule that is broken. */
  readonly because: string;
  readonly id: `error.${RefusalId}` | `topic.${TopicFlawKind}`;
  readonly hex: string;
  readonly kind?: MqttErrorKind;
  readonly sender?: Sender;
  readonly level?: ProtocolLevel;
}

const CONNECT = "00 04 'MQTT' 04";

const REFUSED: readonly Refused[] = [
  { because: 'type 0 is forbidden [MQTT-2.2.1]', id: 'error.packet-type', hex: '00 00' },
  { because: 'type 15 exists in 5.0 only [MQTT-2.2.1]', id: 'error.packet-type', hex: 'f0 00' },
  {
    because: 'a client sends CONNACK [MQTT-2.2.1]',
    id: 'error.direction',
    kind: 'protocol',
    hex: '20 02 00 00',
  },
  {
    because: 'a client sends SUBACK [MQTT-2.2.1]',
    id: 'error.direction',
    kind: 'protocol',
    hex: '90 03 00 01 00',
  },
  {
    because: 'a client sends UNSUBACK [MQTT-2.2.1]',
    id: 'error.direction',
    kind: 'protocol',
    hex: 'b0 02 00 01',
  },
  { because: 'a client sends PINGRESP [MQTT-2.2.1]', id: 'error.direction', kind: 'protocol', hex: 'd0 00' },
  {
    because: 'a server sends CONNECT [MQTT-2.2.1]',
    id: 'error.direction',
    kind: 'protocol',
    sender: 'server',
    hex: "10 0d 00 04 'MQTT' 04 02 00 3c 00 01 'a'",
  },
  {
    because: 'a server sends SUBSCRIBE [MQTT-2.2.1]',
    id: 'error.direction',
    kind: 'protocol',
    sender: 'server',
    hex: "82 06 00 01 00 01 'a' 00",
  },
  {
    because: 'a server sends PINGREQ [MQTT-2.2.1]',
    id: 'error.direction',
    kind: 'protocol',
    sender: 'server',
    hex: 'c0 00',
  },
  {
    because: 'a server sends DISCONNECT [MQTT-2.2.1]',
    id: 'error.direction',
    kind: 'protocol',
    sender: 'server',
    hex: 'e0 00',
  },

  {
    because: 'CONNECT has flags [MQTT-2.2.2-2]',
    id: 'error.flags',
    hex: `11 0d ${CONNECT} 02 00 3c 00 01 'a'`,
  },
  { because: 'PUBACK has flags [MQTT-2.2.2-2]', id: 'error.flags', hex: '42 02 00 01' },
  { because: 'PUBREC has flags [MQTT-2.2.2-2]', id: 'error.flags', hex: '52 02 00 01' },
  { because: 'PUBREL lacks its flags [MQTT-3.6.1-1]', id: 'error.flags', hex: '60 02 00 01' },
  { because: 'PUBREL says DUP [MQTT-3.6.1-1]', id: 'error.flags', hex: '6a 02 00 01' },
  { because: 'PUBCOMP has flags [MQTT-2.2.2-2]', id: 'error.flags', hex: '72 02 00 01' },
  { because: 'SUBSCRIBE lacks its flags [MQTT-3.8.1-1]', id: 'error.flags', hex: "80 06 00 01 00 01 'a' 00" },
  { because: 'UNSUBSCRIBE lacks its flags [MQTT-3.10.1-1]', id: 'error.flags', hex: "a0 05 00 01 00 01 'a'" },
  { because: 'PINGREQ has flags [MQTT-2.2.2-2]', id: 'error.flags', hex: 'c1 00' },
  { because: 'DISCONNECT has flags [MQTT-3.14.1-1]', id: 'error.flags', hex: 'e4 00' },
  { because: 'CONNACK has flags [MQTT-2.2.2-2]', id: 'error.flags', sender: 'server', hex: '28 02 00 00' },

  {
    because: 'the remaining length has five bytes [MQTT-2.2.3]',
    id: 'error.remaining-length',
    hex: '30 80 80 80 80 01',
  },
  { because: 'fewer bytes follow than announced [MQTT-2.2.3]', id: 'error.incomplete-packet', hex: 'c0 01' },
  { because: 'more bytes follow than announced [MQTT-2.2.3]', id: 'error.incomplete-packet', hex: 'c0 00 00' },
  { because: 'nothing is there [MQTT-2.2.3]', id: 'error.too-short', hex: '' },
  { because: 'a field is cut [MQTT-2.2.3]', id: 'error.too-short', hex: "30 04 00 05 'ab'" },
  { because: 'a length is cut [MQTT-2.2.3]', id: 'error.too-short', hex: '30 01 00' },
  { because: 'PUBACK goes on [MQTT-2.2.3]', id: 'error.trailing-bytes', hex: '40 03 00 01 00' },
  { because: 'PINGREQ goes on [MQTT-2.2.3]', id: 'error.trailing-bytes', hex: 'c0 01 00' },
  {
    because: 'CONNECT goes on: a user name that no flag announces [MQTT-3.1.2-18] [MQTT-2.2.3]',
    id: 'error.trailing-bytes',
    hex: `10 10 ${CONNECT} 02 00 3c 00 01 'a' 00 01 'u'`,
  },
  {
    because: 'CONNECT lacks the user name that a flag announces [MQTT-3.1.2-19] [MQTT-2.2.3]',
    id: 'error.too-short',
    hex: `10 0d ${CONNECT} 82 00 3c 00 01 'a'`,
  },
  {
    because: 'CONNECT lacks the password that a flag announces [MQTT-3.1.2-21] [MQTT-2.2.3]',
    id: 'error.too-short',
    hex: `10 10 ${CONNECT} c2 00 3c 00 01 'a' 00 01 'u'`,
  },
  {
    because: 'CONNECT lacks the will that a flag announces [MQTT-3.1.2-9] [MQTT-2.2.3]',
    id: 'error.too-short',
    hex: `10 0d ${CONNECT} 06 00 3c 00 01 'a'`,
  },
  {
    because: 'CONNECT lacks the client id [MQTT-3.1.3-3] [MQTT-2.2.3]',
    id: 'error.too-short',
    hex: `10 0a ${CONNECT} 02 00 3c`,
  },

  { because: 'text holds Latin-1 [MQTT-1.5.3-1]', id: 'error.utf8-truncated', hex: '30 03 00 01 e4' },
  {
    because: 'text holds a byte that UTF-8 never has [MQTT-1.5.3-1]',
    id: 'error.utf8-unexpected',
    hex: '30 03 00 01 ff',
  },
  {
    because: 'text holds a character that breaks off [MQTT-1.5.3-1]',
    id: 'error.utf8-unexpected',
    hex: "30 04 00 02 c3 'a'",
  },
  { because: 'text holds an overlong / [MQTT-1.5.3-1]', id: 'error.utf8-overlong', hex: '30 04 00 02 c0 af' },
  {
    because: 'text holds an overlong U+0000 [MQTT-1.5.3-1]',
    id: 'error.utf8-overlong',
    hex: '30 05 00 03 e0 80 80',
  },
  {
    because: 'text holds half a surrogate pair [MQTT-1.5.3-1]',
    id: 'error.utf8-surrogate',
    hex: '30 05 00 03 ed a0 80',
  },
  {
    because: 'text goes beyond U+10FFFF [MQTT-1.5.3-1]',
    id: 'error.utf8-beyond',
    hex: '30 06 00 04 f4 90 80 80',
  },
  {
    because: 'a client id is not UTF-8 [MQTT-3.1.3-4] [MQTT-1.5.3-1]',
    id: 'error.utf8-unexpected',
    hex: `10 0d ${CONNECT} 02 00 3c 00 01 80`,
  },
  {
    because: 'a will topic is not UTF-8 [MQTT-3.1.3-10] [MQTT-1.5.3-1]',
    id: 'error.utf8-unexpected',
    hex: `10 12 ${CONNECT} 06 00 3c 00 01 'a' 00 01 80 00 00`,
  },
  {
    because: 'a user name is not UTF-8 [MQTT-3.1.3-11] [MQTT-1.5.3-1]',
    id: 'error.utf8-unexpected',
    hex: `10 10 ${CONNECT} 82 00 3c 00 01 'a' 00 01 80`,
  },
  {
    because: 'a filter of SUBSCRIBE is not UTF-8 [MQTT-3.8.3-1] [MQTT-1.5.3-1]',
    id: 'error.utf8-unexpected',
    hex: '82 06 00 01 00 01 80 00',
  },
  {
    because: 'a filter of UNSUBSCRIBE is not UTF-8 [MQTT-3.10.3-1] [MQTT-1.5.3-1]',
    id: 'error.utf8-unexpected',
    hex: 'a2 05 00 01 00 01 80',
  },
  {
    because: 'a topic holds U+0000 [MQTT-1.5.3-2]',
    id: 'error.null-character',
    hex: "30 05 00 03 'a' 00 'b'",
  },
  {
    because: 'a client id holds U+0000 [MQTT-1.5.3-2]',
    id: 'error.null-character',
    hex: `10 0d ${CONNECT} 02 00 3c 00 01 00`,
  },

  {
    because: 'the protocol name is another [MQTT5-3.1.2-1] [MQTT-3.1.2-1]',
    id: 'error.protocol-name',
    kind: 'protocol',
    hex: "10 0d 00 04 'mqtt' 04 02 00 3c 00 01 'a'",
  },
  {
    because: 'level 5 has another name [MQTT-3.1.2-2]',
    id: 'error.protocol-level',
    kind: 'unacceptable-protocol-level',
    hex: "10 10 00 06 'MQIsdp' 05 02 00 3c 00 00 01 'a'",
  },
  {
    because: 'level 6 does not exist [MQTT-3.1.2-2]',
    id: 'error.protocol-level',
    kind: 'unacceptable-protocol-level',
    hex: "10 0d 00 04 'MQTT' 06 02 00 3c 00 01 'a'",
  },
  {
    because: 'level 3 has another name [MQTT-3.1.2-2]',
    id: 'error.protocol-level',
    kind: 'unacceptable-protocol-level',
    hex: "10 0d 00 04 'MQTT' 03 02 00 3c 00 01 'a'",
  },
  {
    because: 'level 4 has another name [MQTT-3.1.2-2]',
    id: 'error.protocol-level',
    kind: 'unacceptable-protocol-level',
    hex: "10 0f 00 06 'MQIsdp' 04 02 00 3c 00 01 'a'",
  },
  {
    because: 'the reserved flag is set [MQTT-3.1.2-3]',
    id: 'error.connect-reserved-flag',
    hex: `10 0d ${CONNECT} 03 00 3c 00 01 'a'`,
  },
  {
    because: 'there is a will QoS without a will [MQTT-3.1.2-13]',
    id: 'error.will-qos-without-will',
    hex: `10 0d ${CONNECT} 0a 00 3c 00 01 'a'`,
  },
  {
    because: 'the will QoS is 3 [MQTT-3.1.2-14]',
    id: 'error.will-qos',
    hex: `10 12 ${CONNECT} 1e 00 3c 00 01 'a' 00 01 'w' 00 00`,
  },
  {
    because: 'will retain is set without a will [MQTT-3.1.2-15]',
    id: 'error.will-retain-without-will',
    hex: `10 0d ${CONNECT} 22 00 3c 00 01 'a'`,
  },
  {
    because: 'there is a password without a user name [MQTT-3.1.2-22]',
    id: 'error.password-without-username',
    hex: `10 10 ${CONNECT} 42 00 3c 00 01 'a' 00 01 'p'`,
  },
  {
    because: 'the will topic has a wildcard [MQTT-3.3.2-2]',
    id: 'topic.name-wildcard',
    kind: 'topic-name-invalid',
    hex: `10 12 ${CONNECT} 06 00 3c 00 01 'a' 00 01 '#' 00 00`,
  },
  {
    because: 'the will topic is empty [MQTT-4.7.3-1]',
    id: 'topic.name-empty',
    kind: 'topic-name-invalid',
    hex: `10 11 ${CONNECT} 06 00 3c 00 01 'a' 00 00 00 00`,
  },

  {
    because: 'CONNACK has reserved bits [MQTT-3.2.2.1]',
    id: 'error.connack-flags',
    sender: 'server',
    hex: '20 02 02 00',
  },
  {
    because: 'CONNACK refuses and yet has the session [MQTT-3.2.2-4]',
    id: 'error.session-present-refused',
    sender: 'server',
    hex: '20 02 01 05',
  },
  {
    because: 'CONNACK has a reserved return code [MQTT-3.2.2.3]',
    id: 'error.return-code',
    sender: 'server',
    hex: '20 02 00 06',
  },

  { because: 'PUBLISH has QoS 3 [MQTT-3.3.1-4]', id: 'error.qos', hex: "36 05 00 01 'a' 00 01" },
  { because: 'PUBLISH says DUP at QoS 0 [MQTT-3.3.1-2]', id: 'error.dup-at-qos-0', hex: "38 03 00 01 'a'" },
  {
    because: 'a topic name has + [MQTT-3.3.2-2]',
    id: 'topic.name-wildcard',
    kind: 'topic-name-invalid',
    hex: "30 05 00 03 'a/+'",
  },
  {
    because: 'a topic name has # [MQTT-3.3.2-2]',
    id: 'topic.name-wildcard',
    kind: 'topic-name-invalid',
    hex: "30 04 00 02 'a#'",
  },
  {
    because: 'a topic name is empty [MQTT-4.7.3-1]',
    id: 'topic.name-empty',
    kind: 'topic-name-invalid',
    hex: '30 02 00 00',
  },
  {
    because: 'PUBLISH at QoS 1 has packet id 0 [MQTT-2.3.1-1]',
    id: 'error.packet-id-zero',
    hex: "32 05 00 01 'a' 00 00",
  },
  { because: 'PUBLISH at QoS 1 has no packet id [MQTT-2.2.3]', id: 'error.too-short', hex: "32 03 00 01 'a'" },
  { because: 'PUBACK has packet id 0 [MQTT-2.3.1-1]', id: 'error.packet-id-zero', hex: '40 02 00 00' },

  {
    because: 'SUBSCRIBE has packet id 0 [MQTT-2.3.1-1]',
    id: 'error.packet-id-zero',
    hex: "82 06 00 00 00 01 'a' 00",
  },
  { because: 'SUBSCRIBE has no filter [MQTT-3.8.3-3]', id: 'error.no-filter', hex: '82 02 00 01' },
  {
    because: 'the requested QoS is 3 [MQTT-3.8.3-4]',
    id: 'error.requested-qos',
    hex: "82 06 00 01 00 01 'a' 03",
  },
  {
    because: 'reserved bits stand beside the requested QoS [MQTT-3.8.3-4]',
    id: 'error.requested-qos',
    hex: "82 06 00 01 00 01 'a' 05",
  },
  {
    because: 'the requested QoS is missing [MQTT-2.2.3]',
    id: 'error.too-short',
    hex: "82 05 00 01 00 01 'a'",
  },
  {
    because: 'a filter has # in the middle [MQTT-4.7.1-2]',
    id: 'topic.filter-hash-not-last',
    kind: 'topic-filter-invalid',
    hex: "82 08 00 01 00 03 '#/a' 00",
  },
  {
    because: 'a filter has # beside a word [MQTT-4.7.1-2]',
    id: 'topic.filter-hash-not-alone',
    kind: 'topic-filter-invalid',
    hex: "82 07 00 01 00 02 'a#' 00",
  },
  {
    because: 'a filter has + beside a word [MQTT-4.7.1-3]',
    id: 'topic.filter-plus-not-alone',
    kind: 'topic-filter-invalid',
    hex: "82 07 00 01 00 02 'a+' 00",
  },
  {
    because: 'a filter is empty [MQTT-4.7.3-1]',
    id: 'topic.filter-empty',
    kind: 'topic-filter-invalid',
    hex: '82 05 00 01 00 00 00',
  },

  {
    because: 'SUBACK has a reserved return code [MQTT-3.9.3-2]',
    id: 'error.return-code',
    sender: 'server',
    hex: '90 03 00 01 03',
  },
  {
    because: 'SUBACK has no return code [MQTT-3.9.3-1]',
    id: 'error.no-return-code',
    sender: 'server',
    hex: '90 02 00 01',
  },
  { because: 'UNSUBSCRIBE has no filter [MQTT-3.10.3-2]', id: 'error.no-filter', hex: 'a2 02 00 01' },
  {
    because: 'UNSUBSCRIBE has an invalid filter [MQTT-4.7.1-3]',
    id: 'topic.filter-plus-not-alone',
    kind: 'topic-filter-invalid',
    hex: "a2 06 00 01 00 02 '++'",
  },
];

describe('What is not MQTT is refused with its rule', () => {
  test.each(REFUSED)('$because', ({ because, id, hex, kind = 'malformed', sender = 'client', level = 4 }) => {
    const error = errorOf(() => decodePacket(bytesOf(hex), { sender, level }));
    expect(error).toMatchObject({ kind, clause: clauseOf(because), phrase: { id } });
    expect(error.message).toMatch(/^[^{}]+ \[MQTT-[\d.]+(-\d+)?\]$/);
  });

  test.each(REFUSED.filter(({ hex, id }) => hex !== '' && id !== 'error.incomplete-packet'))(
    'from a stream, byte by byte: $because',
    ({ because, id, hex, sender = 'client', level = 4 }) => {
      const decoder = new Decoder({ sender, level });
      const error = errorOf(() => {
        for (const byte of bytesOf(hex)) decoder.push(Uint8Array.of(byte), () => expect.unreachable('a packet'));
      });
      expect(error).toMatchObject({ clause: clauseOf(because), phrase: { id } });
    },
  );

  test('every refusal of the table is proven, here or for the stream or for writing', () => {
    const here = [...REFUSED, ...REFUSED_5].map(({ id }) => id);
    const elsewhere: RefusalId[] = [
      // decoder.test.ts
      'connect-first',
      'packet-too-large',
      // refused-to-write.test.ts
      'lone-surrogate',
      'field-too-long',
      'packet-id-range',
      'packet-id-unexpected',
      'number-range',
      'level-mismatch',
      'version-5-only',
      // refused-to-read-5.test.ts
      'property-twice',
      // properties.test.ts
      'property-misplaced',
    ];
    const proven = new Set<string>([...here, ...elsewhere.map((id) => `error.${id}`)]);
    expect(Object.keys(REFUSALS).filter((id) => !proven.has(`error.${id}`))).toEqual([]);
  });
});

describe('MQTT 3.1 is less strict', () => {
  test.each([
    ['SUBSCRIBE', "8a 06 00 01 00 01 'a' 00"],
    ['UNSUBSCRIBE', "aa 05 00 01 00 01 'a'"],
    ['PUBREL', '6a 02 00 01'],
  ])('%s may say DUP', (type, hex) => {
    expect(decodePacket(bytesOf(hex), { sender: 'client', level: 3 })).toMatchObject({ type });
  });

  test('the first byte of CONNACK means nothing', () => {
    const packet = decodePacket(bytesOf('20 02 ff 00'), { sender: 'server', level: 3 });
    expect(packet).toEqual({ type: 'CONNACK', sessionPresent: false, reasonCode: 0 });
  });
});

function errorOf(run: () => unknown): MqttError {
  try {
    run();
  } catch (error) {
    if (error instanceof MqttError) return error;
    throw error;
  }
  return expect.unreachable('nothing was refused');
}
