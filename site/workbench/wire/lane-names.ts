import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import type { Lane } from './lane.ts';
import type { WireConnection, WireEntry } from './wire-model.ts';

/** Over its line: `rpi-pub`; on the broker's own machine, which stands beside it, `session 2`. */
export function shortLaneName(lane: Lane, service: string, text: WorkbenchText): string {
  if (lane.broker !== undefined) return lane.broker;
  if (lane.host === undefined) return text.wire.outside;
  if (lane.host === service && lane.session !== undefined) return text.wire.session(lane.session);
  return lane.session === undefined || lane.session === 1 ? lane.host : `${lane.host} ${lane.session}`;
}

/** In a sentence: `rpi-broker, session 2`. */
export function laneName({ lane, service }: WireConnection, text: WorkbenchText): string {
  if (lane.broker !== undefined) return lane.broker;
  if (lane.host === undefined) return `${text.wire.outside} (${lane.program})`;
  return text.wire.lane(lane.host, lane.host === service || lane.session !== 1 ? lane.session : undefined);
}

/** Who sent it to whom: `rpi-pub to rpi-broker`. */
export function route(entry: WireEntry, text: WorkbenchText): string {
  if (entry.kind !== 'packet') return '';
  const { connection, sender } = entry;
  const client = laneName(connection, text);
  return sender === 'client' ? text.wire.from(client, connection.service) : text.wire.from(connection.service, client);
}

/** What ran at the other end of a connection, for a sentence about its end. */
export function programOf({ process, client }: WireConnection): string {
  return process?.program ?? `${client.host}:${client.port}`;
}
