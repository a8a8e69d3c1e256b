/** The text of an open file while it is worked on; whoever shows it keeps how it can be undone. */
import type { ReadonlySignal } from '@preact/signals';
import type { FileLanguage } from './language-of.ts';

export interface TextBuffer {
  text(): string;
  /** Takes the place of all of it, as one edit that can be undone. */
  replace(text: string): void;
  /** The same number again: the same text again, as after an undo. */
  readonly version: ReadonlySignal<number>;
  end(): void;
}

/** A file is text of a Pi, by host and absolute path. */
export interface FilePlace {
  readonly host: string;
  readonly path: string;
}

/** Makes buffers, once what shows them is there. @throws Error when it could not be fetched */
export type BufferMaker = () => Promise<(place: FilePlace, text: string, language: FileLanguage) => TextBuffer>;

/** What an editor can show: UTF-8 without NUL. @returns undefined: it would damage those bytes */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undefined;
  }
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
