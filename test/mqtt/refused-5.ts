import type { MqttErrorKind } from '#runtime/mqtt/error.ts';
import type { Sender } from '#runtime/mqtt/packet.ts';
import type { RefusalId } from '#runtime/mqtt/refusal.en.ts';
import type { TopicFlawKind } from '#runtime/mqtt/topic-flaw.ts';

/** Bytes that are not MQTT 5.0, the rule they break, and the reason code that answers them. */
export interface Refused5 {
  /** Ends with the rule that is broken. */
  readonly because: string;
  readonly id: `error.${RefusalId}` | `topic.${TopicFlawKind}`;
  readonly hex: string;
  readonly kind: MqttErrorKind;
  readonly reasonCode: number;
  readonly sender: Sender;
}

type Id = Refused5['id'];

function malformed(because: string, id: Id, hex: string, sender: Sender = 'client'): Refused5 {
  return { because, id, hex, kind: 'malformed', reasonCode: 0x81, sender };
}

function protocol(because: string, id: Id, hex: string, sender: Sender = 'client'): Refused5 {
  return { because, id, hex, kind: 'protocol', reasonCode: 0x82, sender };
}

function name(because: string, id: Id, hex: string): Refused5 {
  return {
    because,
    id,
    hex,
    kind: 'topic-name-invalid',
    reasonCode: 0x90,
    sender: 'client',
  };
}

function filter(because: string, id: Id, hex: string): Refused5 {
  return {
    because,
    id,
    hex,
    kind: 'topic-filter-invalid',
    reasonCode: 0x8f,
    sender: 'client',
  };
}

const CONNECT = "00 04 'MQTT' 05";

