import type { Publish } from '#runtime/mqtt/packet.ts';
import { concatenate } from '#runtime/concatenate.ts';
import type { Field, FieldSource } from './message-field.ts';
import { SPECIFIERS, fieldBytes } from './message-field.ts';
import { strftime } from '#runtime/pi/time/strftime.ts';
import { optionError } from './usage-error.ts';

/**
 * `-F` of mosquitto_sub and mosquitto_rr: text in which `%t` stands for the topic, `%p` for the payload
 * and so on (`message-field.ts`); `@Y` for what strftime(3) makes of `%Y`, `@N` for the nanoseconds; `\n`
 * and its like for characters hard to type; `%%` and `@@` for the signs themselves.
 *
 * Valid: `%t %p`, `%10t` (at least 10 wide), `%-10t` (to the left), `%.3t` (at most 3), `%08l`, `@H:@M`.
 * Invalid: `%z`, `100%`, `\q`, a `\` or `@` at the end.
 */
export type MessageFormat = readonly Piece[];

type Piece = { readonly text: Uint8Array } | { readonly time: number } | Field;

const ESCAPES: Readonly<Record<string, number>> = {
  '0': 0,
  a: 0x07,
  e: 0x1b,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  v: 0x0b,
  '\\': 0x5c,
};

/** Nobody has such a screen; without a bound, a slip of the finger would take all memory. */
const WIDEST = 1_000_000;

/** @throws UsageError as mosquitto_sub words it */
export function parseMessageFormat(text: string): MessageFormat {
  // Byte by byte, as the real one: after `@` comes one byte, even if it is a part of a character.
  const bytes = new TextEncoder().encode(text);
  const letter = (at: number): string => {
    const byte = bytes[at] ?? 0;
    return byte < 0x80 ? String.fromCharCode(byte) : '\u{fffd}';
  };
  const pieces: Piece[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const character = letter(at);
    if (character === '\\') {
      if (++at >= bytes.length) throw optionError('Incomplete escape specifier.');
      const meant = ESCAPES[letter(at)];
      if (meant === undefined) throw optionError(`Invalid escape specifier '${letter(at)}'.`);
      pieces.push({ text: Uint8Array.of(meant) });
    } else if (character === '@') {
      const byte = bytes[++at];
      if (byte === undefined) throw optionError('Incomplete format specifier.');
      pieces.push(letter(at) === '@' ? { text: Uint8Array.of(byte) } : { time: byte });
    } else if (character === '%') {
      let flags = '';
      while (/[-.\d]/.test(letter(at + flags.length + 1))) flags += letter(at + flags.length + 1);
      const [all = '', align, zero, width, maximum] = /^(-?)(0?)(\d*)(?:\.(\d*))?/.exec(flags) ?? [];
      at += all.length + 1;
      if (at >= bytes.length) throw optionError('Incomplete format specifier.');
      const specifier = letter(at);
      if (!isSpecifier(specifier)) throw optionError(`Invalid format specifier '${specifier}'.`);
      pieces.push({
        specifier,
        left: align === '-',
        zero: zero === '0',
        width: Math.min(Number(width), WIDEST),
        maximum: maximum === undefined ? undefined : Number(maximum),
      });
    } else {
      pieces.push({ text: bytes.subarray(at, at + 1) });
    }
  }
  return pieces;
}

const isSpecifier = (letter: string): boolean => letter.length === 1 && SPECIFIERS.includes(letter);

/** The message as bytes: a payload need not be text. */
export function formatMessage(format: MessageFormat, message: Publish, source: FieldSource): Uint8Array {
  return concatenate(
    format.map((piece) => {
      if ('text' in piece) return piece.text;
      return 'time' in piece ? timeBytes(piece.time, source) : fieldBytes(piece, message, source);
    }),
  );
}

function timeBytes(byte: number, { time }: FieldSource): Uint8Array {
  if (byte >= 0x80) return Uint8Array.of(0x25, byte);
  const conversion = String.fromCharCode(byte);
  const text = conversion === 'N' ? String(time.nanoseconds).padStart(9, '0') : strftime(conversion, time);
  return new TextEncoder().encode(text);
}
