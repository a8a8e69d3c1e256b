import type { QoS } from '#runtime/mqtt/packet.ts';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import type { Delivery, InFlight, Inflight } from './session/inflight.ts';
import type { Message } from './message.ts';
import { fits, sendPublish } from './output/send-publish.ts';
import type { Session } from './session/session.ts';
import type { Target } from './matching/subscription.ts';

type Identifiers = readonly number[] | undefined;

/** What brought the message. */
type Via = Pick<Delivery, 'identifiers' | 'share' | 'record'>;

/**
 * Gives a message to one client: sends it, or keeps it until there is room, or until the client is
 * back; or drops it, counted and logged.
 *
 * @param target whose QoS was granted; the message goes at the smaller of both [MQTT-3.8.4-6], or at that
 * one always (`upgrade_outgoing_qos`)
 * @param retained the message was retained before the subscription: RETAIN is 1 [MQTT-3.3.1-8] [MQTT-3.3.1-9]
 */
export function deliver(core: Core, target: Target<Session>, message: Message, retained: boolean): void {
  const session = target.subscriber;
  const qos = target.qos < message.qos || core.settings.upgradeOutgoingQos ? target.qos : message.qos;
  const retain = retained || (target.retainAsPublished && message.retain);
  const { connection } = session;
  if (qos === 0) {
    if (connection === undefined) {
      if (core.settings.queueQos0Messages) keep(core, session, message, qos, retain, target);
    } else if (connection.output.full) drop(core, session);
    else sendAtQos0(connection, message, retain, target.identifiers);
  } else if (connection === undefined || !session.outgoing.isOpen || connection.output.full) {
    keep(core, session, message, qos, retain, target);
  } else {
    session.dropping = false;
    start(connection, session, message, qos, retain, target);
  }
}

/** Sends what is to be sent again, and then what waits, as far as the window and the stream allow. */
export function sendQueued(connection: Connection, session: Session): void {
  const { outgoing } = session;
  for (let entry = outgoing.nextAgain(); entry !== undefined; entry = outgoing.nextAgain()) {
    sendAgain(connection, entry);
  }
  while (!connection.output.full) {
    const next = outgoing.dequeue();
    if (next === undefined) return;
    session.dropping = false;
    const { message, qos, retain, identifiers } = next;
    if (isOver(connection.core, message)) outgoing.forget(next);
    else if (qos === 0) {
      outgoing.forget(next);
      sendAtQos0(connection, message, retain, identifiers);
    } else if (!start(connection, session, message, qos, retain, next)) outgoing.forget(next);
  }
}

/** With DUP, for it has been sent on an earlier connection [MQTT-3.3.1-1] [MQTT5-3.3.1-1]. */
function sendAgain(connection: Connection, entry: InFlight): void {
  const { message, qos, retain, packetId, identifiers } = entry;
  if (entry.awaits === 'PUBCOMP') {
    connection.log.debug?.(`Sending PUBREL to ${connection.name} (m${packetId})`);
    connection.send({ type: 'PUBREL', packetId, reasonCode: 0 });
  } else sendPublish(connection, message, qos, retain, true, packetId, identifiers);
}

function sendAtQos0(connection: Connection, message: Message, retain: boolean, identifiers: Identifiers): void {
  if (!fits(connection, message, 0, identifiers)) return;
  sendPublish(connection, message, 0, retain, false, 0, identifiers);
}

/**
 * Where its session ends with the connection a message is not sent again, and need not be kept; but
 * one that is shared, and of QoS 1, is for another member then. Where bytes count it is kept to be counted.
 *
 * @returns false: the client takes no packet of this size
 */
function start(
  connection: Connection,
  session: Session,
  message: Message,
  qos: 1 | 2,
  retain: boolean,
  { identifiers, share, record }: Via,
): boolean {
  if (!fits(connection, message, qos, identifiers)) return false;
  const isGone = session.endsWithConnection && (share === undefined || qos === 2);
  const kept = isGone && connection.core.settings.maxInflightBytes === 0 ? undefined : message;
  const { packetId } = session.outgoing.start(kept, qos, retain, identifiers, share, record);
  sendPublish(connection, message, qos, retain, false, packetId, identifiers);
  return true;
}

/** Whether its time ended before it could be sent: then it never is [MQTT5-3.3.2-5]. */
export function isOver(core: Core, { expiresAt }: Message): boolean {
  return expiresAt !== undefined && expiresAt <= core.clock.now();
}

/** The newest is dropped when too many wait, as by Mosquitto; those in flight do not count. */
function keep(
  core: Core,
  session: Session,
  message: Message,
  qos: QoS,
  retain: boolean,
  { identifiers, share }: Via,
): void {
  const { outgoing } = session;
  if (isFull(core, outgoing, message)) outgoing.dropOver((waiting) => isOver(core, waiting));
  if (isFull(core, outgoing, message)) drop(core, session);
  else outgoing.enqueue({ message, qos, retain, identifiers, share });
}

function isFull({ settings }: Core, outgoing: Inflight, { size }: Message): boolean {
  const { maxQueuedMessages, maxQueuedBytes } = settings;
  if (maxQueuedMessages > 0 && outgoing.queued >= maxQueuedMessages) return true;
  return maxQueuedBytes > 0 && outgoing.queuedBytes + size > maxQueuedBytes;
}

function drop(core: Core, session: Session): void {
  core.dropped++;
  if (session.dropping) return;
  session.dropping = true;
  core.log.notice?.(`Outgoing messages are being dropped for client ${session.clientId}.`);
}
