import type { QoS } from '#runtime/mqtt/packet.ts';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import type { InFlight } from './inflight.ts';
import type { Message } from './message.ts';
import type { Session } from './session.ts';
import type { Target } from './subscription.ts';

/**
 * Gives a message to one client: sends it, or keeps it until there is room, or until the client is
 * back; or drops it, counted and logged.
 *
 * @param target whose QoS was granted; the message goes at the smaller of both [MQTT-3.8.4-6]
 * @param retained the message was retained before the subscription: RETAIN is 1 [MQTT-3.3.1-8, -9]
 */
export function deliver(core: Core, target: Target<Session>, message: Message, retained: boolean): void {
  const session = target.subscriber;
  const qos = Math.min(target.qos, message.qos) as QoS;
  const retain = retained || (target.retainAsPublished && message.retain);
  const { connection } = session;
  if (qos === 0) {
    if (connection === undefined) {
      if (core.settings.queueQos0Messages) keep(core, session, message, qos, retain);
    } else if (connection.output.full) drop(core, session);
    else sendAtQos0(connection, message, retain);
    return;
  }
  if (connection === undefined || !session.outgoing.hasRoom) {
    keep(core, session, message, qos, retain);
  } else {
    session.dropping = false;
    sendInFlight(connection, session.outgoing.start(message, qos, retain), false);
  }
}

/** Sends what waits, as far as the window allows. */
export function sendQueued(connection: Connection, session: Session): void {
  for (let next = session.outgoing.dequeue(); next !== undefined; next = session.outgoing.dequeue()) {
    session.dropping = false;
    if (next.qos === 0) sendAtQos0(connection, next.message, next.retain);
    else sendInFlight(connection, session.outgoing.start(next.message, next.qos, next.retain), false);
  }
}

/** @param dup it has been sent before, on an earlier connection [MQTT-3.3.1-1] */
export function sendInFlight(connection: Connection, entry: InFlight, dup: boolean): void {
  const { message, qos, retain, packetId } = entry;
  connection.core.log.debug?.(`Sending PUBLISH to ${connection.name} ${describe(dup, qos, retain, packetId, message)}`);
  connection.sendBytes(message.atQos(qos, retain, packetId, dup));
}

/** As Mosquitto describes a PUBLISH: `(d0, q1, r0, m1, 'a/b', ... (5 bytes))`. */
export function describe(
  dup: boolean,
  qos: QoS,
  retain: boolean,
  packetId: number,
  { topic, payload }: { readonly topic: string; readonly payload: Uint8Array },
): string {
  return `(d${Number(dup)}, q${qos}, r${Number(retain)}, m${packetId}, '${topic}', ... (${payload.length} bytes))`;
}

function sendAtQos0(connection: Connection, message: Message, retain: boolean): void {
  connection.core.log.debug?.(`Sending PUBLISH to ${connection.name} ${describe(false, 0, retain, 0, message)}`);
  connection.sendBytes(message.atQos0(retain));
}

/** The newest is dropped when too many wait, as by Mosquitto; those in flight do not count. */
function keep(core: Core, session: Session, message: Message, qos: QoS, retain: boolean): void {
  const { maxQueuedMessages } = core.settings;
  if (maxQueuedMessages > 0 && session.outgoing.queued >= maxQueuedMessages) drop(core, session);
  else session.outgoing.enqueue({ message, qos, retain });
}

function drop(core: Core, session: Session): void {
  core.dropped++;
  if (session.dropping) return;
  session.dropping = true;
  core.log.notice?.(`Outgoing messages are being dropped for client ${session.clientId}.`);
}