const HEADERS: readonly Refused5[] = [
  malformed('type 0 is forbidden [MQTT5-2.1.2]', 'error.packet-type', '00 00'),
  protocol('a client sends CONNACK [MQTT5-2.1.2]', 'error.direction', '20 03 00 00 00'),
  protocol('a client sends SUBACK [MQTT5-2.1.2]', 'error.direction', '90 04 00 01 00 00'),
  protocol('a client sends UNSUBACK [MQTT5-2.1.2]', 'error.direction', 'b0 04 00 01 00 00'),
  protocol('a client sends PINGRESP [MQTT5-2.1.2]', 'error.direction', 'd0 00'),
  protocol(
    'a server sends CONNECT [MQTT5-2.1.2]',
    'error.direction',
    `10 0e ${CONNECT} 02 00 3c 00 00 01 'a'`,
    'server',
  ),
  protocol('a server sends SUBSCRIBE [MQTT5-2.1.2]', 'error.direction', "82 07 00 01 00 00 01 'a' 00", 'server'),
  protocol('a server sends UNSUBSCRIBE [MQTT5-2.1.2]', 'error.direction', "a2 06 00 01 00 00 01 'a'", 'server'),
  protocol('a server sends PINGREQ [MQTT5-2.1.2]', 'error.direction', 'c0 00', 'server'),
  malformed('CONNECT has flags [MQTT5-2.1.3-1]', 'error.flags', `11 0e ${CONNECT} 02 00 3c 00 00 01 'a'`),
  malformed('CONNACK has flags [MQTT5-2.1.3-1]', 'error.flags', '22 03 00 00 00', 'server'),
  malformed('PUBACK has flags [MQTT5-2.1.3-1]', 'error.flags', '42 02 00 01'),
  malformed('PUBREC has flags [MQTT5-2.1.3-1]', 'error.flags', '52 02 00 01'),
  malformed('PUBREL lacks its flags [MQTT5-3.6.1-1]', 'error.flags', '60 02 00 01'),
  malformed('PUBCOMP has flags [MQTT5-2.1.3-1]', 'error.flags', '72 02 00 01'),
  malformed('SUBSCRIBE lacks its flags [MQTT5-3.8.1-1]', 'error.flags', "80 07 00 01 00 00 01 'a' 00"),
  malformed('SUBSCRIBE says DUP [MQTT5-3.8.1-1]', 'error.flags', "8a 07 00 01 00 00 01 'a' 00"),
  malformed('SUBACK has flags [MQTT5-2.1.3-1]', 'error.flags', '91 04 00 01 00 00', 'server'),
  malformed('UNSUBSCRIBE lacks its flags [MQTT5-3.10.1-1]', 'error.flags', "a0 06 00 01 00 00 01 'a'"),
  malformed('UNSUBACK has flags [MQTT5-2.1.3-1]', 'error.flags', 'b2 04 00 01 00 00', 'server'),
  malformed('PINGREQ has flags [MQTT5-2.1.3-1]', 'error.flags', 'c1 00'),
  malformed('PINGRESP has flags [MQTT5-2.1.3-1]', 'error.flags', 'd8 00', 'server'),
  malformed('DISCONNECT has flags [MQTT5-3.14.1-1]', 'error.flags', 'e2 00'),
  malformed('AUTH has flags [MQTT5-3.15.1-1]', 'error.flags', 'f1 00'),
  malformed('PUBLISH has QoS 3 [MQTT5-3.3.1-4]', 'error.qos', "36 06 00 01 'a' 00 01 00"),
  malformed('PUBLISH says DUP at QoS 0 [MQTT5-3.3.1-2]', 'error.dup-at-qos-0', "38 04 00 01 'a' 00"),
  malformed('the remaining length has five bytes [MQTT5-2.1.4]', 'error.remaining-length', '30 80 80 80 80 01'),
  malformed('the remaining length is longer than it needs [MQTT5-1.5.5-1]', 'error.variable-overlong', 'c0 80 00'),
  malformed('fewer bytes follow than announced [MQTT5-2.1.4]', 'error.incomplete-packet', 'c0 01'),
  malformed('PINGREQ goes on [MQTT5-2.1.4]', 'error.trailing-bytes', 'c0 01 00'),
  malformed('PUBACK goes on [MQTT5-2.1.4]', 'error.trailing-bytes', '40 05 00 01 00 00 00'),
  malformed('DISCONNECT goes on [MQTT5-2.1.4]', 'error.trailing-bytes', 'e0 03 00 00 00'),
  malformed('PUBLISH has no property length [MQTT5-2.2.2-1] [MQTT5-2.1.4]', 'error.too-short', "30 03 00 01 'a'"),
  malformed('SUBSCRIBE has no property length [MQTT5-2.2.2-1] [MQTT5-2.1.4]', 'error.too-short', '82 02 00 01'),
];

