import type { Packet, Properties } from '#runtime/mqtt/packet.ts';
import type { PropertyCarrier } from '#runtime/mqtt/property.ts';
import { bytesOf } from './vectors.ts';
import type { Vector } from './vectors.ts';

/** A property, its bytes, and who may carry it, as table 2-4 of the standard has it. */
export interface PropertyVector {
  readonly properties: Properties;
  readonly hex: string;
  readonly carriers: readonly PropertyCarrier[];
}

const ANSWERS: readonly PropertyCarrier[] = ['PUBACK', 'PUBREC', 'PUBREL', 'PUBCOMP', 'SUBACK', 'UNSUBACK'];

export const CARRIERS: readonly PropertyCarrier[] = [
  'CONNECT',
  'will',
  'CONNACK',
  'PUBLISH',
  ...ANSWERS,
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'DISCONNECT',
  'AUTH',
];

export const PROPERTY_VECTORS: readonly PropertyVector[] = [
  { properties: { payloadFormatIndicator: 1 }, hex: '01 01', carriers: ['PUBLISH', 'will'] },
  { properties: { messageExpiryInterval: 0x0102_0304 }, hex: '02 01 02 03 04', carriers: ['PUBLISH', 'will'] },
  { properties: { contentType: 'a/b' }, hex: "03 00 03 'a/b'", carriers: ['PUBLISH', 'will'] },
  { properties: { responseTopic: 'a/b' }, hex: "08 00 03 'a/b'", carriers: ['PUBLISH', 'will'] },
  { properties: { correlationData: bytesOf('00 ff') }, hex: '09 00 02 00 ff', carriers: ['PUBLISH', 'will'] },
  { properties: { subscriptionIdentifier: [268_435_455] }, hex: '0b ff ff ff 7f', carriers: ['PUBLISH', 'SUBSCRIBE'] },
  {
    properties: { sessionExpiryInterval: 0xffff_ffff },
    hex: '11 ff ff ff ff',
    carriers: ['CONNECT', 'CONNACK', 'DISCONNECT'],
  },
  { properties: { assignedClientIdentifier: 'auto-1' }, hex: "12 00 06 'auto-1'", carriers: ['CONNACK'] },
  { properties: { serverKeepAlive: 0 }, hex: '13 00 00', carriers: ['CONNACK'] },
  { properties: { authenticationMethod: 'M' }, hex: "15 00 01 'M'", carriers: ['CONNECT', 'CONNACK', 'AUTH'] },
  {
    properties: { authenticationMethod: 'M', authenticationData: bytesOf('80') },
    hex: "15 00 01 'M' 16 00 01 80",
    carriers: ['CONNECT', 'CONNACK', 'AUTH'],
  },
  { properties: { requestProblemInformation: 0 }, hex: '17 00', carriers: ['CONNECT'] },
  { properties: { willDelayInterval: 0x8000_0000 }, hex: '18 80 00 00 00', carriers: ['will'] },
  { properties: { requestResponseInformation: 1 }, hex: '19 01', carriers: ['CONNECT'] },
  { properties: { responseInformation: 'r' }, hex: "1a 00 01 'r'", carriers: ['CONNACK'] },
  { properties: { serverReference: 's' }, hex: "1c 00 01 's'", carriers: ['CONNACK', 'DISCONNECT'] },
  { properties: { reasonString: 'no' }, hex: "1f 00 02 'no'", carriers: ['CONNACK', ...ANSWERS, 'DISCONNECT', 'AUTH'] },
  { properties: { receiveMaximum: 1 }, hex: '21 00 01', carriers: ['CONNECT', 'CONNACK'] },
  { properties: { topicAliasMaximum: 0 }, hex: '22 00 00', carriers: ['CONNECT', 'CONNACK'] },
  { properties: { topicAlias: 258 }, hex: '23 01 02', carriers: ['PUBLISH'] },
  { properties: { maximumQoS: 0 }, hex: '24 00', carriers: ['CONNACK'] },
  { properties: { retainAvailable: 0 }, hex: '25 00', carriers: ['CONNACK'] },
  {
    properties: { userProperties: [{ name: 'ort', value: 'Flur' }] },
    hex: "26 00 03 'ort' 00 04 'Flur'",
    carriers: CARRIERS,
  },
  { properties: { maximumPacketSize: 1 }, hex: '27 00 00 00 01', carriers: ['CONNECT', 'CONNACK'] },
  { properties: { wildcardSubscriptionAvailable: 0 }, hex: '28 00', carriers: ['CONNACK'] },
  { properties: { subscriptionIdentifierAvailable: 0 }, hex: '29 00', carriers: ['CONNACK'] },
  { properties: { sharedSubscriptionAvailable: 1 }, hex: '2a 01', carriers: ['CONNACK'] },
];

