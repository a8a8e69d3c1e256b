/**
 * What the log says, read once for all checks: which connection is whose, which packet came on it,
 * and which subscriptions are held right now. A check sees one `Sighting` an event and the `World`
 * as it is after that event.
 *
 * A subscription is *held* from its SUBACK (granted, not refused) to its UNSUBSCRIBE or the end of
 * the connection. When a client comes back to its session (Session Present in CONNACK), it holds
 * again what it held before [MQTT-3.1.2-4].
 */
import type { Cause, LabEvent, ProcessRef, TerminalId } from '#runtime/events/event.ts';
import type { decodePacket } from '#runtime/mqtt/decode.ts';
import type { Connect, Packet, QoS, Subscription } from '#runtime/mqtt/packet.ts';
import { PrintedTails } from './printed-tails.ts';

/** One connection to a broker, as far as its packets told. */
export interface ConnectionFacts {
  readonly number: number;
  readonly by: Cause;
  /** Who is the same when it connects again: service and client id; a nameless client is new each time. */
  readonly client: string;
  /** Absent: the client is outside this lab. */
  readonly process?: ProcessRef;
  readonly terminal?: TerminalId;
  /** Host of the Pi whose broker answers. */
  readonly service: string;
  readonly connect?: Connect;
  /** Return code of CONNACK; absent before it. */
  readonly connack?: number;
  /** The client said DISCONNECT. */
  readonly saidGoodbye: boolean;
  /** Granted QoS by filter. */
  readonly subscriptions: ReadonlyMap<string, QoS>;
}

export interface World {
  readonly connections: ReadonlyMap<number, ConnectionFacts>;
  /** Grows whenever `connections` or a subscription changed. */
  readonly version: number;
}

export interface Granted {
  readonly filter: string;
  readonly qos: QoS;
}

export interface Sighting {
  /** Lab clock, milliseconds. */
  readonly at: number;
  readonly world: World;
  /** Absent: nothing happened, time has passed. */
  readonly event?: LabEvent;
  readonly by?: Cause;
  readonly connection?: ConnectionFacts;
  /** Absent too when the bytes are no packet. */
  readonly packet?: Packet;
  /** The subscriptions that a SUBACK granted. */
  readonly granted?: readonly Granted[];
  /** Of what a process prints: what it printed on this stream before, the end of it. */
  readonly printedBefore?: string;
  readonly terminal?: TerminalId;
}

interface Known extends ConnectionFacts {
  client: string;
  connect?: Connect;
  connack?: number;
  saidGoodbye: boolean;
  readonly subscriptions: Map<string, QoS>;
  /** SUBSCRIBE and UNSUBSCRIBE that wait for their answer. */
  readonly waiting: Map<number, readonly Subscription[] | readonly string[]>;
}

/** The codec's: handed in, because a page fetches it when the first packet passes. */
export type Decode = typeof decodePacket;

