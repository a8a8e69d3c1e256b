import type { Core } from '../core.ts';
import { passOn } from './pass-on.ts';
import type { Session } from './session.ts';

/**
 * Forgets a session and its subscriptions; retained messages are no part of it [MQTT-3.1.2-7]. A
 * will that waited goes out. What was shared goes to others who share it.
 */
export function endSession(core: Core, session: Session): void {
  const { absence } = session;
  session.absence = undefined;
  if (session.subscriptionCount > 0) {
    for (const [filter] of session.subscriptions) core.subscriptions.remove(filter, session);
  }
  if (core.sessions.get(session.clientId) === session) core.sessions.delete(session.clientId);
  passOn(core, session);
  core.persistence?.ended(session);
  absence?.ended();
}
