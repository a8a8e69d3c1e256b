import type { WebSocket } from 'ws';
import { SystemError, type Address, type ByteStream, type Peer, type StreamReceiver } from '#runtime/ports.ts';

const HIGH_WATER = 256 * 1024;

/** The two ends of the connection beneath a WebSocket, and who the other one has proven to be. */
interface Ends {
  readonly local: Address;
  readonly remote: Address;
  readonly peer?: Peer;
}

/** The payload of a WebSocket as a stream of bytes: frames are not packets [MQTT-6.0.0-2]. */
export function webSocketStream(socket: WebSocket, ends: Ends): ByteStream {
  return new WebSocketStream(socket, ends);
}

class WebSocketStream implements ByteStream {
  readonly local: Address;
  readonly remote: Address;
  readonly peer?: Peer;
  readonly #socket: WebSocket;
  #receiver: StreamReceiver | undefined;
  #unsent = 0;
  #waiting = false;
  #ended = false;

  constructor(socket: WebSocket, { local, remote, peer }: Ends) {
    this.#socket = socket;
    this.local = local;
    this.remote = remote;
    if (peer !== undefined) this.peer = peer;
    socket.pause();
  }

  open(receiver: StreamReceiver): void {
    this.#receiver = receiver;
    const socket = this.#socket;
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      // [MQTT-6.0.0-1]: any other kind of data frame, and the connection is closed.
      if (!isBinary) return socket.close(1003, 'MQTT needs binary frames');
      receiver.data(new Uint8Array(data.buffer, data.byteOffset, data.length));
    });
    // ws tells of a broken frame or an oversized one by an error, then closes; the close says it all.
    let failed = false;
    socket.on('error', () => (failed = true));
    socket.on('close', (code) => {
      this.#receiver = undefined;
      const orderly = this.#ended || (!failed && (code === 1000 || code === 1001 || code === 1005));
      receiver.closed(orderly ? undefined : new SystemError('ECONNRESET'));
    });
    socket.resume();
  }

  write(bytes: Uint8Array): boolean {
    if (this.#ended || this.#socket.readyState !== this.#socket.OPEN) return true;
    this.#unsent += bytes.length;
    this.#socket.send(bytes, () => {
      this.#unsent -= bytes.length;
      if (this.#waiting && this.#unsent < HIGH_WATER / 2) {
        this.#waiting = false;
        this.#receiver?.drain();
      }
    });
    if (this.#unsent < HIGH_WATER) return true;
    this.#waiting = true;
    return false;
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#socket.close(1000);
  }

  destroy(): void {
    this.#ended = true;
    this.#socket.terminate();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }
}