const TEXTS: readonly Refused5[] = [
  malformed('a topic is not UTF-8 [MQTT5-3.3.2-1] [MQTT5-1.5.4-1]', 'error.utf8-unexpected', '30 04 00 01 ff 00'),
  malformed('text breaks off [MQTT5-1.5.4-1]', 'error.utf8-truncated', '30 04 00 01 e4 00'),
  malformed('text holds an overlong / [MQTT5-1.5.4-1]', 'error.utf8-overlong', '30 05 00 02 c0 af 00'),
  malformed('text holds half a surrogate pair [MQTT5-1.5.4-1]', 'error.utf8-surrogate', '30 06 00 03 ed a0 80 00'),
  malformed('text goes beyond U+10FFFF [MQTT5-1.5.4-1]', 'error.utf8-beyond', '30 07 00 04 f4 90 80 80 00'),
  malformed('a topic holds U+0000 [MQTT5-1.5.4-2]', 'error.null-character', "30 06 00 03 'a' 00 'b' 00"),
  malformed(
    'a client id is not UTF-8 [MQTT5-3.1.3-4] [MQTT5-1.5.4-1]',
    'error.utf8-unexpected',
    `10 0e ${CONNECT} 02 00 3c 00 00 01 80`,
  ),
  malformed(
    'a will topic is not UTF-8 [MQTT5-3.1.3-11] [MQTT5-1.5.4-1]',
    'error.utf8-unexpected',
    `10 13 ${CONNECT} 06 00 3c 00 00 00 00 00 01 80 00 00`,
  ),
  malformed(
    'a user name is not UTF-8 [MQTT5-3.1.3-12] [MQTT5-1.5.4-1]',
    'error.utf8-unexpected',
    `10 10 ${CONNECT} 82 00 3c 00 00 00 00 01 80`,
  ),
  malformed(
    'a filter of SUBSCRIBE is not UTF-8 [MQTT5-3.8.3-1] [MQTT5-1.5.4-1]',
    'error.utf8-unexpected',
    '82 07 00 01 00 00 01 80 00',
  ),
  malformed(
    'a filter of UNSUBSCRIBE is not UTF-8 [MQTT5-3.10.3-1] [MQTT5-1.5.4-1]',
    'error.utf8-unexpected',
    'a2 06 00 01 00 00 01 80',
  ),
  malformed(
    'a response topic is not UTF-8 [MQTT5-3.3.2-13] [MQTT5-1.5.4-1]',
    'error.utf8-unexpected',
    "30 08 00 01 'a' 04 08 00 01 80",
  ),
  malformed(
    'a content type is not UTF-8 [MQTT5-3.3.2-19] [MQTT5-1.5.4-1]',
    'error.utf8-unexpected',
    "30 08 00 01 'a' 04 03 00 01 80",
  ),
  malformed(
    'the name of a user property is not UTF-8 [MQTT5-1.5.7-1] [MQTT5-1.5.4-1]',
    'error.utf8-unexpected',
    "30 0a 00 01 'a' 06 26 00 01 80 00 00",
  ),
  malformed(
    'the value of a user property holds U+0000 [MQTT5-1.5.7-1] [MQTT5-1.5.4-2]',
    'error.null-character',
    "30 0a 00 01 'a' 06 26 00 00 00 01 00",
  ),
];

const CONNECTS: readonly Refused5[] = [
  malformed(
    'the reserved flag is set [MQTT5-3.1.2-3]',
    'error.connect-reserved-flag',
    `10 0e ${CONNECT} 03 00 3c 00 00 01 'a'`,
  ),
  malformed(
    'there is a will QoS without a will [MQTT5-3.1.2-11]',
    'error.will-qos-without-will',
    `10 0e ${CONNECT} 0a 00 3c 00 00 01 'a'`,
  ),
  malformed(
    'the will QoS is 3 [MQTT5-3.1.2-12]',
    'error.will-qos',
    `10 13 ${CONNECT} 1e 00 3c 00 00 00 00 00 01 'w' 00 00`,
  ),
  malformed(
    'will retain is set without a will [MQTT5-3.1.2-13]',
    'error.will-retain-without-will',
    `10 0e ${CONNECT} 22 00 3c 00 00 01 'a'`,
  ),
  malformed(
    'a user name stands there that no flag announces [MQTT5-3.1.2-16] [MQTT5-2.1.4]',
    'error.trailing-bytes',
    `10 10 ${CONNECT} 02 00 3c 00 00 00 00 01 'u'`,
  ),
  malformed(
    'the user name that a flag announces is missing [MQTT5-3.1.2-17] [MQTT5-2.1.4]',
    'error.too-short',
    `10 0d ${CONNECT} 82 00 3c 00 00 00`,
  ),
  malformed(
    'a password stands there that no flag announces [MQTT5-3.1.2-18] [MQTT5-2.1.4]',
    'error.trailing-bytes',
    `10 13 ${CONNECT} 82 00 3c 00 00 00 00 01 'u' 00 01 'p'`,
  ),
  malformed(
    'the password that a flag announces is missing [MQTT5-3.1.2-19] [MQTT5-2.1.4]',
    'error.too-short',
    `10 10 ${CONNECT} c2 00 3c 00 00 00 00 01 'u'`,
  ),
  malformed(
    'the will that a flag announces is missing [MQTT5-3.1.2-9] [MQTT5-2.1.4]',
    'error.too-short',
    `10 0d ${CONNECT} 06 00 3c 00 00 00`,
  ),
  malformed(
    'the client id is missing [MQTT5-3.1.3-3] [MQTT5-2.1.4]',
    'error.too-short',
    `10 0b ${CONNECT} 02 00 3c 00`,
  ),
  name(
    'the will topic has a wildcard [MQTT5-3.3.2-2]',
    'topic.name-wildcard',
    `10 13 ${CONNECT} 06 00 3c 00 00 00 00 00 01 '#' 00 00`,
  ),
  malformed('CONNACK has reserved bits [MQTT5-3.2.2-1]', 'error.connack-flags', '20 03 02 00 00', 'server'),
  malformed(
    'CONNACK refuses and yet has the session [MQTT5-3.2.2-6]',
    'error.session-present-refused',
    '20 03 01 87 00',
    'server',
  ),
  protocol('CONNACK has a return code of 3.1.1 [MQTT5-3.2.2-8]', 'error.reason-code', '20 03 00 05 00', 'server'),
  protocol('CONNACK has a reason code of others [MQTT5-3.2.2-8]', 'error.reason-code', '20 03 00 91 00', 'server'),
];

