/**
 * What the machine room takes for granted of any JavaScript host, beside the language itself.
 * It is compiled without DOM and Node types, so that nothing else can slip in: time, bytes,
 * storage, randomness and logs come through `ports.ts`.
 */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}
declare class TextDecoder {
  constructor(label?: 'utf-8', options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}
declare function queueMicrotask(run: () => void): void;
