import { Client } from '#runtime/client/client.ts';
import type { ClientOptions } from '#runtime/client/client.ts';
import { loopForever } from '#runtime/client/loop-forever.ts';
import type { Result } from '#runtime/client/result.ts';
import { RESULT, resultText } from '#runtime/client/result.ts';
import type { Process, Program } from '#runtime/pi/process.ts';
import type { Acknowledgement } from '#runtime/mqtt/packet.ts';
import { reasonString } from '#runtime/mqtt/reason-code.ts';
import { firstConnection, refusalText } from './connection.ts';
import type { FirstConnection } from './connection.ts';
import { readLines } from './line-reader.ts';
import { loadPayload } from './payload.ts';
import { Printer } from './printer.ts';
import { HELP, runTool } from './run-tool.ts';
import type { Settings } from './settings.ts';

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
    return first.status;
  }
  const publisher = new Publisher(process, settings, first.options, topic, payload.bytes);
  const result = await publisher.run(first, source.kind === 'lines');
  await publisher.flush();
  if (result !== RESULT.success) await complain(`Error: ${resultText(result)}\n`);
  return publisher.refusedWith ?? result;
}

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
      published: (packetId, answer) => {
        this.#warn(packetId, answer);
        if (byLine) this.#linePublished(packetId);
        else this.#payloadPublished();
      },
      ...(settings.debug && { log: (line: string) => this.#out.print(`${line}\n`) }),
    });
  }

  async run({ stream, connect }: FirstConnection, byLine: boolean): Promise<Result> {
    if (!byLine) return this.#client.run(stream);
    const connected = new Promise<void>((resolve) => (this.#ready = resolve));
    const connection = loopForever(this.#client, stream, connect, this.#process.clock);
    const input = connected.then(() => this.#publishLines());
    const failure = input.then((result) => (result === RESULT.success ? connection : result));
    const result = await Promise.race([connection, failure]);
    // Sent away by the server: with -l no failure.
    return result === RESULT.noConnection ? RESULT.success : result;
  }

  async flush(): Promise<void> {
    await this.#out.flush();
    await this.#err.flush();
  }

  #refused(returnCode: number): void {
    this.refusedWith = returnCode;
    if (!this.#settings.quiet) this.#err.print(refusalText(this.#settings, returnCode));
  }

  #publishPayload(): void {
    const outcome = this.#publish(this.#payload);
    if ('packetId' in outcome) return;
    // Said where the real one has words for it, but not taken for a failure.
    const text = NOT_PUBLISHED[outcome.error];
    if (text !== undefined && !this.#settings.quiet) this.#err.print(text);
    this.#disconnect();
  }

  #publish(payload: Uint8Array): ReturnType<Client['publish']> {
    const { qos, retain, properties } = this.#settings;
    const { PUBLISH: own } = properties;
    return this.#client.publish({ topic: this.#topic, payload, qos, retain, ...(own && { properties: own }) });
  }

  #disconnect(): void {
    const { DISCONNECT: properties } = this.#settings.properties;
    this.#client.disconnect(properties && { properties });
  }

  /** The server has the message, and refuses it [MQTT5 §4.13.2]. */
  #warn(packetId: number, answer: Pick<Acknowledgement, 'reasonCode' | 'properties'> | undefined): void {
    if (answer === undefined || answer.reasonCode < 0x80 || this.#settings.quiet) return;
    this.#err.print(`Warning: Publish ${packetId} failed: ${reasonString(answer.reasonCode)}.\n`);
    if (answer.properties?.reasonString !== undefined) this.#err.print(`${answer.properties.reasonString}\n`);
  }

  #payloadPublished(): void {
    const { repeat, repeatDelay } = this.#settings;
    this.#published++;
    if (this.#published >= repeat) return this.#disconnect();
    const again = (): void => {
      if (this.#client.isConnected) this.#publishPayload();
    };
    if (repeatDelay > 0) this.#process.clock.timer(repeatDelay, again);
    // In a turn of its own: a hundred thousand repetitions would not fit on the stack.
    else this.#process.clock.soon(() => void this.#client.writable().then(again));
  }

  async #publishLines(): Promise<Result> {
    let last: number | undefined;
    for await (const payload of readLines(this.#process.stdin)) {
      const outcome = this.#publish(payload);
      if ('packetId' in outcome) last = outcome.packetId;
      // A line of QoS 0 that comes while there is no connection is lost.
      else if (outcome.error !== RESULT.noConnection) return this.#abandon(outcome.error);
      await this.#client.writable();
    }
    if (last === undefined || last === this.#lastPublished) this.#disconnect();
    else this.#awaited = last;
    return RESULT.success;
  }

  #linePublished(packetId: number): void {
    this.#lastPublished = packetId;
    if (packetId === this.#awaited) this.#disconnect();
  }

  /** Ends without DISCONNECT. */
  #abandon(result: Result): Result {
    this.#client.drop();
    return result;
  }
}

/** What is said of a message that could not be sent; of the rest the real one says nothing. */
const NOT_PUBLISHED: Partial<Readonly<Record<Result, string>>> = {
  [RESULT.invalid]: "Error: Invalid input. Does your topic contain '+' or '#'?\n",
  [RESULT.qosNotSupported]: 'Error: Message QoS not supported on broker, try a lower QoS.\n',
};

function ignore(): void {}
