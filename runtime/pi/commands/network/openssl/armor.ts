/** Base64 as openssl writes and reads it: lines of 64 letters, or one. */
import { fromBase64, toBase64 } from '#runtime/base64.ts';

const WIDTH = 64;

/** @param lines false: in one line that nothing ends (-A) */
export const armored = (bytes: Uint8Array, lines = true): string => {
  const text = toBase64(bytes);
  return lines ? text.replace(new RegExp(`.{1,${WIDTH}}`, 'g'), '$&\n') : text;
};

/** @returns undefined when it is no base64 */
export const unarmored = (text: string): Uint8Array | undefined => fromBase64(text.replace(/\s/g, ''));
