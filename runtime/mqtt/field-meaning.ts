import type { Phrase } from '#runtime/ports.ts';
import type { FieldName } from './field.ts';
import type { PacketType, ProtocolLevel, Sender } from './packet.ts';
import type { RawValue } from './packet-reader.ts';
import type { BytePhraseId } from './phrase-ids.ts';
import { propertyOf } from './property.ts';
import { propertyMeaning } from './property-meaning.ts';
import { REASON_CODES } from './reason-code.ts';

/** What must be known beside the field itself to say what it means. */
export interface FieldContext {
  readonly packet: PacketType | 'packet';
  /** The packet's first byte. */
  readonly first: number;
  readonly sender: Sender;
  /** Of the connection; in CONNECT, from its level on, its own. */
  readonly level: ProtocolLevel;
  /** Whether a topic name came before. */
  readonly hasTopic: boolean;
}

/** What a field means, in one sentence; undefined where name and value say it all. */
export function meaning(name: FieldName, value: RawValue, context: FieldContext): Phrase | undefined {
  const number = typeof value === 'number' ? value : 0;
  const length = typeof value === 'number' ? 0 : value.length;
  switch (name) {
    case 'type-and-flags':
      return say(packetMeaning(context));
    case 'remaining-length':
      return say('byte.remaining-length', { bytes: number });
    case 'protocol-name-length':
    case 'client-id-length':
      return name === 'client-id-length' && number === 0 ? say('byte.client-id-empty') : lengthOf(name, number);
    case 'will-topic-length':
    case 'will-payload-length':
    case 'username-length':
    case 'password-length':
    case 'topic-length':
    case 'filter-length':
    case 'content-type-length':
    case 'response-topic-length':
    case 'correlation-data-length':
    case 'assigned-client-identifier-length':
    case 'authentication-method-length':
    case 'authentication-data-length':
    case 'response-information-length':
    case 'server-reference-length':
    case 'reason-string-length':
    case 'user-property-name-length':
    case 'user-property-value-length':
      return lengthOf(name, number);
    case 'protocol-name':
      return say('byte.protocol-name');
    case 'protocol-level':
      return levelMeaning(number);
    case 'connect-flags':
      return say(connectMeaning((number & 0b10) !== 0, context));
    case 'keep-alive':
      return number === 0
        ? say('byte.keep-alive-off')
        : say('byte.keep-alive', { seconds: number, limit: number * 1.5 });
    case 'client-id':
      return say('byte.client-id');
    case 'will-topic':
      return say('byte.will-topic');
    case 'will-payload':
      return say('byte.will-payload');
    case 'username':
      return say('byte.username');
    case 'password':
      return say('byte.password');
    case 'acknowledge-flags':
      return say((number & 1) === 0 ? 'byte.session-absent' : 'byte.session-present');
    case 'return-code':
      return say(CONNACK_MEANINGS[number] ?? 'byte.connack-unknown', { code: number });
    case 'topic':
      return say('byte.topic');
    case 'packet-id':
      return say(packetIdMeaning(context), { id: number });
    case 'payload':
      return say('byte.payload', { bytes: length });
    case 'filter':
      return say(context.packet === 'UNSUBSCRIBE' ? 'byte.filter-gone' : 'byte.filter');
    case 'requested-qos':
      return say('byte.requested-qos', { qos: number });
    case 'granted-qos':
      return number < 0x80 ? say('byte.granted-qos', { qos: number }) : say('byte.granted-refused');
    case 'reason-code':
      return reasonMeaning(number, context);
    case 'subscription-options':
      return say('byte.subscription-options', { qos: number & 0b11 });
    case 'property-length':
    case 'will-property-length':
      return number === 0 ? say('byte.properties-none') : say('byte.properties', { bytes: number });
    case 'property-id':
      return propertyIdMeaning(number);
    case 'user-property-name':
      return say('byte.user-property-name');
    case 'user-property-value':
      return say('byte.user-property-value');
    // Its name and its value are fields of their own.
    case 'user-property':
    case 'malformed':
      return undefined;
    default:
      return propertyMeaning(name, value, context);
  }
}

const CONNACK_MEANINGS: readonly BytePhraseId[] = [
  'byte.connack-0',
  'byte.connack-1',
  'byte.connack-2',
  'byte.connack-3',
  'byte.connack-4',
  'byte.connack-5',
];

const VERSIONS: Readonly<Record<number, string>> = { 3: '3.1', 4: '3.1.1', 5: '5.0' };

function packetMeaning({ packet, first, sender }: FieldContext): BytePhraseId {
  if (packet === 'packet') return 'byte.packet-unknown';
  if (packet === 'DISCONNECT' && sender === 'server') return 'byte.packet-DISCONNECT-server';
  if (packet !== 'PUBLISH') return `byte.packet-${packet}`;
  if ((first & 0b1000) !== 0) return 'byte.packet-PUBLISH-again';
  if ((first & 0b0001) === 0) return 'byte.packet-PUBLISH';
  return sender === 'client' ? 'byte.packet-PUBLISH-retain' : 'byte.packet-PUBLISH-retained';
}

/** What was Clean Session below 5.0 speaks of the beginning alone in 5.0. */
function connectMeaning(clean: boolean, { level }: FieldContext): BytePhraseId {
  if (level === 5) return clean ? 'byte.connect-clean-start' : 'byte.connect-resume';
  return clean ? 'byte.connect-clean' : 'byte.connect-persistent';
}

function reasonMeaning(code: number, { packet }: FieldContext): Phrase {
  const hex = `0x${code.toString(16).padStart(2, '0')}`;
  if (!REASON_CODES.includes(code)) return say('byte.reason-unknown', { code: hex });
  return { id: code === 0 && ZERO_OF_ITS_OWN.has(packet) ? `reason.0x00-${packet}` : `reason.${hex}` };
}

/** Packets in which reason code 0 says more than that all went well. */
const ZERO_OF_ITS_OWN: ReadonlySet<string> = new Set(['CONNACK', 'SUBACK', 'UNSUBACK', 'DISCONNECT', 'AUTH']);

function propertyIdMeaning(id: number): Phrase {
  const property = propertyOf(id);
  return property === undefined ? say('byte.property-id-unknown') : say('byte.property-id', { field: property.field });
}

/** The high bit is a bridge's mark, not part of the level. */
function levelMeaning(byte: number): Phrase {
  const level = byte & 0x7f;
  const version = VERSIONS[level];
  return version === undefined
    ? say('byte.protocol-level-unknown', { level })
    : say('byte.protocol-level', { level, version });
}

function packetIdMeaning({ packet }: FieldContext): BytePhraseId {
  switch (packet) {
    case 'PUBLISH':
    case 'SUBSCRIBE':
    case 'UNSUBSCRIBE':
      return 'byte.packet-id-new';
    case 'PUBREL':
      return 'byte.packet-id-release';
    default:
      return 'byte.packet-id-answer';
  }
}

function lengthOf(name: FieldName, bytes: number): Phrase {
  return say('byte.length', { field: name.replace(/-length$/, ''), bytes });
}

function say(id: BytePhraseId, values?: Readonly<Record<string, string | number>>): Phrase {
  return values === undefined ? { id } : { id, values };
}
