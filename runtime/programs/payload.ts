import type { Process } from '#runtime/pi/process.ts';
import { SystemError } from '#runtime/ports.ts';
import { readAll } from './line-reader.ts';
import type { MessageSource } from './settings.ts';

/** What a remaining length can announce [MQTT 3.1.1 §2.2.3]. */
const MAXIMUM_PAYLOAD = 268_435_455;

/** The payload of one message, or why there is none, in the program's words. -l has one a line, later. */
export async function loadPayload(
  { files, stdin }: Process,
  source: MessageSource,
): Promise<{ bytes: Uint8Array } | { error: string }> {
  switch (source.kind) {
    case 'text':
      return { bytes: new TextEncoder().encode(source.text) };
    case 'empty':
    case 'lines':
      return { bytes: new Uint8Array() };
    case 'stdin': {
      const bytes = await readAll(stdin);
      if (bytes.length > 0) return { bytes };
      return { error: 'Error: Zero length input.\nError loading input from stdin.\n' };
    }
    case 'file':
      try {
        const bytes = await files.read(source.path);
        if (bytes.length <= MAXIMUM_PAYLOAD) return { bytes };
        return { error: tooLarge(source.path) };
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        // ftell(3) says of a directory that it is as long as can be.
        if (error.code === 'EISDIR') return { error: tooLarge(source.path) };
        const { path } = source;
        return { error: `Error: Unable to open file "${path}".\nError loading input file "${path}".\n` };
      }
  }
}

const tooLarge = (path: string): string =>
  `Error: File must be less than ${MAXIMUM_PAYLOAD} bytes.\n\nError loading input file "${path}".\n`;
