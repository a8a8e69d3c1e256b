import type { Publish } from '#runtime/mqtt/packet.ts';
import { optionError } from './usage-error.ts';

/**
 * `-F` of mosquitto_sub: text in which `%t` stands for the topic, `%p` the payload, `%x` and `%X` its
 * bytes in hexadecimal, `%l` its length, `%q` `%r` `%m` QoS, retain and packet id, `%%` a percent sign;
 * `\n` and its like for characters hard to type; `@@` for an at sign.
 *
 * Valid: `%t %p`, `%10t` (at least 10 wide), `%-10t` (to the left), `%.3t` (at most 3), `%08l`.
 * Invalid: `%z`, `100%`, `\q`, a `\` or `@` at the end.
 */
export type MessageFormat = readonly Piece[];

type Piece = { readonly text: string } | Field;

interface Field {
  readonly specifier: string;
  readonly left: boolean;
  readonly zero: boolean;
  readonly width: number;
  readonly maximum: number | undefined;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  e: '\x1b',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Specifiers that only MQTT 5 fills: they print nothing for a message of 3.1.1. */
const OF_VERSION_5 = 'ACDEFPRS';
const SPECIFIERS = `tpqrlxXm%${OF_VERSION_5}`;
const NOT_AVAILABLE = 'jJIU';

/** @throws UsageError as mosquitto_sub words it */
export function parseMessageFormat(text: string): MessageFormat {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') {
      const escape = text.charAt(++at);
      if (escape === '') throw optionError('Incomplete escape specifier.');
      const meant = ESCAPES[escape];
      if (meant === undefined) throw optionError(`Invalid escape specifier '${escape}'.`);
      pieces.push({ text: meant });
    } else if (character === '@') {
      const next = text.charAt(++at);
      if (next === '') throw optionError('Incomplete format specifier.');
      if (next !== '@') throw notAvailable(`@${next}`);
      pieces.push({ text: '@' });
    } else if (character === '%') {
      const [, flags = '', width = '', maximum] = /^([-0]*)(\d*)(?:\.(\d*))?/.exec(text.slice(at + 1)) ?? [];
      at += flags.length + width.length + (maximum === undefined ? 0 : maximum.length + 1) + 1;
      const specifier = text.charAt(at);
      if (specifier === '') throw optionError('Incomplete format specifier.');
      if (NOT_AVAILABLE.includes(specifier) && text.charAt(at - 1) === '%') throw notAvailable(`%${specifier}`);
      if (!SPECIFIERS.includes(specifier)) throw optionError(`Invalid format specifier '${specifier}'.`);
      const left = flags.includes('-');
      pieces.push({
        specifier,
        left,
        zero: flags.includes('0') && !left,
        width: Number(width),
        maximum: maximum === undefined || maximum === '' ? undefined : Number(maximum),
      });
    } else {
      pieces.push({ text: character });
    }
  }
  return pieces;
}

const notAvailable = (what: string): Error =>
  optionError(`Format specifier '${what}' is not available in this mosquitto_sub.`);

const encoder = new TextEncoder();

/** The message as bytes: a payload need not be text. */
export function formatMessage(format: MessageFormat, message: Publish): Uint8Array {
  const parts = format.map((piece) => ('text' in piece ? encoder.encode(piece.text) : fieldBytes(piece, message)));
  return concatenate(parts);
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Widths count bytes; `maximum` holds for the topic only, padding with 0 not for `%t` (mosquitto_sub(1)). */
function fieldBytes(field: Field, message: Publish): Uint8Array {
  const { specifier, left, zero, width, maximum } = field;
  switch (specifier) {
    case 't':
      return pad(encoder.encode(message.topic).subarray(0, maximum), width, left, ' ');
    case 'p':
      return pad(message.payload, width, left, zero ? '0' : ' ');
    case 'x':
      return pad(encoder.encode(hexadecimal(message.payload)), width, left, zero ? '0' : ' ');
    case 'X':
      return pad(encoder.encode(hexadecimal(message.payload).toUpperCase()), width, left, zero ? '0' : ' ');
    case 'l':
      return pad(encoder.encode(String(message.payload.length)), width, left, zero ? '0' : ' ');
    case 'm':
      return pad(encoder.encode(String(message.packetId ?? 0)), width, left, zero ? '0' : ' ');
    case 'q':
      return encoder.encode(String(message.qos));
    case 'r':
      return encoder.encode(message.retain ? '1' : '0');
    case '%':
      return encoder.encode('%');
    default:
      return new Uint8Array();
  }
}

function pad(bytes: Uint8Array, width: number, left: boolean, fill: string): Uint8Array {
  const padding = encoder.encode(fill.repeat(Math.max(0, width - bytes.length)));
  return concatenate(left ? [bytes, padding] : [padding, bytes]);
}

const hexadecimal = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
