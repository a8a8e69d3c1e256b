/** `node websocket.ts PORT`: our broker at the end of WebSockets, by the library that `kleber serve` uses. */
import { WebSocketServer } from 'ws';
import { Broker } from '#runtime/broker/broker.ts';
import { NodeClock } from '#runtime/programs/node/node-clock.ts';
import { nodeRandom } from '#runtime/programs/node/node-random.ts';
import { webSocketStream } from '#runtime/programs/node/websocket-stream.ts';

const broker = new Broker({ clock: new NodeClock(), random: nodeRandom });
const port = Number(process.argv[2]);
const server = new WebSocketServer({ host: '127.0.0.1', port, perMessageDeflate: false });
server.on('connection', (socket, { socket: { remoteAddress, remotePort } }) => {
  const local = { host: '127.0.0.1', port };
  const remote = { host: remoteAddress ?? '', port: remotePort ?? 0 };
  broker.accept(webSocketStream(socket, { local, remote }));
});
