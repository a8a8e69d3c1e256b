import { expect, test } from 'vitest';
import { topic, twoBrokers } from './two-brokers.ts';

test('what is published here is published there, by its name there', async () => {
  const { clock, here, there, bridge } = twoBrokers({ topics: [topic('sensor/#', 'out', 1, '', 'haus1/')] });
  bridge.start();
  await clock.settle();
  const reader = await there.person('reader', ['#']);
  const writer = await here.person('writer');
  writer.say('sensor/t', '21', 1);
  writer.say('privat', 'nein', 1);
  await clock.settle();
  expect(reader.texts).toEqual(['haus1/sensor/t 21']);
});
