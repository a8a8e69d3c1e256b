import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { connectPacket, subscribePacket, type PublishTemplate } from './bytes.ts';
import { Unframer, frameHeader } from './frames.ts';

/** All sockets read into the same memory: what arrives is dealt with before the next read. */
const READ = Buffer.allocUnsafeSlow(256 * 1024);
const WAITING = { buffer: READ };

export interface Where {
  readonly port: number;
  readonly webSocket?: boolean;
}

/**
 * One client of the load: a parser in place and an output that leaves in one write a turn. It makes
 * no objects for packets, so that it is never the load that is measured (`npm run bench -- load`).
 */
export class LoadConnection {
  /** PUBACK and PUBCOMP received: messages of ours that are done. */
  acked = 0;
  /** Called for each PUBLISH received. */
  onMessage: (sender: number, sequence: number) => void = () => undefined;
  /** Called after each read, when something may be sent again. */
  onTurn: () => void = () => undefined;
  onClose: () => void = () => {
    throw new Error('the broker closed a connection of the load');
  };
  readonly #socket: Socket;
  readonly #unframer: Unframer | undefined;
  #awaited: { readonly type: number; readonly resolve: () => void } | undefined;
  #out = Buffer.allocUnsafeSlow(1024);
  #outLength = 0;
  #flushing = false;
  /** The beginning of a packet whose rest has not come yet. */
  #rest = Buffer.allocUnsafeSlow(1024);
  #restLength = 0;
  #nextId = 0;

  private constructor(socket: Socket, webSocket: boolean) {
    this.#socket = socket;
    if (webSocket) this.#unframer = new Unframer((bytes, from, to) => this.#take(bytes, from, to));
    socket.on('close', () => this.onClose());
  }

  /** Connects by TCP alone, without saying anything (over WebSocket: with its handshake). */
  static open({ port, webSocket = false }: Where): Promise<LoadConnection> {
    return new Promise((resolve, reject) => {
      let connection: LoadConnection | undefined;
      let answer = '';
      const socket = connect({
        port,
        host: '127.0.0.1',
        noDelay: true,
        onread: {
          buffer: WAITING.buffer,
          callback: (length, bytes) => {
            if (connection === undefined) {
              answer += Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1');
              if (!answer.includes('\r\n\r\n')) return true;
              if (!answer.startsWith('HTTP/1.1 101')) reject(new Error(`WebSocket refused: ${answer}`));
              else resolve((connection = new LoadConnection(socket, true)));
              return true;
            }
            connection.#read(bytes as Buffer, length);
            return true;
          },
        },
      });
      socket.once('error', reject);
      socket.once('connect', () => {
        if (!webSocket) return resolve((connection = new LoadConnection(socket, false)));
        socket.write(
          `GET /mqtt HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
            'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\n' +
            `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
        );
      });
    });
  }

  /** @returns a client that has its CONNACK and, if filters are named, its SUBACK */
  static async ready(where: Where, id: string, filters: readonly string[] = [], qos = 0): Promise<LoadConnection> {
    const connection = await LoadConnection.open(where);
    await connection.ask(connectPacket(id), 2);
    for (let at = 0; at < filters.length; at += 500) {
      await connection.ask(subscribePacket(filters.slice(at, at + 500), qos), 9);
    }
    return connection;
  }

  /** Sends a packet and waits for the answer of this type. */
  ask(packet: Uint8Array, type: number): Promise<void> {
    return new Promise((resolve) => {
      this.#awaited = { type, resolve };
      this.send(packet);
    });
  }

  send(packet: Uint8Array): void {
    const at = this.#room(packet.length);
    this.#out.set(packet, at);
  }

  publish({ bytes, idAt, payloadAt }: PublishTemplate, sequence: number): void {
    const at = this.#room(bytes.length);
    const out = this.#out;
    out.set(bytes, at);
    if (idAt > 0) {
      this.#nextId = this.#nextId === 0xffff ? 1 : this.#nextId + 1;
      out[at + idAt] = this.#nextId >> 8;
      out[at + idAt + 1] = this.#nextId & 0xff;
    }
    const payload = at + payloadAt;
    out[payload] = sequence >>> 24;
    out[payload + 1] = (sequence >>> 16) & 0xff;
    out[payload + 2] = (sequence >>> 8) & 0xff;
    out[payload + 3] = sequence & 0xff;
  }

  /** Closes without a word, in peace. */
  drop(): void {
    this.onClose = () => undefined;
    this.#socket.destroy();
  }

