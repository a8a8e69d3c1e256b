/** What every broker does over every wire, over the encrypted one of a real machine. */
import { Broker } from '#runtime/broker/broker.ts';
import { NodeClock } from '#runtime/programs/node/node-clock.ts';
import { NodeNetwork } from '#runtime/programs/node/node-network.ts';
import { nodeRandom } from '#runtime/programs/node/node-random.ts';
import type { TlsOptions, TlsServerOptions } from '#runtime/ports.ts';
import { brokerContract, type Serve } from '../broker/contract.ts';
import { MqttTestClient } from '../kit/mqtt-client.ts';
import { pem } from './loopback.ts';

const over =
  (server: TlsServerOptions, client: TlsOptions): Serve =>
  async () => {
    const network = new NodeNetwork();
    const broker = new Broker({ clock: new NodeClock(), random: nodeRandom });
    const listener = await network.listen({ host: '127.0.0.1', port: 0, tls: server }, (stream) =>
      broker.accept(stream),
    );
    const { port } = listener.address;
    return {
      connect: async () => new MqttTestClient(await network.connect({ host: 'localhost', port, tls: client })),
      async close() {
        listener.close();
        broker.close();
      },
    };
  };

brokerContract(
  'a broker over TLS',
  over({ certificate: pem('server.crt'), key: pem('server.key') }, { ca: pem('ca.crt') }),
);
