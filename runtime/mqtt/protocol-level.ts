import { refusal } from './refusal.ts';
import type { ProtocolLevel } from './packet.ts';

/** @throws MqttError `unacceptable-protocol-level` for a version that this codec does not know */
export function checkLevel(level: ProtocolLevel): void {
  if (level !== 3 && level !== 4 && level !== 5) {
    throw refusal('protocol-level', 'MQTT-3.1.2-2', { name: 'MQTT', level });
  }
}
