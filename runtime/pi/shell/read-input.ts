import type { OpenFile } from '../system.ts';
import type { Shell } from './shell.ts';

const BLOCK = 4_096;

/**
 * A line of an input with the byte that ends it: of a file a block at a time, of anything else byte by byte,
 * as what follows belongs to whoever reads next.
 * @returns undefined: there is no more
 */
export const readTo = async (shell: Shell, input: OpenFile, end: number): Promise<string | undefined> => {
  const parts: Uint8Array[] = [];
  const seeks = input.kind === 'file' && input.seek !== undefined;
  const single: number[] = [];
  for (;;) {
    if (!seeks) {
      const byte = await shell.readByte(input);
      if (byte !== undefined) single.push(byte);
      if (byte === undefined || byte === end) break;
      continue;
    }
    const block = await input.read(BLOCK);
    if (block === null) break;
    const at = block.indexOf(end);
    parts.push(at < 0 ? block : block.subarray(0, at + 1));
    if (at < 0) continue;
    if (at + 1 < block.length) input.seek?.(at + 1 - block.length, 'here');
    break;
  }
  if (parts.length + single.length === 0) return undefined;
  return decodeAll([...parts, new Uint8Array(single)]);
};

const decodeAll = (parts: readonly Uint8Array[]): string => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
};
