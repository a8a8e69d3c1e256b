import type { MqttErrorKind } from './error.ts';
import { FRAME_REFUSALS } from './frame-refusal.en.ts';

export interface Refusal {
  readonly kind: MqttErrorKind;
  readonly text: string;
  /** Of 5.0, where it has one for just this. */
  readonly reasonCode?: number;
}

/** Everything the codec refuses, with the English sentence that says why. */
export const REFUSALS = {
  ...FRAME_REFUSALS,
  'packet-type': {
    kind: 'malformed',
    text: 'Packet type {type} does not exist in this version of MQTT',
  },
  direction: { kind: 'protocol', text: '{packet} is never sent by a {sender}' },
  'connect-first': {
    kind: 'protocol',
    text: '{packet} came first; a client’s first packet is CONNECT',
  },
  flags: {
    kind: 'malformed',
    text: 'The flags of {packet} are {flags}; they must be {expected}',
  },
  'incomplete-packet': {
    kind: 'malformed',
    text: 'The header announces {expected} bytes after it; there are {bytes}',
  },
  'too-short': {
    kind: 'malformed',
    text: '{packet} ends at byte {at}, before the field “{field}” is complete',
  },
  'trailing-bytes': {
    kind: 'malformed',
    text: '{packet} is complete at byte {at}, yet the packet goes on',
  },
  'utf8-unexpected': {
    kind: 'malformed',
    text: 'Byte {at} of the field “{field}” in {packet} is {byte}, which UTF-8 does not have there',
  },
  'utf8-overlong': {
    kind: 'malformed',
    text: 'Byte {at} of the field “{field}” in {packet} begins a character in more bytes than UTF-8 allows for it',
  },
  'utf8-surrogate': {
    kind: 'malformed',
    text: 'Byte {at} of the field “{field}” in {packet} begins half a surrogate pair, which UTF-8 must not carry',
  },
  'utf8-beyond': {
    kind: 'malformed',
    text: 'Byte {at} of the field “{field}” in {packet} begins a character beyond U+10FFFF',
  },
  'utf8-truncated': {
    kind: 'malformed',
    text: 'The field “{field}” in {packet} ends inside the character that begins at its byte {at}',
  },
  'null-character': {
    kind: 'malformed',
    text: 'The field “{field}” in {packet} contains the character U+0000',
  },
  'lone-surrogate': {
    kind: 'malformed',
    text: 'The field “{field}” in {packet} contains half a surrogate pair, which UTF-8 cannot carry',
  },
  'field-too-long': {
    kind: 'malformed',
    text: 'The field “{field}” in {packet} has {bytes} bytes; at most {maximum} fit',
  },
  'packet-id-zero': { kind: 'malformed', text: 'The packet id of {packet} is 0; it must be 1 to 65535' },
  'packet-id-range': {
    kind: 'malformed',
    text: 'The packet id of {packet} is {id}; it must be 1 to 65535',
  },
  'packet-id-unexpected': {
    kind: 'malformed',
    text: 'PUBLISH at QoS 0 has a packet id, {id}; it must have none',
  },
  'number-range': {
    kind: 'malformed',
    text: 'The field “{field}” in {packet} is {value}; it must be a whole number from 0 to {maximum}',
  },
  'protocol-name': {
    kind: 'protocol',
    text: 'The protocol name is `{name}`; MQTT 3.1.1 and 5.0 say `MQTT`, MQTT 3.1 says `MQIsdp`',
  },
  'protocol-level': {
    kind: 'unacceptable-protocol-level',
    text: 'Protocol level {level} under the name `{name}` is not spoken here',
  },
  'level-mismatch': {
    kind: 'protocol',
    text: 'A CONNECT of protocol level {level} is to be written at level {expected}',
  },
  'connect-reserved-flag': { kind: 'malformed', text: 'The reserved flag of CONNECT is 1; it must be 0' },
  'will-qos': { kind: 'malformed', text: 'The will QoS is 3; there are 0, 1 and 2' },
  'will-qos-without-will': {
    kind: 'malformed',
    text: 'The will QoS is {qos}, but the will flag is 0: there is no will',
  },
  'will-retain-without-will': {
    kind: 'malformed',
    text: 'Will retain is 1, but the will flag is 0: there is no will',
  },
  'password-without-username': {
    kind: 'malformed',
    text: 'CONNECT has a password but no user name',
  },
  'connack-flags': {
    kind: 'malformed',
    text: 'The acknowledge flags of CONNACK are {flags}; all but the last bit must be 0',
  },
  'session-present-refused': {
    kind: 'malformed',
    text: 'CONNACK refuses with return code {code}, yet session present is 1',
  },
  'return-code': { kind: 'malformed', text: 'Return code {code} of {packet} is reserved' },
  qos: { kind: 'malformed', text: 'The QoS of {packet} is 3; there are 0, 1 and 2' },
  'dup-at-qos-0': { kind: 'malformed', text: 'DUP is 1 in a PUBLISH at QoS 0, which is never sent again' },
  'requested-qos': {
    kind: 'malformed',
    text: 'The byte after the filter is {value}; it must be 0, 1 or 2',
  },
  'no-filter': {
    kind: 'malformed',
    text: '{packet} names no topic filter; at least one is needed',
    // To 5.0 it is a protocol error.
    reasonCode: 0x82,
  },
  'no-return-code': {
    kind: 'malformed',
    text: 'SUBACK has no return code; it has one for each filter of its SUBSCRIBE',
  },
  'requested-retain-handling': {
    kind: 'protocol',
    text: 'The retain handling of a subscription is 3; there are 0, 1 and 2',
  },
  'requested-qos-3': { kind: 'protocol', text: 'The QoS of a subscription is 3; there are 0, 1 and 2' },
  'requested-reserved': {
    kind: 'malformed',
    text: 'The two high bits of the subscription options are {value}; they must be 0',
  },
  'no-local-shared': {
    kind: 'protocol',
    text: 'No Local is 1 in a shared subscription, which no single client owns; it must be 0',
  },
  'no-topic': { kind: 'protocol', text: 'PUBLISH has neither a topic name nor a topic alias that stands for one' },
  'reason-code': { kind: 'protocol', text: 'Reason code {code} does not belong to {packet}' },
  'reason-code-direction': { kind: 'protocol', text: 'Reason code {code} of {packet} is never sent by a {sender}' },
  'no-reason-code': {
    kind: 'protocol',
    text: '{packet} has no reason code; it has one for each filter of the packet that it answers',
  },
  'property-length': {
    kind: 'malformed',
    text: 'The properties of {packet} are announced with {length} bytes; only {bytes} are left',
  },
  'properties-too-short': {
    kind: 'malformed',
    text: 'The properties of {packet} end at byte {at}, before the field “{field}” is complete',
  },
  'property-unknown': { kind: 'malformed', text: 'MQTT has no property {id}; {packet} names it' },
  'property-misplaced': { kind: 'malformed', text: 'The property “{field}” has no place in {packet}' },
  'property-direction': { kind: 'protocol', text: 'The property “{field}” in {packet} is never sent by a {sender}' },
  'property-twice': { kind: 'protocol', text: 'The property “{field}” comes twice in {packet}; once is allowed' },
  'property-flag': { kind: 'protocol', text: 'The property “{field}” in {packet} is {value}; it must be 0 or 1' },
  'property-zero': { kind: 'protocol', text: 'The property “{field}” in {packet} is 0; it must be at least 1' },
  'topic-alias-zero': {
    kind: 'protocol',
    text: 'The topic alias is 0; aliases begin at 1',
    reasonCode: 0x94,
  },
  'authentication-data-alone': {
    kind: 'protocol',
    text: '{packet} has authentication data, but names no authentication method',
  },
  'no-authentication-method': { kind: 'protocol', text: 'AUTH names no authentication method' },
  'variable-endless': {
    kind: 'malformed',
    text: 'The field “{field}” in {packet} goes on after its fourth byte',
  },
  'variable-overlong': {
    kind: 'malformed',
    text: 'The field “{field}” in {packet} is written with more bytes than its value needs',
  },
  'version-5-only': { kind: 'protocol', text: '{thing} exists in MQTT 5.0 only' },
} as const satisfies Record<string, Refusal>;

export type RefusalId = keyof typeof REFUSALS;
