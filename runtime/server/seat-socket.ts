/**
 * The WebSocket by which a page holds its seat. The server says `{"seat":"1","mqtt":"/mqtt/1","tcpPort":1883}`
 * once, then `{}` every ten seconds, so that a page notices a network that is gone. The page may say
 * `{"renew":true}`: the seat's broker as delivered.
 */
import type { WebSocket } from 'ws';
import type { Seats } from './seats.ts';

const HEARTBEAT_MS = 10_000;

export function holdSeat(socket: WebSocket, token: string, seats: Seats, tcpPort: number): void {
  const seat = seats.take(token);
  if (seat === undefined) {
    socket.close(1013, 'every seat of this server is taken');
    return;
  }
  const tell = (): void =>
    socket.send(
      JSON.stringify({ seat: seat.name, mqtt: `/mqtt/${seat.name}`, ...(seat === seats.first ? { tcpPort } : {}) }),
    );
  const heartbeat = setInterval(() => socket.send('{}'), HEARTBEAT_MS);
  socket.on('message', (data, isBinary) => {
    let message: unknown;
    try {
      message = isBinary ? undefined : JSON.parse(String(data as Buffer));
    } catch {
      message = undefined;
    }
    if (typeof message === 'object' && message !== null && 'renew' in message) {
      seat.renew();
      tell();
    } else socket.close(1008, 'not a message of this protocol');
  });
  // The close that follows says all there is to know.
  socket.on('error', () => {});
  socket.on('close', () => {
    clearInterval(heartbeat);
    seats.leave(seat);
  });
  tell();
}
