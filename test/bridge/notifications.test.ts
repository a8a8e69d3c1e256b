import { expect, test } from 'vitest';
import { standing } from './standing.ts';
import { topic, twoBrokers } from './two-brokers.ts';

const STATE = '$SYS/broker/connection/vm.up/state';

test('both brokers say that the bridge stands, to who comes later, too', async () => {
  const { here, there } = await standing({ topics: [topic('a')] });
  expect((await here.person('late', ['$SYS/broker/connection/#'])).texts).toEqual([`${STATE} 1`]);
  expect((await there.person('late', ['$SYS/broker/connection/#'])).texts).toEqual([`${STATE} 1`]);
});

test('before it stands, this broker says that it does not', async () => {
  const { clock, here, there, bridge } = twoBrokers({ topics: [topic('a')] });
  there.away = true;
  bridge.start();
  await clock.settle();
  expect((await here.person('late', [STATE])).texts).toEqual([`${STATE} 0`]);
});

test('when the wire is cut both brokers say so, and when it is mended they say that', async () => {
  const { clock, here, there, far } = await standing({ topics: [topic('a', 'in')] });
  const readers = [await here.person('reader', [STATE]), await there.person('reader', [STATE])];
  far.cut = ({ packet }) => (packet.type === 'PUBLISH' && packet.topic === 'a' ? 'before' : undefined);
  (await there.person('writer')).say('a', '');
  await clock.advance(1_000);
  for (const { texts } of readers) expect(texts).toEqual([`${STATE} 1`, `${STATE} 0`]);
  await clock.advance(5_000);
  for (const { texts } of readers) expect(texts).toEqual([`${STATE} 1`, `${STATE} 0`, `${STATE} 1`]);
});

test('when it is stopped both brokers say so: there it is the will, for nothing else is said', async () => {
  const { clock, here, there, bridge, far } = await standing({ topics: [topic('a')] });
  bridge.stop();
  await clock.settle();
  expect((await here.person('late', [STATE])).texts).toEqual([`${STATE} 0`]);
  expect((await there.person('late', [STATE])).texts).toEqual([`${STATE} 0`]);
  expect(far.crossings.filter(({ packet }) => packet.type === 'DISCONNECT')).toEqual([]);
});

test('with notifications_local_only the other broker is told nothing', async () => {
  const { here, there } = await standing({ topics: [topic('a')], notifications_local_only: true });
  expect((await here.person('late', [STATE])).texts).toEqual([`${STATE} 1`]);
  expect((await there.person('late', ['$SYS/broker/connection/#'])).texts).toEqual([]);
});

test('with notifications false nobody is told anything', async () => {
  const { here, there } = await standing({ topics: [topic('a')], notifications: false });
  expect((await here.person('late', ['$SYS/broker/connection/#'])).texts).toEqual([]);
  expect((await there.person('late', ['$SYS/broker/connection/#'])).texts).toEqual([]);
});

test.each(['mqttv311', 'mqttv50'] as const)(
  'a notification_topic that the rules cover is not carried over (%s)',
  async (version) => {
    const { clock, here, there } = await standing({
      topics: [topic('#', 'both', 1, '', 'r/')],
      notification_topic: 'state/up',
      bridge_protocol_version: version,
    });
    await clock.advance(1_000);
    expect((await here.person('late', ['#'])).texts).toEqual(['state/up 1']);
    expect((await there.person('late', ['#'])).texts).toEqual(['state/up 1']);
  },
);
