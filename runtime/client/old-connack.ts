import type { Connack } from '#runtime/mqtt/packet.ts';

/** CONNACK with return code 1, as 3.1.1 has it: two bytes, no properties. */
const REFUSAL = [0x20, 0x02, 0x00, 0x01] as const;

/**
 * A server that knows nothing of 5.0 refuses a CONNECT of level 5 in its own language [MQTT-3.1.2-2]:
 * `20 02 00 01`, which is no CONNACK of 5.0. It means what 0x84, Unsupported Protocol Version, says.
 */
export class OldConnack {
  #matched = 0;

  /**
   * @param bytes the next ones of a connection, from its beginning on
   * @returns the refusal in the words of 5.0, with its last byte; undefined as long as it is not that
   */
  push(bytes: Uint8Array): Connack | undefined {
    for (const byte of bytes) {
      if (this.#matched < 0 || byte !== REFUSAL[this.#matched]) {
        this.#matched = -1;
        return undefined;
      }
      this.#matched++;
      if (this.#matched === REFUSAL.length) return { type: 'CONNACK', sessionPresent: false, reasonCode: 0x84 };
    }
    return undefined;
  }
}
