import { expect, test } from 'vitest';
import { Broker } from '#runtime/broker/broker.ts';
import { TestLab } from '../kit/lab.ts';

test('who connects before the broker is there waits for it', async () => {
  const { promise, resolve } = Promise.withResolvers<typeof Broker>();
  const lab = await TestLab.open({ broker: () => promise });
  await lab.type('rpi-broker#1', 'mosquitto_sub -t a -C 1');
  await lab.type('rpi-broker#2', 'mosquitto_pub -t a -m early -r');
  expect(lab.of('packet').map(({ bytes }) => bytes[0]! >> 4)).not.toContain(2);
  resolve(Broker);
  await lab.clock.settle();
  expect(lab.screen('rpi-broker#1')).toMatch(/\nearly\n/);
});

test('what the broker draws at random does not depend on when it came', async () => {
  const ids = [];
  for (const broker of [() => Broker, () => Promise.resolve(Broker)]) {
    const lab = await TestLab.open({ broker });
    await lab.type('rpi-broker#1', "mosquitto_pub -V 5 -i '' -t a -m x -d");
    ids.push(lab.of('packet').map(({ bytes }) => Array.from(bytes)));
  }
  expect(ids[0]).toEqual(ids[1]);
});
