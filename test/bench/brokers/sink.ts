/**
 * `node sink.ts PORT`: no broker. It answers CONNECT and SUBSCRIBE, and copies whatever else arrives,
 * unread, to all who have subscribed: what the load measures against it is the load's own limit.
 */
import { createServer } from 'node:net';
import type { Socket } from 'node:net';

const subscribers = new Set<Socket>();
createServer({ noDelay: true }, (socket) => {
  socket.on('data', (bytes: Buffer) => {
    const type = (bytes[0] as number) >> 4;
    if (type === 1) return void socket.write(Buffer.from([0x20, 2, 0, 0]));
    if (type === 8) {
      subscribers.add(socket);
      return void socket.write(Buffer.from([0x90, 3, 0, 1, 0]));
    }
    for (const subscriber of subscribers) subscriber.write(bytes);
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
