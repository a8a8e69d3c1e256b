import { BIT_NAMES, FIELD_NAMES } from './field.ts';
import type { BitName, FieldName, Mqtt5FieldName } from './field.ts';
import type { Sender } from './packet.ts';
import { REFUSALS } from './refusal.en.ts';
import type { RefusalId } from './refusal.en.ts';
import { TOPIC_FLAWS } from './topic-flaw.ts';
import type { TopicFlawKind } from './topic-flaw.ts';

/** What a byte or a field means, in one sentence (`annotate.ts`). */
export const BYTE_PHRASE_IDS = [
  'byte.packet-CONNECT',
  'byte.packet-CONNACK',
  'byte.packet-PUBLISH',
  'byte.packet-PUBLISH-again',
  'byte.packet-PUBLISH-retain',
  'byte.packet-PUBLISH-retained',
  'byte.packet-PUBLISH-clears',
  'byte.packet-PUBACK',
  'byte.packet-PUBREC',
  'byte.packet-PUBREL',
  'byte.packet-PUBCOMP',
  'byte.packet-SUBSCRIBE',
  'byte.packet-SUBACK',
  'byte.packet-UNSUBSCRIBE',
  'byte.packet-UNSUBACK',
  'byte.packet-PINGREQ',
  'byte.packet-PINGRESP',
  'byte.packet-DISCONNECT',
  'byte.packet-AUTH',
  'byte.packet-unknown',
  'byte.remaining-length',
  'byte.length',
  'byte.protocol-name',
  'byte.protocol-level',
  'byte.protocol-level-unknown',
  'byte.connect-clean',
  'byte.connect-persistent',
  'byte.keep-alive',
  'byte.keep-alive-off',
  'byte.client-id',
  'byte.client-id-empty',
  'byte.will-topic',
  'byte.will-payload',
  'byte.username',
  'byte.password',
  'byte.session-present',
  'byte.session-absent',
  'byte.connack-0',
  'byte.connack-1',
  'byte.connack-2',
  'byte.connack-3',
  'byte.connack-4',
  'byte.connack-5',
  'byte.connack-unknown',
  'byte.topic',
  'byte.packet-id-new',
  'byte.packet-id-answer',
  'byte.packet-id-release',
  'byte.payload',
  'byte.filter',
  'byte.filter-gone',
  'byte.requested-qos',
  'byte.granted-qos',
  'byte.granted-refused',
  'byte.packet-DISCONNECT-server',
  'byte.connect-clean-start',
  'byte.connect-resume',
  'byte.subscription-options',
  'byte.properties',
  'byte.properties-none',
  'byte.property-id',
  'byte.property-id-unknown',
  'byte.user-property-name',
  'byte.user-property-value',
  'byte.reason-unknown',
] as const;

/** What a reason code of 5.0 means, in one sentence; where 0 means something of its own, for that packet. */
export const REASON_PHRASE_IDS = [
  'reason.0x00',
  'reason.0x00-CONNACK',
  'reason.0x00-SUBACK',
  'reason.0x00-UNSUBACK',
  'reason.0x00-DISCONNECT',
  'reason.0x00-AUTH',
  'reason.0x01',
  'reason.0x02',
  'reason.0x04',
  'reason.0x10',
  'reason.0x11',
  'reason.0x18',
  'reason.0x19',
  'reason.0x80',
  'reason.0x81',
  'reason.0x82',
  'reason.0x83',
  'reason.0x84',
  'reason.0x85',
  'reason.0x86',
  'reason.0x87',
  'reason.0x88',
  'reason.0x89',
  'reason.0x8a',
  'reason.0x8b',
  'reason.0x8c',
  'reason.0x8d',
  'reason.0x8e',
  'reason.0x8f',
  'reason.0x90',
  'reason.0x91',
  'reason.0x92',
  'reason.0x93',
  'reason.0x94',
  'reason.0x95',
  'reason.0x96',
  'reason.0x97',
  'reason.0x98',
  'reason.0x99',
  'reason.0x9a',
  'reason.0x9b',
  'reason.0x9c',
  'reason.0x9d',
  'reason.0x9e',
  'reason.0x9f',
  'reason.0xa0',
  'reason.0xa1',
  'reason.0xa2',
] as const;

/** What a property of 5.0 means, in one sentence (`property-meaning.ts`). */
export const PROPERTY_PHRASE_IDS = [
  'property.payload-format-indicator-0',
  'property.payload-format-indicator-1',
  'property.request-problem-information-0',
  'property.request-problem-information-1',
  'property.request-response-information-0',
  'property.request-response-information-1',
  'property.maximum-qos-0',
  'property.maximum-qos-1',
  'property.retain-available-0',
  'property.retain-available-1',
  'property.wildcard-subscription-available-0',
  'property.wildcard-subscription-available-1',
  'property.subscription-identifier-available-0',
  'property.subscription-identifier-available-1',
  'property.shared-subscription-available-0',
  'property.shared-subscription-available-1',
  'property.message-expiry-interval',
  'property.content-type',
  'property.response-topic',
  'property.correlation-data',
  'property.subscription-identifier-given',
  'property.subscription-identifier-told',
  'property.session-expiry-interval',
  'property.session-expiry-interval-0',
  'property.session-expiry-interval-never',
  'property.assigned-client-identifier',
  'property.server-keep-alive',
  'property.authentication-method',
  'property.authentication-data',
  'property.will-delay-interval',
  'property.response-information',
  'property.server-reference',
  'property.reason-string',
  'property.receive-maximum',
  'property.topic-alias-maximum',
  'property.topic-alias-maximum-0',
  'property.topic-alias-given',
  'property.topic-alias-used',
  'property.maximum-packet-size',
] as const;

