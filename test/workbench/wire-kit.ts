import type { Effect, LabEvent, TerminalId } from '#runtime/events/event.ts';

/** Writes a log as the lab would. */
export class LogWriter {
  readonly events: LabEvent[] = [];
  #connection = 0;

  open(terminal: TerminalId | undefined, program = 'mosquitto_pub'): number {
    const connection = ++this.#connection;
    this.#append({
      kind: 'connection-opened',
      connection,
      client: { host: '127.0.0.1', port: 50_000 + connection },
      server: { host: '127.0.0.1', port: 1883 },
      service: 'rpi-broker',
      ...(terminal === undefined
        ? {}
        : { terminal, process: { host: terminal.split('#')[0] ?? '', pid: 700 + connection, program } }),
    });
    return connection;
  }

  /** A connection to any broker; of a bridge when the service `mosquitto` of a host opens it. */
  openTo(service: string, from: { terminal?: TerminalId; host: string; program: string }): number {
    const connection = ++this.#connection;
    const { terminal, host, program } = from;
    this.#append({
      kind: 'connection-opened',
      connection,
      client: { host: '192.168.1.3', port: 50_000 + connection },
      server: { host: '192.168.1.4', port: 1883 },
      service,
      process: { host, pid: 700 + connection, program },
      ...(terminal === undefined ? {} : { terminal }),
    });
    return connection;
  }

  packet(connection: number, sender: 'client' | 'server', ...bytes: number[]): void {
    this.#append({ kind: 'packet', connection, sender, bytes: Uint8Array.from(bytes) });
  }

  close(connection: number, error?: string): void {
    this.#append({ kind: 'connection-closed', connection, side: 'client', ...(error === undefined ? {} : { error }) });
  }

  #append(effect: Effect): void {
    const seq = this.events.length + 1;
    this.events.push({ seq, at: 1_000 + seq, by: 'learner', ...effect });
  }
}

/** PUBLISH of topic `a`, no payload. */
export const publish = (qos: 0 | 1 | 2, id = 0): number[] =>
  qos === 0 ? [0x30, 3, 0, 1, 0x61] : [0x30 | (qos << 1), 5, 0, 1, 0x61, id >> 8, id & 0xff];
export const PUBACK = 0x40;
export const PUBREC = 0x50;
export const PUBREL = 0x62;
export const PUBCOMP = 0x70;
export const acknowledge = (first: number, id: number): number[] => [first, 2, id >> 8, id & 0xff];
export const DISCONNECT = [0xe0, 0];
/** CONNECT with an empty client id, of that protocol level. */
export const connect = (level: number): number[] =>
  level === 3
    ? [0x10, 14, 0, 6, ...new TextEncoder().encode('MQIsdp'), 3, 2, 0, 60, 0, 0]
    : [
        0x10,
        level === 5 ? 13 : 12,
        0,
        4,
        ...new TextEncoder().encode('MQTT'),
        level,
        2,
        0,
        60,
        ...(level === 5 ? [0] : []),
        0,
        0,
      ];
