import type { PiProcess } from '#runtime/pi/system.ts';
import type { ByteStream, SystemError } from '#runtime/ports.ts';
import type { AnswerOf, Question, ToProgramBody } from '../protocol.ts';
import { failureOf } from './failure.ts';

/** So much may be on its way to a program that does not look; then the other end has to wait. */
const MOST_UNDER_WAY = 256 * 1024;

interface Socket {
  readonly stream: ByteStream;
  /** Bytes on their way to the program. */
  underWay: number;
  /** The program wants nothing at the moment. */
  paused: boolean;
}

/** A program's TCP connections: sockets of the process. */
export class HostedSockets {
  readonly #process: PiProcess;
  readonly #post: (message: ToProgramBody) => void;
  readonly #open = new Map<number, Socket>();

  constructor(process: PiProcess, post: (message: ToProgramBody) => void) {
    this.#process = process;
    this.#post = post;
  }

  /** @throws SystemError as Network.connect */
  async connect({ socket: id, host, port }: Extract<Question, { kind: 'connect' }>): Promise<AnswerOf['connect']> {
    const stream = await this.#process.network.connect({ host, port });
    const socket: Socket = { stream, underWay: 0, paused: false };
    this.#open.set(id, socket);
    stream.open({
      data: (bytes) => {
        socket.underWay += bytes.length;
        if (socket.underWay > MOST_UNDER_WAY) stream.pause();
        this.#post({ type: 'received', socket: id, bytes });
      },
      drain: () => this.#post({ type: 'drained', socket: id }),
      closed: (error?: SystemError) => {
        this.#open.delete(id);
        this.#post({ type: 'closed', socket: id, ...(error === undefined ? {} : { failure: failureOf(error) }) });
      },
    });
    return { local: stream.local, remote: stream.remote };
  }

  send(id: number, bytes: Uint8Array): void {
    const stream = this.#open.get(id)?.stream;
    // `drained` follows every write, so that the program can count what is on its way.
    if (stream?.write(bytes) === true) this.#post({ type: 'drained', socket: id });
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
