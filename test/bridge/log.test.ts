/** Line by line what Mosquitto 2.0.11 says of a bridge, at `log_type all`, recorded with the same topics and events. */
import { expect, test } from 'vitest';
import { topic, twoBrokers } from './two-brokers.ts';
import type { Place } from './two-brokers.ts';

const TOPICS = [topic('a/#', 'both', 1), topic('x', 'out', 0, 'l/', 'r/')];

/** Without what is said of other clients. */
const ofBridge = ({ lines }: Place): readonly string[] =>
  lines.filter((line) => line.includes('up') || /^(Connecting|Connection|Error|Warning)/.test(line));

const CONNECTING = [
  'Bridge local.vm.up doing local SUBSCRIBE on topic a/#',
  'Bridge local.vm.up doing local SUBSCRIBE on topic l/x',
  'Connecting bridge (step 1) up (there:1883)',
  'Connecting bridge (step 2) up (there:1883)',
];

test('how it is built, what goes over, how it is lost and built again', async () => {
  const { clock, here, there, bridge, far } = twoBrokers({ topics: TOPICS });
  bridge.start();
  await clock.settle();
  (await there.person('pa')).say('a/1', 'da', 1);
  await clock.settle();
  (await here.person('pb')).say('a/2', 'db', 1);
  await clock.settle();
  far.cut = ({ packet }) => (packet.type === 'PUBLISH' && packet.topic === 'a/3' ? 'before' : undefined);
  (await there.person('pc')).say('a/3', '', 0);
  await clock.advance(5_000);
  expect(ofBridge(here)).toEqual([
    ...CONNECTING,
    'Bridge vm.up sending CONNECT',
    'Received CONNACK on connection local.vm.up.',
    'Bridge local.vm.up sending SUBSCRIBE (Mid: 2, Topic: a/#, QoS: 1, Options: 0x00)',
    'Bridge local.vm.up sending UNSUBSCRIBE (Mid: 3, Topic: r/x)',
    'Received PUBACK from local.vm.up (Mid: 1, RC:0)',
    'Received SUBACK from local.vm.up',
    'Received UNSUBACK from local.vm.up',
    "Received PUBLISH from local.vm.up (d0, q1, r0, m1, 'a/1', ... (2 bytes))",
    'Sending PUBACK to local.vm.up (m1, rc0)',
    "Sending PUBLISH to local.vm.up (d0, q1, r0, m4, 'a/2', ... (2 bytes))",
    'Received PUBACK from local.vm.up (Mid: 4, RC:0)',
    'Client local.vm.up closed its connection.',
    ...CONNECTING,
    'Bridge vm.up sending CONNECT',
    'Received CONNACK on connection local.vm.up.',
    'Bridge local.vm.up sending SUBSCRIBE (Mid: 6, Topic: a/#, QoS: 1, Options: 0x00)',
    'Bridge local.vm.up sending UNSUBSCRIBE (Mid: 7, Topic: r/x)',
    'Received PUBACK from local.vm.up (Mid: 5, RC:0)',
    'Received SUBACK from local.vm.up',
    'Received UNSUBACK from local.vm.up',
  ]);
});

test('what the other broker says of it', async () => {
  const { clock, there, bridge } = twoBrokers({ topics: TOPICS });
  bridge.start();
  await clock.settle();
  expect(ofBridge(there)).toEqual([
    'New bridge connected from 127.0.0.1:40000 as vm.up (p2, c0, k60).',
    '\t$SYS/broker/connection/vm.up/state',
    'Sending CONNACK to vm.up (0, 0)',
    "Received PUBLISH from vm.up (d0, q1, r1, m1, '$SYS/broker/connection/vm.up/state', ... (1 bytes))",
    'Sending PUBACK to vm.up (m1, rc0)',
    'Received SUBSCRIBE from vm.up',
    'vm.up 1 a/#',
    'Sending SUBACK to vm.up',
    'Received UNSUBSCRIBE from vm.up',
    'vm.up r/x',
    'Sending UNSUBACK to vm.up',
  ]);
});

test('the four steps of QoS 2, both ways', async () => {
  const { clock, here, there, bridge } = twoBrokers({ topics: [topic('both/#', 'both', 2)] });
  bridge.start();
  await clock.settle();
  const from = here.lines.length;
  (await there.person('w')).say('both/x', '3', 2);
  await clock.settle();
  (await here.person('w')).say('both/y', '4', 2);
  await clock.settle();
  expect(ofBridge(here).filter((line) => here.lines.indexOf(line) >= from)).toEqual([
    "Received PUBLISH from local.vm.up (d0, q2, r0, m1, 'both/x', ... (1 bytes))",
    'Sending PUBREC to local.vm.up (m1, rc0)',
    'Received PUBREL from local.vm.up (Mid: 1)',
    'Sending PUBCOMP to local.vm.up (m1)',
    "Sending PUBLISH to local.vm.up (d0, q2, r0, m3, 'both/y', ... (1 bytes))",
    'Received PUBREC from local.vm.up (Mid: 3)',
    'Sending PUBREL to local.vm.up (m3)',
    'Received PUBCOMP from local.vm.up (Mid: 3, RC:0)',
  ]);
});

test('in 5.0 the options of a subscription are said', async () => {
  const { clock, here, bridge } = twoBrokers({ topics: [topic('a', 'in', 1)], bridge_protocol_version: 'mqttv50' });
  bridge.start();
  await clock.settle();
  expect(here.lines).toContain('Bridge local.vm.up sending SUBSCRIBE (Mid: 2, Topic: a, QoS: 1, Options: 0x0c)');
});

test.each([
  ['nowhere', 'Warning: Error resolving bridge address: Name or service not known.'],
  ['there', 'Error creating bridge: Connection refused.'],
])('why %s cannot be reached', async (host, line) => {
  const { clock, here, there, bridge } = twoBrokers({ topics: [topic('a')], addresses: [{ host, port: 1 }] });
  there.away = true;
  bridge.start();
  await clock.settle();
  expect(here.lines.at(-1)).toBe(line);
});

test('of its own connection to this broker nothing is said', async () => {
  const { clock, here, bridge } = twoBrokers({ topics: TOPICS });
  bridge.start();
  await clock.settle();
  expect(here.lines.filter((line) => /New|SUBSCRIBE from|CONNACK to|No will/.test(line))).toEqual([]);
});
