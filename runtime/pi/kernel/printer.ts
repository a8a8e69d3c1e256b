import type { Task } from './task.ts';

type Stream = 'stdout' | 'stderr';

/** Turns what a process writes to its two outputs into `printed` events: text, whole characters. */
export class Printer {
  readonly #task: Task;
  readonly #decoders = new Map<Stream, InstanceType<typeof TextDecoder>>();

  constructor(task: Task) {
    this.#task = task;
  }

  print(stream: Stream, bytes: Uint8Array): void {
    let decoder = this.#decoders.get(stream);
    if (decoder === undefined) {
      decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      this.#decoders.set(stream, decoder);
    }
    this.#log(stream, decoder.decode(bytes, { stream: true }));
  }

  /** What is left of a character that was never finished reads U+FFFD. */
  flush(): void {
    for (const [stream, decoder] of this.#decoders) this.#log(stream, decoder.decode());
    this.#decoders.clear();
  }

  #log(stream: Stream, text: string): void {
    if (text === '') return;
    const { kernel, by, ref, terminalId } = this.#task;
    kernel.log?.append(by, {
      kind: 'printed',
      process: ref,
      stream,
      text,
      ...(terminalId === undefined ? {} : { terminal: terminalId }),
    });
  }
}
