import { expect, test } from 'vitest';
import { SystemError } from '#runtime/ports.ts';
import { Ear, outcomeOf, twoHosts } from './ends.ts';

/** Port 8883 of `a` leads on to port 1883 of `b`. */
const forwarded = async () => {
  const hosts = await twoHosts();
  hosts.a.forward(8883, () => hosts.b.network().connect({ host: 'localhost', port: 1883 }));
  const pending = hosts.b.network().connect({ host: 'a', port: 8883 });
  await hosts.clock.settle();
  const client = new Ear(await pending);
  const server = hosts.servers[0];
  if (server === undefined) throw new Error('nobody was accepted');
  return { ...hosts, client, server };
};

test('a forwarded connection carries bytes both ways, and its end', async () => {
  const { clock, client, server } = await forwarded();
  client.say('there');
  await clock.settle();
  server.say('and back');
  server.stream.end();
  await clock.settle();
  expect(server.text).toBe('there');
  expect(client.heard).toEqual(['and back', 'closed']);
});

test('a reset passes through', async () => {
  const { clock, client, server } = await forwarded();
  client.stream.destroy();
  await clock.settle();
  expect(server.heard).toEqual(['closed ECONNRESET']);
});

test('a slow reader at the far end makes the writer wait, and nothing is lost', async () => {
  const { clock, client, server } = await forwarded();
  server.stream.pause();
  const block = 'x'.repeat(16_384);
  let said = 0;
  while (client.say(block)) {
    said += 1;
    await clock.settle();
    if (said > 100) break;
  }
  expect(said).toBeLessThan(20);
  server.stream.resume();
  await clock.settle();
  expect(server.text.length).toBe((said + 1) * block.length);
  expect(client.drains).toBe(1);
});

test('the client is refused when the way on cannot be opened, and accepted only once it is', async () => {
  const { clock, a, b } = await twoHosts();
  let fail = () => {};
  a.forward(8883, () => new Promise((_, reject) => (fail = () => reject(new SystemError('ETIMEDOUT')))));
  const outcome = outcomeOf(b.network().connect({ host: 'a', port: 8883 }));
  await clock.advance(1_000);
  expect(outcome.now).toBe('pending');
  fail();
  await clock.settle();
  expect(outcome.now).toBe('ECONNREFUSED');
});

test('a closed forward refuses', async () => {
  const { clock, a, b } = await twoHosts();
  a.forward(8883, () => b.network().connect({ host: 'localhost', port: 1883 })).close();
  const outcome = outcomeOf(b.network().connect({ host: 'a', port: 8883 }));
  await clock.settle();
  expect(outcome.now).toBe('ECONNREFUSED');
});
