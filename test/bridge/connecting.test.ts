import { expect, test } from 'vitest';
import { Decoder } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Connect } from '#runtime/mqtt/packet.ts';
import type { ByteStream } from '#runtime/ports.ts';
import { standing } from './standing.ts';
import { topic, twoBrokers } from './two-brokers.ts';
import type { Answering, TwoBrokers } from './two-brokers.ts';

const firstConnect = ({ far }: TwoBrokers): Connect => {
  const packet = far.crossings[0]?.packet;
  if (packet?.type !== 'CONNECT') throw new Error('The bridge has not sent CONNECT');
  return packet;
};

/** Answers with this CONNACK whoever `refuses` says, and the others not at all. */
function refusing(code: number, refuses: (connect: Connect) => boolean): Answering & { seen: Connect[] } {
  const seen: Connect[] = [];
  return {
    away: false,
    seen,
    accept(stream: ByteStream) {
      const decoder = new Decoder({ sender: 'client' });
      stream.open({
        data: (bytes) =>
          decoder.push(bytes, (packet) => {
            if (packet.type !== 'CONNECT') return;
            seen.push(packet);
            if (!refuses(packet)) return;
            stream.write(encode({ type: 'CONNACK', sessionPresent: false, reasonCode: code }, packet.level));
            stream.end();
          }),
        drain() {},
        closed() {},
      });
    },
  };
}

test('its client ids are made of the name of this machine and its own', async () => {
  const both = await standing({ topics: [topic('a')] });
  expect(firstConnect(both).clientId).toBe('vm.up');
  expect(both.here.broker.localSession('local.vm.up').exists).toBe(true);
});

test('client ids that are given are taken, and the local one follows the remote one', async () => {
  const one = await standing({ topics: [topic('a')], remote_clientid: 'r' });
  expect(firstConnect(one).clientId).toBe('r');
  expect(one.here.broker.localSession('local.r').exists).toBe(true);
  const two = await standing({ topics: [topic('a')], remote_clientid: 'r', local_clientid: 'l' });
  expect(two.here.broker.localSession('l').exists).toBe(true);
});

test('it brings its user name and password, and no password without a name', async () => {
  const one = await standing({ topics: [topic('a')], remote_username: 'ada', remote_password: 'geheim' });
  const { username, password } = firstConnect(one);
  expect([username, new TextDecoder().decode(password)]).toEqual(['ada', 'geheim']);
  expect(firstConnect(await standing({ topics: [topic('a')], remote_password: 'geheim' })).password).toBeUndefined();
});

test.each([
  ['mqttv31', 3, true],
  ['mqttv311', 4, true],
  ['mqttv50', 5, undefined],
] as const)('by %s it says level %s, and below 5.0 that it is a bridge', async (version, level, isBridge) => {
  const connect = firstConnect(await standing({ topics: [topic('a')], bridge_protocol_version: version }));
  expect([connect.level, connect.bridge]).toEqual([level, isBridge]);
});

test('with try_private false it does not say that it is a bridge', async () => {
  expect(firstConnect(await standing({ topics: [topic('a')], try_private: false })).bridge).toBeUndefined();
});

test('a broker that knows no bridges is asked again at once, as by a client', async () => {
  const { clock, bridge, places, attempts } = twoBrokers({ topics: [topic('a')] });
  const old = refusing(1, ({ bridge: isBridge }) => isBridge === true);
  places.set('there', old);
  bridge.start();
  await clock.settle();
  expect(attempts).toHaveLength(2);
  expect(old.seen.map(({ bridge: isBridge }) => isBridge)).toEqual([true, undefined]);
});

test('a broker that refuses is asked again after the wait, and its reason is in the log', async () => {
  const { clock, here, bridge, places, attempts } = twoBrokers({ topics: [topic('a')] });
  places.set(
    'there',
    refusing(5, () => true),
  );
  bridge.start();
  await clock.settle();
  expect(attempts).toHaveLength(1);
  expect(here.lines.slice(-3)).toEqual([
    'Received CONNACK on connection local.vm.up.',
    'Connection Refused: not authorised',
    'Client local.vm.up closed its connection.',
  ]);
  await clock.advance(5_000);
  expect(attempts).toHaveLength(2);
});

test('a broker that knows nothing of 5.0 is asked again after the wait', async () => {
  const { clock, here, bridge, places, attempts } = twoBrokers({
    topics: [topic('a')],
    bridge_protocol_version: 'mqttv50',
  });
  places.set('there', {
    away: false,
    accept: (stream) => {
      stream.open({ data: () => (stream.write(Uint8Array.of(0x20, 2, 0, 1)), stream.end()), drain() {}, closed() {} });
    },
  });
  bridge.start();
  await clock.advance(5_000);
  expect(attempts).toHaveLength(2);
  expect(here.lines).toContain('Connection Refused: Unsupported Protocol Version');
});

test('bytes that are no MQTT end the attempt', async () => {
  const { clock, here, bridge, places, attempts } = twoBrokers({ topics: [topic('a')] });
  places.set('there', {
    away: false,
    accept: (stream) => {
      stream.open({
        data: () => void stream.write(new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n')),
        drain() {},
        closed() {},
      });
    },
  });
  bridge.start();
  await clock.advance(5_000);
  expect(attempts).toHaveLength(2);
  expect(here.lines).toContain('Client local.vm.up disconnected due to protocol error.');
});

test('somebody who takes its client id here ends the bridge, which comes back', async () => {
  const { clock, here, bridge } = await standing({ topics: [topic('a')] });
  await here.person('local.vm.up');
  expect(bridge.stands).toBe(false);
  await clock.advance(5_000);
  expect(bridge.stands).toBe(true);
});

test('it uses the address of this machine that bridge_bind_address says, and TLS as it was given', async () => {
  const { clock, bridge, attempts } = twoBrokers(
    { topics: [topic('a')], bridge_bind_address: '192.168.1.10' },
    { bridge: { tls: { insecure: true } } },
  );
  bridge.start();
  await clock.settle();
  expect(attempts).toEqual([{ host: 'there', port: 1883, bindAddress: '192.168.1.10', tls: { insecure: true } }]);
});
