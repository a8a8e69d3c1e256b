/**
 * What a client says first tells whether it speaks MQTT: its first packet is a CONNECT [MQTT-3.1.0-1],
 * which begins with its type, its length and the protocol's name.
 *
 *     10 25 00 04 4d 51 54 54 …           MQTT 3.1.1 and 5.0
 *     10 27 00 06 4d 51 49 73 64 70 …     MQTT 3.1
 *     47 45 54 20 …                       GET: a browser
 *     16 03 01 …                          TLS
 *     53 53 48 2d …                       ssh
 */
const CONNECT = 0x10;
const NAMES = ['\x00\x04MQTT', '\x00\x06MQIsdp'].map((name) => new TextEncoder().encode(name));

/** @returns undefined: these are too few bytes to tell */
export function beginsWithConnect(bytes: Uint8Array): boolean | undefined {
  const [type] = bytes;
  if (type === undefined) return undefined;
  if (type !== CONNECT) return false;
  let at = 1;
  while (at < bytes.length && at < 4 && (bytes[at] ?? 0) >= 0x80) at += 1;
  const name = bytes.subarray(at + 1);
  const fitting = NAMES.filter((each) => each.subarray(0, name.length).every((byte, index) => byte === name[index]));
  if (fitting.length === 0) return false;
  return fitting.some(({ length }) => name.length >= length) ? true : undefined;
}
