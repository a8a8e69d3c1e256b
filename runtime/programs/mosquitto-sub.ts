import { Client } from '#runtime/client/client.ts';
import type { ClientOptions, Leaving } from '#runtime/client/client.ts';
import { loopForever } from '#runtime/client/loop-forever.ts';
import { RESULT, resultText } from '#runtime/client/result.ts';
import type { Publish, Suback } from '#runtime/mqtt/packet.ts';
import { matches } from '#runtime/mqtt/filter.ts';
import type { Process, Program } from '#runtime/pi/process.ts';
import { firstConnection, refusalText } from './connection.ts';
import type { FirstConnection } from './connection.ts';
import { DISCONNECT_WITH_WILL, TIMED_OUT } from './exit.ts';
import { messageText } from './message-text.ts';
import { Printer } from './printer.ts';
import { runTool } from './run-tool.ts';
import type { Settings } from './settings.ts';

/** mosquitto_sub(1), version 2.0.11: prints what comes, each message at once, and stays until it is ended. */
export const mosquittoSub: Program = (process) => runTool(process, 'mosquitto_sub', subscribe);

/** Ended by Ctrl-C, SIGTERM or -W before there was a CONNACK. */
const NEVER_CONNECTED = 255;

async function subscribe(process: Process, settings: Settings): Promise<number> {
  const complain = async (text: string): Promise<void> => {
    if (!settings.quiet) await process.stderr.write(text);
  };
  if (settings.noRetained && settings.retainedOnly) {
    await process.stderr.write("\nError: Combining '-R' and '--retained-only' makes no sense.\n");
    return 1;
  }
  const first = await firstConnection(process, settings);
  if ('error' in first) {
    await complain(first.error);
    return first.status;
  }
  return new Subscriber(process, settings, first.options).run(first);
}

class Subscriber {
  readonly #process: Process;
  readonly #settings: Settings;
  readonly #client: Client;
  readonly #out: Printer;
  readonly #err: Printer;
  #everConnected = false;
  /** No message is handled any more: enough came, or the end was asked for. */
  #finished = false;
  #timedOut = false;
  #refusedWith: number | undefined;
  #printed = 0;
  /** --remove-retained: packet ids of messages that are not acknowledged yet. */
  readonly #clearing = new Set<number>();
  #abort: (status: number) => void = () => undefined;

  constructor(process: Process, settings: Settings, options: ClientOptions) {
    this.#process = process;
    this.#settings = settings;
    this.#err = new Printer(
      process.stderr,
      () => undefined,
      () => undefined,
    );
    this.#out = new Printer(
      process.stdout,
      (paused) => (paused ? this.#client.pause() : this.#client.resume()),
      () => this.#leave(),
    );
    this.#client = new Client(options, process.clock, {
      connack: ({ reasonCode }) => this.#connack(reasonCode),
      suback: (packet) => this.#suback(packet),
      message: (message) => this.#message(message),
      published: (packetId) => this.#cleared(packetId),
      ...(settings.debug && { log: (line: string) => this.#out.print(`${line}\n`) }),
    });
  }

  async run(first: FirstConnection): Promise<number> {
    const { clock } = this.#process;
    const aborted = new Promise<number>((resolve) => (this.#abort = resolve));
    this.#process.onSignal('SIGINT', () => this.#stop());
    this.#process.onSignal('SIGTERM', () => this.#stop());
    const { timeout } = this.#settings;
    const alarm =
      timeout === undefined
        ? undefined
        : clock.timer(timeout * 1000, () => {
            this.#timedOut = true;
            this.#stop();
          });
    const status = await Promise.race([aborted, this.#follow(first)]);
    alarm?.cancel();
    await this.#out.flush();
    await this.#err.flush();
    return status;
  }

  async #follow({ stream, connect }: FirstConnection): Promise<number> {
    const result = await loopForever(this.#client, stream, connect, this.#process.clock);
    if (this.#timedOut) {
      this.#complain('Timed out\n');
      return TIMED_OUT;
    }
    // Sent away by the server: not a failure, and not a reason to come back.
    if (result === RESULT.noConnection) return 0;
    if (result !== RESULT.success) this.#complain(`Error: ${resultText(result)}\n`);
    return this.#refusedWith ?? result;
  }

  #stop(): void {
    if (!this.#everConnected) {
      this.#client.drop();
      return this.#abort(NEVER_CONNECTED);
    }
    this.#finished = true;
    this.#leave(DISCONNECT_WITH_WILL);
  }

  #leave(leaving: Leaving = {}): void {
    const { DISCONNECT: properties } = this.#settings.properties;
    this.#client.disconnect({ ...leaving, ...(properties !== undefined && { properties }) });
  }

  #connack(reasonCode: number): void {
    if (reasonCode !== 0) {
      this.#refusedWith = reasonCode;
      this.#complain(refusalText(this.#settings, reasonCode));
      return this.#leave();
    }
    this.#everConnected = true;
    const { topics, qos, unsubscribe, level, retainAsPublished, properties } = this.#settings;
    // Below 5.0 there is no such option, and the real one leaves it out.
    const options = { qos, ...(level === 5 && retainAsPublished && { retainAsPublished }) };
    this.#client.subscribe(
      topics.map((filter) => ({ filter, ...options })),
      properties.SUBSCRIBE,
    );
    for (const filter of unsubscribe) this.#client.unsubscribe([filter], properties.UNSUBSCRIBE);
  }

  #suback({ packetId, reasonCodes }: Suback): void {
    const { debug, quiet, exitAfterSubscribing } = this.#settings;
    if (debug && !quiet) this.#out.print(`Subscribed (mid: ${packetId}): ${reasonCodes.join(', ')}\n`);
    // [MQTT-3.9.3-2]
    if (reasonCodes.every((code) => code >= 0x80)) {
      this.#complain('All subscription requests were denied.\n');
      this.#leave();
    }
    if (exitAfterSubscribing) this.#leave();
  }

  #message(message: Publish): void {
    if (this.#finished) return;
    const { retainedOnly, noRetained, filtersOut, removeRetained, chance, count } = this.#settings;
    if (retainedOnly && !message.retain) return this.#finish();
    if (noRetained && message.retain && !removeRetained) return;
    if (filtersOut.some((filter) => filter !== '' && matches(filter, message.topic))) return;
    if (removeRetained && message.retain) this.#clear(message.topic);
    if (noRetained && message.retain) return;
    if (chance < 100 && this.#draw() >= chance) return;
    const bytes = messageText(message, this.#settings, this.#process, (text) => this.#complain(text));
    if (bytes !== undefined) this.#out.print(bytes);
    this.#printed++;
    if (count !== undefined && this.#printed >= count) this.#finish();
  }

  /** Clears a retained message by an empty one [MQTT-3.3.1-10]. */
  #clear(topic: string): void {
    const outcome = this.#client.publish({ topic, payload: new Uint8Array(), qos: 1, retain: true });
    if ('packetId' in outcome) this.#clearing.add(outcome.packetId);
  }

  #cleared(packetId: number): void {
    this.#clearing.delete(packetId);
    if (this.#finished) this.#finish();
  }

  /** Enough came. What is being cleared is waited for. */
  #finish(): void {
    this.#finished = true;
    if (this.#clearing.size === 0) this.#leave();
  }

  /** A number from 0 to below 100. */
  #draw(): number {
    const [high = 0, low = 0] = this.#process.random.bytes(2);
    return ((high * 256 + low) / 65_536) * 100;
  }

  #complain(text: string): void {
    if (!this.#settings.quiet) this.#err.print(text);
  }
}
