/**
 * Builds the event log of a lab that never ran: who connected, subscribed, published, printed. The
 * bytes are real packets.
 *
 *     const script = new EventScript((event) => run.step(event));
 *     const sub = script.connect({ terminal: 'rpi-broker#1', program: 'mosquitto_sub' });
 *     sub.subscribe('piandmore/test');
 */
import type { Cause, Effect, Input, LabEvent, TerminalId } from '#runtime/events/event.ts';
import { EventLog } from '#runtime/events/log.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Connect, Packet, Publish, QoS } from '#runtime/mqtt/packet.ts';

const utf8 = new TextEncoder();

export interface ClientOptions {
  readonly by?: Cause;
  readonly host?: string;
  readonly program?: string;
  readonly terminal?: TerminalId;
  readonly clientId?: string;
  readonly clean?: boolean;
  readonly keepAlive?: number;
  readonly sessionPresent?: boolean;
  /** Return code of CONNACK. */
  readonly code?: number;
  /** Beyond this lab: no process, no terminal. */
  readonly outside?: boolean;
}

export class EventScript {
  /** The lab's clock, milliseconds. */
  now = 1_000_000;
  readonly #log: EventLog;
  #connections = 0;
  #pid = 500;

  constructor(step: (event: LabEvent) => void) {
    this.#log = new EventLog(() => this.now);
    this.#log.fold(step);
  }

  append(by: Cause, event: Input | Effect): void {
    this.#log.append(by, event);
  }

  /** Seconds pass in which nothing happens. */
  wait(seconds: number): this {
    this.now += seconds * 1_000;
    return this;
  }

  answer(step: string, choice: string): void {
    this.append('learner', { kind: 'answer', step, choice });
  }

  choose(step: string): void {
    this.append('learner', { kind: 'step', step });
  }

  print(program: string, text: string, options: { by?: Cause; pid?: number; terminal?: TerminalId } = {}): void {
    this.append(options.by ?? 'learner', {
      kind: 'printed',
      process: { host: 'rpi-broker', pid: options.pid ?? 400, program },
      stream: 'stderr',
      text,
      terminal: options.terminal ?? 'rpi-broker#2',
    });
  }

  end(program: string, status: number, options: { by?: Cause; pid?: number } = {}): void {
    this.append(options.by ?? 'learner', {
      kind: 'process-ended',
      host: 'rpi-broker',
      pid: options.pid ?? 400,
      program,
      status,
    });
  }

  /** TCP, CONNECT and CONNACK. */
  connect(options: ClientOptions = {}): ScriptedClient {
    const client = new ScriptedClient(this, ++this.#connections, ++this.#pid, options);
    client.open();
    return client;
  }
}

export class ScriptedClient {
  readonly connection: number;
  readonly #script: EventScript;
  readonly #options: ClientOptions;
  readonly #by: Cause;
  readonly #pid: number;
  #packetId = 0;

  constructor(script: EventScript, connection: number, pid: number, options: ClientOptions) {
    this.#script = script;
    this.connection = connection;
    this.#pid = pid;
    this.#options = options;
    this.#by = options.by ?? (options.outside === true ? 'outside' : 'learner');
  }

  open(): void {
    const {
      outside = false,
      host = 'rpi-broker',
      program = 'mosquitto_sub',
      terminal = 'rpi-broker#1',
    } = this.#options;
    this.#script.append(this.#by, {
      kind: 'connection-opened',
      connection: this.connection,
      client: { host: '192.168.1.3', port: 40_000 + this.connection },
      server: { host: '192.168.1.3', port: 1883 },
      service: 'rpi-broker',
      ...(outside ? {} : { process: { host, pid: this.#pid, program }, terminal }),
    });
    const { clientId = '', clean = true, keepAlive = 60, code = 0, sessionPresent = false } = this.#options;
    const connect: Connect = { type: 'CONNECT', level: 4, clean, keepAlive, clientId };
    this.sends(connect);
    this.receives({ type: 'CONNACK', sessionPresent, reasonCode: code });
  }

  /** SUBSCRIBE and the broker's SUBACK. @param code granted QoS, or 0x80: refused */
  subscribe(filter: string, code: number = 0): this {
    const packetId = this.askFor(filter, code === 0x80 ? 0 : (code as QoS));
    this.receives({ type: 'SUBACK', packetId, reasonCodes: [code] });
    return this;
  }

  /** SUBSCRIBE, not yet answered. */
  askFor(filter: string, qos: QoS = 0): number {
    const packetId = ++this.#packetId;
    this.sends({ type: 'SUBSCRIBE', packetId, subscriptions: [{ filter, qos }] });
    return packetId;
  }

  unsubscribe(filter: string): this {
    const packetId = ++this.#packetId;
    this.sends({ type: 'UNSUBSCRIBE', packetId, filters: [filter] });
    this.receives({ type: 'UNSUBACK', packetId });
    return this;
  }

  publish(topic: string, payload: string, options: Partial<Publish> = {}): this {
    return this.sends(message(topic, payload, options));
  }

  receive(topic: string, payload: string, options: Partial<Publish> = {}): this {
    return this.receives(message(topic, payload, options));
  }

  /** DISCONNECT, then the end of the connection. */
  disconnect(): void {
    this.sends({ type: 'DISCONNECT', reasonCode: 0 });
    this.close();
  }

  /** The end of the connection, without a word. */
  close(): void {
    this.#script.append(this.#by, { kind: 'connection-closed', connection: this.connection, side: 'client' });
  }

  sends(packet: Packet): this {
    return this.raw('client', encode(packet, 4));
  }

  receives(packet: Packet): this {
    return this.raw('server', encode(packet, 4));
  }

  raw(sender: 'client' | 'server', bytes: Uint8Array): this {
    this.#script.append(this.#by, { kind: 'packet', connection: this.connection, sender, bytes });
    return this;
  }
}

function message(topic: string, payload: string, { qos = 0, ...rest }: Partial<Publish>): Publish {
  return {
    type: 'PUBLISH',
    dup: false,
    retain: false,
    topic,
    payload: utf8.encode(payload),
    qos,
    ...(qos > 0 ? { packetId: 1 } : {}),
    ...rest,
  };
}
