import { Absence } from './absence.ts';
import type { Connection } from '../connection.ts';
import { endSession } from './session-end.ts';
import { publishWill, willDelay } from './will.ts';

/** Parts a session from its connection, which has ended; whatever ends with that, ends here. */
export function detach(connection: Connection): void {
  const { core, session, will } = connection;
  if (session === undefined) return;
  session.connection = undefined;
  connection.will = undefined;
  if (session.endsWithConnection) {
    endSession(core, session);
    if (will !== undefined) publishWill(core, session, will);
    return;
  }
  session.own();
  const now = core.clock.now();
  const expiresAt = now + session.expiryInterval * 1000;
  const delay = willDelay(will) * 1000;
  const delayed = will === undefined || delay === 0 ? undefined : { will, at: now + delay };
  if (expiresAt < Infinity || delayed !== undefined) session.absence = new Absence(core, session, expiresAt, delayed);
  core.persistence?.detached(session);
  if (will !== undefined && delayed === undefined) publishWill(core, session, will);
}
