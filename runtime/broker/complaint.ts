import { fill } from '#runtime/mqtt/phrase.ts';
import type { MqttError } from '#runtime/mqtt/error.ts';
import type { RefusalId } from '#runtime/mqtt/refusal.en.ts';
import type { Connection } from './connection.ts';
import type { LogLevel } from './log.ts';

interface Complaint {
  readonly level: LogLevel;
  /** `{client}`, `{host}` and the values of the refusal are filled in. */
  readonly text: string;
}

/** What Mosquitto says of some errors before it says that it ends the connection. */
const COMPLAINTS: { readonly [Id in RefusalId]?: Complaint } = {
  'protocol-name': { level: 'info', text: 'Invalid protocol "{name}" in CONNECT from {host}.' },
  'protocol-level': { level: 'info', text: 'Invalid protocol version {level} in CONNECT from {host}.' },
  'will-qos': { level: 'info', text: 'Invalid Will QoS in CONNECT from {host}.' },
  qos: { level: 'info', text: 'Invalid QoS in PUBLISH from {client}, disconnecting.' },
  'requested-qos': { level: 'info', text: 'Invalid QoS in subscription command from {host}, disconnecting.' },
  'requested-qos-3': { level: 'info', text: 'Invalid QoS in subscription command from {host}, disconnecting.' },
};

/** Logs it; of most errors Mosquitto says nothing more than how the connection ends. */
export function complain(connection: Connection, { phrase }: MqttError): void {
  const id = phrase?.id.replace(/^error\./, '');
  if (id === undefined || !isKnown(id)) return;
  const complaint = COMPLAINTS[id];
  if (complaint === undefined) return;
  const log = connection.core.log[complaint.level];
  if (log === undefined) return;
  const values = { ...phrase?.values, client: connection.name, host: connection.stream.remote.host };
  log(fill(complaint.text, values));
}

function isKnown(id: string): id is RefusalId {
  return Object.hasOwn(COMPLAINTS, id);
}
