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
