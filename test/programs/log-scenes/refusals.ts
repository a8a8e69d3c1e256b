import type { Connect } from '#runtime/mqtt/packet.ts';
import type { MqttTestClient } from '../../kit/mqtt-client.ts';
import type { Room, Scene } from './scene.ts';

const OPEN = 'listener @1 127.0.0.1\nallow_anonymous true\n';
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** `ada`, password `geheim`: written by mosquitto_passwd. */
const PASSWORDS =
  'ada:$7$101$erkEvTC0TvTxzBHx$jPmP8VG2/plV9Vm8X27Tykdcv+JIolIPu3GRMfyj8PD/wl13thEngyuzBSt7Ei7/LoOnKCaC5yNuTL539yWuQg==\n';

async function tries(room: Room, id: string, options: Partial<Connect> = {}): Promise<MqttTestClient> {
  const client = await room.client();
  client.send({ type: 'CONNECT', level: 4, clean: true, keepAlive: 60, clientId: id, ...options });
  await room.settle();
  return client;
}

async function sends(room: Room, options: Partial<Connect>, ...bytes: number[]): Promise<void> {
  const client = await tries(room, 'x', options);
  client.sendBytes(...bytes);
  await room.settle();
}

async function raw(room: Room, ...bytes: number[]): Promise<void> {
  const client = await room.client();
  client.sendBytes(...bytes);
  await room.settle();
}

