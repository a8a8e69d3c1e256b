import type { Input } from '#runtime/pi/process.ts';
import { concatenate } from '#runtime/concatenate.ts';

const NEWLINE = 0x0a;

/** The lines of an input, as bytes without their newline; a last line may lack it. */
export async function* readLines(input: Input): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = [];
  for (;;) {
    const chunk = await input.read();
    if (chunk === null) break;
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield concatenate([...rest, chunk.subarray(start, end)]);
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.slice(start));
  }
  if (rest.length > 0) yield concatenate(rest);
}

/** All of an input. */
export async function readAll(input: Input): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const chunk = await input.read();
    if (chunk === null) return concatenate(chunks);
    chunks.push(chunk.slice());
  }
}
