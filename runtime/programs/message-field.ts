import type { Publish } from '#runtime/mqtt/packet.ts';
import { concatenate } from '#runtime/concatenate.ts';
import type { LocalTime } from '#runtime/pi/time/local-time.ts';
import { messageJson } from './message-json.ts';
import { strftime } from '#runtime/pi/time/strftime.ts';

/**
 * What may follow `%` in `-F` (mosquitto_sub(1), OUTPUT FORMAT):
 *
 * of the message `t` topic, `p` payload, `x` `X` payload in hexadecimal, `l` its length, `q` QoS, `r`
 * retain, `m` packet id; of MQTT 5.0 `A` topic alias, `C` content type, `D` correlation data, `E`
 * expiry interval, `F` payload format indicator, `P` user properties, `R` response topic, `S`
 * subscription identifier, each empty where there is none; `j` all as JSON, `J` with a payload that is
 * JSON too; of the moment `I` ISO 8601, `U` Unix time; and `%` itself.
 */
export const SPECIFIERS = '%ACDEFIJPRSUXjlmpqrtx';

export interface Field {
  readonly specifier: string;
  readonly left: boolean;
  readonly zero: boolean;
  readonly width: number;
  readonly maximum: number | undefined;
}

/** What a field is made of, beside the message. */
export interface FieldSource {
  readonly time: LocalTime;
  readonly pretty: boolean;
  /** `%J`, and the payload is no JSON: nothing is put in its place. */
  readonly noJson: () => void;
}

/** Which of width, `-`, `0` and maximum a field heeds is different for each, and as 2.0.11 has it. */
export function fieldBytes(field: Field, message: Publish, { time, pretty, noJson }: FieldSource): Uint8Array {
  const { properties = {} } = message;
  switch (field.specifier) {
    case '%':
      return encoder.encode('%');
    case 'A':
      return optionalNumber(field, properties.topicAlias);
    case 'C':
      return text(field, properties.contentType ?? '');
    case 'D':
      return properties.correlationData ?? EMPTY;
    case 'E':
      return optionalNumber(field, signed(properties.messageExpiryInterval));
    case 'F':
      return optionalNumber(field, properties.payloadFormatIndicator);
    case 'I':
      return text(field, `${strftime('F', time)}T${strftime('T', time)}${strftime('z', time)}`);
    case 'J':
    case 'j': {
      const payload = field.specifier === 'j' ? 'string' : 'json';
      const json = messageJson(message, { payload, pretty }, time);
      if (json === undefined) noJson();
      return json ?? EMPTY;
    }
    case 'l':
      return number(field, message.payload.length);
    case 'm':
      return number(field, message.packetId ?? 0);
    case 'P':
      return encoder.encode((properties.userProperties ?? []).map(({ name, value }) => `${name}:${value}`).join(' '));
    case 'p':
      return payloadBytes(field, message.payload, 1, (bytes) => bytes);
    case 'q':
      return encoder.encode(String(message.qos));
    case 'R':
      return properties.responseTopic === undefined ? EMPTY : text(field, properties.responseTopic);
    case 'r':
      return encoder.encode(message.retain ? '1' : '0');
    case 'S':
      return optionalNumber(field, properties.subscriptionIdentifier?.[0]);
    case 't':
      return text(field, message.topic);
    case 'U':
      return encoder.encode(`${time.epoch}.${String(time.nanoseconds).padStart(9, '0')}`);
    case 'X':
      return payloadBytes(field, message.payload, 2, (bytes) => encoder.encode(hexadecimal(bytes).toUpperCase()));
    case 'x':
      return payloadBytes(field, message.payload, 2, (bytes) => encoder.encode(hexadecimal(bytes)));
    default:
      throw new Error(`There is no specifier "${field.specifier}"`);
  }
}

/** Widths count bytes; padded with blanks only. */
function text({ left, width, maximum }: Field, value: string): Uint8Array {
  return pad(encoder.encode(value).subarray(0, maximum), width, left, ' ');
}

function number({ left, zero, width }: Field, value: number): Uint8Array {
  if (left || !zero) return pad(encoder.encode(String(value)), width, left, ' ');
  const sign = value < 0 ? '-' : '';
  return encoder.encode(sign + String(Math.abs(value)).padStart(width - sign.length, '0'));
}

/** 2.0.11 prints four bytes as if the highest bit were a sign. */
const signed = (value: number | undefined): number | undefined => (value === undefined ? undefined : value | 0);

/** Where there is none, `0` pads with zeros even to the left. */
function optionalNumber(field: Field, value: number | undefined): Uint8Array {
  return value === undefined ? pad(EMPTY, field.width, true, field.zero ? '0' : ' ') : number(field, value);
}

/**
 * A width is also the most that is shown. In hexadecimal, where it counts digits, half of the shorter of
 * width and payload comes out: `%6x` of five bytes shows two of them.
 */
function payloadBytes(
  { left, zero, width }: Field,
  payload: Uint8Array,
  digits: 1 | 2,
  show: (bytes: Uint8Array) => Uint8Array,
): Uint8Array {
  if (width === 0) return show(payload);
  const length = Math.floor(Math.min(payload.length, width) / digits);
  return pad(show(payload.subarray(0, length)), width, left, zero && !left ? '0' : ' ');
}

function pad(bytes: Uint8Array, width: number, left: boolean, fill: string): Uint8Array {
  if (bytes.length >= width) return bytes;
  const padding = encoder.encode(fill.repeat(width - bytes.length));
  return concatenate(left ? [bytes, padding] : [padding, bytes]);
}

const hexadecimal = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const encoder = new TextEncoder();
const EMPTY = new Uint8Array();
