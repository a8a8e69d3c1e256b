import { expect, it } from 'vitest';
import { MqttTestClient } from '../kit/mqtt-client.ts';
import { brokerInMemory } from './in-memory.ts';

it('says of a subscriber and a publisher what mosquitto -v says', async () => {
  const { connect, lines } = brokerInMemory();
  const sub = connect(34);
  await sub.connect('sub1', { keepAlive: 60 });
  await sub.subscribe('log/a');
  const pub: MqttTestClient = connect(35);
  await pub.connect('pub1', { keepAlive: 60, level: 4 });
  pub.publish('log/a', 'hallo');
  pub.send({ type: 'DISCONNECT', reasonCode: 0 });
  await pub.end();
  sub.send({ type: 'DISCONNECT', reasonCode: 0 });
  await sub.end();
  expect(lines).toEqual([
    'New connection from 127.0.0.1:34 on port 1883.',
    'New client connected from 127.0.0.1:34 as sub1 (p2, c1, k60).',
    'No will message specified.',
    'Sending CONNACK to sub1 (0, 0)',
    'Received SUBSCRIBE from sub1',
    '\tlog/a (QoS 0)',
    'sub1 0 log/a',
    'Sending SUBACK to sub1',
    'New connection from 127.0.0.1:35 on port 1883.',
    'New client connected from 127.0.0.1:35 as pub1 (p2, c1, k60).',
    'No will message specified.',
    'Sending CONNACK to pub1 (0, 0)',
    "Received PUBLISH from pub1 (d0, q0, r0, m0, 'log/a', ... (5 bytes))",
    "Sending PUBLISH to sub1 (d0, q0, r0, m0, 'log/a', ... (5 bytes))",
    'Received DISCONNECT from pub1',
    'Client pub1 disconnected.',
    'Received DISCONNECT from sub1',
    'Client sub1 disconnected.',
  ]);
});
