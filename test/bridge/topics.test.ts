import { expect, test } from 'vitest';
import { standing } from './standing.ts';
import { topic, twoBrokers } from './two-brokers.ts';

const VERSIONS = ['mqttv31', 'mqttv311', 'mqttv50'] as const;

test.each(VERSIONS)('what is published here is published there, by its name there (%s)', async (version) => {
  const { clock, here, there } = await standing({
    topics: [topic('sensor/#', 'out', 1, '', 'haus1/')],
    bridge_protocol_version: version,
  });
  const reader = await there.person('reader', ['#']);
  const writer = await here.person('writer');
  writer.say('sensor/t', '21', 1);
  writer.say('privat', 'nein', 1);
  await clock.settle();
  expect(reader.texts).toEqual(['haus1/sensor/t 21']);
});

test.each(VERSIONS)('what is published there comes in, by its name here (%s)', async (version) => {
  const { clock, here, there } = await standing({
    topics: [topic('cmd/#', 'in', 1, 'l/', 'haus1/')],
    bridge_protocol_version: version,
  });
  const reader = await here.person('reader', ['#']);
  const writer = await there.person('writer');
  writer.say('haus1/cmd/led', 'an', 1);
  writer.say('cmd/led', 'aus', 1);
  await clock.settle();
  expect(reader.texts).toEqual(['l/cmd/led an']);
});

test.each(VERSIONS)('both directions make no loop: everybody gets everything once (%s)', async (version) => {
  const { clock, here, there, far } = await standing({
    topics: [topic('#', 'both', 2)],
    bridge_protocol_version: version,
  });
  const readers = [await here.person('reader', ['#']), await there.person('reader', ['#'])];
  const writerHere = await here.person('writer');
  const writerThere = await there.person('writer');
  for (const qos of [0, 1, 2] as const) {
    writerHere.say(`x/${qos}`, 'here', qos);
    writerThere.say(`y/${qos}`, 'there', qos);
    await clock.settle();
  }
  const expected = [0, 1, 2].flatMap((qos) => [`x/${qos} here`, `y/${qos} there`]).sort();
  for (const { texts } of readers) expect([...texts].sort()).toEqual(expected);
  const before = far.crossings.length;
  await clock.advance(20_000);
  expect(far.crossings.length).toBe(before);
});

test('a message goes over at the lower QoS of its own and its rule', async () => {
  const { clock, here, there } = await standing({ topics: [topic('a', 'out', 1), topic('b', 'out', 2)] });
  const reader = await there.person('reader', ['#'], { qos: 2 });
  const writer = await here.person('writer');
  writer.say('a', '2', 2);
  writer.say('b', '1', 1);
  writer.say('b', '0', 0);
  await clock.settle();
  expect(reader.messages.map(({ topic: name, qos }) => `${name} ${qos}`).sort()).toEqual(['a 1', 'b 0', 'b 1']);
});

test.each(['mqttv311', 'mqttv50'] as const)('RETAIN is kept on the way, out and in (%s)', async (version) => {
  const { clock, here, there } = await standing({ topics: [topic('#', 'both', 1)], bridge_protocol_version: version });
  const writerHere = await here.person('writer');
  const writerThere = await there.person('writer');
  writerHere.say('out', 'kept', 1, { retain: true });
  writerHere.say('out/live', 'not kept', 1);
  writerThere.say('in', 'kept', 1, { retain: true });
  writerThere.say('in/live', 'not kept', 1);
  await clock.settle();
  const lateThere = await there.person('late', ['#']);
  const lateHere = await here.person('late', ['#']);
  expect([...lateThere.texts].sort()).toEqual(['in kept', 'out kept']);
  expect([...lateHere.texts].sort()).toEqual(['in kept', 'out kept']);
});

test('bridge_outgoing_retain false takes RETAIN off what goes out', async () => {
  const { clock, here, there } = await standing({ topics: [topic('#', 'out', 1)], bridge_outgoing_retain: false });
  const live = await there.person('live', ['#']);
  const writer = await here.person('writer');
  writer.say('a', '1', 1, { retain: true });
  await clock.settle();
  expect(live.texts).toEqual(['a 1']);
  expect((await there.person('late', ['#'])).texts).toEqual([]);
});

test('what is retained here goes over when the bridge is built, and there comes in', async () => {
  const both = twoBrokers({ topics: [topic('#', 'both', 1)] });
  const { clock, here, there, bridge } = both;
  (await here.person('writer')).say('from/here', '1', 1, { retain: true });
  (await there.person('writer')).say('from/there', '2', 1, { retain: true });
  await clock.settle();
  bridge.start();
  await clock.settle();
  expect((await there.person('late', ['from/#'])).texts.sort()).toEqual(['from/here 1', 'from/there 2']);
  expect((await here.person('late', ['from/#'])).texts.sort()).toEqual(['from/here 1', 'from/there 2']);
});

test('properties of 5.0 go over by a bridge of 5.0, and are lost by one of 3.1.1', async () => {
  const properties = { contentType: 'text/plain', userProperties: [{ name: 'a', value: 'b' }] };
  for (const version of ['mqttv50', 'mqttv311'] as const) {
    const { clock, here, there } = await standing({ topics: [topic('#', 'out', 1)], bridge_protocol_version: version });
    const reader = await there.person('reader', ['#']);
    (await here.person('writer')).say('a', '1', 1, { properties });
    await clock.settle();
    expect(reader.messages[0]?.properties).toEqual(version === 'mqttv50' ? properties : undefined);
  }
});

test('what a prefix makes too long for a topic is dropped, and does not come again', async () => {
  const { clock, here, there, bridge, far } = await standing({
    topics: [topic('#', 'out', 2, '', `${'p'.repeat(60_000)}/`)],
  });
  const reader = await there.person('reader', ['#']);
  const writer = await here.person('writer');
  writer.say('x'.repeat(10_000), 'too long', 2);
  writer.say('y'.repeat(10_000), 'too long', 1);
  writer.say('short', 'goes', 2);
  await clock.settle();
  expect(reader.messages.map(({ payload }) => new TextDecoder().decode(payload))).toEqual(['goes']);
  const before = far.crossings.length;
  await clock.advance(10_000);
  expect(far.crossings.length).toBe(before);
  expect(bridge.stands).toBe(true);
  expect(here.lines.filter((line) => line.startsWith('Dropping outgoing PUBLISH'))).toHaveLength(2);
});
