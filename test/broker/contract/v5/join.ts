import type { Connect, Packet, Properties } from '#runtime/mqtt/packet.ts';
import type { MqttTestClient } from '../../../kit/mqtt-client.ts';
import type { BrokerUnderTest } from '../../contract.ts';

/** A client of 5.0 that was let in. Clean start and no session expiry, unless told otherwise. */
export async function join(
  broker: BrokerUnderTest,
  clientId: string,
  options: Partial<Connect> = {},
): Promise<MqttTestClient> {
  const client = await broker.connect();
  const { reasonCode } = await client.connect(clientId, { level: 5, ...options });
  if (reasonCode !== 0) throw new Error(`${clientId} was not let in: 0x${reasonCode.toString(16)}`);
  return client;
}

/** The session of 5.0 that lasts for `seconds` after its connection, and is taken up again. */
export const lasting = (seconds: number): Partial<Connect> => ({
  clean: false,
  properties: { sessionExpiryInterval: seconds },
});

/** For ever [MQTT5 §3.1.2.11.2]. */
export const FOR_EVER = 0xffff_ffff;

export const propertiesOf = (packet: Packet): Properties => ('properties' in packet ? (packet.properties ?? {}) : {});

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A UTF-8 string as a packet carries it: two bytes of length, then its bytes. */
export const text = (value: string): number[] => [value.length >> 8, value.length & 255, ...utf8(value)];

/** A packet of fewer than 128 bytes after its header. */
export const packet = (first: number, ...body: number[]): number[] => [first, body.length, ...body];
