import type { BitName, FieldName } from './field.ts';
import type { PacketType, ProtocolLevel } from './packet.ts';

/** Bits of a byte that belong together, the high ones first; the widths of a byte add up to 8. */
export type BitLayout = readonly { readonly width: number; readonly name: BitName }[];

/** The first byte of PUBLISH; its flags mean something [MQTT 3.1.1 figure 3.10]. */
const PUBLISH_BITS: BitLayout = [
  { width: 4, name: 'packet-type' },
  { width: 1, name: 'dup' },
  { width: 2, name: 'qos' },
  { width: 1, name: 'retain' },
];

/** The first byte of every other packet. */
const HEADER_BITS: BitLayout = [
  { width: 4, name: 'packet-type' },
  { width: 4, name: 'reserved' },
];

const LEVEL_BITS: BitLayout = [
  { width: 1, name: 'bridge' },
  { width: 7, name: 'level' },
];

const CONNECT_BITS: BitLayout = [
  { width: 1, name: 'username-flag' },
  { width: 1, name: 'password-flag' },
  { width: 1, name: 'will-retain' },
  { width: 2, name: 'will-qos' },
  { width: 1, name: 'will-flag' },
  { width: 1, name: 'clean-session' },
  { width: 1, name: 'reserved' },
];

const CONNACK_BITS: BitLayout = [
  { width: 7, name: 'reserved' },
  { width: 1, name: 'session-present' },
];

const REQUESTED_QOS_BITS: BitLayout = [
  { width: 6, name: 'reserved' },
  { width: 2, name: 'qos' },
];

/** Subscription options of 5.0 [MQTT5 §3.8.3.1]. */
const SUBSCRIPTION_BITS: BitLayout = [
  { width: 2, name: 'reserved' },
  { width: 2, name: 'retain-handling' },
  { width: 1, name: 'retain-as-published' },
  { width: 1, name: 'no-local' },
  { width: 2, name: 'qos' },
];

/** CONNECT flags of 5.0: what was Clean Session is Clean Start, which says nothing of the end. */
const CONNECT_5_BITS: BitLayout = CONNECT_BITS.map(({ width, name }) => ({
  width,
  name: name === 'clean-session' ? 'clean-start' : name,
}));

/** Whose byte it is. */
export interface BitContext {
  readonly packet: PacketType | 'packet';
  readonly level: ProtocolLevel;
}

/** How the bits of a field are to be read; undefined for those that are one number, or no byte. */
export function bitLayout(name: FieldName, { packet, level }: BitContext): BitLayout | undefined {
  switch (name) {
    case 'type-and-flags':
      return packet === 'PUBLISH' ? PUBLISH_BITS : HEADER_BITS;
    case 'protocol-level':
      return LEVEL_BITS;
    case 'connect-flags':
      return level === 5 ? CONNECT_5_BITS : CONNECT_BITS;
    case 'acknowledge-flags':
      return CONNACK_BITS;
    case 'requested-qos':
      return REQUESTED_QOS_BITS;
    case 'subscription-options':
      return SUBSCRIPTION_BITS;
    default:
      return undefined;
  }
}
