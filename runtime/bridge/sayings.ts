/**
 * What Mosquitto's log says of a bridge, word for word. The bridge is called by the client id of its
 * session here, `local.vm.up`, where it deals with packets, and by the other one where it connects.
 */
import { describe } from '#runtime/broker/describe-publish.ts';
import { connackText } from '#runtime/client/result.ts';
import type { Acknowledgement, PacketId, ProtocolLevel, Publish, QoS } from '#runtime/mqtt/packet.ts';
import type { Address } from '#runtime/ports.ts';

const at = ({ host, port }: Address): string => `${host}:${port}`;

export const subscribingLine = (id: string, filter: string): string =>
  `Bridge ${id} doing local SUBSCRIBE on topic ${filter}`;

export const connectingLine = (step: 1 | 2, connection: string, address: Address): string =>
  `Connecting bridge (step ${step}) ${connection} (${at(address)})`;

/** The other broker's words in 5.0 are as the standard writes them, without a stop. */
export const refusedLine = (reasonCode: number, level: ProtocolLevel): string =>
  level === 5
    ? `Connection Refused: ${connackText(reasonCode, level).replace(/\.$/, '')}`
    : connackText(reasonCode, level).replace(/\.$/, '');

/** @param options of the subscription in 5.0, as they stand in the packet; 0 below */
export const subscribeLine = (
  id: string,
  packetId: PacketId,
  { filter, qos }: { readonly filter: string; readonly qos: QoS },
  options: number,
): string =>
  `Bridge ${id} sending SUBSCRIBE (Mid: ${packetId}, Topic: ${filter}, QoS: ${qos}, Options: 0x${options.toString(16).padStart(2, '0')})`;

export const unsubscribeLine = (id: string, packetId: PacketId, filter: string): string =>
  `Bridge ${id} sending UNSUBSCRIBE (Mid: ${packetId}, Topic: ${filter})`;

export const sendingLine = (id: string, message: Publish): string => `Sending PUBLISH to ${id} ${described(message)}`;

export const receivedLine = (id: string, message: Publish): string =>
  `Received PUBLISH from ${id} ${described(message)}`;

export const tooLargeLine = (id: string, size: number): string =>
  `Dropping too large outgoing PUBLISH for ${id} (${size} bytes)`;

/** From the other broker. */
export function receivedAnswerLine(id: string, { type, packetId, reasonCode }: Acknowledgement): string {
  const answer = `Received ${type} from ${id} (Mid: ${packetId}`;
  return type === 'PUBACK' || type === 'PUBCOMP' ? `${answer}, RC:${reasonCode})` : `${answer})`;
}

/** To the other broker. */
export function sendingAnswerLine(id: string, { type, packetId, reasonCode }: Acknowledgement): string {
  const answer = `Sending ${type} to ${id} (m${packetId}`;
  return type === 'PUBACK' || type === 'PUBREC' ? `${answer}, rc${reasonCode})` : `${answer})`;
}

function described(message: Publish): string {
  const { dup, qos, retain, packetId = 0 } = message;
  return describe(dup, qos, retain, packetId, message);
}
