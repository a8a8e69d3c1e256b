import type { Phrase } from '#runtime/ports.ts';
import type { PropertyFieldName } from './field.ts';
import type { PacketType } from './packet.ts';
import type { RawValue } from './packet-reader.ts';
import type { PropertyPhraseId } from './phrase-ids.ts';

const FOR_EVER = 0xffff_ffff;

/** Where the same property means another thing. */
export interface PropertyContext {
  readonly packet: PacketType | 'packet';
  /** Whether a topic stands in the packet, so that an alias is given to it. */
  readonly hasTopic: boolean;
}

/** What the value of a property of 5.0 means, in one sentence. */
export function propertyMeaning(
  name: Exclude<PropertyFieldName, 'user-property'>,
  value: RawValue,
  { packet, hasTopic }: PropertyContext,
): Phrase {
  switch (name) {
    case 'payload-format-indicator':
    case 'request-problem-information':
    case 'request-response-information':
    case 'maximum-qos':
    case 'retain-available':
    case 'wildcard-subscription-available':
    case 'subscription-identifier-available':
    case 'shared-subscription-available':
      return { id: `property.${name}-${value === 0 ? 0 : 1}` satisfies PropertyPhraseId };
    case 'session-expiry-interval':
      if (value === 0) return { id: 'property.session-expiry-interval-0' satisfies PropertyPhraseId };
      if (value === FOR_EVER) return { id: 'property.session-expiry-interval-never' satisfies PropertyPhraseId };
      return numbered(`property.${name}`, value);
    case 'topic-alias':
      return numbered(hasTopic ? 'property.topic-alias-given' : 'property.topic-alias-used', value);
    case 'topic-alias-maximum':
      return numbered(value === 0 ? 'property.topic-alias-maximum-0' : 'property.topic-alias-maximum', value);
    case 'subscription-identifier':
      return numbered(
        packet === 'SUBSCRIBE' ? 'property.subscription-identifier-given' : 'property.subscription-identifier-told',
        value,
      );
    case 'message-expiry-interval':
    case 'server-keep-alive':
    case 'will-delay-interval':
    case 'receive-maximum':
    case 'maximum-packet-size':
      return numbered(`property.${name}`, value);
    case 'content-type':
    case 'response-topic':
    case 'correlation-data':
    case 'assigned-client-identifier':
    case 'authentication-method':
    case 'authentication-data':
    case 'response-information':
    case 'server-reference':
    case 'reason-string':
      return { id: `property.${name}` satisfies PropertyPhraseId };
  }
}

function numbered(id: PropertyPhraseId, value: RawValue): Phrase {
  return { id, values: { value: typeof value === 'number' ? value : 0 } };
}
