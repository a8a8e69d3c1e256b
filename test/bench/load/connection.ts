import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { connectPacket, subscribePacket, type PublishTemplate } from './bytes.ts';
import { Unframer, frameHeader } from './frames.ts';
import { Parser, afterTopic, senderAt, sequenceAt } from './parser.ts';

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
  readonly #parser = new Parser((bytes, at, end) => this.#packet(bytes, at, end));
  #awaited: { readonly type: number; readonly resolve: () => void } | undefined;
  #out = Buffer.allocUnsafeSlow(1024);
  #outLength = 0;
  #flushing = false;
  #nextId = 0;

  private constructor(socket: Socket, webSocket: boolean) {
    this.#socket = socket;
    if (webSocket) this.#unframer = new Unframer((bytes, from, to) => this.#parser.take(bytes, from, to));
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

  /**
   * @param clean false: its session outlives the connection
   * @returns a client that has its CONNACK and, if filters are named, its SUBACK
   */
  static async ready(
    where: Where,
    id: string,
    filters: readonly string[] = [],
    qos = 0,
    clean = true,
  ): Promise<LoadConnection> {
    const connection = await LoadConnection.open(where);
    await connection.ask(connectPacket(id, clean), 2);
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

  /** Reads nothing until `resume`. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
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
    if (this.#unframer === undefined) this.#parser.take(bytes, 0, length);
    else this.#unframer.take(bytes, length);
    this.onTurn();
  }

  #packet(bytes: Buffer, at: number, end: number): void {
    const first = bytes[at] as number;
    switch (first >> 4) {
      case 3: {
        const qos = (first >> 1) & 3;
        const id = afterTopic(bytes, at);
        if (qos > 0) this.#answer(qos === 1 ? 0x40 : 0x50, bytes, id);
        const payload = qos > 0 ? id + 2 : id;
        if (end - payload < 6) throw new Error('a message that is not the load’s arrived');
        this.onMessage(senderAt(bytes, payload), sequenceAt(bytes, payload));
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
