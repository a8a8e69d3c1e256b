import { MqttError } from '#runtime/mqtt/error.ts';
import type { PacketId, QoS } from '#runtime/mqtt/packet.ts';
import { REASON } from '#runtime/mqtt/reason.ts';
import type { Connection } from '../connection.ts';
import { hold } from '../handle/publish.ts';
import { Message } from '../message.ts';
import { route } from '../route.ts';
import type { Session } from '../session/session.ts';
import type { TopicEntry } from '../matching/topic-entry.ts';
import { PUBACK, PUBREC, writeAcknowledgement } from './acknowledge.ts';
import { forward } from './forward.ts';

/** Nothing was done: the general path knows what this is. */
const GENERAL = 0;

const RETAIN = 0b0001;
const DUP = 0b1000;

/**
 * A PUBLISH without properties. Its topic is decoded and checked when it is published to for the
 * first time; its payload needs no check.
 *
 * @param at of its first byte
 * @param body of its topic's length
 * @param to where it ends
 * @returns where the next packet begins, which is further on than `to` when others like it followed; or `GENERAL`
 */
export function publishInPlace(
  connection: Connection,
  session: Session,
  chunk: Uint8Array,
  at: number,
  body: number,
  to: number,
): number {
  const first = chunk[at]!;
  const qos = (first >> 1) & 0b11;
  const retain = (first & RETAIN) !== 0;
  const { retainAvailable, messageSizeLimit } = connection.core.settings;
  const { maxQos } = connection.listener.settings;
  if ((retain && !retainAvailable) || qos > maxQos || (qos === 0 && (first & DUP) !== 0) || body + 2 > to)
    return GENERAL;
  const topicEnd = body + 2 + ((chunk[body]! << 8) | chunk[body + 1]!);
  const level5 = connection.negotiated.level === 5;
  const payloadAt = topicEnd + (qos === 0 ? 0 : 2) + (level5 ? 1 : 0);
  if (payloadAt > to || topicEnd === body + 2 || (level5 && chunk[payloadAt - 1] !== 0)) return GENERAL;
  if (messageSizeLimit > 0 && to - payloadAt > messageSizeLimit) return GENERAL;
  const entry = topicOf(connection, chunk, body + 2, topicEnd);
  if (entry === undefined || entry.reserved || connection.mountPoint !== '') return GENERAL;
  const { rights } = session;
  if (rights !== undefined && !rights.mayWrite(entry.topic)) return GENERAL;
  if (qos === 0 && !retain) {
    return forward(connection, session, entry, chunk, { at, topicAt: body, topicEnd, payloadAt, end: to });
  }
  const packetId = qos === 0 ? undefined : (chunk[topicEnd]! << 8) | chunk[topicEnd + 1]!;
  if (packetId === 0) return GENERAL;
  const source = retain ? session.source : undefined;
  // prettier-ignore
  const message = new Message(
    entry.topic, chunk, body, topicEnd, payloadAt, to, qos as QoS, retain, session.clientId, undefined, undefined, source,
  );
  connection.core.traffic.receivePublishes(1, to - payloadAt);
  if (packetId === undefined) route(connection.core, message, entry);
  else if (qos === 1) {
    const matched = route(connection.core, message, entry);
    acknowledge(connection, PUBACK, packetId, matched ? REASON.success : REASON.noMatchingSubscribers);
  } else acknowledge(connection, PUBREC, packetId, hold(connection, session, packetId, message));
  return to;
}

/** Below 5.0 there is nothing that could say no [MQTT-3.3.5-2]. */
function acknowledge(connection: Connection, first: number, packetId: PacketId, reasonCode: number): void {
  if (reasonCode !== REASON.success && connection.negotiated.level === 5) {
    connection.send({ type: first === PUBACK ? 'PUBACK' : 'PUBREC', packetId, reasonCode });
  } else {
    writeAcknowledgement(connection.output, first, packetId);
    connection.flushSoon();
  }
}

/**
 * The topic that stands in `[from, to)`, with those who get what is published to it: the one of the
 * packet before, mostly.
 *
 * @returns undefined where it is none, for the decoder to say why
 */
function topicOf(connection: Connection, chunk: Uint8Array, from: number, to: number): TopicEntry<Session> | undefined {
  const { topics } = connection.core;
  const last = connection.topic;
  if (last !== undefined && last.is(chunk, from, to)) return topics.renewed(last);
  try {
    return (connection.topic = topics.entry(chunk, from, to));
  } catch (error) {
    if (error instanceof MqttError) return undefined;
    throw error;
  }
}
