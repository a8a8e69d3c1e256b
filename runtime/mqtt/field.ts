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
  'malformed',
] as const;

export type FieldName = (typeof FIELD_NAMES)[number];

/** Fields that come with their length in two bytes before them. */
export type CountedFieldName = Extract<
  FieldName,
  'protocol-name' | 'client-id' | 'will-topic' | 'will-payload' | 'username' | 'password' | 'topic' | 'filter'
>;

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
