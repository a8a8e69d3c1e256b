export const NEWLINE = 0x0a;
export const encoder = new TextEncoder();

/** As one character a byte, so that strings can be searched and patterns matched: `latin1`. */
export const byteString = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return text;
};

export const bytesOf = (byteText: string): Uint8Array => Uint8Array.from(byteText, (each) => each.charCodeAt(0));

/** A line and what ends it, in one piece. */
export const ended = (line: Uint8Array, end: number): Uint8Array => {
  const bytes = new Uint8Array(line.length + 1);
  bytes.set(line);
  bytes[line.length] = end;
  return bytes;
};

/** By byte, as strcmp(3) and the C.UTF-8 locale do; a shorter one first. */
export const compareBytes = (a: Uint8Array, b: Uint8Array): number => {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};

export const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09;

export const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** isspace(3) in the C locale. */
export const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || (byte !== undefined && byte >= 9 && byte <= 13);
