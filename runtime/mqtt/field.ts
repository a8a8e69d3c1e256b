/** What properties of 5.0 are called, in the order of their identifiers [MQTT5 table 2-4]. */
export const PROPERTY_FIELD_NAMES = [
  'payload-format-indicator',
  'message-expiry-interval',
  'content-type',
  'response-topic',
  'correlation-data',
  'subscription-identifier',
  'session-expiry-interval',
  'assigned-client-identifier',
  'server-keep-alive',
  'authentication-method',
  'authentication-data',
  'request-problem-information',
  'will-delay-interval',
  'request-response-information',
  'response-information',
  'server-reference',
  'reason-string',
  'receive-maximum',
  'topic-alias-maximum',
  'topic-alias',
  'maximum-qos',
  'retain-available',
  'user-property',
  'maximum-packet-size',
  'wildcard-subscription-available',
  'subscription-identifier-available',
  'shared-subscription-available',
] as const;

export type PropertyFieldName = (typeof PROPERTY_FIELD_NAMES)[number];

/** Texts and bytes in properties; before each stands its length. */
const COUNTED_IN_PROPERTIES = [
  'content-type',
  'response-topic',
  'correlation-data',
  'assigned-client-identifier',
  'authentication-method',
  'authentication-data',
  'response-information',
  'server-reference',
  'reason-string',
  'user-property-name',
  'user-property-value',
] as const;

type CountedInProperties = (typeof COUNTED_IN_PROPERTIES)[number];

/** Fields that only packets of 5.0 have. */
const FIELD_NAMES_5 = [
  'reason-code',
  'subscription-options',
  'property-length',
  'will-property-length',
  'property-id',
  ...PROPERTY_FIELD_NAMES,
  'user-property-name',
  'user-property-value',
  ...COUNTED_IN_PROPERTIES.map((name) => `${name}-length` as const),
] as const;

export type Mqtt5FieldName = (typeof FIELD_NAMES_5)[number];

/**
 * The parts of which packets are made, under the names that the page shows beside their bytes.
 * Lists, so that a dictionary can be checked to be complete.
 */
export const FIELD_NAMES = [
  'type-and-flags',
  'remaining-length',
  'protocol-name-length',
  'protocol-name',
  'protocol-level',
  'connect-flags',
  'keep-alive',
  'client-id-length',
  'client-id',
  'will-topic-length',
  'will-topic',
  'will-payload-length',
  'will-payload',
  'username-length',
  'username',
  'password-length',
  'password',
  'acknowledge-flags',
  'return-code',
  'topic-length',
  'topic',
  'packet-id',
  'payload',
  'filter-length',
  'filter',
  'requested-qos',
  'granted-qos',
  ...FIELD_NAMES_5,
  'malformed',
] as const;

export type FieldName = (typeof FIELD_NAMES)[number];

/** Fields that come with their length in two bytes before them. */
export type CountedFieldName =
  | Extract<
      FieldName,
      'protocol-name' | 'client-id' | 'will-topic' | 'will-payload' | 'username' | 'password' | 'topic' | 'filter'
    >
  | CountedInProperties;

/** What the bits of a byte are called. */
export const BIT_NAMES = [
  'packet-type',
  'dup',
  'qos',
  'retain',
  'reserved',
  'username-flag',
  'password-flag',
  'will-retain',
  'will-qos',
  'will-flag',
  'clean-session',
  'session-present',
  'bridge',
  'level',
  'clean-start',
  'retain-handling',
  'retain-as-published',
  'no-local',
] as const;

export type BitName = (typeof BIT_NAMES)[number];

/** Bits of a byte that belong together, the high ones first; the widths of a byte add up to 8. */
export type BitLayout = readonly { readonly width: number; readonly name: BitName }[];

/** The first byte of PUBLISH; its flags mean something [MQTT 3.1.1 figure 3.10]. */
export const PUBLISH_BITS: BitLayout = [
  { width: 4, name: 'packet-type' },
  { width: 1, name: 'dup' },
  { width: 2, name: 'qos' },
  { width: 1, name: 'retain' },
];

/** The first byte of every other packet. */
export const HEADER_BITS: BitLayout = [
  { width: 4, name: 'packet-type' },
  { width: 4, name: 'reserved' },
];

export const LEVEL_BITS: BitLayout = [
  { width: 1, name: 'bridge' },
  { width: 7, name: 'level' },
];

export const CONNECT_BITS: BitLayout = [
  { width: 1, name: 'username-flag' },
  { width: 1, name: 'password-flag' },
  { width: 1, name: 'will-retain' },
  { width: 2, name: 'will-qos' },
  { width: 1, name: 'will-flag' },
  { width: 1, name: 'clean-session' },
  { width: 1, name: 'reserved' },
];

export const CONNACK_BITS: BitLayout = [
  { width: 7, name: 'reserved' },
  { width: 1, name: 'session-present' },
];

export const REQUESTED_QOS_BITS: BitLayout = [
  { width: 6, name: 'reserved' },
  { width: 2, name: 'qos' },
];

/** Subscription options of 5.0 [MQTT5 §3.8.3.1]. */
export const SUBSCRIPTION_BITS: BitLayout = [
  { width: 2, name: 'reserved' },
  { width: 2, name: 'retain-handling' },
  { width: 1, name: 'retain-as-published' },
  { width: 1, name: 'no-local' },
  { width: 2, name: 'qos' },
];

/** CONNECT flags of 5.0: what was Clean Session is Clean Start, which says nothing of the end. */
export const CONNECT_5_BITS: BitLayout = CONNECT_BITS.map(({ width, name }) => ({
  width,
  name: name === 'clean-session' ? 'clean-start' : name,
}));
