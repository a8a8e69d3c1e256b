/**
 * A subscriber over TCP that stops reading while messages keep coming: what the broker holds for it is
 * bounded, and the others get theirs as fast as without it.
 */
import { expect, test } from 'vitest';
import { LoadConnection } from '../bench/load/connection.ts';
import { publishTemplate } from '../bench/load/bytes.ts';
import { flow, type FlowResult } from '../bench/load/flow.ts';
import { residentBytes } from '../bench/load/process-figures.ts';
import { brokerProcess, type BrokerProcess } from './broker-process.ts';

const MS = 2_000;
const READERS = 4;

/** One publisher to some readers, each message counted and in order. */
async function flood(broker: BrokerProcess, round: string): Promise<FlowResult> {
  const subscribers: LoadConnection[] = [];
  for (let index = 0; index < READERS; index++) {
    subscribers.push(await LoadConnection.ready(broker, `reader-${round}-${index}`, ['flood']));
  }
  const publisher = await LoadConnection.ready(broker, `publisher-${round}`);
  const message = { template: publishTemplate('flood', 0), reaches: READERS };
  const result = await flow({
    pid: broker.pid,
    qos: 0,
    publishers: [{ connection: publisher, next: () => message }],
    subscribers,
    window: 2_000,
    fan: READERS,
    warmUp: 300,
    duration: MS,
  });
  for (const connection of [...subscribers, publisher]) connection.drop();
  return result;
}

test('a subscriber that stops reading costs a few megabytes, and nobody else anything', async () => {
  const broker = await brokerProcess();
  const deaf = await LoadConnection.ready(broker, 'deaf', ['flood']);
  const alone = await flood(broker, 'warm');
  expect(alone.lost).toBe(0);

  const rates = { reading: [] as number[], deaf: [] as number[] };
  const before = residentBytes(broker.pid);
  for (let round = 0; round < 3; round++) {
    deaf.resume();
    rates.reading.push((await flood(broker, `a${round}`)).rate);
    deaf.pause();
    const { rate, lost, outOfOrder } = await flood(broker, `b${round}`);
    expect({ lost, outOfOrder }).toEqual({ lost: 0, outOfOrder: 0 });
    rates.deaf.push(rate);
  }
  // Four megabytes for the one who does not read; the rest is what a heap takes that is in use.
  expect(residentBytes(broker.pid) - before).toBeLessThan(100_000_000);
  expect(broker.log()).toContain('Outgoing messages are being dropped for client deaf.');
  const best = (values: readonly number[]): number => Math.max(...values);
  expect(best(rates.deaf)).toBeGreaterThan(best(rates.reading) * 0.6);
  deaf.drop();
  await broker.stop();
});

test('one that stops reading in the middle of QoS 1 leaves the window full and the rest dropped or queued', async () => {
  const broker = await brokerProcess('max_queued_messages 100\n');
  const deaf = await broker.connect();
  await deaf.connect('deaf');
  await deaf.subscribe({ filter: 'flood', qos: 1 });
  deaf.stream.pause();
  const publisher = await broker.connect();
  await publisher.connect('publisher');
  const before = residentBytes(broker.pid);
  for (let round = 0; round < 100; round++) {
    for (let id = 1; id <= 200; id++) publisher.publish('flood', new Uint8Array(1_000), { qos: 1, packetId: id });
    expect(await publisher.sync()).toHaveLength(200);
  }
  expect(residentBytes(broker.pid) - before).toBeLessThan(50_000_000);
  expect(broker.log()).toContain('Outgoing messages are being dropped for client deaf.');
  await broker.stop();
});
