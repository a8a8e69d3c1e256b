import type { PacketType, Sender } from './packet.ts';

/** Packets that carry a reason code of 5.0. */
export type ReasonedPacketType = Exclude<
  PacketType,
  'CONNECT' | 'PUBLISH' | 'SUBSCRIBE' | 'UNSUBSCRIBE' | 'PINGREQ' | 'PINGRESP'
>;

type Row = readonly [code: number, name: string, packets: string];

/**
 * The reason codes of 5.0 [MQTT5 §2.4], under the standard's names, with the packets that may carry
 * them: `server-DISCONNECT` is one that only a server sends. Below 0x80 all is well; from 0x80 on it
 * is not.
 */
const TABLE: readonly Row[] = [
  [0x00, 'Success', 'CONNACK PUBACK PUBREC PUBREL PUBCOMP SUBACK UNSUBACK client-DISCONNECT server-AUTH'],
  [0x01, 'Granted QoS 1', 'SUBACK'],
  [0x02, 'Granted QoS 2', 'SUBACK'],
  [0x04, 'Disconnect with Will Message', 'client-DISCONNECT'],
  [0x10, 'No matching subscribers', 'PUBACK PUBREC'],
  [0x11, 'No subscription existed', 'UNSUBACK'],
  [0x18, 'Continue authentication', 'AUTH'],
  [0x19, 'Re-authenticate', 'client-AUTH'],
  [0x80, 'Unspecified error', 'CONNACK PUBACK PUBREC SUBACK UNSUBACK DISCONNECT'],
  [0x81, 'Malformed Packet', 'CONNACK DISCONNECT'],
  [0x82, 'Protocol Error', 'CONNACK DISCONNECT'],
  [0x83, 'Implementation specific error', 'CONNACK PUBACK PUBREC SUBACK UNSUBACK DISCONNECT'],
  [0x84, 'Unsupported Protocol Version', 'CONNACK'],
  [0x85, 'Client Identifier not valid', 'CONNACK'],
  [0x86, 'Bad User Name or Password', 'CONNACK'],
  [0x87, 'Not authorized', 'CONNACK PUBACK PUBREC SUBACK UNSUBACK server-DISCONNECT'],
  [0x88, 'Server unavailable', 'CONNACK'],
  [0x89, 'Server busy', 'CONNACK server-DISCONNECT'],
  [0x8a, 'Banned', 'CONNACK'],
  [0x8b, 'Server shutting down', 'server-DISCONNECT'],
  [0x8c, 'Bad authentication method', 'CONNACK server-DISCONNECT'],
  [0x8d, 'Keep Alive timeout', 'server-DISCONNECT'],
  [0x8e, 'Session taken over', 'server-DISCONNECT'],
  [0x8f, 'Topic Filter invalid', 'SUBACK UNSUBACK server-DISCONNECT'],
  [0x90, 'Topic Name invalid', 'CONNACK PUBACK PUBREC DISCONNECT'],
  [0x91, 'Packet Identifier in use', 'PUBACK PUBREC SUBACK UNSUBACK'],
  [0x92, 'Packet Identifier not found', 'PUBREL PUBCOMP'],
  [0x93, 'Receive Maximum exceeded', 'DISCONNECT'],
  [0x94, 'Topic Alias invalid', 'DISCONNECT'],
  [0x95, 'Packet too large', 'CONNACK PUBACK PUBREC DISCONNECT'],
  [0x96, 'Message rate too high', 'DISCONNECT'],
  [0x97, 'Quota exceeded', 'CONNACK PUBACK PUBREC SUBACK DISCONNECT'],
  [0x98, 'Administrative action', 'DISCONNECT'],
  [0x99, 'Payload format invalid', 'CONNACK PUBACK PUBREC DISCONNECT'],
  [0x9a, 'Retain not supported', 'CONNACK server-DISCONNECT'],
  [0x9b, 'QoS not supported', 'CONNACK server-DISCONNECT'],
  [0x9c, 'Use another server', 'CONNACK server-DISCONNECT'],
  [0x9d, 'Server moved', 'CONNACK server-DISCONNECT'],
  [0x9e, 'Shared Subscriptions not supported', 'SUBACK server-DISCONNECT'],
  [0x9f, 'Connection rate exceeded', 'CONNACK server-DISCONNECT'],
  [0xa0, 'Maximum connect time', 'server-DISCONNECT'],
  [0xa1, 'Subscription Identifiers not supported', 'SUBACK server-DISCONNECT'],
  [0xa2, 'Wildcard Subscriptions not supported', 'SUBACK server-DISCONNECT'],
];

const ROWS: ReadonlyMap<number, Row> = new Map(TABLE.map((row) => [row[0], row]));

/** All codes, in order. */
export const REASON_CODES: readonly number[] = TABLE.map(([code]) => code);

/**
 * Whether the standard lets this packet carry this code.
 * @param sender absent: it may come from either side
 */
export function mayCarry(packet: ReasonedPacketType, code: number, sender?: Sender): boolean {
  const carriers = ROWS.get(code)?.[2].split(' ') ?? [];
  const senders: readonly Sender[] = sender === undefined ? ['client', 'server'] : [sender];
  return carriers.includes(packet) || senders.some((from) => carriers.includes(`${from}-${packet}`));
}

/**
 * The standard's name: `Not authorized` of 0x87. A code of 0 has two more: it is `Normal
 * disconnection` in DISCONNECT and `Granted QoS 0` in SUBACK.
 *
 * @returns undefined where the standard has no such code
 */
export function reasonName(code: number, packet?: PacketType | 'packet'): string | undefined {
  if (code === 0 && packet === 'DISCONNECT') return 'Normal disconnection';
  if (code === 0 && packet === 'SUBACK') return 'Granted QoS 0';
  return ROWS.get(code)?.[1];
}

/** What libmosquitto's mosquitto_reason_string says of a code. */
export function reasonString(code: number): string {
  // libmosquitto writes this one name in small letters.
  if (code === 0xa1) return 'Subscription identifiers not supported';
  return reasonName(code) ?? 'Unknown reason';
}
