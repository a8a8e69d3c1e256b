import { Client } from '#runtime/client/client.ts';
import type { ClientOptions } from '#runtime/client/client.ts';
import { loopForever } from '#runtime/client/loop-forever.ts';
import type { Result } from '#runtime/client/result.ts';
import { RESULT, connackText, resultText } from '#runtime/client/result.ts';
import type { Process, Program } from '#runtime/pi/process.ts';
import type { ByteStream } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { firstConnection, openConnection } from './connection.ts';
import { readAll, readLines } from './line-reader.ts';
import { Printer } from './printer.ts';
import { HELP, runTool } from './run-tool.ts';
import type { MessageSource, Settings } from './settings.ts';

/** mosquitto_pub(1), version 2.0.11: publishes and ends; with -l, a message a line until the input ends. */
export const mosquittoPub: Program = (process) => runTool(process, 'mosquitto_pub', publish);

async function publish(process: Process, settings: Settings): Promise<number> {
  const { source, quiet } = settings;
  const topic = settings.topics.at(-1);
  if (topic === undefined || source === undefined) {
    await process.stderr.write('Error: Both topic and message must be supplied.\n');
    await process.stdout.write(HELP.mosquitto_pub);
    return 1;
  }
  const complain = async (text: string): Promise<void> => {
    if (!quiet) await process.stderr.write(text);
  };

  const payload = await loadPayload(process, source);
  if ('error' in payload) {
    await complain(payload.error);
    return 1;
  }
  const first = await firstConnection(process, settings);
  if ('error' in first) {
    await complain(first.error);
    return 1;
  }
  const publisher = new Publisher(process, settings, first.options, topic, payload.bytes);
  const result = await publisher.run(first.stream, source.kind === 'lines');
  await publisher.flush();
  if (result !== RESULT.success) await complain(`Error: ${resultText(result)}\n`);
  return publisher.refusedWith ?? result;
}

/** The payload of everything but -l. */
async function loadPayload(
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

/** What a remaining length can announce [MQTT 3.1.1 §2.2.3]. */
const MAXIMUM_PAYLOAD = 268_435_455;
const tooLarge = (path: string): string =>
  `Error: File must be less than ${MAXIMUM_PAYLOAD} bytes.\nError loading input file "${path}".\n`;

class Publisher {
  /** The CONNACK's return code, if it refused: the exit status. */
  refusedWith: number | undefined;
  readonly #process: Process;
  readonly #settings: Settings;
  readonly #topic: string;
  readonly #payload: Uint8Array;
  readonly #client: Client;
  readonly #out: Printer;
  readonly #err: Printer;
  #published = 0;
  #lastPublished = 0;
  /** -l: the last line's packet id, once the input has ended. */
  #awaited: number | undefined;
  #ready: (() => void) | undefined;

  constructor(process: Process, settings: Settings, options: ClientOptions, topic: string, payload: Uint8Array) {
    this.#process = process;
    this.#settings = settings;
    this.#topic = topic;
    this.#payload = payload;
    this.#out = new Printer(process.stdout, ignore, ignore);
    this.#err = new Printer(process.stderr, ignore, ignore);
    const byLine = settings.source?.kind === 'lines';
    this.#client = new Client(options, process.clock, {
      connack: ({ reasonCode }) => {
        if (reasonCode !== 0) return this.#refused(reasonCode);
        return byLine ? this.#ready?.() : this.#publishPayload();
      },
      published: (packetId) => (byLine ? this.#linePublished(packetId) : this.#payloadPublished()),
      ...(settings.debug && { log: (line: string) => this.#out.print(`${line}\n`) }),
    });
  }

  async run(stream: ByteStream, byLine: boolean): Promise<Result> {
    if (!byLine) return this.#client.run(stream);
    const connect = (): Promise<ByteStream> => openConnection(this.#process, this.#settings);
    const connected = new Promise<void>((resolve) => (this.#ready = resolve));
    const connection = loopForever(this.#client, stream, connect, this.#process.clock);
    const input = connected.then(() => this.#publishLines());
    const failure = input.then((result) => (result === RESULT.success ? connection : result));
    return Promise.race([connection, failure]);
  }

  async flush(): Promise<void> {
    await this.#out.flush();
    await this.#err.flush();
  }

  #refused(returnCode: number): void {
    this.refusedWith = returnCode;
    if (!this.#settings.quiet) this.#err.print(`Connection error: ${connackText(returnCode)}\n`);
  }

  #publishPayload(): void {
    const { qos, retain, quiet } = this.#settings;
    const outcome = this.#client.publish({ topic: this.#topic, payload: this.#payload, qos, retain });
    if ('packetId' in outcome) return;
    // An empty topic: said, but not taken for a failure.
    if (!quiet) this.#err.print("Error: Invalid input. Does your topic contain '+' or '#'?\n");
    this.#client.disconnect();
  }

  #payloadPublished(): void {
    const { repeat, repeatDelay } = this.#settings;
    this.#published++;
    if (this.#published >= repeat) return this.#client.disconnect();
    const again = (): void => {
      if (this.#client.isConnected) this.#publishPayload();
    };
    if (repeatDelay > 0) this.#process.clock.timer(repeatDelay, again);
    // In a turn of its own: a hundred thousand repetitions would not fit on the stack.
    else this.#process.clock.soon(() => void this.#client.writable().then(again));
  }

  async #publishLines(): Promise<Result> {
    const { qos, retain } = this.#settings;
    let last: number | undefined;
    for await (const payload of readLines(this.#process.stdin)) {
      const outcome = this.#client.publish({ topic: this.#topic, payload, qos, retain });
      if ('packetId' in outcome) last = outcome.packetId;
      // A line of QoS 0 that comes while there is no connection is lost.
      else if (outcome.error !== RESULT.noConnection) return this.#abandon(outcome.error);
      await this.#client.writable();
    }
    if (last === undefined || last === this.#lastPublished) this.#client.disconnect();
    else this.#awaited = last;
    return RESULT.success;
  }

  #linePublished(packetId: number): void {
    this.#lastPublished = packetId;
    if (packetId === this.#awaited) this.#client.disconnect();
  }

  /** Ends without DISCONNECT. */
  #abandon(result: Result): Result {
    this.#client.drop();
    return result;
  }
}

function ignore(): void {}
