/**
 * JSON as mosquitto_sub 2.0.11 reads and writes it, by way of cJSON 1.7: `%j` and `%J` of `-F`.
 *
 * Text stays bytes, because a payload need not be UTF-8, and ends at a zero byte, as every string of C
 * does. Objects keep their members' order, and members of the same name.
 */
export type JsonTree = null | boolean | number | Uint8Array | readonly JsonTree[] | JsonObject;

export interface JsonObject {
  readonly members: readonly JsonMember[];
}

export type JsonMember = readonly [name: Uint8Array, value: JsonTree];

/** Up to the first zero byte. */
export function cString(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
