import { tcpClient } from '../../kit/server.ts';
import type { MqttTestClient } from '../../kit/mqtt-client.ts';

/** Leaves a session behind, `sub`, that waits for what is published to `a` at QoS 1. @returns who is to publish it */
export async function waitingSession(port: number): Promise<MqttTestClient> {
  const sub = await tcpClient(port);
  await sub.connect('sub', { clean: false });
  await sub.subscribe({ filter: 'a', qos: 1 });
  await sub.leave();
  const pub = await tcpClient(port);
  await pub.connect('pub');
  return pub;
}
