/**
 * What an author says about one value of a packet: the value itself, a pattern, a range or a
 * function.
 *
 *     payload: 'Hello World'            these characters and no others
 *     payload: /^hello/i                a pattern, anywhere in the text unless it says ^ and $
 *     payload: { from: 20, to: 25 }     a number, both ends included; either may be left out
 *     payload: (text) => text.length > 3
 *
 * Not a range: `{ min: 20 }`, `{}`, `{ from: 5, to: 1 }`. The empty payload is no number.
 */
export interface Range {
  readonly from?: number;
  readonly to?: number;
}

export type TextMatcher = string | RegExp | ((text: string) => boolean);
export type NumberMatcher = number | Range | ((value: number) => boolean);
export type PayloadMatcher = string | RegExp | Range | ((text: string) => boolean);

export function textFits(matcher: TextMatcher | undefined, text: string | undefined): boolean {
  if (matcher === undefined) return true;
  if (text === undefined) return false;
  if (typeof matcher === 'string') return matcher === text;
  if (typeof matcher === 'function') return matcher(text);
  return patternFits(matcher, text);
}

export function numberFits(matcher: NumberMatcher | undefined, value: number | undefined): boolean {
  if (matcher === undefined) return true;
  if (value === undefined) return false;
  if (typeof matcher === 'number') return matcher === value;
  if (typeof matcher === 'function') return matcher(value);
  return rangeFits(matcher, value);
}

const utf8 = new TextDecoder();

export function payloadFits(matcher: PayloadMatcher | undefined, payload: Uint8Array): boolean {
  if (matcher === undefined) return true;
  const text = utf8.decode(payload);
  if (typeof matcher === 'object' && !(matcher instanceof RegExp)) {
    const number = text.trim() === '' ? NaN : Number(text);
    return rangeFits(matcher, number);
  }
  return textFits(matcher, text);
}

function rangeFits({ from = -Infinity, to = Infinity }: Range, value: number): boolean {
  return value >= from && value <= to;
}

/** A pattern with `g` or `y` remembers where it was; it must not here. */
function patternFits(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

/** How a readout names the matcher: the value itself, a pattern as it is written, a range, or nothing. */
export function describe(matcher: PayloadMatcher | NumberMatcher | undefined): string | number | undefined {
  if (typeof matcher === 'string' || typeof matcher === 'number') return matcher;
  if (matcher === undefined || typeof matcher === 'function') return undefined;
  if (matcher instanceof RegExp) return String(matcher);
  const { from, to } = matcher;
  if (from === undefined) return `≤ ${to}`;
  return to === undefined ? `≥ ${from}` : `${from}–${to}`;
}
