import { MqttError } from '#runtime/mqtt/error.ts';

/**
 * Enhanced authentication goes back and forth in AUTH packets. CONNECT would have begun it, and is
 * refused when it tries: so nobody who is in may send one.
 *
 * @throws MqttError always
 */
export function handleAuth(): never {
  throw new MqttError('protocol', 'AUTH came from a client whose CONNECT named no authentication method', {
    clause: 'MQTT5-4.12.0-7',
  });
}
