import { decodeUtf8 } from './utf8.ts';

/** Most characters of a value that are shown; a payload of 300 kB is not meant to be read at a glance. */
const SHOWN = 256;

/** Text for a person: cut when it is long, control characters as U+2400 and following. */
export function readableText(text: string): string {
  const cut = text.length > SHOWN ? `${text.slice(0, SHOWN).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
  return cut.replace(/[\u0000-\u001F\u007F]/g, (control) =>
    String.fromCharCode(control === '\u007F' ? 0x2421 : 0x2400 + control.charCodeAt(0)),
  );
}

/**
 * Bytes for a person: as text where they are UTF-8 without control characters (but tab and the
 * ends of lines), else in hexadecimal, `00 ff 10`.
 */
export function readableBytes(bytes: Uint8Array): string {
  const head = bytes.length > 4 * SHOWN ? wholeCharacters(bytes.subarray(0, 4 * SHOWN)) : bytes;
  const text = textOf(head);
  if (text !== undefined) return readableText(head.length < bytes.length ? `${text}…` : text);
  const shown = Array.from(bytes.subarray(0, SHOWN / 4), (byte) => byte.toString(16).padStart(2, '0'));
  return bytes.length > shown.length ? `${shown.join(' ')} …` : shown.join(' ');
}

function textOf(bytes: Uint8Array): string | undefined {
  let text: string;
  try {
    text = decodeUtf8(bytes);
  } catch {
    return undefined;
  }
  return /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(text) ? undefined : text;
}

/** Without a character at the end that goes on after it. */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && end > bytes.length - 4 && (bytes[end - 1]! & 0xc0) === 0x80) end--;
  return (bytes[end - 1] ?? 0) >= 0xc0 ? bytes.subarray(0, end - 1) : bytes;
}