const MESSAGES: readonly Refused5[] = [
  name('a topic name has + [MQTT5-3.3.2-2]', 'topic.name-wildcard', "30 06 00 03 'a/+' 00"),
  protocol('there is neither a topic nor an alias [MQTT5-3.3.2.1]', 'error.no-topic', '30 03 00 00 00'),
  {
    ...protocol('the topic alias is 0 [MQTT5-3.3.2-8]', 'error.topic-alias-zero', '30 06 00 00 03 23 00 00'),
    reasonCode: 0x94,
  },
  name('a response topic has a wildcard [MQTT5-3.3.2-14]', 'topic.name-wildcard', "30 08 00 01 'a' 04 08 00 01 '#'"),
  name('a response topic is empty [MQTT5-4.7.3-1]', 'topic.name-empty', "30 07 00 01 'a' 03 08 00 00"),
  protocol(
    'a client says which subscription brought the message [MQTT5-3.3.4-6]',
    'error.property-direction',
    "30 06 00 01 'a' 02 0b 01",
  ),
  malformed('a client’s PUBLISH has packet id 0 [MQTT5-2.2.1-3]', 'error.packet-id-zero', "32 06 00 01 'a' 00 00 00"),
  malformed(
    'a server’s PUBLISH has packet id 0 [MQTT5-2.2.1-4]',
    'error.packet-id-zero',
    "32 06 00 01 'a' 00 00 00",
    'server',
  ),
  malformed('PUBACK has packet id 0 [MQTT5-2.2.1-5]', 'error.packet-id-zero', '40 02 00 00'),
  malformed('PUBREC has packet id 0 [MQTT5-2.2.1-5]', 'error.packet-id-zero', '50 02 00 00'),
  malformed('PUBREL has packet id 0 [MQTT5-2.2.1-5]', 'error.packet-id-zero', '62 02 00 00'),
  malformed('PUBCOMP has packet id 0 [MQTT5-2.2.1-5]', 'error.packet-id-zero', '70 02 00 00'),
  protocol('PUBACK has a reason code of PUBREL [MQTT5-3.4.2-1]', 'error.reason-code', '40 03 00 01 92'),
  protocol('PUBREC has a reason code of SUBACK [MQTT5-3.5.2-1]', 'error.reason-code', '50 03 00 01 01'),
  protocol('PUBREL has a reason code of PUBREC [MQTT5-3.6.2-1]', 'error.reason-code', '62 03 00 01 80'),
  protocol('PUBCOMP has a reason code of PUBREC [MQTT5-3.7.2-1]', 'error.reason-code', '70 03 00 01 10'),
];

