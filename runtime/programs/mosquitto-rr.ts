import { Client } from '#runtime/client/client.ts';
import type { ClientOptions, Leaving } from '#runtime/client/client.ts';
import type { Result } from '#runtime/client/result.ts';
import { RESULT, resultText } from '#runtime/client/result.ts';
import { reasonString } from '#runtime/mqtt/reason-code.ts';
import type { Properties, Publish, Suback } from '#runtime/mqtt/packet.ts';
import type { Process, Program } from '#runtime/pi/process.ts';
import type { ByteStream } from '#runtime/ports.ts';
import { firstConnection, refusalText } from './connection.ts';
import { messageText } from './message-text.ts';
import { loadPayload } from './payload.ts';
import { Printer } from './printer.ts';
import { runTool } from './run-tool.ts';
import type { Settings } from './settings.ts';
import { DISCONNECT_WITH_WILL, TIMED_OUT } from './exit.ts';
import { optionError } from './usage-error.ts';

/**
 * mosquitto_rr(1), version 2.0.11: publishes one request, prints the first message that comes to the
 * response topic, and ends. In MQTT 5.0 the request says where the answer is to go; in 3.1.1 both
 * sides have to know.
 *
 * Two things the manual page promises and 2.0.11 does not do are done here: -f and -s send what they
 * read (it sends an empty request), and -R passes a retained message over (it takes it for the answer).
 */
export const mosquittoRr: Program = (process) => runTool(process, 'mosquitto_rr', request);

async function request(process: Process, settings: Settings): Promise<number> {
  const { topics, source, responseTopic, quiet } = settings;
  const topic = topics.at(-1);
  if (topic === undefined || source === undefined || responseTopic === undefined) {
    throw optionError('All of topic, message, and response topic must be supplied.');
  }
  const complain = async (text: string): Promise<void> => {
    if (!quiet) await process.stderr.write(text);
  };
  if (settings.properties.PUBLISH?.responseTopic !== undefined) {
    await complain('Error in PUBLISH properties: Duplicate response topic.\n');
    return 1;
  }
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
  return new Requester(process, settings, first.options, { topic, responseTopic, payload: payload.bytes }).run(
    first.stream,
  );
}

interface Request {
  readonly topic: string;
  readonly responseTopic: string;
  readonly payload: Uint8Array;
}

class Requester {
  readonly #process: Process;
  readonly #settings: Settings;
  readonly #request: Request;
  readonly #client: Client;
  readonly #out: Printer;
  readonly #err: Printer;
  #timedOut = false;
  #answered = false;
  #refusedWith: number | undefined;

  constructor(process: Process, settings: Settings, options: ClientOptions, request: Request) {
    this.#process = process;
    this.#settings = settings;
    this.#request = request;
    this.#out = new Printer(
      process.stdout,
      () => undefined,
      () => this.#client.drop(),
    );
    this.#err = new Printer(
      process.stderr,
      () => undefined,
      () => undefined,
    );
    this.#client = new Client(options, process.clock, {
      connack: ({ reasonCode }) => this.#connack(reasonCode),
      suback: (packet) => this.#suback(packet),
      message: (message) => this.#message(message),
      ...(settings.debug && { log: (line: string) => this.#out.print(`${line}\n`) }),
    });
  }

  async run(stream: ByteStream): Promise<number> {
    const { timeout } = this.#settings;
    const alarm =
      timeout === undefined
        ? undefined
        : this.#process.clock.timer(timeout * 1000, () => {
            this.#timedOut = true;
            this.#leave(DISCONNECT_WITH_WILL);
          });
    const result = await this.#client.run(stream);
    alarm?.cancel();
    const status = this.#status(result);
    await this.#out.flush();
    await this.#err.flush();
    return status;
  }

  #status(result: Result): number {
    if (this.#timedOut) {
      this.#complain('Timed out\n');
      return TIMED_OUT;
    }
    if (this.#refusedWith !== undefined) return this.#refusedWith;
    // Answered: it lets go without DISCONNECT, as the real one does. Sent away by the server: no failure there.
    if (this.#answered || result === RESULT.success || result === RESULT.noConnection) return 0;
    this.#complain(`Error: ${resultText(result)}\n`);
    return result;
  }

  #connack(reasonCode: number): void {
    if (reasonCode !== 0) {
      this.#refusedWith = reasonCode;
      this.#complain(refusalText(this.#settings, reasonCode));
      return this.#leave();
    }
    // --retain-as-published is taken and left out of the SUBSCRIBE, as by the real one.
    const { qos, properties } = this.#settings;
    this.#client.subscribe([{ filter: this.#request.responseTopic, qos }], properties.SUBSCRIBE);
  }

  #suback({ reasonCodes: [reasonCode = 0] }: Suback): void {
    if (reasonCode >= 0x80) {
      this.#complain(`${reasonString(reasonCode)}\n`);
      return this.#leave();
    }
    const { topic, payload } = this.#request;
    const outcome = this.#client.publish({
      topic,
      payload,
      qos: this.#settings.qos,
      retain: false,
      ...this.#publishProperties(),
    });
    if ('error' in outcome) this.#client.drop(outcome.error);
  }

  #publishProperties(): { properties?: Properties } {
    if (this.#settings.level < 5) return {};
    return { properties: { ...this.#settings.properties.PUBLISH, responseTopic: this.#request.responseTopic } };
  }

  #message(message: Publish): void {
    if (this.#answered || (this.#settings.noRetained && message.retain)) return;
    this.#answered = true;
    const bytes = messageText(message, this.#settings, this.#process, (text) => this.#complain(text));
    if (bytes !== undefined) this.#out.print(bytes);
    this.#client.drop();
  }

  #leave(leaving: Leaving = {}): void {
    const { DISCONNECT: properties } = this.#settings.properties;
    this.#client.disconnect({ ...leaving, ...(properties !== undefined && { properties }) });
  }

  #complain(text: string): void {
    if (!this.#settings.quiet) this.#err.print(text);
  }
}
