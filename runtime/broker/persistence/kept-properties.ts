import { MqttError } from '#runtime/mqtt/error.ts';
import type { Properties } from '#runtime/mqtt/packet.ts';
import { PacketReader } from '#runtime/mqtt/packet-reader.ts';
import { PacketWriter, lengthOfLength } from '#runtime/mqtt/packet-writer.ts';
import { decodeProperties, propertiesSize, writeProperties } from '#runtime/mqtt/properties.ts';
import { RecordFlaw } from './record-reader.ts';

type Carrier = 'PUBLISH' | 'will';

/** Properties as a packet of 5.0 has them, behind their length. */
export function encodeProperties(properties: Properties, carrier: Carrier): Uint8Array {
  const size = propertiesSize(carrier, properties);
  const length = lengthOfLength(size) + size;
  const writer = new PacketWriter(carrier === 'will' ? 'CONNECT' : 'PUBLISH', 0, length, 5);
  writeProperties(writer, properties, size);
  return writer.bytes.subarray(writer.bytes.length - length);
}

/** @throws RecordFlaw */
export function decodeKeptProperties(bytes: Uint8Array, carrier: Carrier): Properties {
  const reader = new PacketReader(bytes, 5);
  try {
    const properties = decodeProperties(reader, carrier);
    if (properties !== undefined && reader.left === 0) return properties;
  } catch (error) {
    if (!(error instanceof MqttError)) throw error;
    throw new RecordFlaw(`its properties are none: ${error.message}`);
  }
  throw new RecordFlaw('its properties are none');
}
