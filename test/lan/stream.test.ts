import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connected } from './ends.ts';

test('bytes arrive in the order in which they were written, both ways', async () => {
  const { clock, client, server } = await connected();
  client.say('one ');
  client.say('two');
  server.say('three');
  await clock.settle();
  expect(server.text).toBe('one two');
  expect(client.text).toBe('three');
});

test('nothing arrives within the turn in which it was written', async () => {
  const { clock, client, server } = await connected();
  client.say('later');
  expect(server.text).toBe('');
  await clock.settle();
  expect(server.text).toBe('later');
});

test('nothing is delivered before the other end is opened', async () => {
  const { clock, client, server } = await connected({ openServer: false });
  client.say('early');
  await clock.settle();
  expect(server.heard).toEqual([]);
  server.stream.open(server);
  await clock.settle();
  expect(server.text).toBe('early');
});

test('an end that comes before the other side is opened is told when it opens', async () => {
  const { clock, client, server } = await connected({ openServer: false });
  client.stream.destroy();
  await clock.settle();
  server.stream.open(server);
  await clock.settle();
  expect(server.heard).toEqual(['closed ECONNRESET']);
});

test('end() lets everything written arrive first; both ends close without an error, once', async () => {
  const { clock, client, server, lan } = await connected();
  client.say('last words');
  client.stream.end();
  client.stream.end();
  await clock.settle();
  expect(server.heard).toEqual(['last words', 'closed']);
  expect(client.heard).toEqual(['closed']);
  expect(lan.connections.size).toBe(0);
});

test('both ends may end at the same moment', async () => {
  const { clock, client, server } = await connected();
  client.stream.end();
  server.stream.end();
  await clock.settle();
  expect([client.heard, server.heard]).toEqual([['closed'], ['closed']]);
});

test('what is written after end() goes nowhere', async () => {
  const { clock, client, server } = await connected();
  client.stream.end();
  client.say('too late');
  await clock.settle();
  expect(server.heard).toEqual(['closed']);
});

test('destroy() loses what was under way; the other end sees ECONNRESET', async () => {
  const { clock, client, server } = await connected();
  client.say('lost');
  client.stream.destroy();
  await clock.settle();
  expect(server.heard).toEqual(['closed ECONNRESET']);
  expect(client.heard).toEqual(['closed']);
});

test('a paused end takes nothing; the sender is told to wait, and then to go on', async () => {
  const { clock, client, server } = await connected();
  server.stream.pause();
  const block = 'x'.repeat(16_384);
  expect([1, 2, 3, 4].map(() => client.say(block))).toEqual([true, true, true, false]);
  await clock.settle();
  expect([server.heard.length, client.drains]).toEqual([0, 0]);
  server.stream.resume();
  await clock.settle();
  expect(server.text.length).toBe(65_536);
  expect(client.drains).toBe(1);
});

test('latency delays every byte by the same time and keeps their order when it shrinks', async () => {
  const { clock, client, server, a } = await connected();
  a.latency = 100;
  client.say('slow ');
  await clock.advance(50);
  expect(server.text).toBe('');
  a.latency = 0;
  client.say('fast');
  await clock.advance(50);
  expect(server.text).toBe('slow fast');
});

test('whatever is written, paused, unplugged and delayed, all of it arrives in order', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('say' as const), length: fc.integer({ min: 1, max: 40_000 }) }),
    fc.record({ do: fc.constantFrom('pause', 'resume', 'unplug', 'plug') }),
    fc.record({ do: fc.constant('latency' as const), ms: fc.integer({ min: 0, max: 200 }) }),
    fc.record({ do: fc.constant('advance' as const), ms: fc.integer({ min: 0, max: 300 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async (steps) => {
      const { clock, client, server, b } = await connected();
      let said = '';
      let number = 0;
      for (const next of steps) {
        if ('length' in next) {
          const piece = String(number++ % 10).repeat(next.length);
          said += piece;
          client.say(piece);
        } else if (next.do === 'latency' && 'ms' in next) b.latency = next.ms;
        else if (next.do === 'advance' && 'ms' in next) await clock.advance(next.ms);
        else if (next.do === 'pause') server.stream.pause();
        else if (next.do === 'resume') server.stream.resume();
        else if (next.do === 'unplug') b.unplug();
        else b.plug();
      }
      b.plug();
      server.stream.resume();
      client.stream.end();
      await clock.advance(1_000);
      expect(server.text === said).toBe(true);
      expect(server.heard.at(-1)).toBe('closed');
    }),
    { numRuns: 60 },
  );
});
