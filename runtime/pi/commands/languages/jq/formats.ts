/** `@text @json @csv @tsv @html @uri @sh @base64 @base64d` */
import { base64Value, toBase64 } from '#runtime/base64.ts';
import { JqError, jsonText, numberText } from './json.ts';
import type { Json } from './json.ts';
import { shortText } from './operators.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  "'": '&#39;',
  '"': '&quot;',
};
const TSV: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };

export const asText = (value: Json): string => (typeof value === 'string' ? value : jsonText(value));

/** @throws JqError */
export const formatText = (name: string, value: Json): string => {
  switch (name) {
    case '@text':
      return asText(value);
    case '@json':
      return jsonText(value);
    case '@csv':
      return row(value, 'csv', ',', (text) => `"${text.replaceAll('"', '""')}"`);
    case '@tsv':
      return row(value, 'tsv', '\t', (text) => text.replace(/[\t\n\r\\]/g, (each) => TSV[each] ?? each));
    case '@html':
      return asText(value).replace(/[<>&'"]/g, (each) => ENTITIES[each] ?? each);
    case '@uri':
      return Array.from(new TextEncoder().encode(asText(value)), (byte) =>
        /[A-Za-z0-9\-_.~]/.test(String.fromCharCode(byte))
          ? String.fromCharCode(byte)
          : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
      ).join('');
    case '@sh':
      return (Array.isArray(value) ? value : [value]).map(shellWord).join(' ');
    case '@base64':
      return toBase64(new TextEncoder().encode(asText(value)));
    case '@base64d':
      return fromBase64(asText(value));
    default:
      throw new JqError(`${name.slice(1)} is not a valid format`);
  }
};

const row = (value: Json, kind: string, separator: string, text: (text: string) => string): string => {
  if (!Array.isArray(value)) throw new JqError(`${shortText(value)} cannot be ${kind}-formatted, only array`);
  return value
    .map((each) => {
      if (each === null) return '';
      if (typeof each === 'number') return numberText(each);
      if (typeof each === 'boolean') return String(each);
      if (typeof each === 'string') return text(each);
      throw new JqError(`${shortText(each)} is not valid in a csv row`);
    })
    .join(separator);
};

const shellWord = (value: Json): string => {
  if (typeof value === 'string') return `'${value.replaceAll("'", "'\\''")}'`;
  if (value !== null && typeof value === 'object')
    throw new JqError(`${shortText(value)} can not be escaped for shell`);
  return jsonText(value);
};

const fromBase64 = (text: string): string => {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const digit of text.replace(/=+$/, '')) {
    const value = base64Value(digit.codePointAt(0) ?? 0);
    if (value < 0) throw new JqError(`${shortText(text)} is not valid base64 data`);
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  if (bytes.length === 0 && text !== '') throw new JqError(`${shortText(text)} is not valid base64 data`);
  return new TextDecoder().decode(Uint8Array.from(bytes));
};
