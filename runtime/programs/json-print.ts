import { concatenate } from '#runtime/concatenate.ts';
import type { JsonTree } from './json-tree.ts';

/**
 * Writes JSON as cJSON does: on one line without blanks, or `pretty`: a member a line, with tabs,
 * `{}` on two lines, and arrays on one.
 */
export function printJson(tree: JsonTree, pretty: boolean): Uint8Array {
  const parts: Uint8Array[] = [];
  print(tree, pretty, 0, parts);
  return concatenate(parts);
}

function print(tree: JsonTree, pretty: boolean, depth: number, parts: Uint8Array[]): void {
  const text = (plain: string): number => parts.push(encoder.encode(plain));
  if (tree === null || typeof tree === 'boolean') {
    text(String(tree));
  } else if (typeof tree === 'number') {
    text(jsonNumber(tree));
  } else if (tree instanceof Uint8Array) {
    parts.push(quoted(tree));
  } else if ('members' in tree) {
    text(pretty ? '{\n' : '{');
    for (const [index, [name, value]] of tree.members.entries()) {
      if (pretty) text('\t'.repeat(depth + 1));
      parts.push(quoted(name));
      text(pretty ? ':\t' : ':');
      print(value, pretty, depth + 1, parts);
      text(`${index + 1 < tree.members.length ? ',' : ''}${pretty ? '\n' : ''}`);
    }
    text(`${pretty ? '\t'.repeat(depth) : ''}}`);
  } else {
    text('[');
    for (const [index, value] of tree.entries()) {
      if (index > 0) text(pretty ? ', ' : ',');
      print(value, pretty, depth + 1, parts);
    }
    text(']');
  }
}

/**
 * Fifteen significant digits where they are as good as the number, else seventeen: `21.5`, `1e+15`,
 * `3.1415926535897931`; what is no number reads `null`.
 */
export function jsonNumber(value: number): string {
  if (!Number.isFinite(value)) return 'null';
  const short = general(value, 15);
  const read = Number(short);
  const isSame = Math.abs(read - value) <= Math.max(Math.abs(read), Math.abs(value)) * Number.EPSILON;
  return isSame ? short : general(value, 17);
}

/** `%.15g` of printf(3). */
function general(value: number, digits: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', power = '0'] = value.toExponential(digits - 1).split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < digits) return trimmed(value.toFixed(Math.max(0, digits - 1 - exponent)));
  const sign = exponent < 0 ? '-' : '+';
  return `${trimmed(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

const trimmed = (decimal: string): string => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal);

/** In quotes; bytes above 126 as they are, whether they are UTF-8 or not. */
function quoted(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [QUOTE];
  let plain = 0;
  for (const [index, byte] of bytes.entries()) {
    const escape = ESCAPES[byte] ?? (byte < 0x20 ? `\\u${byte.toString(16).padStart(4, '0')}` : undefined);
    if (escape === undefined) continue;
    parts.push(bytes.subarray(plain, index), encoder.encode(escape));
    plain = index + 1;
  }
  parts.push(bytes.subarray(plain), QUOTE);
  return concatenate(parts);
}

const encoder = new TextEncoder();
const QUOTE = encoder.encode('"');
const ESCAPES: Readonly<Record<number, string>> = {
  0x08: '\\b',
  0x09: '\\t',
  0x0a: '\\n',
  0x0c: '\\f',
  0x0d: '\\r',
  0x22: '\\"',
  0x5c: '\\\\',
};
