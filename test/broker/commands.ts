import fc from 'fast-check';
import type { Connect, ProtocolLevel, QoS, Will } from '#runtime/mqtt/packet.ts';
import type { MqttTestClient } from '../kit/mqtt-client.ts';
import type { BrokerInMemory } from './in-memory.ts';

/** What clients of a room might do, one after the other. */
export const command = fc.oneof(
  fc.record({
    do: fc.constant('connect' as const),
    who: fc.nat(2),
    clean: fc.boolean(),
    level: fc.constantFrom<ProtocolLevel>(4, 5),
    expiry: fc.constantFrom(0, 5, 60, 0xffff_ffff),
    willDelay: fc.option(fc.constantFrom(0, 3, 30), { nil: undefined }),
  }),
  fc.record({ do: fc.constant('leave' as const), who: fc.nat(2) }),
  fc.record({ do: fc.constant('wait' as const), who: fc.nat(2), seconds: fc.constantFrom(1, 4, 20) }),
  fc.record({
    do: fc.constant('subscribe' as const),
    who: fc.nat(2),
    filter: fc.constantFrom('a', 'a/+', '#', 'b', '$share/g/a'),
    qos: fc.constantFrom<QoS>(0, 1, 2),
    retainAsPublished: fc.boolean(),
    identifier: fc.option(fc.constantFrom(1, 300), { nil: undefined }),
  }),
  fc.record({ do: fc.constant('unsubscribe' as const), who: fc.nat(2), filter: fc.constantFrom('a', '#') }),
  fc.record({
    do: fc.constant('publish' as const),
    who: fc.nat(2),
    topic: fc.constantFrom('a', 'a/b', 'b'),
    text: fc.constantFrom('', 'x', 'yy'),
    qos: fc.constantFrom<QoS>(0, 1, 2),
    retain: fc.boolean(),
    expiry: fc.option(fc.constantFrom(2, 50), { nil: undefined }),
    contentType: fc.option(fc.constant('text/plain'), { nil: undefined }),
  }),
  fc.record({
    do: fc.constant('acknowledge' as const),
    who: fc.nat(2),
    type: fc.constantFrom('PUBACK' as const, 'PUBREC' as const, 'PUBREL' as const, 'PUBCOMP' as const),
    packetId: fc.integer({ min: 1, max: 4 }),
  }),
);
export type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

function connectOf({ clean, level, expiry, willDelay }: Extract<Command, { do: 'connect' }>): Partial<Connect> {
  const will: Will | undefined =
    willDelay === undefined
      ? undefined
      : {
          topic: 'w',
          payload: Uint8Array.of(100),
          qos: 1,
          retain: false,
          properties: { willDelayInterval: willDelay },
        };
  return { clean, level, properties: { sessionExpiryInterval: expiry }, ...(will !== undefined && { will }) };
}

/** @returns the clients that are still there */
export async function play(room: BrokerInMemory, commands: readonly Command[]): Promise<MqttTestClient[]> {
  const clients = new Map<number, MqttTestClient>();
  let packetId = 0;
  for (const step of commands) {
    const client = clients.get(step.who);
    if (step.do === 'connect') {
      const fresh = room.connect();
      clients.set(step.who, fresh);
      await fresh.connect(`c${step.who}`, connectOf(step));
    } else if (step.do === 'wait') {
      await room.clock.advance(step.seconds * 1000);
    } else if (client !== undefined) {
      if (step.do === 'leave') {
        client.vanish();
        clients.delete(step.who);
      } else if (step.do === 'subscribe') {
        const { filter, qos, retainAsPublished, identifier } = step;
        const properties = identifier === undefined ? {} : { subscriptionIdentifier: [identifier] };
        const subscriptions = [{ filter, qos, retainAsPublished }];
        client.send({ type: 'SUBSCRIBE', packetId: 9, subscriptions, properties });
      } else if (step.do === 'unsubscribe') {
        client.send({ type: 'UNSUBSCRIBE', packetId: 9, filters: [step.filter] });
      } else if (step.do === 'publish') {
        const id = step.qos === 0 ? {} : { packetId: (packetId++ % 4) + 1 };
        const { qos, retain, expiry, contentType } = step;
        const properties = {
          ...(expiry !== undefined && { messageExpiryInterval: expiry }),
          ...(contentType !== undefined && { contentType }),
        };
        client.publish(step.topic, step.text, { qos, retain, properties, ...id });
      } else {
        client.send({ type: step.type, packetId: step.packetId, reasonCode: 0 });
      }
    }
    await room.clock.settle();
  }
  return [...clients.values()].filter(({ isOpen }) => isOpen);
}