/** What a lane label says beside the packet's name (`describe.ts`): a word or three. */
export const LANE_PHRASE_IDS = [
  'lane.keep-alive',
  'lane.keep-alive-off',
  'lane.will',
  'lane.connack-0',
  'lane.connack-1',
  'lane.connack-2',
  'lane.connack-3',
  'lane.connack-4',
  'lane.connack-5',
  'lane.session-present',
  'lane.id',
  'lane.qos',
  'lane.retain',
  'lane.dup',
  'lane.more',
  'lane.granted',
  'lane.refused',
  'lane.topic-alias',
  'lane.expires',
  'lane.response-topic',
  'lane.session-expiry',
  'lane.code-0x01',
  'lane.code-0x02',
  'lane.code-0x04',
  'lane.code-0x10',
  'lane.code-0x11',
  'lane.code-0x18',
  'lane.code-0x19',
  'lane.code-0x80',
  'lane.code-0x81',
  'lane.code-0x82',
  'lane.code-0x83',
  'lane.code-0x84',
  'lane.code-0x85',
  'lane.code-0x86',
  'lane.code-0x87',
  'lane.code-0x88',
  'lane.code-0x89',
  'lane.code-0x8a',
  'lane.code-0x8b',
  'lane.code-0x8c',
  'lane.code-0x8d',
  'lane.code-0x8e',
  'lane.code-0x8f',
  'lane.code-0x90',
  'lane.code-0x91',
  'lane.code-0x92',
  'lane.code-0x93',
  'lane.code-0x94',
  'lane.code-0x95',
  'lane.code-0x96',
  'lane.code-0x97',
  'lane.code-0x98',
  'lane.code-0x99',
  'lane.code-0x9a',
  'lane.code-0x9b',
  'lane.code-0x9c',
  'lane.code-0x9d',
  'lane.code-0x9e',
  'lane.code-0x9f',
  'lane.code-0xa0',
  'lane.code-0xa1',
  'lane.code-0xa2',
] as const;

/** Why a filter matches a topic or does not, level by level (`explain-match.ts`). */
export const MATCH_PHRASE_IDS = [
  'match.yes',
  'match.no',
  'match.equal',
  'match.different',
  'match.different-case',
  'match.different-spaces',
  'match.plus',
  'match.plus-empty',
  'match.hash',
  'match.hash-parent',
  'match.dollar',
  'match.topic-longer',
  'match.topic-shorter',
] as const;

export type BytePhraseId = (typeof BYTE_PHRASE_IDS)[number];
export type ReasonPhraseId = (typeof REASON_PHRASE_IDS)[number];
export type PropertyPhraseId = (typeof PROPERTY_PHRASE_IDS)[number];
export type LanePhraseId = (typeof LANE_PHRASE_IDS)[number];
export type MatchPhraseId = (typeof MATCH_PHRASE_IDS)[number];

/** Everything this folder may want to have said. */
export type MqttPhraseId =
  | `field.${FieldName}`
  | `bit.${BitName}`
  | `sender.${Sender}`
  | `error.${RefusalId}`
  | `topic.${TopicFlawKind}`
  | BytePhraseId
  | ReasonPhraseId
  | PropertyPhraseId
  | LanePhraseId
  | MatchPhraseId;

export const MQTT_PHRASE_IDS: readonly MqttPhraseId[] = [
  ...FIELD_NAMES.map((name) => `field.${name}` as const),
  ...BIT_NAMES.map((name) => `bit.${name}` as const),
  'sender.client',
  'sender.server',
  ...(Object.keys(REFUSALS) as RefusalId[]).map((id) => `error.${id}` as const),
  ...(Object.keys(TOPIC_FLAWS) as TopicFlawKind[]).map((kind) => `topic.${kind}` as const),
  ...BYTE_PHRASE_IDS,
  ...REASON_PHRASE_IDS,
  ...PROPERTY_PHRASE_IDS,
  ...LANE_PHRASE_IDS,
  ...MATCH_PHRASE_IDS,
];

/**
 * The sentences of one language, with `{places}`, to be said by `say` (phrase.ts). What goes over the
 * wire stands between backticks, so that a page can set it in its own type.
 */
export type MqttPhrases = Readonly<Record<MqttPhraseId, string>>;

/** Those that only 5.0 needs, in files of their own (`phrases-5.en.ts`, `phrases-5.de.ts`). */
export type Mqtt5Phrases = Readonly<
  Record<
    ReasonPhraseId | PropertyPhraseId | `field.${Mqtt5FieldName}` | Extract<LanePhraseId, `lane.code-${string}`>,
    string
  >
>;
