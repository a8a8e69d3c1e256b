import { BIT_NAMES, FIELD_NAMES } from './field.ts';
import type { BitName, FieldName } from './field.ts';
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
  ...LANE_PHRASE_IDS,
  ...MATCH_PHRASE_IDS,
];

/**
 * The sentences of one language, with `{places}`, to be said by `say` (phrase.ts). What goes over the
 * wire stands between backticks, so that a page can set it in its own type.
 */
export type MqttPhrases = Readonly<Record<MqttPhraseId, string>>;
