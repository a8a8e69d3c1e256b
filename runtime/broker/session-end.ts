import type { CloseReason } from './close-reason.ts';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import type { Session } from './session.ts';
import { publishWill } from './will.ts';

/** Parts a session from its connection, which has ended: the will goes out, a clean session goes. */
export function detach(connection: Connection, reason: CloseReason): void {
  const { core, session } = connection;
  if (session === undefined) return;
  session.connection = undefined;
  if (session.endsWithConnection) endSession(core, session);
  else for (const { message } of session.outgoing.sent()) message.own();
  // [MQTT-3.14.4-3] [MQTT-3.1.2-10]
  if (reason === 'disconnected') connection.will = undefined;
  publishWill(connection);
}

/** Forgets a session and its subscriptions; retained messages are no part of it [MQTT-3.1.2-7]. */
export function endSession(core: Core, session: Session): void {
  for (const filter of session.subscriptions.keys()) core.subscriptions.remove(filter, session);
  if (core.sessions.get(session.clientId) === session) core.sessions.delete(session.clientId);
}
