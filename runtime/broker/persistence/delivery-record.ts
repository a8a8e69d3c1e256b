/**
 * A message that waits for one session, or is on its way to it. Those of one session come in the order
 * of their ids.
 *
 *     01 02 09 04 …      session 2, message 9, QoS 0 … 2 and RETAIN as it goes out, waiting
 *     01 02 09 0d 07 …   the same, sent with packet id 7, PUBACK awaited
 *     └ version   └ flags
 */
import type { PacketId } from '#runtime/mqtt/packet.ts';
import type { Awaited, Delivery, InFlight } from '../session/inflight.ts';
import type { Message } from '../message.ts';
import { readQos } from './message-record.ts';
import { RecordFlaw } from './record-reader.ts';
import type { RecordReader } from './record-reader.ts';
import { RECORD_VERSION } from './record-version.ts';
import { SHORT_FIELDS, textRoom } from './record-writer.ts';
import type { RecordWriter } from './record-writer.ts';

const RETAIN = 0b100;
const STATE_SHIFT = 3;
const STATE = 0b11;
const IDENTIFIERS = 0b10_0000;
const SHARE = 0b100_0000;
const ALL = 0b111_1111;

/** By number; 0: it waits to be sent. */
const STATES: readonly (Awaited | undefined)[] = [undefined, 'PUBACK', 'PUBREC', 'PUBCOMP'];

/** @param awaits undefined: it waits to be sent, and has no packet id */
export function writeDelivery(
  writer: RecordWriter,
  session: number,
  message: number,
  { qos, retain, identifiers, share }: Omit<Delivery, 'message'>,
  packetId: PacketId,
  awaits: Awaited | undefined,
): Uint8Array {
  const room = (identifiers === undefined ? 0 : identifiers.length * 8) + (share === undefined ? 0 : textRoom(share));
  writer.begin(SHORT_FIELDS + room);
  writer.byte(RECORD_VERSION);
  writer.number(session);
  writer.number(message);
  writer.byte(
    qos |
      (retain ? RETAIN : 0) |
      (STATES.indexOf(awaits) << STATE_SHIFT) |
      (identifiers === undefined ? 0 : IDENTIFIERS) |
      (share === undefined ? 0 : SHARE),
  );
  if (awaits !== undefined) writer.number(packetId);
  if (identifiers !== undefined) {
    writer.number(identifiers.length);
    for (const identifier of identifiers) writer.number(identifier);
  }
  if (share !== undefined) writer.text(share);
  return writer.end();
}

export interface DeliveryRecord {
  readonly session: number;
  /** Absent: it waits to be sent. */
  readonly sent?: InFlight;
  readonly waiting?: Delivery;
}

/**
 * @param messageOf by its record's id
 * @throws RecordFlaw
 */
export function readDelivery(
  reader: RecordReader,
  record: number,
  messageOf: (id: number) => Message | undefined,
): DeliveryRecord {
  const session = reader.number();
  const messageId = reader.number();
  const message = messageOf(messageId);
  if (message === undefined) throw new RecordFlaw(`message ${messageId}, which it brings, is not there`);
  const flags = reader.byte();
  if ((flags & ~ALL) !== 0) throw new RecordFlaw('it has flags that mean nothing');
  const qos = readQos(flags);
  const awaits = STATES[(flags >> STATE_SHIFT) & STATE];
  const packetId = awaits === undefined ? 0 : reader.number();
  const identifiers =
    (flags & IDENTIFIERS) === 0 ? undefined : Array.from({ length: readCount(reader) }, () => reader.number());
  const share = (flags & SHARE) === 0 ? undefined : reader.text();
  const delivery = { message, qos, retain: (flags & RETAIN) !== 0, identifiers, share, record };
  if (awaits === undefined) return { session, waiting: delivery };
  if (qos === 0 || (qos === 1) !== (awaits === 'PUBACK'))
    throw new RecordFlaw(`at QoS ${qos} nothing awaits ${awaits}`);
  if (packetId < 1 || packetId > 0xffff) throw new RecordFlaw(`${packetId} is no packet id`);
  return { session, sent: { ...delivery, qos, packetId, awaits } };
}

function readCount(reader: RecordReader): number {
  const count = reader.number();
  if (count > 0xffff) throw new RecordFlaw(`${count} subscription identifiers are too many`);
  return count;
}
