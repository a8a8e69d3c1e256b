/** `node ours.ts PORT [WINDOW]`: our broker on TCP. */
import { Broker } from '#runtime/broker/broker.ts';
import { NodeClock } from '#runtime/programs/node/node-clock.ts';
import { NodeNetwork } from '#runtime/programs/node/node-network.ts';
import { nodeRandom } from '#runtime/programs/node/node-random.ts';

const broker = new Broker({ clock: new NodeClock(), random: nodeRandom, settings: { maxInflightMessages: 200 } });
await new NodeNetwork().listen({ host: '127.0.0.1', port: Number(process.argv[2]) }, (stream) => broker.accept(stream));