  /** Sends what waits, closes, and resolves when the other side has closed too. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      this.onClose = resolve;
      this.#flush();
      this.#socket.end();
    });
  }

  #room(length: number): number {
    const at = this.#outLength;
    const end = at + length;
    if (end > this.#out.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(end, this.#out.length * 2));
      larger.set(this.#out.subarray(0, at));
      this.#out = larger;
    }
    this.#outLength = end;
    if (!this.#flushing) {
      this.#flushing = true;
      setImmediate(this.#flush);
    }
    return at;
  }

  readonly #flush = (): void => {
    this.#flushing = false;
    const length = this.#outLength;
    if (length === 0) return;
    const bytes = this.#out.subarray(0, length);
    this.#outLength = 0;
    this.#out = Buffer.allocUnsafeSlow(this.#out.length);
    if (this.#unframer !== undefined) this.#socket.write(frameHeader(length));
    this.#socket.write(bytes);
  };

  #read(bytes: Buffer, length: number): void {
    if (this.#unframer === undefined) this.#take(bytes, 0, length);
    else this.#unframer.take(bytes, length);
    this.onTurn();
  }

  #take(bytes: Buffer, from: number, to: number): void {
    let at = from;
    while (this.#restLength > 0 && at < to) at = this.#complete(bytes, at, to);
    while (at < to) {
      const end = endOfPacket(bytes, at, to);
      if (end === 0) break;
      this.#packet(bytes, at, end);
      at = end;
    }
    if (at < to) this.#keep(bytes, at, to);
  }

  /** Adds to the packet that is incomplete what it lacks, or all there is. @returns where it stopped reading */
  #complete(bytes: Buffer, at: number, to: number): number {
    const before = this.#restLength;
    // The length is known after five bytes at most: byte by byte until then.
    const known = totalLength(this.#rest, 0, before);
    const wanted = known === 0 ? 1 : known - before;
    const taken = Math.min(wanted, to - at);
    this.#keep(bytes, at, at + taken);
    if (endOfPacket(this.#rest, 0, this.#restLength) === this.#restLength) {
      const length = this.#restLength;
      this.#restLength = 0;
      this.#packet(this.#rest, 0, length);
    }
    return at + taken;
  }

  #keep(bytes: Buffer, from: number, to: number): void {
    const length = this.#restLength + to - from;
    if (length > this.#rest.length) {
      const larger = Buffer.allocUnsafeSlow(length * 2);
      larger.set(this.#rest.subarray(0, this.#restLength));
      this.#rest = larger;
    }
    bytes.copy(this.#rest, this.#restLength, from, to);
    this.#restLength = length;
  }

  #packet(bytes: Buffer, at: number, end: number): void {
    const first = bytes[at] as number;
    switch (first >> 4) {
      case 3: {
        let body = at + 2;
        while ((bytes[body - 1] as number) > 0x7f) body++;
        body += 2 + (((bytes[body] as number) << 8) | (bytes[body + 1] as number));
        const qos = (first >> 1) & 3;
        if (qos > 0) {
          this.#answer(qos === 1 ? 0x40 : 0x50, bytes, body);
          body += 2;
        }
        if (end - body < 6) throw new Error('a message that is not the load’s arrived');
        const sequence =
          ((bytes[body] as number) * 0x1000000 +
            (((bytes[body + 1] as number) << 16) |
              ((bytes[body + 2] as number) << 8) |
              (bytes[body + 3] as number))) >>>
          0;
        this.onMessage(((bytes[body + 4] as number) << 8) | (bytes[body + 5] as number), sequence);
        return;
      }
      case 4:
      case 7:
        this.acked++;
        return;
      case 5:
        return this.#answer(0x62, bytes, at + 2);
      case 6:
        return this.#answer(0x70, bytes, at + 2);
    }
    if (first >> 4 === 2 && bytes[at + 3] !== 0) throw new Error(`CONNACK ${bytes[at + 3]}`);
    if (first >> 4 === this.#awaited?.type) {
      const { resolve } = this.#awaited;
      this.#awaited = undefined;
      resolve();
    }
  }

  #answer(first: number, bytes: Buffer, idAt: number): void {
    const at = this.#room(4);
    this.#out[at] = first;
    this.#out[at + 1] = 2;
    this.#out[at + 2] = bytes[idAt] as number;
    this.#out[at + 3] = bytes[idAt + 1] as number;
  }
}

/** @returns bytes of the packet that begins at `at`; 0: not known yet */
function totalLength(bytes: Buffer, at: number, to: number): number {
  if (to - at < 2) return 0;
  const first = bytes[at + 1] as number;
  if (first < 0x80) return first + 2;
  let length = first & 0x7f;
  for (let index = 2, shift = 7; at + index < to; index++, shift += 7) {
    const byte = bytes[at + index] as number;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) return length + index + 1;
  }
  return 0;
}

/** @returns where the packet that begins at `at` ends; 0: not within `to` */
function endOfPacket(bytes: Buffer, at: number, to: number): number {
  const length = totalLength(bytes, at, to);
  return length === 0 || at + length > to ? 0 : at + length;
}
