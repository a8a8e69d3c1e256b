/** As BN_hex2bn(3) reads it: an odd number of digits has a zero before it. @returns null when it is none */
export function hexadecimal(text: string): Uint8Array | null {
  if (!/^[0-9a-f]*$/i.test(text)) return null;
  const digits = text.padStart(text.length + (text.length % 2), '0');
  return Uint8Array.from({ length: digits.length / 2 }, (_, n) => Number.parseInt(digits.slice(2 * n, 2 * n + 2), 16));
}
