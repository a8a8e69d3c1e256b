/** One subscription of a session: whose, the options, the filter. */
import type { SubscriptionOptions } from '../matching/subscription.ts';
import { readQos } from './message-record.ts';
import { RecordFlaw } from './record-reader.ts';
import type { RecordReader } from './record-reader.ts';
import { RECORD_VERSION } from './record-version.ts';
import { SHORT_FIELDS, textRoom } from './record-writer.ts';
import type { RecordWriter } from './record-writer.ts';

const NO_LOCAL = 0b100;
const RETAIN_AS_PUBLISHED = 0b1000;
const IDENTIFIER = 0b1_0000;
const ALL = 0b1_1111;

export interface SubscriptionRecord {
  readonly session: number;
  readonly filter: string;
  readonly options: SubscriptionOptions;
}

export function writeSubscription(writer: RecordWriter, { session, filter, options }: SubscriptionRecord): Uint8Array {
  const { qos, noLocal, retainAsPublished, identifier } = options;
  writer.begin(SHORT_FIELDS + textRoom(filter));
  writer.byte(RECORD_VERSION);
  writer.number(session);
  writer.byte(
    qos |
      (noLocal ? NO_LOCAL : 0) |
      (retainAsPublished ? RETAIN_AS_PUBLISHED : 0) |
      (identifier === undefined ? 0 : IDENTIFIER),
  );
  if (identifier !== undefined) writer.number(identifier);
  writer.text(filter);
  return writer.end();
}

/** @throws RecordFlaw */
export function readSubscription(reader: RecordReader): SubscriptionRecord {
  const session = reader.number();
  const flags = reader.byte();
  if ((flags & ~ALL) !== 0) throw new RecordFlaw('it has flags that mean nothing');
  const options = {
    qos: readQos(flags),
    noLocal: (flags & NO_LOCAL) !== 0,
    retainAsPublished: (flags & RETAIN_AS_PUBLISHED) !== 0,
    identifier: (flags & IDENTIFIER) === 0 ? undefined : reader.number(),
  };
  return { session, filter: reader.text(), options };
}
