import type { RecordKind, StoredRecord } from '#runtime/ports.ts';
import type { Core } from '../core.ts';
import type { Delivery, InFlight } from '../session/inflight.ts';
import type { Message } from '../message.ts';
import { rightsOf } from '../access/rights-of.ts';
import { Absence } from '../session/absence.ts';
import { isOver } from '../deliver.ts';
import { Session } from '../session/session.ts';
import { readDelivery } from './delivery-record.ts';
import { readIncoming } from './incoming-record.ts';
import { readMessage } from './message-record.ts';
import { RecordFlaw } from './record-reader.ts';
import type { RecordReader } from './record-reader.ts';
import type { RecordKeeper } from './record-keeper.ts';
import { readRecord } from './record-version.ts';
import type { RetainedRecords } from './retained-records.ts';
import { SessionRecords } from './session-records.ts';
import { readSession } from './session-record.ts';
import type { SessionRecord } from './session-record.ts';
import { readSubscription } from './subscription-record.ts';

/** A session while its parts are put together. */
interface Restored {
  readonly session: Session;
  readonly records: SessionRecords;
  readonly record: SessionRecord;
  readonly sent: InFlight[];
  readonly waiting: Delivery[];
}

/**
 * Makes of records what they were made of. A client that was there when the broker ended is away now.
 *
 * @throws StoreRefused for a record that cannot be read, or refers to another that is not there
 */
export function restoreRecords(core: Core, keeper: RecordKeeper, retained: RetainedRecords): void {
  const byKind: Record<RecordKind, StoredRecord[]> = {
    message: [],
    retained: [],
    session: [],
    subscription: [],
    delivery: [],
    incoming: [],
  };
  for (const record of keeper.store.records()) {
    byKind[record.kind].push(record);
    keeper.used(record.kind, record.id);
  }
  restoreRetained(core, keeper, retained, byKind.retained);
  const messages = restoreMessages(byKind.message);
  const sessions = restoreSessions(core, keeper, byKind.session);
  restoreSubscriptions(core, sessions, byKind.subscription);
  restoreDeliveries(sessions, messages, byKind.delivery);
  restoreIncoming(sessions, messages, byKind.incoming);
  for (const each of sessions.values()) beginAbsence(core, each);
}

function each<Value>(
  records: readonly StoredRecord[],
  read: (reader: RecordReader, id: number) => Value,
  take: (value: Value, id: number) => void,
): void {
  for (const { kind, id, value } of records)
    take(
      readRecord(kind, id, value, (reader) => read(reader, id)),
      id,
    );
}

function restoreRetained(
  core: Core,
  keeper: RecordKeeper,
  retained: RetainedRecords,
  records: readonly StoredRecord[],
): void {
  each(records, readMessage, (message, id) => {
    const node = isOver(core, message) ? 0 : core.retained.put(message);
    if (node === 0) keeper.delete('retained', id, false);
    else retained.restore(node, id);
  });
}

function restoreMessages(records: readonly StoredRecord[]): Map<number, Message> {
  const messages = new Map<number, Message>();
  each(records, readMessage, (message, id) => {
    message.record = id;
    messages.set(id, message);
  });
  return messages;
}

function restoreSessions(core: Core, keeper: RecordKeeper, records: readonly StoredRecord[]): Map<number, Restored> {
  const sessions = new Map<number, Restored>();
  each(records, readSession, (record, id) => {
    const { clientId, username, port, expiryInterval } = record;
    const session = new Session(clientId, expiryInterval, core.settings.maxInflightMessages);
    if (port !== undefined) {
      session.source = { clientId, username, port };
      session.rights = rightsOf(core, session.source);
    }
    session.records = new SessionRecords(keeper, session, id);
    core.sessions.set(clientId, session);
    sessions.set(id, { session, records: session.records, record, sent: [], waiting: [] });
  });
  return sessions;
}

function restoreSubscriptions(
  core: Core,
  sessions: ReadonlyMap<number, Restored>,
  stored: readonly StoredRecord[],
): void {
  each(
    stored,
    (reader) => withOwner(sessions, readSubscription(reader)),
    ({ owner: { session, records }, filter, options }, id) => {
      session.subscriptions.set(filter, options);
      core.subscriptions.add(filter, session, options);
      core.sys.watchedBy(filter);
      records.restoreSubscription(filter, id);
    },
  );
}

function restoreDeliveries(
  sessions: ReadonlyMap<number, Restored>,
  messages: ReadonlyMap<number, Message>,
  records: readonly StoredRecord[],
): void {
  each(
    records,
    (reader, id) =>
      withOwner(
        sessions,
        readDelivery(reader, id, (message) => messages.get(message)),
      ),
    ({ owner, sent, waiting }) => {
      if (sent !== undefined) owner.sent.push(sent);
      if (waiting !== undefined) owner.waiting.push(waiting);
      const { message } = (sent ?? waiting)!;
      message.references++;
    },
  );
  for (const { session, sent, waiting } of sessions.values()) {
    if (sent.length + waiting.length > 0) session.outgoing.restore(sent.at(-1)?.packetId ?? 0, sent, waiting);
  }
}

function restoreIncoming(
  sessions: ReadonlyMap<number, Restored>,
  messages: ReadonlyMap<number, Message>,
  stored: readonly StoredRecord[],
): void {
  each(
    stored,
    (reader) => {
      const incoming = withOwner(sessions, readIncoming(reader));
      const message = messages.get(incoming.message);
      if (message === undefined) throw new RecordFlaw(`message ${incoming.message}, which it holds, is not there`);
      return { ...incoming, message };
    },
    ({ owner: { session, records }, packetId, message }, id) => {
      records.restoreIncoming(packetId, id);
      session.incoming.restore(packetId, message);
      message.references++;
    },
  );
}

function withOwner<Record extends { readonly session: number }>(
  sessions: ReadonlyMap<number, Restored>,
  record: Record,
): Omit<Record, 'session'> & { readonly owner: Restored } {
  const owner = sessions.get(record.session);
  if (owner === undefined) throw new RecordFlaw(`session ${record.session}, whose it is, is not there`);
  return { ...record, owner };
}

/** As if a client that was there had gone at this moment: no time of its session is over. */
function beginAbsence(core: Core, { session, records, record }: Restored): void {
  const { expiryInterval, delayed } = record;
  const expiresAt = record.expiresAt ?? core.clock.now() + expiryInterval * 1000;
  if (expiresAt < Infinity || delayed !== undefined) session.absence = new Absence(core, session, expiresAt, delayed);
  if (record.expiresAt === undefined) records.changed(false);
}
