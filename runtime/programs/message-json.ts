import type { Properties, Publish } from '#runtime/mqtt/packet.ts';
import { parseJson } from './json-parse.ts';
import { printJson } from './json-print.ts';
import type { JsonMember, JsonTree } from './json-tree.ts';
import { cString } from './json-tree.ts';
import type { LocalTime } from '#runtime/pi/time/local-time.ts';
import { strftime } from '#runtime/pi/time/strftime.ts';

/**
 * `%j` and `%J` of `-F`: the message as a JSON object, its payload as a string (`j`) or, if it is JSON
 * itself, as that (`J`). An empty payload is `null` in both.
 * @returns undefined: `J`, and the payload is no JSON
 */
export function messageJson(
  message: Publish,
  { payload, pretty }: { payload: 'string' | 'json'; pretty: boolean },
  time: LocalTime,
): Uint8Array | undefined {
  const content = payloadTree(message.payload, payload);
  if (content === undefined) return undefined;
  const { topic, qos, retain, packetId, properties = {} } = message;
  const fields = propertyMembers(properties);
  return printJson(
    {
      members: [
        member('tst', encoder.encode(timestamp(time))),
        member('topic', encoder.encode(topic)),
        member('qos', qos),
        member('retain', Number(retain)),
        member('payloadlen', message.payload.length),
        ...(qos > 0 ? [member('mid', packetId ?? 0)] : []),
        ...(fields.length > 0 ? [member('properties', { members: fields })] : []),
        member('payload', content),
      ],
    },
    pretty,
  );
}

function payloadTree(payload: Uint8Array, as: 'string' | 'json'): JsonTree | undefined {
  if (payload.length === 0) return null;
  return as === 'string' ? cString(payload) : parseJson(payload);
}

/** `2026-03-01T12:00:00.000000Z+0100`: local time, though it says Z. */
function timestamp(time: LocalTime): string {
  const microseconds = String(Math.floor(time.nanoseconds / 1000)).padStart(6, '0');
  return `${strftime('F', time)}T${strftime('T', time)}.${microseconds}Z${strftime('z', time)}`;
}

/** In the order in which they came; all user properties where the first one was. */
const propertyMembers = (properties: Properties): JsonMember[] =>
  (Object.keys(properties) as (keyof Properties)[]).flatMap((name) => propertyMember(name, properties));

function propertyMember(name: keyof Properties, properties: Properties): JsonMember[] {
  const value = properties[name];
  if (value === undefined) return [];
  switch (name) {
    case 'payloadFormatIndicator':
      return [member('payload-format-indicator', properties.payloadFormatIndicator ?? 0)];
    case 'messageExpiryInterval':
      return [member('message-expiry-interval', properties.messageExpiryInterval ?? 0)];
    case 'contentType':
      return [member('content-type', encoder.encode(properties.contentType))];
    case 'responseTopic':
      return [member('response-topic', encoder.encode(properties.responseTopic))];
    case 'correlationData':
      return [member('correlation-data', cString(properties.correlationData ?? new Uint8Array()))];
    case 'subscriptionIdentifier':
      return (properties.subscriptionIdentifier ?? []).map((id) => member('subscription-identifier', id));
    // 2.0.11 reads it as a byte, which it is not, and shows 0.
    case 'topicAlias':
      return [member('topic-alias', 0)];
    case 'userProperties':
      return [
        member('user-properties', {
          members: (properties.userProperties ?? []).map(({ name: key, value: text }) =>
            member(key, encoder.encode(text)),
          ),
        }),
      ];
    // No others belong to a PUBLISH [MQTT5 3.3.2.3].
    default:
      return [];
  }
}

const member = (name: string, value: JsonTree): JsonMember => [encoder.encode(name), value];

const encoder = new TextEncoder();
