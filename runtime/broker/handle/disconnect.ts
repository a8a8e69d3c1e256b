import { MqttError } from '#runtime/mqtt/error.ts';
import type { Disconnect } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import { limitExpiry, secondsOf } from '../negotiated.ts';
import type { Session } from '../session/session.ts';

/** The client goes in order, and in 5.0 may have a last word on its session and its will. */
export function handleDisconnect(connection: Connection, session: Session, packet: Disconnect): void {
  changeExpiry(connection, session, packet);
  connection.log.debug?.(`Received DISCONNECT from ${connection.name}`);
  // [MQTT-3.14.4-3] [MQTT-3.1.2-10] [MQTT5-3.14.4-3]
  if (packet.reasonCode === 0) connection.will = undefined;
  connection.close('disconnected');
}

function changeExpiry({ core }: Connection, session: Session, { properties }: Disconnect): void {
  const interval = properties?.sessionExpiryInterval;
  if (interval === undefined) return;
  if (session.expiryInterval === 0 && interval > 0) {
    throw new MqttError(
      'protocol',
      `DISCONNECT asks for a session expiry interval of ${interval} s; CONNECT said 0, so the session ends now`,
      { clause: 'MQTT5-3.14.2.2.2' },
    );
  }
  session.expiryInterval = limitExpiry(core.settings, secondsOf(interval));
}
