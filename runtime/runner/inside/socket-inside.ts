import type { Address, ByteStream, StreamReceiver, SystemError } from '#runtime/ports.ts';
import type { WireProtocol } from '#runtime/lan/lan-connection.ts';
import type { AnswerOf } from '../protocol.ts';
import { ownBytes } from './own-bytes.ts';
import type { Pace } from './pace.ts';
import type { WorkerRoom } from './room.ts';

/** Bytes that are sent and not yet taken, above which `write` says that it is enough. */
const ENOUGH = 256 * 1024;

const NOWHERE: Address = { host: '', port: 0 };

/** A TCP connection of the process, in the worker of its program. */
export class SocketInside implements ByteStream {
  local = NOWHERE;
  remote = NOWHERE;
  /** What both ends speak below the bytes. */
  protocol: WireProtocol | undefined;
  readonly #id: number;
  readonly #room: WorkerRoom;
  readonly #pace: Pace;
  #receiver: StreamReceiver | undefined;
  /** What came before anybody listened. */
  #early: (() => void)[] = [];
  #underWay = 0;
  #isFull = false;

  constructor(id: number, room: WorkerRoom, pace: Pace) {
    this.#id = id;
    this.#room = room;
    this.#pace = pace;
  }

  connected({ local, remote, protocol }: AnswerOf['connect']): this {
    this.local = local;
    this.remote = remote;
    this.protocol = protocol;
    return this;
  }

  open(receiver: StreamReceiver): void {
    this.#receiver = receiver;
    for (const run of this.#early.splice(0)) run();
  }

  write(bytes: Uint8Array): boolean {
    this.#pace.wait(bytes.length);
    this.#underWay += bytes.length;
    this.#room.post({ type: 'send', socket: this.#id, bytes: ownBytes(bytes) });
    if (this.#underWay > ENOUGH) this.#isFull = true;
    return !this.#isFull;
  }

  end(): void {
    this.#room.post({ type: 'end', socket: this.#id });
  }

  destroy(): void {
    this.#room.post({ type: 'destroy', socket: this.#id });
  }

  pause(): void {
    this.#room.post({ type: 'pause', socket: this.#id });
  }

  resume(): void {
    this.#room.post({ type: 'resume', socket: this.#id });
  }

  received(bytes: Uint8Array): void {
    this.#tell((receiver) => {
      this.#room.post({ type: 'got', socket: this.#id, bytes: bytes.length });
      receiver.data(bytes);
    });
  }

  drained(bytes: number): void {
    this.#underWay -= bytes;
    if (!this.#isFull || this.#underWay > ENOUGH / 2) return;
    this.#isFull = false;
    this.#tell((receiver) => receiver.drain());
  }

  closed(error: SystemError | undefined): void {
    this.#tell((receiver) => receiver.closed(error));
  }

  #tell(what: (receiver: StreamReceiver) => void): void {
    const receiver = this.#receiver;
    if (receiver === undefined) this.#early.push(() => this.#tell(what));
    else what(receiver);
  }
}
