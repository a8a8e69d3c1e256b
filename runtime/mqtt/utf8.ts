import type { RefusalId } from './refusal.en.ts';

/**
 * Text in MQTT is UTF-8, strictly: every character in its shortest form, no halves of surrogate
 * pairs (U+D800 to U+DFFF), nothing beyond U+10FFFF [MQTT-1.5.3-1], and no U+0000 [MQTT-1.5.3-2].
 * A U+FEFF at the start stays: it is a character like any other [MQTT-1.5.3-3].
 *
 * Valid: `c3 a4` (ä), `f0 9f 8d 93` (a strawberry), `ef bb bf 61`.
 * Invalid: `c0 af` (overlong `/`), `ed a0 80` (U+D800), `e4` (Latin-1's ä), `61 00`.
 */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

const SHORT = 64;

/** @throws TypeError where the bytes are not UTF-8: ask `findUtf8Flaw` where and why */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Bytes that well-formed text takes in UTF-8. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    // A surrogate pair is two units and four bytes: two for each half.
    length += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return length;
}

/** Writes text at `at`; there must be room for all of it. */
export function encodeUtf8Into(text: string, bytes: Uint8Array, at: number): void {
  // A short text is usually ASCII, and written faster by hand than by the encoder.
  const short = Math.min(text.length, SHORT);
  let i = 0;
  for (; i < short; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) break;
    bytes[at + i] = unit;
  }
  if (i < text.length) encoder.encodeInto(text.slice(i), bytes.subarray(at + i));
}

export interface Utf8Flaw {
  readonly kind: Extract<RefusalId, `utf8-${string}`>;
  /** Of the first byte of the character that cannot be read, from 0. */
  readonly at: number;
}

/** Where bytes stop being UTF-8, and how; undefined if they are. */
export function findUtf8Flaw(bytes: Uint8Array): Utf8Flaw | undefined {
  let at = 0;
  while (at < bytes.length) {
    const flaw = flawOfCharacter(bytes, at);
    if (typeof flaw !== 'number') return flaw;
    at += flaw;
  }
  return undefined;
}

/** Length of the character at `at`, or what is wrong with it. */
function flawOfCharacter(bytes: Uint8Array, at: number): number | Utf8Flaw {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  if (first < 0xc0) return { kind: 'utf8-unexpected', at };
  if (first < 0xc2) return { kind: 'utf8-overlong', at };
  if (first > 0xf7) return { kind: 'utf8-unexpected', at };
  if (first > 0xf4) return { kind: 'utf8-beyond', at };
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i];
    if (next === undefined) return { kind: 'utf8-truncated', at };
    if ((next & 0xc0) !== 0x80) return { kind: 'utf8-unexpected', at: at + i };
  }
  const second = bytes[at + 1]!;
  if (first === 0xe0 && second < 0xa0) return { kind: 'utf8-overlong', at };
  if (first === 0xf0 && second < 0x90) return { kind: 'utf8-overlong', at };
  if (first === 0xed && second >= 0xa0) return { kind: 'utf8-surrogate', at };
  if (first === 0xf4 && second >= 0x90) return { kind: 'utf8-beyond', at };
  return length;
}