/** A small packet around properties; their bytes need not be legal. */
export function around(carrier: PropertyCarrier, hex: string, properties: Properties): Omit<Vector, 'name'> {
  const length = byte(bytesOf(hex).length);
  const [sender, packet, first, body] = parts(carrier, `${length} ${hex}`, properties);
  return { sender, level: 5, packet, hex: `${first} ${byte(bytesOf(body).length)} ${body}` };
}

type Parts = readonly [sender: Vector['sender'], packet: Packet, first: string, body: string];

function parts(carrier: PropertyCarrier, hex: string, properties: Properties): Parts {
  const connect = { type: 'CONNECT', level: 5, clean: true, keepAlive: 0, clientId: '' } as const;
  const payload = new Uint8Array(0);
  switch (carrier) {
    case 'CONNECT':
      return ['client', { ...connect, properties }, '10', `00 04 'MQTT' 05 02 00 00 ${hex} 00 00`];
    case 'will': {
      const will = { topic: 'w', payload, qos: 0, retain: false, properties } as const;
      return ['client', { ...connect, will }, '10', `00 04 'MQTT' 05 06 00 00 00 00 00 ${hex} 00 01 'w' 00 00`];
    }
    case 'CONNACK':
      return ['server', { type: carrier, sessionPresent: false, reasonCode: 0, properties }, '20', `00 00 ${hex}`];
    case 'PUBLISH': {
      const packet = { type: carrier, dup: false, qos: 0, retain: false, topic: 'a', payload, properties } as const;
      return ['server', packet, '30', `00 01 'a' ${hex}`];
    }
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP': {
      const first = { PUBACK: '40', PUBREC: '50', PUBREL: '62', PUBCOMP: '70' }[carrier];
      return ['client', { type: carrier, packetId: 1, reasonCode: 0, properties }, first, `00 01 00 ${hex}`];
    }
    case 'SUBSCRIBE': {
      const options = { qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
      const subscriptions = [{ filter: 'a', ...options }];
      return ['client', { type: carrier, packetId: 1, subscriptions, properties }, '82', `00 01 ${hex} 00 01 'a' 00`];
    }
    case 'SUBACK':
      return ['server', { type: carrier, packetId: 1, reasonCodes: [0], properties }, '90', `00 01 ${hex} 00`];
    case 'UNSUBSCRIBE':
      return ['client', { type: carrier, packetId: 1, filters: ['a'], properties }, 'a2', `00 01 ${hex} 00 01 'a'`];
    case 'UNSUBACK':
      return ['server', { type: carrier, packetId: 1, reasonCodes: [0], properties }, 'b0', `00 01 ${hex} 00`];
    case 'DISCONNECT':
      return ['client', { type: carrier, reasonCode: 0, properties }, 'e0', `00 ${hex}`];
    case 'AUTH': {
      if (properties.authenticationMethod !== undefined) {
        return ['client', { type: carrier, reasonCode: 0x19, properties }, 'f0', `19 ${hex}`];
      }
      // AUTH is nothing without a method.
      const [, ...rest] = [...bytesOf(hex)];
      const whole = `${byte(rest.length + 4)} 15 00 01 'M' ${rest.map(byte).join(' ')}`;
      const packet = { type: carrier, reasonCode: 0x19, properties: { authenticationMethod: 'M', ...properties } };
      return ['client', packet as Packet, 'f0', `19 ${whole}`];
    }
  }
}

function byte(value: number): string {
  return value.toString(16).padStart(2, '0');
}
