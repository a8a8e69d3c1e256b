/**
 * What Mosquitto's log says when a client breaks a rule: a line on what it was, for some, and one on how the
 * connection ends. Its words follow the place in its program where the fault was found, not the standard,
 * and neither do they follow the reason code that a client of 5.0 is told.
 *
 *     PUBLISH of QoS 3          Invalid QoS in PUBLISH from ada, disconnecting.
 *                               Client ada disconnected due to malformed packet.
 *     SUBSCRIBE to a/#/b        Received SUBSCRIBE from ada
 *                               Invalid subscription string from 127.0.0.1, disconnecting.
 *                               Client ada disconnected due to malformed packet.
 *     CONNACK from a client     Bad socket read/write on client ada: Invalid function arguments provided.
 */
import { fill } from '#runtime/mqtt/phrase.ts';
import { MqttError } from '#runtime/mqtt/error.ts';
import type { RefusalId } from '#runtime/mqtt/refusal.en.ts';
import type { TopicFlawKind } from '#runtime/mqtt/topic-flaw.ts';
import { type CloseReason, closing } from './close-reason.ts';
import type { Connection } from './connection.ts';
import type { LogLevel } from './log.ts';

/** `{client}`, `{host}` and the values of the refusal are filled in. */
interface Words {
  readonly level?: LogLevel;
  readonly text?: string;
  /** Instead of what is said of the reason. */
  readonly end?: string;
}

type Fault = RefusalId | TopicFlawKind;

const MALFORMED = 'Client {client} disconnected due to malformed packet.';
const PROTOCOL = 'Client {client} disconnected due to protocol error.';
const UNKNOWN = 'Bad socket read/write on client {client}: Unknown error.';

const requestedQos: Words = {
  text: 'Invalid QoS in subscription command from {host}, disconnecting.',
  end: MALFORMED,
};
const subscription: Words = { text: 'Invalid subscription string from {host}, disconnecting.' };
const unsubscription: Words = { text: 'Invalid unsubscription string from {client}, disconnecting.' };

/** By what was found, and by the packet where that makes a difference. */
const BY_FAULT: { readonly [Name in Fault | `${Fault} ${string}`]?: Words } = {
  'protocol-name': { text: 'Invalid protocol "{name}" in CONNECT from {host}.' },
  'protocol-level': { text: 'Invalid protocol version {level} in CONNECT from {host}.' },
  'will-qos': { text: 'Invalid Will QoS in CONNECT from {host}.' },
  qos: { text: 'Invalid QoS in PUBLISH from {client}, disconnecting.' },
  'requested-qos': requestedQos,
  'requested-qos-3': requestedQos,
  'requested-reserved': { end: MALFORMED },
  'requested-retain-handling': { end: MALFORMED },
  'filter-hash-not-last SUBSCRIBE': subscription,
  'filter-hash-not-alone SUBSCRIBE': subscription,
  'filter-plus-not-alone SUBSCRIBE': subscription,
  'filter-hash-not-last UNSUBSCRIBE': unsubscription,
  'filter-hash-not-alone UNSUBSCRIBE': unsubscription,
  'filter-plus-not-alone UNSUBSCRIBE': unsubscription,
  'filter-empty UNSUBSCRIBE': { text: 'Empty unsubscription string from {client}, disconnecting.' },
  'name-empty': { end: MALFORMED },
  'name-null': { end: MALFORMED },
  'packet-id-zero PUBLISH': { end: PROTOCOL },
  'packet-id-zero PUBACK': { end: PROTOCOL },
  'packet-id-zero PUBREC': { end: PROTOCOL },
  'packet-id-zero PUBREL': { end: PROTOCOL },
  'packet-id-zero PUBCOMP': { end: PROTOCOL },
  'packet-type': { end: PROTOCOL },
  'flags PUBREL': { end: PROTOCOL },
  'direction CONNACK': { end: 'Bad socket read/write on client {client}: Invalid function arguments provided.' },
  'property-unknown': { level: 'debug', text: 'Unsupported property type: {id}' },
  'property-twice': { end: 'Bad socket read/write on client {client}: Duplicate property in property list' },
  'property-zero SUBSCRIBE': { end: MALFORMED },
  'topic-alias-zero': { end: MALFORMED },
};

/** Of what is no fault of the bytes, but was not offered. */
const BY_CLAUSE: Readonly<Record<string, Words>> = {
  // max_qos
  'MQTT5-3.2.2-11': {
    text: 'Too high QoS in PUBLISH from {client}, disconnecting.',
    end: 'Bad socket read/write on client {client}: Requested QoS not supported on server.',
  },
  // retain_available
  'MQTT5-3.2.2-14': { end: UNKNOWN },
  // max_topic_alias
  'MQTT5-3.3.2-9': { end: UNKNOWN },
};

/** Says what it was; of most Mosquitto says nothing more than how the connection ends. */
export function complain(connection: Connection, error: MqttError): void {
  const { log } = connection.core;
  const packet = packetOf(error);
  if (connection.session !== undefined && (packet === 'SUBSCRIBE' || packet === 'UNSUBSCRIBE')) {
    log.debug?.(`Received ${packet} from ${connection.name}`);
  }
  const { level = 'info', text } = wordsOf(connection, error);
  if (text !== undefined) log[level]?.(filled(connection, error, text));
}

/** Says how it ends. */
export function sayEnd(connection: Connection, reason: CloseReason, cause: Error | undefined): void {
  const { core } = connection;
  // That a bridge has come and gone it says itself; what it did wrong, it does not.
  const log = cause === undefined ? connection.log : core.log;
  const { level, text } = closing(reason);
  if (!core.settings.connectionMessages || text === undefined || log[level] === undefined) return;
  const end = cause instanceof MqttError && reason !== 'packet-too-large' ? wordsOf(connection, cause).end : undefined;
  const line = end === undefined ? `Client ${connection.name} ${text}` : filled(connection, cause as MqttError, end);
  log[level](line, cause);
}

/** Before a client is let in, every fault ends it in the same words. */
function wordsOf(connection: Connection, error: MqttError): Words {
  const id = error.phrase?.id.replace(/^(error|topic)\./, '');
  const words =
    id === undefined ? BY_CLAUSE[error.clause ?? ''] : (named(`${id} ${packetOf(error) ?? ''}`) ?? named(id));
  if (words === undefined) return {};
  if (connection.session !== undefined || words.end === undefined) return words;
  const { end: _, ...rest } = words;
  return rest;
}

function named(name: string): Words | undefined {
  return Object.hasOwn(BY_FAULT, name) ? BY_FAULT[name as Fault] : undefined;
}

/** What it was found in. */
function packetOf({ phrase }: MqttError): string | undefined {
  const { packet } = phrase?.values ?? {};
  if (packet !== undefined) return String(packet);
  return phrase?.id.startsWith('error.requested-') === true || phrase?.id === 'error.no-local-shared'
    ? 'SUBSCRIBE'
    : undefined;
}

function filled(connection: Connection, { phrase }: MqttError, text: string): string {
  return fill(text, { ...phrase?.values, client: connection.name, host: connection.stream.remote.host });
}
