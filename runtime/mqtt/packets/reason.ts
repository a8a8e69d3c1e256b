import { refusal } from '../refusal.ts';
import type { Sender } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { mayCarry } from '../reason-code.ts';
import type { ReasonedPacketType } from '../reason-code.ts';

/**
 * A reason code of 5.0, in one byte.
 * @param clause that says which codes this packet may carry
 */
export function decodeReasonCode(reader: PacketReader, packet: ReasonedPacketType, clause: string): number {
  const code = reader.byte('reason-code');
  checkReasonCode(packet, code, clause, reader.sender);
  return code;
}

/**
 * @param sender absent: unknown
 * @throws MqttError `protocol` where the standard has no such code for this packet
 */
export function checkReasonCode(packet: ReasonedPacketType, code: number, clause: string, sender?: Sender): void {
  if (mayCarry(packet, code, sender)) return;
  const values = { packet, code: `0x${code.toString(16).padStart(2, '0')}` };
  if (sender === undefined || !mayCarry(packet, code)) throw refusal('reason-code', clause, values);
  throw refusal('reason-code-direction', clause, { ...values, sender });
}
