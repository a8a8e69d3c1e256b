import { keyBytes } from '#runtime/config/psk-file.ts';

/** A key of the command line, as a file of keys would have it. @returns null when it is no hexadecimal number */
export const hexadecimal = (text: string): Uint8Array | null => (/^[0-9a-f]*$/i.test(text) ? keyBytes(text) : null);
