/**
 * A message as it lasts: what a PUBLISH or a will said. One record, however many sessions it waits for.
 *
 *     01 05 03 61 2f 62 6f 6e      QoS 1, RETAIN, topic a/b, payload "on"
 *     │  │  └ topic     └ payload, to the end
 *     │  └ flags: QoS, RETAIN; whether it has an end, a publisher, properties, which then come first
 *     └ version
 */
import type { QoS } from '#runtime/mqtt/packet.ts';
import { ownProperties } from '../own-properties.ts';
import { Message } from '../message.ts';
import type { MessageExtras } from '../message.ts';
import { decodeKeptProperties, encodeProperties } from './kept-properties.ts';
import { RecordFlaw } from './record-reader.ts';
import type { RecordReader } from './record-reader.ts';
import { RECORD_VERSION } from './record-version.ts';
import { SHORT_FIELDS, textRoom } from './record-writer.ts';
import type { RecordWriter } from './record-writer.ts';

const QOS = 0b11;
const RETAIN = 0b100;
const EXPIRES = 0b1000;
const PUBLISHER = 0b1_0000;
const PROPERTIES = 0b10_0000;
/** Who has published a retained message, in full. */
const SOURCE = 0b100_0000;
const USERNAME = 0b1000_0000;

export function writeMessage(writer: RecordWriter, message: Message): Uint8Array {
  const { bytes, topicAt, topicEnd, payloadAt, end, size, qos, retain, expiresAt, publisher, properties } = message;
  const { source } = message;
  const encoded = properties === undefined ? undefined : encodeProperties(properties, 'PUBLISH');
  const names =
    (publisher === undefined ? 0 : textRoom(publisher)) +
    (source?.username === undefined ? 0 : textRoom(source.username));
  writer.begin(SHORT_FIELDS + size + names + (encoded === undefined ? 0 : encoded.length));
  writer.byte(RECORD_VERSION);
  writer.byte(
    qos |
      (retain ? RETAIN : 0) |
      (expiresAt === undefined ? 0 : EXPIRES) |
      (publisher === undefined ? 0 : PUBLISHER) |
      (encoded === undefined ? 0 : PROPERTIES) |
      (source === undefined ? 0 : SOURCE) |
      (source?.username === undefined ? 0 : USERNAME),
  );
  if (expiresAt !== undefined) writer.double(expiresAt);
  if (publisher !== undefined) writer.text(publisher);
  if (encoded !== undefined) writer.counted(encoded);
  if (source !== undefined) writer.number(source.port);
  if (source?.username !== undefined) writer.text(source.username);
  // The topic stands behind its length in the message, in two bytes.
  writer.number(topicEnd - topicAt - 2);
  writer.copy(bytes, topicAt + 2, topicEnd);
  writer.copy(bytes, payloadAt, end);
  return writer.end();
}

/** @throws RecordFlaw */
export function readMessage(reader: RecordReader): Message {
  const flags = reader.byte();
  const qos = readQos(flags);
  const expiresAt = (flags & EXPIRES) === 0 ? undefined : reader.double();
  const publisher = (flags & PUBLISHER) === 0 ? undefined : reader.text();
  const properties = (flags & PROPERTIES) === 0 ? undefined : decodeKeptProperties(reader.counted(), 'PUBLISH');
  const port = (flags & SOURCE) === 0 ? undefined : reader.number();
  const username = (flags & USERNAME) === 0 ? undefined : reader.text();
  const extras: MessageExtras = {
    ...(expiresAt !== undefined && { expiresAt }),
    ...(publisher !== undefined && { publisher }),
    ...(properties !== undefined && { properties: ownProperties(properties) }),
    ...(port !== undefined && { source: { clientId: publisher ?? '', username, port } }),
  };
  const topic = reader.text();
  return Message.of(topic, reader.rest(), qos, (flags & RETAIN) !== 0, extras);
}

/** @throws RecordFlaw for QoS 3 */
export function readQos(flags: number): QoS {
  const qos = flags & QOS;
  if (qos === 3) throw new RecordFlaw('its QoS is 3');
  return qos as QoS;
}
