/**
 * Bytes as text, and back without loss. UTF-8 becomes characters; a byte that is none becomes a lone
 * surrogate, U+DC80 to U+DCFF, and the same byte again on the way out.
 */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const STRAY = /[\u{DC80}-\u{DCFF}]/u;

export const bytesToText = (bytes: Uint8Array): string => {
  try {
    return strict.decode(bytes);
  } catch {
    return salvaged(bytes);
  }
};

/** Whether a text came from bytes that were no UTF-8. */
export const hasStrayBytes = (text: string): boolean => STRAY.test(text);

const salvaged = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    try {
      text += strict.decode(bytes.subarray(at, at + length));
      at += length;
    } catch {
      text += String.fromCharCode(0xdc00 + first);
      at++;
    }
  }
  return text;
};

export const textToBytes = (text: string): Uint8Array => {
  if (!STRAY.test(text)) return encoder.encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
    else bytes.push(...encoder.encode(character));
  }
  return Uint8Array.from(bytes);
};

/** A character a byte, as mawk sees its world: `ü` is two. */
export const bytesToLatin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return text;
};

export const latin1ToBytes = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
};

export const textToLatin1 = (text: string): string => bytesToLatin1(textToBytes(text));
export const latin1ToText = (text: string): string => bytesToText(latin1ToBytes(text));
