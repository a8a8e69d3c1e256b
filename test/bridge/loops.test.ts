import { expect, test } from 'vitest';
import { Bridge } from '#runtime/bridge/bridge.ts';
import { SeededRandom } from '#runtime/lab/random.ts';
import { SystemError } from '#runtime/ports.ts';
import { manualClock } from '../kit/clock.ts';
import { streamPair } from '../kit/wire.ts';
import { BRIDGE, Place, topic } from './two-brokers.ts';

test.each(['mqttv311', 'mqttv50'] as const)(
  'a chain of three brokers, `topic # both` at each bridge, brings everybody everything once (%s)',
  async (version) => {
    const clock = manualClock();
    const places = [new Place(clock), new Place(clock), new Place(clock)];
    for (const [index, place] of places.slice(0, -1).entries()) {
      const next = places[index + 1]!;
      new Bridge({
        clock,
        random: new SeededRandom(index),
        network: {
          connect: () => {
            const [ours, theirs] = streamPair({ clock });
            next.accept(theirs);
            return Promise.resolve(ours);
          },
          listen: () => Promise.reject(new SystemError('EACCES')),
        },
        broker: place.broker,
        values: {
          ...BRIDGE,
          connection: `to-${index + 1}`,
          topics: [topic('#', 'both', 2)],
          bridge_protocol_version: version,
        },
        hostname: `host-${index}`,
        strerror: String,
      }).start();
    }
    await clock.settle();
    const people = await Promise.all(places.map((place) => place.person('person', ['#'])));
    await clock.settle();
    for (const [index, person] of people.entries()) person.say(`from/${index}`, 'hallo', 2);
    await clock.advance(20_000);
    for (const { texts } of people) {
      expect([...texts].sort()).toEqual(['from/0 hallo', 'from/1 hallo', 'from/2 hallo']);
    }
  },
);
