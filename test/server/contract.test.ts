import { brokerContract, type Serve } from '../broker/contract.ts';
import { testServer } from '../kit/server.ts';

const over =
  (wire: 'tcp' | 'webSocket'): Serve =>
  async () => {
    const server = await testServer();
    return { connect: () => server[wire](), close: () => server.close() };
  };

brokerContract('the server over TCP [MQTT-7.1.1-1] [MQTT5-4.2.0-1]', over('tcp'));
brokerContract('the server over WebSocket', over('webSocket'));