const SUBSCRIPTIONS: readonly Refused5[] = [
  malformed('SUBSCRIBE has packet id 0 [MQTT5-2.2.1-3]', 'error.packet-id-zero', "82 07 00 00 00 00 01 'a' 00"),
  malformed('UNSUBSCRIBE has packet id 0 [MQTT5-2.2.1-3]', 'error.packet-id-zero', "a2 06 00 00 00 00 01 'a'"),
  malformed('SUBACK has packet id 0 [MQTT5-2.2.1-6]', 'error.packet-id-zero', '90 04 00 00 00 00', 'server'),
  malformed('UNSUBACK has packet id 0 [MQTT5-2.2.1-6]', 'error.packet-id-zero', 'b0 04 00 00 00 00', 'server'),
  { ...malformed('SUBSCRIBE has no filter [MQTT5-3.8.3-2]', 'error.no-filter', '82 03 00 01 00'), reasonCode: 0x82 },
  malformed('the options are missing [MQTT5-2.1.4]', 'error.too-short', "82 06 00 01 00 00 01 'a'"),
  malformed(
    'the options have a reserved bit [MQTT5-3.8.3-5]',
    'error.requested-reserved',
    "82 07 00 01 00 00 01 'a' 40",
  ),
  malformed(
    'the options have the other one [MQTT5-3.8.3-5]',
    'error.requested-reserved',
    "82 07 00 01 00 00 01 'a' 80",
  ),
  protocol('the requested QoS is 3 [MQTT5-3.8.3.1]', 'error.requested-qos-3', "82 07 00 01 00 00 01 'a' 03"),
  protocol(
    'the retain handling is 3 [MQTT5-3.8.3.1]',
    'error.requested-retain-handling',
    "82 07 00 01 00 00 01 'a' 30",
  ),
  protocol(
    'No Local is set for a shared subscription [MQTT5-3.8.3-4]',
    'error.no-local-shared',
    "82 10 00 01 00 00 0a '$share/g/a' 04",
  ),
  filter('# is not last [MQTT5-4.7.1-1]', 'topic.filter-hash-not-last', "82 09 00 01 00 00 03 '#/a' 00"),
  filter('# is not alone [MQTT5-4.7.1-1]', 'topic.filter-hash-not-alone', "82 08 00 01 00 00 02 'a#' 00"),
  filter('+ is not alone [MQTT5-4.7.1-2]', 'topic.filter-plus-not-alone', "82 08 00 01 00 00 02 'a+' 00"),
  filter('a filter is empty [MQTT5-4.7.3-1]', 'topic.filter-empty', '82 06 00 01 00 00 00 00'),
  filter('nothing follows $share/ [MQTT5-4.8.2-1]', 'topic.filter-share-nameless', "82 0d 00 01 00 00 07 '$share/' 00"),
  filter('the name is empty [MQTT5-4.8.2-1]', 'topic.filter-share-nameless', "82 0f 00 01 00 00 09 '$share//a' 00"),
  filter('the name has + [MQTT5-4.8.2-2]', 'topic.filter-share-wildcard', "82 11 00 01 00 00 0b '$share/g+/a' 00"),
  filter('the name is # [MQTT5-4.8.2-2]', 'topic.filter-share-wildcard', "82 0e 00 01 00 00 08 '$share/#' 00"),
  filter('no filter follows the name [MQTT5-4.8.2-2]', 'topic.filter-share-only', "82 0e 00 01 00 00 08 '$share/g' 00"),
  filter('an empty one does [MQTT5-4.8.2-2]', 'topic.filter-share-only', "82 0f 00 01 00 00 09 '$share/g/' 00"),
  filter(
    'UNSUBSCRIBE has such a name [MQTT5-4.8.2-1]',
    'topic.filter-share-nameless',
    "a2 0e 00 01 00 00 09 '$share//a'",
  ),
  filter(
    'a shared filter is none [MQTT5-4.7.1-1]',
    'topic.filter-hash-not-last',
    "82 12 00 01 00 00 0c '$share/g/#/a' 00",
  ),
  { ...malformed('UNSUBSCRIBE has no filter [MQTT5-3.10.3-2]', 'error.no-filter', 'a2 03 00 01 00'), reasonCode: 0x82 },
  protocol('SUBACK has a reason code of others [MQTT5-3.9.3-2]', 'error.reason-code', '90 04 00 01 00 11', 'server'),
  protocol('SUBACK has no reason code [MQTT5-3.9.3-1]', 'error.no-reason-code', '90 03 00 01 00', 'server'),
  protocol('UNSUBACK has a reason code of others [MQTT5-3.11.3-2]', 'error.reason-code', 'b0 04 00 01 00 01', 'server'),
  protocol('UNSUBACK has no reason code [MQTT5-3.11.3-1]', 'error.no-reason-code', 'b0 03 00 01 00', 'server'),
];

