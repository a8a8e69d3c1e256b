import { expect, test } from 'vitest';
import { BackOff } from '#runtime/bridge/back-off.ts';
import { SeededRandom } from '#runtime/lab/random.ts';
import { standing } from './standing.ts';
import { Place, topic, twoBrokers } from './two-brokers.ts';

test('what is published while nobody is there waits, and comes in order', async () => {
  const { clock, here, there, bridge } = twoBrokers({ topics: [topic('a', 'out', 1)] });
  there.away = true;
  bridge.start();
  await clock.settle();
  const writer = await here.person('writer');
  for (const text of ['1', '2', '3']) writer.say('a', text, 1);
  writer.say('a', 'at QoS 0 nothing waits', 0);
  await clock.advance(12_000);
  const reader = await there.person('reader', ['a']);
  there.away = false;
  await clock.advance(5_000);
  expect(reader.texts).toEqual(['a 1', 'a 2', 'a 3']);
});

test('with local_cleansession true nothing waits', async () => {
  const { clock, here, there, bridge } = twoBrokers({ topics: [topic('a', 'out', 1)], local_cleansession: true });
  there.away = true;
  bridge.start();
  await clock.settle();
  (await here.person('writer')).say('a', 'lost', 1);
  await clock.advance(6_000);
  const reader = await there.person('reader', ['a']);
  there.away = false;
  await clock.advance(10_000);
  (await here.person('writer')).say('a', 'now', 1);
  await clock.settle();
  expect(reader.texts).toEqual(['a now']);
});

test('with cleansession true nothing waits over there either', async () => {
  for (const cleansession of [true, false]) {
    const { clock, here, there, bridge } = await standing({ topics: [topic('a', 'in', 1)], cleansession });
    const reader = await here.person('reader', ['a']);
    bridge.stop();
    await clock.settle();
    (await there.person('writer')).say('a', '1', 1);
    await clock.settle();
    bridge.start();
    await clock.settle();
    expect(reader.texts).toEqual(cleansession ? [] : ['a 1']);
  }
});

test('in 5.0, too, the session over there outlives the connection', async () => {
  const { clock, here, there, bridge } = await standing({
    topics: [topic('a', 'in', 1)],
    bridge_protocol_version: 'mqttv50',
  });
  const reader = await here.person('reader', ['a']);
  bridge.stop();
  await clock.advance(60_000);
  (await there.person('writer')).say('a', '1', 1);
  bridge.start();
  await clock.settle();
  expect(reader.texts).toEqual(['a 1']);
});

test('restart_timeout with one number is always that long', async () => {
  const { clock, there, bridge, attempts } = twoBrokers({
    topics: [topic('a')],
    restart_timeout: { base: 20, cap: 20 },
  });
  there.away = true;
  bridge.start();
  await clock.advance(0);
  expect(attempts).toHaveLength(1);
  await clock.advance(19_999);
  expect(attempts).toHaveLength(1);
  await clock.advance(1);
  expect(attempts).toHaveLength(2);
  await clock.advance(60_000);
  expect(attempts).toHaveLength(5);
});

test('restart_timeout with two numbers grows by chance, from the first to the second', () => {
  for (let seed = 0; seed < 50; seed++) {
    const backOff = new BackOff(5, 30, new SeededRandom(seed));
    let before = 5_000;
    for (let n = 0; n < 20; n++) {
      const wait = backOff.next();
      expect(wait).toBeGreaterThanOrEqual(5_000);
      expect(wait).toBeLessThanOrEqual(Math.min(30_000, before * 3));
      before = wait;
    }
    backOff.reset();
    expect(backOff.next()).toBeLessThanOrEqual(15_000);
  }
});

test('waits differ from bridge to bridge', () => {
  const waits = [1, 2, 3, 4].map((seed) => new BackOff(5, 30, new SeededRandom(seed)).next());
  expect(new Set(waits).size).toBe(4);
});

test('start_type once does not come back', async () => {
  const { clock, there, bridge, attempts, far } = await standing({ topics: [topic('a', 'in')], start_type: 'once' });
  far.cut = ({ packet }) => (packet.type === 'PUBLISH' && packet.topic === 'a' ? 'before' : undefined);
  (await there.person('writer')).say('a', '');
  await clock.advance(600_000);
  expect(attempts).toHaveLength(1);
  expect(bridge.stands).toBe(false);
});

test('start_type lazy connects when threshold messages wait, and goes after idle_timeout', async () => {
  const { clock, here, there, bridge, attempts } = twoBrokers({
    topics: [topic('a', 'out', 1)],
    start_type: 'lazy',
    threshold: 3,
    idle_timeout: 20,
  });
  bridge.start();
  const reader = await there.person('reader', ['a']);
  const writer = await here.person('writer');
  writer.say('a', '1', 1);
  writer.say('a', '2', 1);
  await clock.advance(60_000);
  expect(attempts).toHaveLength(0);
  writer.say('a', '3', 1);
  await clock.advance(1_000);
  expect(reader.texts).toEqual(['a 1', 'a 2', 'a 3']);
  await clock.advance(15_000);
  writer.say('a', '4', 1);
  await clock.advance(15_000);
  expect(bridge.stands).toBe(true);
  expect(reader.texts).toHaveLength(4);
  await clock.advance(6_000);
  expect(bridge.stands).toBe(false);
  expect(attempts).toHaveLength(1);
});

