/** A message of QoS 2 that a client has begun to send: whose session, its packet id, the message. */
import type { PacketId } from '#runtime/mqtt/packet.ts';
import { RecordFlaw } from './record-reader.ts';
import type { RecordReader } from './record-reader.ts';
import { RECORD_VERSION } from './record-version.ts';
import { SHORT_FIELDS } from './record-writer.ts';
import type { RecordWriter } from './record-writer.ts';

export interface IncomingRecord {
  readonly session: number;
  readonly packetId: PacketId;
  readonly message: number;
}

export function writeIncoming(writer: RecordWriter, { session, packetId, message }: IncomingRecord): Uint8Array {
  writer.begin(SHORT_FIELDS);
  writer.byte(RECORD_VERSION);
  writer.number(session);
  writer.number(packetId);
  writer.number(message);
  return writer.end();
}

/** @throws RecordFlaw */
export function readIncoming(reader: RecordReader): IncomingRecord {
  const record = { session: reader.number(), packetId: reader.number(), message: reader.number() };
  const { packetId } = record;
  if (packetId < 1 || packetId > 0xffff) throw new RecordFlaw(`${packetId} is no packet id`);
  return record;
}