const ENDS: readonly Refused5[] = [
  protocol('DISCONNECT has a reason code of AUTH [MQTT5-3.14.2-1]', 'error.reason-code', 'e0 01 18'),
  protocol('a client is shutting down [MQTT5-3.14.2-1]', 'error.reason-code-direction', 'e0 01 8b'),
  protocol('a server has a will [MQTT5-3.14.2-1]', 'error.reason-code-direction', 'e0 01 04', 'server'),
  protocol(
    'a server says when the session ends [MQTT5-3.14.2-2]',
    'error.property-direction',
    'e0 07 8b 05 11 00 00 00 00',
    'server',
  ),
  protocol('AUTH has a reason code of SUBACK [MQTT5-3.15.2-1]', 'error.reason-code', "f0 06 01 04 15 00 01 'M'"),
  protocol('a client says that the login is complete [MQTT5-3.15.2-1]', 'error.reason-code-direction', 'f0 02 00 00'),
  protocol(
    'a server begins again [MQTT5-3.15.2-1]',
    'error.reason-code-direction',
    "f0 06 19 04 15 00 01 'M'",
    'server',
  ),
  protocol('AUTH names no method [MQTT5-3.15.2.2.2]', 'error.no-authentication-method', 'f0 02 18 00'),
  malformed('AUTH has no property length [MQTT5-2.1.4]', 'error.too-short', 'f0 01 18'),
];

