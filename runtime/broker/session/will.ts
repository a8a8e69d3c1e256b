/**
 * A client's last will: a message laid down in CONNECT, which the broker publishes when the
 * connection ends in any way but DISCONNECT with reason 0: a broken network, silence for longer than
 * one and a half times the keep alive, an error in the protocol, another client with the same id,
 * the end of the broker. It is published as if the client had done so itself, retained if it asked
 * for that. In 5.0 it may ask for a delay, too, so that a short interruption is no death.
 */
import type { Properties, Will } from '#runtime/mqtt/packet.ts';
import type { Core } from '../core.ts';
import { Message } from '../message.ts';
import type { MessageExtras } from '../message.ts';
import { ownProperties } from '../own-properties.ts';
import { isReserved, route } from '../route.ts';
import type { Session } from './session.ts';

/** [MQTT-3.1.2-8] [MQTT-3.1.2-16] [MQTT-3.1.2-17] [MQTT5-3.1.2-14] [MQTT5-3.1.2-15] */
export function publishWill(core: Core, { clientId, source, rights }: Session, will: Will): void {
  const { topic, payload, qos, retain, properties } = will;
  // By what the client may do now: it may have lost the right since it laid the will down.
  if (isReserved(topic) || rights?.mayWrite(topic) === false) return;
  const extras = { ...extrasOf(core, clientId, properties), ...(retain && source !== undefined && { source }) };
  route(core, Message.of(topic, payload, qos, retain, extras));
}

/** Seconds that it waits after the connection has ended, unless the session ends before. */
export function willDelay(will: Will | undefined): number {
  return will?.properties?.willDelayInterval ?? 0;
}

/** A copy that is the broker's own: a view would pin the chunk it came in for as long as the client stays. */
export function ownWill(will: Will): Will {
  const { properties } = will;
  const own = { ...will, payload: will.payload.slice() };
  return properties === undefined ? own : { ...own, properties: ownProperties(properties) };
}

/** Its life as a message begins now: so does the time until it expires. */
function extrasOf(core: Core, clientId: string, properties: Properties | undefined): MessageExtras {
  if (properties === undefined) return { publisher: clientId };
  const { willDelayInterval: _, messageExpiryInterval, ...passedOn } = properties;
  return {
    publisher: clientId,
    // [MQTT5-3.3.2-4] and its like: who gets the message gets them as they are.
    ...(Object.keys(passedOn).length > 0 && { properties: passedOn }),
    ...(messageExpiryInterval !== undefined && { expiresAt: core.clock.now() + messageExpiryInterval * 1000 }),
  };
}