export class Observer {
  readonly #decode: Decode;
  readonly #connections = new Map<number, Known>();
  /** What clients with a persistent session held when they left. */
  readonly #sessions = new Map<string, Map<string, QoS>>();
  readonly #printed = new PrintedTails();
  readonly #processTerminals = new Map<string, TerminalId>();
  readonly #world: { connections: ReadonlyMap<number, ConnectionFacts>; version: number } = {
    connections: this.#connections,
    version: 0,
  };

  constructor(decode: Decode) {
    this.#decode = decode;
  }

  get world(): World {
    return this.#world;
  }

  /** Nothing but time has passed. */
  time(at: number): Sighting {
    return { at, world: this.#world };
  }

  step(event: LabEvent): Sighting {
    const sighting = { at: event.at, world: this.#world, event, by: event.by };
    switch (event.kind) {
      case 'connection-opened':
        return { ...sighting, connection: this.#opened(event), ...optional('terminal', event.terminal) };
      case 'connection-closed': {
        const connection = this.#closed(event.connection);
        return { ...sighting, ...optional('connection', connection), ...optional('terminal', connection?.terminal) };
      }
      case 'packet': {
        const connection = this.#connections.get(event.connection);
        if (connection === undefined) return sighting;
        const packet = this.#packet(event.bytes, event.sender, connection);
        const granted = packet === undefined ? undefined : this.#learn(connection, packet);
        return {
          ...sighting,
          connection,
          ...optional('packet', packet),
          ...optional('granted', granted),
          ...optional('terminal', connection.terminal),
        };
      }
      case 'process-started':
        if (event.terminal !== undefined) this.#processTerminals.set(`${event.host}:${event.pid}`, event.terminal);
        return { ...sighting, ...optional('terminal', event.terminal) };
      case 'process-ended': {
        const key = `${event.host}:${event.pid}`;
        const terminal = this.#processTerminals.get(key);
        this.#processTerminals.delete(key);
        this.#printed.forget(event);
        return { ...sighting, ...optional('terminal', terminal) };
      }
      case 'printed':
        return { ...sighting, printedBefore: this.#printed.add(event), ...optional('terminal', event.terminal) };
      default:
        return sighting;
    }
  }

  /** A learner may send any bytes: what is no packet is no sighting of one. */
  #packet(bytes: Uint8Array, sender: 'client' | 'server', connection: ConnectionFacts): Packet | undefined {
    try {
      return this.#decode(bytes, { sender, level: connection.connect?.level ?? 4 });
    } catch {
      return undefined;
    }
  }

  #opened(event: LabEvent & { kind: 'connection-opened' }): Known {
    const connection: Known = {
      number: event.connection,
      by: event.by,
      client: `${event.service}#${event.connection}`,
      service: event.service,
      saidGoodbye: false,
      subscriptions: new Map(),
      waiting: new Map(),
      ...optional('process', event.process),
      ...optional('terminal', event.terminal),
    };
    this.#connections.set(event.connection, connection);
    this.#world.version++;
    return connection;
  }

  #closed(number: number): Known | undefined {
    const connection = this.#connections.get(number);
    if (connection === undefined) return undefined;
    this.#connections.delete(number);
    if (connection.connect?.clean === false && connection.connack === 0) {
      this.#sessions.set(connection.client, connection.subscriptions);
    }
    this.#world.version++;
    return connection;
  }

  /** Takes over what a packet says about its connection. @returns what a SUBACK granted */
  #learn(connection: Known, packet: Packet): Granted[] | undefined {
    switch (packet.type) {
      case 'CONNECT':
        connection.connect = packet;
        if (packet.clientId !== '') connection.client = `${connection.service}/${packet.clientId}`;
        return undefined;
      case 'CONNACK':
        connection.connack = packet.reasonCode;
        this.#enterSession(connection, packet.sessionPresent);
        this.#world.version++;
        return undefined;
      case 'SUBSCRIBE':
        connection.waiting.set(packet.packetId, packet.subscriptions);
        return undefined;
      case 'UNSUBSCRIBE':
        connection.waiting.set(packet.packetId, packet.filters);
        return undefined;
      case 'SUBACK':
        return this.#granted(connection, packet.packetId, packet.reasonCodes);
      case 'UNSUBACK':
        for (const filter of this.#answered(connection, packet.packetId)) {
          if (typeof filter === 'string') connection.subscriptions.delete(filter);
        }
        this.#world.version++;
        return undefined;
      case 'DISCONNECT':
        connection.saidGoodbye = true;
        return undefined;
      default:
        return undefined;
    }
  }

  #enterSession(connection: Known, present: boolean): void {
    const held = this.#sessions.get(connection.client);
    this.#sessions.delete(connection.client);
    if (present && held !== undefined) for (const [filter, qos] of held) connection.subscriptions.set(filter, qos);
  }

  #granted(connection: Known, packetId: number, codes: readonly number[]): Granted[] {
    const granted: Granted[] = [];
    this.#answered(connection, packetId).forEach((asked, index) => {
      const code = codes[index];
      if (typeof asked === 'string' || code === undefined || code > 2) return;
      connection.subscriptions.set(asked.filter, code as QoS);
      granted.push({ filter: asked.filter, qos: code as QoS });
    });
    this.#world.version++;
    return granted;
  }

  #answered(connection: Known, packetId: number): readonly (Subscription | string)[] {
    const asked = connection.waiting.get(packetId) ?? [];
    connection.waiting.delete(packetId);
    return asked;
  }
}

/** `exactOptionalPropertyTypes`: a property is there or it is not. */
function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });
}
