/**
 * A session beyond its subscriptions and messages: whose it is, how long it waits for its client, and
 * the will that waits with it.
 */
import type { Will } from '#runtime/mqtt/packet.ts';
import type { DelayedWill } from '../session/absence.ts';
import { ownWill } from '../session/will.ts';
import { decodeKeptProperties, encodeProperties } from './kept-properties.ts';
import { readQos } from './message-record.ts';
import { RecordFlaw } from './record-reader.ts';
import type { RecordReader } from './record-reader.ts';
import { RECORD_VERSION } from './record-version.ts';
import { SHORT_FIELDS, textRoom } from './record-writer.ts';
import type { RecordWriter } from './record-writer.ts';

const USERNAME = 0b1;
const EXPIRY = 0b10;
const EXPIRES = 0b100;
const WILL = 0b1000;
const PORT = 0b1_0000;
const ALL = 0b1_1111;

const WILL_RETAIN = 0b100;
const WILL_PROPERTIES = 0b1000;

export interface SessionRecord {
  readonly clientId: string;
  /** As it came in last: its rights are those of this name. */
  readonly username: string | undefined;
  /** Of the listener that it came by last. */
  readonly port: number | undefined;
  /** Seconds; Infinity: no end. */
  readonly expiryInterval: number;
  /** When it ends, of a client that is away; Infinity: never. Undefined: the client is there. */
  readonly expiresAt: number | undefined;
  readonly delayed: DelayedWill | undefined;
}

export function writeSession(writer: RecordWriter, record: SessionRecord): Uint8Array {
  const { clientId, username, port, expiryInterval, expiresAt, delayed } = record;
  const will = delayed && prepareWill(delayed.will);
  writer.begin(SHORT_FIELDS + textRoom(clientId) + textRoom(username ?? '') + (will?.room ?? 0));
  writer.byte(RECORD_VERSION);
  writer.byte(
    (username === undefined ? 0 : USERNAME) |
      (expiryInterval === Infinity ? 0 : EXPIRY) |
      (expiresAt === undefined ? 0 : EXPIRES) |
      (delayed === undefined ? 0 : WILL) |
      (port === undefined ? 0 : PORT),
  );
  writer.text(clientId);
  if (username !== undefined) writer.text(username);
  if (port !== undefined) writer.number(port);
  if (expiryInterval !== Infinity) writer.number(expiryInterval);
  if (expiresAt !== undefined) writer.double(expiresAt);
  if (delayed !== undefined) writer.double(delayed.at);
  will?.write(writer);
  return writer.end();
}

function prepareWill({ topic, payload, qos, retain, properties }: Will): {
  readonly room: number;
  readonly write: (writer: RecordWriter) => void;
} {
  const encoded = properties === undefined ? undefined : encodeProperties(properties, 'will');
  return {
    room: SHORT_FIELDS + textRoom(topic) + payload.length + (encoded?.length ?? 0),
    write(writer) {
      writer.byte(qos | (retain ? WILL_RETAIN : 0) | (encoded === undefined ? 0 : WILL_PROPERTIES));
      if (encoded !== undefined) writer.counted(encoded);
      writer.text(topic);
      writer.counted(payload);
    },
  };
}

/** @throws RecordFlaw */
export function readSession(reader: RecordReader): SessionRecord {
  const flags = reader.byte();
  if ((flags & ~ALL) !== 0) throw new RecordFlaw('it has flags that mean nothing');
  return {
    clientId: reader.text(),
    username: (flags & USERNAME) === 0 ? undefined : reader.text(),
    port: (flags & PORT) === 0 ? undefined : reader.number(),
    expiryInterval: (flags & EXPIRY) === 0 ? Infinity : reader.number(),
    expiresAt: (flags & EXPIRES) === 0 ? undefined : reader.double(),
    delayed: (flags & WILL) === 0 ? undefined : { at: reader.double(), will: readWill(reader) },
  };
}

function readWill(reader: RecordReader): Will {
  const flags = reader.byte();
  const properties = (flags & WILL_PROPERTIES) === 0 ? undefined : decodeKeptProperties(reader.counted(), 'will');
  const will: Will = {
    topic: reader.text(),
    payload: reader.counted(),
    qos: readQos(flags),
    retain: (flags & WILL_RETAIN) !== 0,
    ...(properties !== undefined && { properties }),
  };
  return ownWill(will);
}
