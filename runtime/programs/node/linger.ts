/**
 * Whoever has been told that a connection ends, and does not end it from the other side, is cut off
 * after two seconds. One timer serves all sockets that are ending; there may be thousands at once.
 */
import type { Socket } from 'node:net';

/** Milliseconds that the other end has for its own FIN after ours went out, and at most as many again. */
const LINGER = 2000;

let fresh = new Set<Socket>();
let due = new Set<Socket>();
let timer: NodeJS.Timeout | undefined;

/** To be called when everything, the FIN included, has been handed to the kernel. */
export function linger(socket: Socket): void {
  if (socket.destroyed) return;
  fresh.add(socket);
  timer ??= setInterval(sweep, LINGER).unref();
}

/** To be called when a socket is closed. */
export function gone(socket: Socket): void {
  if (!fresh.delete(socket)) due.delete(socket);
}

function sweep(): void {
  for (const socket of due) socket.destroy();
  due = fresh;
  fresh = new Set();
  if (due.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}
