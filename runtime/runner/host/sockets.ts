import type { PiProcess } from '#runtime/pi/system.ts';
import type { ByteStream, SystemError } from '#runtime/ports.ts';
import type { AnswerOf, Question, ToProgramBody } from '../protocol.ts';
import { failureOf } from './failure.ts';

/** So much may be on its way to a program that does not look; then the other end has to wait. */
const MOST_UNDER_WAY = 256 * 1024;

/** So much may wait for a network that does not take it: as of output, it is the program's share of memory. */
const MOST_WAITING = 64 * 1024 * 1024;

interface Socket {
  readonly stream: ByteStream;
  /** Bytes that were written while the network had no room, and that the program does not count as gone yet. */
  waiting: number;
  /** Bytes on their way to the program. */
  underWay: number;
  /** The program wants nothing at the moment. */
  paused: boolean;
}

/** A program's TCP connections: sockets of the process. */
export class HostedSockets {
  readonly #process: PiProcess;
  readonly #post: (message: ToProgramBody) => void;
  readonly #overflowed: () => void;
  readonly #open = new Map<number, Socket>();

  /** @param overflowed more waits to be sent than memory has room for */
  constructor(process: PiProcess, post: (message: ToProgramBody) => void, overflowed: () => void) {
    this.#process = process;
    this.#post = post;
    this.#overflowed = overflowed;
  }

  /** @throws SystemError as Network.connect */
  async connect({ socket: id, ...to }: Extract<Question, { kind: 'connect' }>): Promise<AnswerOf['connect']> {
    const stream = await this.#process.network.connect(to);
    const socket: Socket = { stream, waiting: 0, underWay: 0, paused: false };
    this.#open.set(id, socket);
    stream.open({
      data: (bytes) => {
        socket.underWay += bytes.length;
        if (socket.underWay > MOST_UNDER_WAY) stream.pause();
        this.#post({ type: 'received', socket: id, bytes });
      },
      drain: () => {
        const bytes = socket.waiting;
        socket.waiting = 0;
        this.#post({ type: 'drained', socket: id, bytes });
      },
      closed: (error?: SystemError) => {
        this.#open.delete(id);
        this.#post({ type: 'closed', socket: id, ...(error === undefined ? {} : { failure: failureOf(error) }) });
      },
    });
    const { local, remote, protocol } = stream;
    return { local, remote, ...(protocol === undefined ? {} : { protocol }) };
  }

  send(id: number, bytes: Uint8Array): void {
    const socket = this.#open.get(id);
    if (socket === undefined) return;
    if (socket.stream.write(bytes)) return this.#post({ type: 'drained', socket: id, bytes: bytes.length });
    socket.waiting += bytes.length;
    if (socket.waiting > MOST_WAITING) this.#overflowed();
  }

  got(id: number, bytes: number): void {
    const socket = this.#open.get(id);
    if (socket === undefined) return;
    const wasFull = socket.underWay > MOST_UNDER_WAY;
    socket.underWay -= bytes;
    if (wasFull && socket.underWay <= MOST_UNDER_WAY && !socket.paused) socket.stream.resume();
  }

  act(id: number, what: 'end' | 'destroy' | 'pause' | 'resume'): void {
    const socket = this.#open.get(id);
    if (socket === undefined) return;
    const { stream } = socket;
    if (what === 'end') stream.end();
    else if (what === 'destroy') stream.destroy();
    else if (what === 'pause') {
      socket.paused = true;
      stream.pause();
    } else {
      socket.paused = false;
      if (socket.underWay <= MOST_UNDER_WAY) stream.resume();
    }
  }
}
