import type { Socket } from 'node:net';
import type { Address, ByteStream, Peer, StreamReceiver } from '#runtime/ports.ts';
import { gone, linger } from './linger.ts';
import { systemError } from './system-error.ts';

const STREAM = Symbol('TcpStream of this socket');
type OwnedSocket = Socket & { [STREAM]?: TcpStream };

/**
 * A socket of Node (TCP, TLS, Unix) as a ByteStream, with Nagle's algorithm off: who writes many small packets
 * gathers them itself. The socket must be connected and not yet have been read from.
 * @param peer of an encrypted one, at the end that accepted it: who the other end has proven to be
 */
export const tcpStream = (socket: Socket, peer?: Peer): ByteStream => new TcpStream(socket, peer);

class TcpStream implements ByteStream {
  readonly peer?: Peer;
  readonly #socket: Socket;
  #local: Address | undefined;
  #remote: Address | undefined;
  #receiver: StreamReceiver | undefined;
  #error: Error | undefined;
  #ending = false;
  #closed = false;

  constructor(socket: Socket, peer: Peer | undefined) {
    this.#socket = socket;
    if (peer !== undefined) this.peer = peer;
    (socket as OwnedSocket)[STREAM] = this;
    socket.setNoDelay(true);
    // One function each for all sockets: thousands stay cheap.
    socket.on('error', onError);
    socket.on('close', onClose);
  }

  /** Asked of the system when first wanted: it takes time, and memory for as long as the socket is open. */
  get local(): Address {
    return (this.#local ??= address(this.#socket.localAddress, this.#socket.localPort));
  }

  get remote(): Address {
    return (this.#remote ??= address(this.#socket.remoteAddress, this.#socket.remotePort));
  }

  open(receiver: StreamReceiver): void {
    this.#receiver = receiver;
    // It may have been closed before anybody listened.
    if (this.#closed) return queueMicrotask(() => this.closed());
    this.#socket.on('data', onData);
    this.#socket.on('drain', onDrain);
  }

  write(bytes: Uint8Array): boolean {
    if (this.#ending || this.#closed) return false;
    return this.#socket.write(bytes);
  }

  /** The system has taken it all: it is in the kernel's buffers, and ours are free. */
  get flushed(): boolean {
    return this.#socket.writableLength === 0;
  }

  end(): void {
    if (this.#ending || this.#closed) return;
    this.#ending = true;
    this.#socket.on('finish', onFinish);
    this.#socket.end();
  }

  destroy(): void {
    this.#ending = true;
    if (!this.#closed) reset(this.#socket);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  data(bytes: Uint8Array): void {
    this.#receiver?.data(bytes);
  }

  drain(): void {
    this.#receiver?.drain();
  }

  failed(error: Error): void {
    this.#error = error;
  }

  closed(): void {
    this.#closed = true;
    const receiver = this.#receiver;
    if (receiver === undefined) return;
    this.#receiver = undefined;
    if (this.#error === undefined) receiver.closed();
    else receiver.closed(systemError(this.#error, `${this.remote.host}:${this.remote.port}`));
  }
}

/** Only plain TCP has an RST; a Unix socket and TLS are closed, and what was not sent is lost all the same. */
function reset(socket: Socket): void {
  const isPlainTcp = socket.remotePort !== undefined && !('encrypted' in socket);
  if (isPlainTcp) socket.resetAndDestroy();
  else socket.destroy();
}

function onData(this: OwnedSocket, bytes: Uint8Array): void {
  this[STREAM]?.data(bytes);
}

function onDrain(this: OwnedSocket): void {
  this[STREAM]?.drain();
}

function onError(this: OwnedSocket, error: Error): void {
  this[STREAM]?.failed(error);
}

function onFinish(this: OwnedSocket): void {
  linger(this);
}

function onClose(this: OwnedSocket): void {
  gone(this);
  this[STREAM]?.closed();
}

/** `::ffff:127.0.0.1`, as a dual-stack listener sees an IPv4 client, is 127.0.0.1. */
export function address(host = '', port = 0): Address {
  return { host: host.startsWith('::ffff:') ? host.slice(7) : host, port };
}