/** What clients may not do, and what the broker says of that. */
export const REFUSAL_SCENES: readonly Scene[] = [
  {
    name: 'who may not come in',
    conf: 'listener @1 127.0.0.1\npassword_file ~/passwords\n',
    files: { passwords: PASSWORDS },
    async play(room) {
      await tries(room, 'none');
      await tries(room, 'none5', { level: 5 });
      await tries(room, 'wrong', { username: 'ada', password: text('x') });
      await tries(room, 'wrong5', { username: 'ada', password: text('x'), level: 5 });
      await tries(room, 'unknown', { username: 'bob', password: text('x') });
      await tries(room, 'nopw', { username: 'ada' });
      await tries(room, 'right', { username: 'ada', password: text('geheim') });
    },
  },
  {
    name: 'who brings no name where allow_anonymous is false',
    conf: 'listener @1 127.0.0.1\n',
    async play(room) {
      await tries(room, 'none');
      await tries(room, 'named', { username: 'ada' });
    },
  },
  {
    name: 'what an ACL file denies',
    conf: `${OPEN}acl_file ~/acl\n`,
    files: { acl: 'topic read r\ntopic write w\nuser ada\ntopic readwrite own/#\npattern read p/%c\n' },
    async play(room) {
      const client = await tries(room, 'x');
      for (const qos of [0, 1, 2] as const) {
        client.publish('r', 'hallo', { qos, ...(qos > 0 && { packetId: qos }) });
        await room.settle();
      }
      client.publish('w', 'hallo', { qos: 1, packetId: 5 });
      await room.settle();
      client.send({
        type: 'SUBSCRIBE',
        packetId: 6,
        subscriptions: [
          { filter: 'w', qos: 1 },
          { filter: 'r', qos: 0 },
        ],
      });
      await room.settle();
      const five = await tries(room, 'five', { level: 5, username: 'ada' });
      five.publish('r', 'hallo', { qos: 1, packetId: 1 });
      await room.settle();
      five.publish('r', 'hallo', { qos: 2, packetId: 2 });
      await room.settle();
      five.send({
        type: 'SUBSCRIBE',
        packetId: 6,
        subscriptions: [
          { filter: 'own/a', qos: 1 },
          { filter: '#', qos: 1 },
        ],
      });
      await room.settle();
      client.publish('w', 'hallo', { qos: 1, packetId: 7 });
      await room.settle();
      const will = { topic: 'r', payload: text('tot'), qos: 0, retain: false } as const;
      await tries(room, 'willing', { will });
      five.publish('$SYS/x', 'hallo', { qos: 0 });
      await room.settle();
    },
  },
  {
    name: 'more connections than a listener takes',
    conf: `${OPEN}max_connections 1\n`,
    async play(room) {
      await tries(room, 'x');
      await room.client();
      await room.settle();
    },
  },
  {
    name: 'bytes that are no MQTT',
    conf: OPEN,
    async play(room) {
      await raw(room, 0x47, 0x45, 0x54, 0x20, 0x2f, 0x0d, 0x0a);
      await raw(room, 0x10, 0xff, 0xff, 0xff, 0xff, 0x01);
      await raw(room, 0xc0, 0);
      await raw(room, 0x30, 5, 0, 1, 97, 98, 99);
      await raw(room, 0x10, 13, 0, 4, 77, 81, 84, 84, 6, 2, 0, 60, 0, 1, 120);
      await raw(room, 0x10, 13, 0, 4, 77, 81, 84, 88, 4, 2, 0, 60, 0, 1, 120);
      await raw(room, 0x10, 12, 0, 4, 77, 81, 84, 84, 4, 0, 0, 60, 0, 0);
      await raw(room, 0x10, 19, 0, 4, 77, 81, 84, 84, 4, 0x1e, 0, 60, 0, 1, 120, 0, 1, 119, 0, 1, 109);
    },
  },
  {
    name: 'packets that break a rule, 3.1.1',
    conf: OPEN,
    async play(room) {
      const v4 = {};
      await sends(room, v4, 0x30, 3, 0, 5, 97);
      await sends(room, v4, 0x36, 5, 0, 1, 97, 0, 1);
      await sends(room, v4, 0x82, 6, 0, 1, 0, 1, 97, 3);
      await sends(room, v4, 0x30, 4, 0, 1, 43, 97);
      await sends(room, v4, 0x30, 2, 0, 0);
      await sends(room, v4, 0x82, 2, 0, 1);
      await sends(room, v4, 0x80, 6, 0, 1, 0, 1, 97, 0);
      await sends(room, v4, 0x10, 13, 0, 4, 77, 81, 84, 84, 4, 2, 0, 60, 0, 1, 120);
      await sends(room, v4, 0xf0, 0);
      await sends(room, v4, 0x20, 2, 0, 0);
      await sends(room, v4, 0x32, 5, 0, 1, 97, 0, 0);
      await sends(room, v4, 0xa2, 2, 0, 1);
      await sends(room, v4, 0x82, 7, 0, 1, 0, 2, 43, 97, 0);
      await sends(room, v4, 0x82, 5, 0, 1, 0, 0, 0);
      await sends(room, v4, 0xa2, 4, 0, 1, 0, 0);
      await sends(room, v4, 0xa2, 6, 0, 1, 0, 2, 43, 97);
      await sends(room, v4, 0x82, 6, 0, 0, 0, 1, 97, 0);
      await sends(room, v4, 0x40, 2, 0, 0);
      await sends(room, v4, 0x50, 2, 0, 0);
      await sends(room, v4, 0x62, 2, 0, 0);
      await sends(room, v4, 0x60, 2, 0, 1);
      await sends(room, v4, 0x00, 0);
      await sends(room, v4, 0x30, 5, 0, 3, 97, 0, 98);
      await sends(room, v4, 0x30, 5, 0, 3, 0xff, 0xfe, 98);
    },
  },
  {
    name: 'packets that break a rule, 5.0',
    conf: OPEN,
    async play(room) {
      const v5 = { level: 5 } as const;
      await sends(room, v5, 0x30, 3, 0, 5, 97);
      await sends(room, v5, 0x36, 6, 0, 1, 97, 0, 1, 0);
      await sends(room, v5, 0x30, 7, 0, 1, 97, 3, 0x23, 0, 99);
      await sends(room, v5, 0x30, 4, 0, 0, 0, 97);
      await sends(room, v5, 0x82, 7, 0, 1, 0, 0, 1, 97, 3);
      await sends(room, v5, 0xf0, 2, 0x18, 0);
      await sends(room, v5, 0x82, 8, 0, 1, 0, 0, 2, 43, 97, 0);
      await sends(room, v5, 0x82, 7, 0, 1, 0, 0, 1, 97, 0xc0);
      await sends(room, v5, 0x82, 7, 0, 1, 0, 0, 1, 97, 0x30);
      await sends(room, v5, 0x82, 7, 0, 1, 2, 0x0b, 0, 0, 1, 97, 0);
      await sends(room, v5, 0x82, 3, 0, 1, 0);
      await sends(room, v5, 0x30, 6, 0, 1, 97, 2, 0x7f, 2);
      await sends(room, v5, 0x30, 8, 0, 1, 97, 4, 0x01, 1, 0x01, 1);
      await sends(room, v5, 0x30, 7, 0, 1, 97, 3, 0x23, 0, 0);
      await sends(room, v5, 0x00, 0);
      await sends(room, v5, 0xe0, 2, 0x04, 0);
      await sends(room, v5, 0xe0, 2, 0x99, 0);
    },
  },
  {
    name: 'acknowledgements of nothing',
    conf: OPEN,
    async play(room) {
      await sends(room, {}, 0x40, 2, 0, 9);
      await sends(room, {}, 0x50, 2, 0, 9);
      await sends(room, {}, 0x62, 2, 0, 9);
      await sends(room, {}, 0x70, 2, 0, 9);
    },
  },
  {
    name: 'too large, too good, and retained where that is off',
    conf: `${OPEN}max_packet_size 40\nmessage_size_limit 3\nmax_qos 1\nretain_available false\n`,
    async play(room) {
      for (const level of [4, 5] as const) {
        const large = await tries(room, 'x', { level });
        large.publish('a', 'x'.repeat(100));
        await room.settle();
        const payload = await tries(room, 'x', { level });
        payload.publish('a', 'xxxx', { qos: 1, packetId: 1 });
        await room.settle();
        const good = await tries(room, 'x', { level });
        good.publish('a', 'x', { qos: 2, packetId: 1 });
        await room.settle();
        const kept = await tries(room, 'x', { level });
        kept.publish('a', 'x', { retain: true });
        await room.settle();
        const subscriber = await tries(room, 'x', { level });
        subscriber.send({ type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 'a', qos: 2 }] });
        await room.settle();
      }
    },
  },
  {
    name: 'ids that are not taken',
    differs: [
      {
        because: '5.0 has a reason code for a client id that is not valid',
        real: ['Sending CONNACK to 127.0.0.1 (0, 128)'],
        ours: ['Sending CONNACK to 127.0.0.1 (0, 133)'],
      },
    ],
    conf: 'listener @1 127.0.0.1\nallow_anonymous true\nallow_zero_length_clientid false\nclientid_prefixes ok-\n',
    async play(room) {
      await tries(room, '');
      await tries(room, '', { clean: false });
      await tries(room, '', { level: 5 });
      await tries(room, 'ok-x');
      await tries(room, 'other');
    },
  },
  {
    name: 'wills that are not taken',
    differs: [1, 2].map(() => ({
      because: 'a client of 3.1.1 is told that it is not let in, too',
      real: [
        'New connection from 127.0.0.1:CLIENT on port @1.',
        'Client <unknown> disconnected due to QoS too high or retain not supported.',
      ],
      ours: [
        'New connection from 127.0.0.1:CLIENT on port @1.',
        'Sending CONNACK to 127.0.0.1 (0, 5)',
        'Client <unknown> disconnected due to QoS too high or retain not supported.',
      ],
    })),
    conf: `${OPEN}max_qos 0\nretain_available false\n`,
    async play(room) {
      for (const level of [4, 5] as const) {
        await tries(room, 'q', { level, will: { topic: 'w', payload: text('t'), qos: 1, retain: false } });
        await tries(room, 'r', { level, will: { topic: 'w', payload: text('t'), qos: 0, retain: true } });
      }
    },
  },
  {
    name: 'more messages than may wait',
    conf: `${OPEN}max_queued_messages 1\nmax_inflight_messages 1\n`,
    async play(room) {
      const slow = await tries(room, 'slow');
      slow.send({ type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 'a', qos: 1 }] });
      await room.settle();
      const pub = await tries(room, 'pub');
      for (const packetId of [1, 2, 3, 4]) {
        pub.publish('a', 'x', { qos: 1, packetId });
        await room.settle();
      }
    },
  },
];
