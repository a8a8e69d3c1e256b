/**
 * Hash of a level, or of several with the slashes between them: the characters of `text` from `from`
 * up to `to`. The high bits are folded into the low ones, of which a table uses but a few. It goes by
 * UTF-16; what is looked up by the bytes of a packet has the hash of `topic-hash.ts`.
 *
 * @param seed any number; where it does harm that many have the same hash, one that clients do not know
 */
export function levelHash(text: string, from: number, to: number, seed: number): number {
  let hash = seed;
  for (let at = from; at < to; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x5bd1e995);
    hash ^= hash >>> 15;
  }
  return hash;
}
