/**
 * All of it by one and the same client, whichever it is.
 *
 *     sameClient(all(subscribed({ filter: 'a/#' }), delivered({ topic: 'a/1' })))
 *
 * Two clients that did one half each have not done it. A client is the same when it connects again
 * with the same client id; one without a persistent session is gone when its connection ends.
 */
import { metParts, type Check, type Progress, type Start } from '../check.ts';
import type { Sighting } from '../observe.ts';
import { earliest } from './all.ts';
import { furthest } from './any.ts';

export const sameClient = <C extends Check>(check: C): Check<C['proof']> => ({
  kind: 'sameClient',
  proof: check.proof,
  written: { checks: [check] },
  begin: (start) => {
    const clients = new Map<string, Progress>();
    for (const { client } of start.world.connections.values()) {
      clients.set(client, check.begin({ ...start, client }));
    }
    return clientByClient(check, start, clients);
  },
});

type Clients = ReadonlyMap<string, Progress>;

function clientByClient(check: Check, start: Start, clients: Clients): Progress {
  const children = [...clients.values()];
  const progress: Progress = {
    met: children.some(({ met }) => met),
    ...earliest(children),
    step: (sighting) => {
      const next = advance(check, start, clients, sighting);
      return next === clients ? progress : clientByClient(check, start, next);
    },
    parts: () => (furthest(children) ?? nobody(check, start)).parts(),
  };
  return progress;
}

function advance(check: Check, start: Start, clients: Clients, sighting: Sighting): Clients {
  const changed = new Map<string, Progress>();
  const own = sighting.connection?.client;
  // A connection's events are about one client; time and what processes do may be about any.
  const concerned = own === undefined ? clients.keys() : [own];
  for (const client of concerned) {
    const before = clients.get(client);
    const after = (before ?? check.begin({ ...start, world: sighting.world, client })).step(sighting);
    // A client that has done nothing yet is not kept: thousands may come and go.
    if (before === undefined ? metParts(after) > 0 : after !== before) changed.set(client, after);
  }
  const gone = own !== undefined && isGone(sighting) && changed.get(own)?.met !== true;
  if (changed.size === 0 && !(gone && clients.has(own))) return clients;
  const next = new Map([...clients, ...changed]);
  if (gone) next.delete(own);
  return next;
}

/** Its connection has ended and no session waits for it. */
const isGone = ({ event, connection }: Sighting): boolean =>
  event?.kind === 'connection-closed' && connection?.connect?.clean !== false;

const nobody = (check: Check, start: Start): Progress => check.begin({ ...start, client: '' });
