/**
 * The packets that the load sends, as bytes: MQTT 3.1.1, written down here once more on purpose, so
 * that neither the codec under test nor its speed is in the figures.
 */

/** Bytes of the payload of every message that is published. */
export const PAYLOAD = 64;

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
};

function packet(first: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const header = [first];
  for (let left = body.length; ;) {
    header.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    left >>= 7;
    if (left === 0) break;
  }
  return Buffer.concat([Buffer.from(header), body]);
}

/** A clean session without keep alive. */
export const connectPacket = (clientId: string, clean = true): Buffer =>
  packet(0x10, text('MQTT'), Buffer.from([4, clean ? 2 : 0, 0, 0]), text(clientId));

export function subscribePacket(filters: readonly string[], qos: number): Buffer {
  const asked = filters.flatMap((filter) => [text(filter), Buffer.from([qos])]);
  return packet(0x82, Buffer.from([0, 1]), ...asked);
}

export const DISCONNECT = Buffer.from([0xe0, 0]);
export const PINGREQ = Buffer.from([0xc0, 0]);

/** A PUBLISH whose id, sequence number and sender are filled in for every message. */
export interface PublishTemplate {
  readonly bytes: Buffer;
  /** Where the packet id is; 0 with QoS 0. */
  readonly idAt: number;
  /** Where the payload begins: 4 bytes sequence number, 2 bytes sender. */
  readonly payloadAt: number;
}

export function publishTemplate(topic: string, qos: number, sender = 0, retain = false): PublishTemplate {
  const payload = Buffer.alloc(PAYLOAD, 'x');
  payload.writeUInt16BE(sender, 4);
  const id = Buffer.alloc(qos > 0 ? 2 : 0);
  const bytes = packet(0x30 | (qos << 1) | Number(retain), text(topic), id, payload);
  const payloadAt = bytes.length - PAYLOAD;
  return { bytes, idAt: qos > 0 ? payloadAt - 2 : 0, payloadAt };
}
