/**
 * What a client sends, packet by packet, read where it lies. Most packets are a PUBLISH without
 * properties or an acknowledgement of two bytes: these take the hot path, on which nothing is decoded,
 * copied or made anew that the next client does not need. Everything else takes the general path,
 * through the decoder and the handlers: CONNECT and SUBSCRIBE, what has properties, what breaks a
 * rule, what is cut in two by the end of a chunk, and all packets while somebody reads the log.
 *
 *     30 0a 00 03 61 2f 62 …         hot
 *     40 02 00 07                    hot
 *     82 08 …                        general: SUBSCRIBE
 *     36 0a …                        general, to be refused: QoS 3
 *     30 8a 80 80 80 01 …            general, to be refused: the length goes on
 *     40 82 00 00 07                 general: a length in more bytes than it needs is refused in 5.0
 *
 * Both have the same outcome, byte for byte.
 */
import type { Connection } from '../connection.ts';
import { acknowledgeInPlace } from './acknowledge.ts';
import { publishInPlace } from './publish.ts';

/** Of an acknowledgement: the packet id. */
const TWO_BYTES = 2;

/** @throws MqttError, ConnectRefused: for `handleFailure` */
export function receive(connection: Connection, chunk: Uint8Array): void {
  const end = chunk.length;
  const { core } = connection;
  const { traffic, sys } = core;
  const now = core.clock.now();
  if (now >= sys.due) sys.catchUp(now);
  traffic.bytesReceived += end;
  const hot = core.log.debug === undefined;
  const { maxPacketSize } = core.settings;
  const longest = maxPacketSize > 0 ? maxPacketSize : Infinity;
  let at = complete(connection, chunk);
  while (at < end && !connection.isClosed) {
    if (connection.isWaiting) {
      connection.hold(chunk.subarray(at));
      traffic.bytesReceived -= end - at;
      return;
    }
    const body = bodyAt(chunk, at, end);
    const to = body === 0 ? Infinity : body + remainingLength(chunk, at, body);
    if (to > end) {
      connection.decode(chunk, at, end);
      return;
    }
    if (hot && connection.session !== undefined && to - at <= longest && isShortest(chunk, at, body)) {
      connection.lastReceived = now;
      let next = 0;
      if (chunk[at]! >> 4 === 3) next = publishInPlace(connection, connection.session, chunk, at, body, to);
      else if (to - body === TWO_BYTES && acknowledgeInPlace(connection, connection.session, chunk, at, body)) {
        traffic.othersReceived++;
        next = to;
      }
      if (next > 0) {
        at = next;
        continue;
      }
    }
    connection.decode(chunk, at, to);
    at = to;
  }
}

/** Goes on with the packet that an earlier chunk has begun. @returns where the next one begins */
function complete(connection: Connection, chunk: Uint8Array): number {
  let at = 0;
  while (at < chunk.length && !connection.isClosed && !connection.isWaiting) {
    const { missing } = connection;
    if (missing === 0) break;
    const to = Math.min(chunk.length, at + missing);
    connection.decode(chunk, at, to);
    at = to;
  }
  return at;
}

/** Where the packet goes on behind its length; 0 where that is cut off, or goes on after its fourth byte. */
function bodyAt(chunk: Uint8Array, at: number, end: number): number {
  const last = Math.min(end, at + 5);
  for (let i = at + 1; i < last; i++) if (chunk[i]! < 0x80) return i + 1;
  return 0;
}

/** Whether the length is said in as few bytes as it needs [MQTT5-1.5.5-1]. */
function isShortest(chunk: Uint8Array, at: number, body: number): boolean {
  return body === at + 2 || chunk[body - 1] !== 0;
}

function remainingLength(chunk: Uint8Array, at: number, body: number): number {
  let length = 0;
  for (let i = body - 1; i > at; i--) length = (length << 7) | (chunk[i]! & 0x7f);
  return length;
}