const PROPERTIES: readonly Refused5[] = [
  malformed('a property does not exist [MQTT5-2.2.2.2]', 'error.property-unknown', "30 06 00 01 'a' 02 04 00"),
  malformed('a property id has two bytes [MQTT5-2.2.2.2]', 'error.property-unknown', "30 07 00 01 'a' 03 81 01 00"),
  malformed(
    'a property id is longer than it needs [MQTT5-1.5.5-1]',
    'error.variable-overlong',
    "30 07 00 01 'a' 03 81 00 00",
  ),
  malformed('properties are longer than the packet [MQTT5-2.2.2.1]', 'error.property-length', "30 04 00 01 'a' 01"),
  malformed('a length is longer than it needs [MQTT5-1.5.5-1]', 'error.variable-overlong', "30 05 00 01 'a' 80 00"),
  malformed('a length has five bytes [MQTT5-1.5.5]', 'error.variable-endless', "30 08 00 01 'a' 80 80 80 80 01"),
  malformed(
    'properties end inside one [MQTT5-2.2.2.1]',
    'error.properties-too-short',
    "30 09 00 01 'a' 02 02 00 00 00 00",
  ),
  malformed(
    'properties end inside a text [MQTT5-2.2.2.1]',
    'error.properties-too-short',
    "30 08 00 01 'a' 03 03 00 01 'x'",
  ),
  malformed(
    'an identifier is longer than it needs [MQTT5-1.5.5-1]',
    'error.variable-overlong',
    "82 0a 00 01 03 0b 81 00 00 01 'a' 00",
  ),
  malformed(
    'an identifier has five bytes [MQTT5-1.5.5]',
    'error.variable-endless',
    "82 0d 00 01 06 0b 80 80 80 80 01 00 01 'a' 00",
  ),
  protocol(
    'a subscription identifier is 0 [MQTT5-3.8.2.1.2]',
    'error.property-zero',
    "82 09 00 01 02 0b 00 00 01 'a' 00",
  ),
  protocol(
    'there are two subscription identifiers [MQTT5-3.8.2.1.2]',
    'error.property-twice',
    "82 0b 00 01 04 0b 01 0b 02 00 01 'a' 00",
  ),
  protocol(
    'the subscription identifier of a message is 0 [MQTT5-3.3.2.3.8]',
    'error.property-zero',
    "30 06 00 01 'a' 02 0b 00",
    'server',
  ),
  protocol(
    'the receive maximum of CONNECT is 0 [MQTT5-3.1.2.11.3]',
    'error.property-zero',
    `10 10 ${CONNECT} 02 00 00 03 21 00 00 00 00`,
  ),
  protocol('that of CONNACK is 0 [MQTT5-3.2.2.3.3]', 'error.property-zero', '20 06 00 00 03 21 00 00', 'server'),
  protocol(
    'the maximum packet size of CONNECT is 0 [MQTT5-3.1.2.11.4]',
    'error.property-zero',
    `10 12 ${CONNECT} 02 00 00 05 27 00 00 00 00 00 00`,
  ),
  protocol('that of CONNACK is 0 [MQTT5-3.2.2.3.6]', 'error.property-zero', '20 08 00 00 05 27 00 00 00 00', 'server'),
  protocol(
    'CONNECT has authentication data without a method [MQTT5-3.1.2.11.10]',
    'error.authentication-data-alone',
    `10 11 ${CONNECT} 02 00 00 04 16 00 01 00 00 00`,
  ),
  protocol(
    'CONNACK has authentication data without a method [MQTT5-3.2.2.3.18]',
    'error.authentication-data-alone',
    '20 07 00 00 04 16 00 01 00',
    'server',
  ),
  protocol(
    'the payload format indicator of a message is 2 [MQTT5-3.3.2.3.2]',
    'error.property-flag',
    "30 06 00 01 'a' 02 01 02",
  ),
  protocol(
    'that of a will is 2 [MQTT5-3.1.3.2.3]',
    'error.property-flag',
    `10 15 ${CONNECT} 06 00 00 00 00 00 02 01 02 00 01 'w' 00 00`,
  ),
  protocol(
    'request response information is 2 [MQTT5-3.1.2.11.6]',
    'error.property-flag',
    `10 0f ${CONNECT} 02 00 00 02 19 02 00 00`,
  ),
  protocol(
    'request problem information is 2 [MQTT5-3.1.2.11.7]',
    'error.property-flag',
    `10 0f ${CONNECT} 02 00 00 02 17 02 00 00`,
  ),
  protocol('the maximum QoS is 2 [MQTT5-3.2.2.3.4]', 'error.property-flag', '20 05 00 00 02 24 02', 'server'),
  protocol('retain available is 2 [MQTT5-3.2.2.3.5]', 'error.property-flag', '20 05 00 00 02 25 02', 'server'),
  protocol('wildcards available is 2 [MQTT5-3.2.2.3.11]', 'error.property-flag', '20 05 00 00 02 28 02', 'server'),
  protocol('identifiers available is 2 [MQTT5-3.2.2.3.12]', 'error.property-flag', '20 05 00 00 02 29 02', 'server'),
  protocol('sharing available is 255 [MQTT5-3.2.2.3.13]', 'error.property-flag', '20 05 00 00 02 2a ff', 'server'),
];

export const REFUSED_5: readonly Refused5[] = [
  ...HEADERS,
  ...TEXTS,
  ...CONNECTS,
  ...MESSAGES,
  ...SUBSCRIPTIONS,
  ...ENDS,
  ...PROPERTIES,
];
