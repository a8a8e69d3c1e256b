/**
 * FNV-1a (32 bits) over the UTF-8 of a topic: a multiplication a byte, which no faster hash earns
 * back on twenty or thirty bytes. The high bits are folded into the low ones, of which a table uses
 * but a few.
 */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Of the bytes of a topic from `from` up to `to`. */
export function hashOfBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = FNV_OFFSET | 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, FNV_PRIME);
  return hash ^ (hash >>> 15);
}

/** The same of the topic as text, without making its bytes. */
export function hashOfText(text: string): number {
  let hash = FNV_OFFSET | 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at)!;
    if (code < 0x80) {
      hash = Math.imul(hash ^ code, FNV_PRIME);
      continue;
    }
    if (code < 0x800) hash = Math.imul(hash ^ (0xc0 | (code >> 6)), FNV_PRIME);
    else {
      if (code < 0x1_0000) hash = Math.imul(hash ^ (0xe0 | (code >> 12)), FNV_PRIME);
      else {
        at++;
        hash = Math.imul(hash ^ (0xf0 | (code >> 18)), FNV_PRIME);
        hash = Math.imul(hash ^ (0x80 | ((code >> 12) & 0x3f)), FNV_PRIME);
      }
      hash = Math.imul(hash ^ (0x80 | ((code >> 6) & 0x3f)), FNV_PRIME);
    }
    hash = Math.imul(hash ^ (0x80 | (code & 0x3f)), FNV_PRIME);
  }
  return hash ^ (hash >>> 15);
}
