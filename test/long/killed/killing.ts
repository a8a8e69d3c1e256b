import { setTimeout as pause } from 'node:timers/promises';
import { SeededRandom } from '#runtime/lab/random.ts';
import { randomUint32 } from '#runtime/random-number.ts';
import { KilledBroker } from './killed-broker.ts';
import type { KilledBrokerOptions } from './killed-broker.ts';
import { LastingPublisher, LastingSubscriber } from './lasting-clients.ts';

export interface KillingResult {
  readonly published: number;
  readonly acknowledged: number;
  /** Acknowledged, and never arrived. */
  readonly lost: readonly number[];
  /** Of QoS 2, and came more than once. */
  readonly twice: readonly number[];
  readonly complaints: readonly string[];
}

/** Kills a broker again and again while messages of QoS 1 and 2 pass, and says what became of them. */
export async function killing(kills: number, seed: number, options: KilledBrokerOptions = {}): Promise<KillingResult> {
  const source = new SeededRandom(seed);
  /** From 0 to 1. */
  const random = (): number => randomUint32(source) / 2 ** 32;
  const broker = await KilledBroker.create(options);
  const publisher = new LastingPublisher(20);
  const subscriber = new LastingSubscriber();
  try {
    for (let life = 0; life <= kills; life++) {
      await broker.start();
      const isLast = life === kills;
      publisher.stopped = isLast;
      await subscriber.connect(broker.port);
      if (life === 0) await subscriber.subscribe();
      await publisher.connect(broker.port);
      if (isLast) break;
      // Sometimes before anything was answered, sometimes in full flow; sometimes while the subscriber is away.
      if (random() < 0.2) subscriber.drop();
      await pause(random() ** 2 * 150);
      await broker.kill();
      publisher.drop();
      subscriber.drop();
    }
    await settled(publisher, subscriber);
    return verdict(publisher, subscriber);
  } finally {
    await broker.remove();
  }
}

/** Until everything is acknowledged and nothing more arrives. */
async function settled(publisher: LastingPublisher, subscriber: LastingSubscriber): Promise<void> {
  const arrived = (): number => [...subscriber.arrived.values()].reduce((sum, count) => sum + count, 0);
  for (let quiet = 0, before = arrived(); quiet < 10; before = arrived()) {
    await pause(100);
    quiet = publisher.isDone && arrived() === before ? quiet + 1 : 0;
  }
}

function verdict(publisher: LastingPublisher, subscriber: LastingSubscriber): KillingResult {
  return {
    published: publisher.next,
    acknowledged: publisher.acknowledged.size,
    lost: [...publisher.acknowledged].filter((number) => !subscriber.arrived.has(number)),
    twice: [...subscriber.arrived].filter(([number, count]) => number % 2 === 1 && count > 1).map(([number]) => number),
    complaints: [...publisher.complaints, ...subscriber.complaints],
  };
}