test('several addresses: the next one is tried when one fails', async () => {
  const { clock, here, there, bridge, attempts, places } = twoBrokers({
    topics: [topic('a', 'out', 1)],
    addresses: [
      { host: 'nowhere', port: 1883 },
      { host: 'there', port: 1884 },
    ],
  });
  expect(places.has('nowhere')).toBe(false);
  bridge.start();
  await clock.advance(5_000);
  expect(attempts.slice(0, 2)).toEqual([
    { host: 'nowhere', port: 1883 },
    { host: 'there', port: 1884 },
  ]);
  const reader = await there.person('reader', ['a']);
  (await here.person('writer')).say('a', '1', 1);
  await clock.settle();
  expect(reader.texts).toEqual(['a 1']);
});

test('the first address is gone back to as soon as somebody is there', async () => {
  const { clock, here, there, bridge, places, attempts } = twoBrokers({
    topics: [topic('a', 'out', 1)],
    bridge_bind_address: '192.168.1.10',
    addresses: [
      { host: 'main', port: 1883 },
      { host: 'there', port: 1883 },
    ],
  });
  const main = new Place(clock);
  main.away = true;
  places.set('main', main);
  bridge.start();
  await clock.advance(5_000);
  const readerThere = await there.person('reader', ['a']);
  const readerMain = await main.person('reader', ['a']);
  const writer = await here.person('writer');
  writer.say('a', '1', 1);
  await clock.advance(20_000);
  main.away = false;
  await clock.advance(5_000);
  writer.say('a', '2', 1);
  await clock.settle();
  expect(readerThere.texts).toEqual(['a 1']);
  expect(readerMain.texts).toEqual(['a 2']);
  // Whoever looks for it comes from the same address.
  expect(new Set(attempts.map(({ bindAddress }) => bindAddress))).toEqual(new Set(['192.168.1.10']));
});

test('with round_robin true all addresses are alike: it stays where it is', async () => {
  const { clock, here, there, bridge, places } = twoBrokers({
    topics: [topic('a', 'out', 1)],
    addresses: [
      { host: 'other', port: 1883 },
      { host: 'there', port: 1883 },
    ],
    round_robin: true,
  });
  const other = new Place(clock);
  other.away = true;
  places.set('other', other);
  bridge.start();
  await clock.advance(5_000);
  other.away = false;
  await clock.advance(60_000);
  const reader = await there.person('reader', ['a']);
  (await here.person('writer')).say('a', '1', 1);
  await clock.settle();
  expect(reader.texts).toEqual(['a 1']);
});

test('a broker far away that does not answer CONNECT is given up after the keep alive', async () => {
  const { clock, bridge, attempts, places } = twoBrokers({ topics: [topic('a')], keepalive_interval: 10 });
  places.set('there', { away: false, accept: (stream) => stream.open({ data() {}, drain() {}, closed() {} }) });
  bridge.start();
  await clock.advance(10_000);
  expect(attempts).toHaveLength(1);
  await clock.advance(5_000);
  expect(attempts).toHaveLength(2);
});

test('a silent wire is found out by PINGREQ', async () => {
  const { clock, here, bridge, far } = await standing({ topics: [topic('a')], keepalive_interval: 10 });
  await clock.advance(60_000);
  expect(bridge.stands).toBe(true);
  expect(far.crossings.some(({ packet }) => packet.type === 'PINGREQ')).toBe(true);
  far.cut = ({ to }) => (to === 'bridge' ? 'silently' : undefined);
  await clock.advance(20_000);
  expect(here.lines).toContain('Client local.vm.up has exceeded timeout, disconnecting.');
});

test('what the other broker has forgotten is not waited for here', async () => {
  const { clock, here, there, bridge, near, places } = await standing(
    { topics: [topic('a', 'in', 2)], bridge_protocol_version: 'mqttv50' },
    { here: { settings: { maxInflightMessages: 2 } } },
  );
  const reader = await here.person('reader', ['a']);
  // Two messages have come, and their PUBREL has not.
  near.cut = ({ to, packet }) => (to === 'broker' && packet.type === 'PUBREL' ? 'before' : undefined);
  const writer = await there.person('writer');
  writer.say('a', '1', 2);
  writer.say('a', '2', 2);
  await clock.settle();
  near.cut = () => undefined;
  const fresh = new Place(clock);
  places.set('there', fresh);
  await clock.advance(5_000);
  const other = await fresh.person('writer');
  for (const text of ['3', '4', '5', '6']) other.say('a', text, 2);
  await clock.settle();
  expect(bridge.stands).toBe(true);
  expect(reader.texts).toEqual(['a 3', 'a 4', 'a 5', 'a 6']);
});

test('after a change of its topics a session is subscribed to the new ones only', async () => {
  const first = await standing({ topics: [topic('old', 'out', 1), topic('both', 'out', 1)] });
  const { clock, here, there } = first;
  first.bridge.stop();
  await clock.settle();
  const second = twoBrokers(
    { topics: [topic('both', 'out', 1), topic('new', 'out', 1)] },
    { bridge: { clock, broker: here.broker } },
  );
  second.there.away = true;
  second.bridge.start();
  await clock.settle();
  expect([...here.broker.localSession('local.vm.up').filters].sort()).toEqual(['both', 'new']);
  expect(there.broker.clients).toBe(0);
});

test('after stop nothing is tried any more', async () => {
  const { clock, there, bridge, attempts } = twoBrokers({ topics: [topic('a')] });
  there.away = true;
  bridge.start();
  await clock.advance(5_000);
  bridge.stop();
  const before = attempts.length;
  there.away = false;
  await clock.advance(600_000);
  expect(attempts.length).toBe(before);
});
