/**
 * A client's last will: a message laid down in CONNECT, which the broker publishes when the
 * connection ends in any way but DISCONNECT — a broken network, silence for longer than one and a
 * half times the keep alive, an error in the protocol, another client with the same id, the end of
 * the broker. It is published as if the client had done so itself, retained if it asked for that.
 */
import type { Connection } from './connection.ts';
import { Message } from './message.ts';
import { isReserved, route } from './route.ts';

/** Publishes the will if there is one, once [MQTT-3.1.2-8]. */
export function publishWill(connection: Connection): void {
  const { will, core } = connection;
  if (will === undefined) return;
  connection.will = undefined;
  if (isReserved(will.topic)) return;
  // [MQTT-3.1.2-16] [MQTT-3.1.2-17]
  route(core, new Message(will.topic, will.payload, will.qos, will.retain));
}
