import { expect, test } from 'vitest';
import type { QoS } from '#runtime/mqtt/packet.ts';
import { standing } from './standing.ts';
import { topic, twoBrokers } from './two-brokers.ts';

test.each(['mqttv311', 'mqttv50'] as const)(
  'bridge_max_packet_size keeps what is larger here, and it does not come again (%s)',
  async (version) => {
    const { clock, here, there, far } = await standing({
      topics: [topic('a', 'out', 2)],
      bridge_max_packet_size: 100,
      bridge_protocol_version: version,
    });
    const reader = await there.person('reader', ['a']);
    const writer = await here.person('writer');
    for (const qos of [0, 1, 2] as const) writer.say('a', 'x'.repeat(100), qos);
    writer.say('a', 'short', 2);
    await clock.settle();
    expect(reader.texts).toEqual(['a short']);
    expect(
      here.lines.filter((line) => /^Dropping too large outgoing PUBLISH for local.vm.up \(10\d bytes\)$/.test(line)),
    ).toHaveLength(3);
    const before = far.crossings.length;
    await clock.advance(20_000);
    expect(far.crossings.length).toBe(before);
    expect(here.broker.localSession('local.vm.up').unsettled).toBe(0);
  },
);

test.each([0, 1] as readonly QoS[])('a broker of 5.0 that takes QoS %s at most gets no more', async (maxQos) => {
  const { clock, here, there, bridge } = await standing(
    { topics: [topic('#', 'out', 2)], bridge_protocol_version: 'mqttv50' },
    { there: { listener: { maxQos } } },
  );
  const reader = await there.person('reader', ['a/#']);
  const writer = await here.person('writer');
  for (const qos of [0, 1, 2] as const) writer.say(`a/${qos}`, '', qos);
  await clock.settle();
  expect(reader.texts.sort()).toEqual(['a/0 ', 'a/1 ', 'a/2 ']);
  expect(bridge.stands).toBe(true);
  expect(here.broker.localSession('local.vm.up').unsettled).toBe(0);
});

test('what waits at QoS 2 goes at QoS 1 to a broker that takes no more, and is done with', async () => {
  const { clock, here, there, bridge, far } = twoBrokers(
    { topics: [topic('a', 'out', 2)], bridge_protocol_version: 'mqttv50' },
    { there: { listener: { maxQos: 1 } } },
  );
  there.away = true;
  bridge.start();
  await clock.settle();
  const writer = await here.person('writer');
  for (const text of ['1', '2', '3']) writer.say('a', text, 2);
  const reader = await there.person('reader', ['a']);
  there.away = false;
  await clock.advance(5_000);
  expect(reader.texts).toEqual(['a 1', 'a 2', 'a 3']);
  const published = far.crossings.flatMap(({ packet }) =>
    packet.type === 'PUBLISH' && packet.topic === 'a' ? packet.qos : [],
  );
  expect(published).toEqual([1, 1, 1]);
  expect(here.broker.localSession('local.vm.up').unsettled).toBe(0);
});

test('a broker of 5.0 that retains nothing is sent nothing to retain, the will included', async () => {
  const { clock, here, there, bridge } = await standing(
    { topics: [topic('a', 'out', 1)], bridge_protocol_version: 'mqttv50' },
    { there: { settings: { retainAvailable: false } } },
  );
  const reader = await there.person('reader', ['a']);
  (await here.person('writer')).say('a', '1', 1, { retain: true });
  await clock.settle();
  expect(reader.texts).toEqual(['a 1']);
  expect(bridge.stands).toBe(true);
});

test.each([1, 2, 5])(
  'a broker of 5.0 that takes %s messages at a time is sent no more',
  async (maxInflightMessages) => {
    const { clock, here, there, bridge } = await standing(
      { topics: [topic('a', 'out', 2)], bridge_protocol_version: 'mqttv50' },
      { there: { settings: { maxInflightMessages } }, here: { settings: { maxInflightMessages: 50 } } },
    );
    const reader = await there.person('reader', ['a']);
    const writer = await here.person('writer');
    const all = Array.from({ length: 60 }, (_, index) => `${index}`);
    for (const text of all) writer.say('a', text, 2);
    await clock.settle();
    expect(reader.texts).toEqual(all.map((text) => `a ${text}`));
    expect(bridge.stands).toBe(true);
  },
);

test('this broker takes as many messages at a time as it says, and the other one is told', async () => {
  const { clock, here, there, bridge, far } = await standing(
    { topics: [topic('a', 'in', 2)], bridge_protocol_version: 'mqttv50' },
    { here: { settings: { maxInflightMessages: 3 } }, there: { settings: { maxInflightMessages: 50 } } },
  );
  const connect = far.crossings[0]?.packet;
  expect(connect?.type === 'CONNECT' && connect.properties?.receiveMaximum).toBe(3);
  const reader = await here.person('reader', ['a']);
  const writer = await there.person('writer');
  const all = Array.from({ length: 40 }, (_, index) => `${index}`);
  for (const text of all) writer.say('a', text, 2);
  await clock.settle();
  expect(reader.texts).toEqual(all.map((text) => `a ${text}`));
  expect(bridge.stands).toBe(true);
});

test('floods from both sides at once get through, at QoS 1 to the last message', async () => {
  const { clock, here, there } = await standing(
    { topics: [topic('out', 'out', 1), topic('in', 'in', 1)] },
    { here: { settings: { maxQueuedMessages: 0 } }, there: { settings: { maxQueuedMessages: 0 } } },
  );
  const readerHere = await here.person('reader', ['in']);
  const readerThere = await there.person('reader', ['out']);
  const writerHere = await here.person('writer');
  const writerThere = await there.person('writer');
  const text = 'x'.repeat(20_000);
  for (let n = 0; n < 300; n++) {
    writerHere.say('out', text, 1);
    writerThere.say('in', text, 1);
  }
  await clock.settle();
  expect(readerHere.texts).toHaveLength(300);
  expect(readerThere.texts).toHaveLength(300);
});

test('floods of QoS 0 from both sides stop nothing', async () => {
  const { clock, here, there, bridge } = await standing({ topics: [topic('out', 'out', 0), topic('in', 'in', 0)] });
  const readerHere = await here.person('reader', ['in', 'last']);
  const readerThere = await there.person('reader', ['out']);
  const writerHere = await here.person('writer');
  const writerThere = await there.person('writer');
  const text = 'x'.repeat(50_000);
  for (let n = 0; n < 300; n++) {
    writerHere.say('out', text);
    writerThere.say('in', text);
  }
  await clock.settle();
  readerHere.texts.length = readerThere.texts.length = 0;
  writerHere.say('out', 'after');
  writerThere.say('in', 'after');
  await clock.settle();
  expect(readerHere.texts).toEqual(['in after']);
  expect(readerThere.texts).toEqual(['out after']);
  expect(bridge.stands).toBe(true);
});
