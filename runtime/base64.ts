/** Base64 (RFC 4648, section 4). Below all layers, as ports.ts: configurations, commands and handshakes need it. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Int8Array(256).fill(-1);
for (const [value, letter] of [...LETTERS].entries()) VALUES[letter.charCodeAt(0)] = value;

/** The six bits of a letter, by its character code; -1 for what is no letter of base64. */
export const base64Value = (code: number): number => VALUES[code] ?? -1;

export const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += LETTERS[bits >> 18] ?? '';
    text += LETTERS[(bits >> 12) & 63] ?? '';
    text += b === undefined ? '=' : (LETTERS[(bits >> 6) & 63] ?? '');
    text += c === undefined ? '=' : (LETTERS[bits & 63] ?? '');
  }
  return text;
};

/** @returns undefined when a character is none of the alphabet, or the length cannot be */
export const fromBase64 = (text: string): Uint8Array | undefined => {
  const letters = text.replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(letters) || letters.length % 4 === 1) return undefined;
  if (letters.length !== text.length && text.length % 4 !== 0) return undefined;
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let from = 0; from < letters.length; from++) {
    bits = ((bits << 6) | base64Value(letters.charCodeAt(from))) & 0xffffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = (bits >> held) & 0xff;
  }
  return bytes;
};
