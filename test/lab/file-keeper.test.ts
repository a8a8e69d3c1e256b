import { expect, test } from 'vitest';
import type { Lesson } from '#runtime/lesson/api.ts';
import { WHOLE_LAB } from '#runtime/lab/whole-lab.ts';
import type { FromLab, ToLab } from '#runtime/lab/messages.ts';
import { PageLink } from '#runtime/lab/page-link.ts';
import type { LabStore } from '#runtime/lab/store.ts';
import { manualClock } from '../kit/clock.ts';
import { MemoryLabStore } from '../kit/memory-lab-store.ts';

const opened = async (store: LabStore) => {
  const clock = manualClock();
  const posted: FromLab[] = [];
  const link = new PageLink({
    clock,
    ...WHOLE_LAB,
    post: (message) => posted.push(message),
    seed: () => 1,
    lesson: (name): Promise<Lesson> => Promise.reject(new Error(name)),
    uplink: () => {
      throw new Error('no server here');
    },
    store,
  });
  const send = async (message: ToLab): Promise<void> => {
    const received = link.receive(message);
    await clock.advance(100);
    await received;
  };
  await send({ type: 'open', done: [] });
  const screen = (): string =>
    posted
      .map((message) => (message.type === 'output' && message.terminal === 'rpi-pub#1' ? message.text : ''))
      .join('');
  return {
    clock,
    posted,
    send,
    screen,
    type: (line: string) => send({ type: 'keys', terminal: 'rpi-pub#1', text: `${line}\r` }),
  };
};

test('what a learner writes is there in the next lab', async () => {
  const store = new MemoryLabStore();
  const first = await opened(store);
  await first.type('echo mine > note; chmod 600 note; rm .profile');
  await first.clock.advance(1_000);
  const second = await opened(store);
  await second.type('cat note; ls -a');
  expect(second.screen()).toMatch(/mine\r\n/);
  expect(second.screen()).not.toContain('.profile');
});

const ofPub = (store: MemoryLabStore): string[] => store.asked.filter((each) => each.startsWith('rpi-pub'));

test('many writes are stored together, and never while one is being stored', async () => {
  const store = new MemoryLabStore();
  const lab = await opened(store);
  await lab.clock.advance(1_000);
  await lab.type('for i in 1 2 3 4 5 6 7 8 9; do echo $i >> many; done');
  expect(ofPub(store)).toEqual([]);
  await lab.clock.advance(1_000);
  expect(ofPub(store)).toEqual(['rpi-pub']);
});

test('of a host that was stored once, only what changed since is stored', async () => {
  const store = new MemoryLabStore();
  const lab = await opened(store);
  await lab.type('echo one > one; echo two > two');
  await lab.clock.advance(1_000);
  await lab.type('echo more >> two');
  await lab.clock.advance(1_000);
  expect(ofPub(store)).toEqual(['rpi-pub', 'rpi-pub /home/pi/.bash_history /home/pi/two']);
  const next = await opened(store);
  await next.type('cat one two');
  expect(next.screen()).toContain('one\r\ntwo\r\nmore\r\n');
});

test('what the broker keeps is stored within a second', async () => {
  const store = new MemoryLabStore();
  const lab = await opened(store);
  await lab.type('mosquitto_pub -h 192.168.1.3 -t kept -m old -r -q 1');
  await lab.clock.advance(1_000);
  const next = await opened(store);
  await next.type('mosquitto_sub -h 192.168.1.3 -t kept -C 1');
  expect(next.screen()).toMatch(/old\r\n/);
});

test('a page that may be about to go stores at once', async () => {
  const store = new MemoryLabStore();
  const lab = await opened(store);
  await lab.type('echo now > note');
  await lab.send({ type: 'hiding' });
  expect(ofPub(store)).toEqual(['rpi-pub']);
});

test('as delivered: nothing is kept of what was', async () => {
  const store = new MemoryLabStore();
  const lab = await opened(store);
  await lab.type('echo mine > note');
  await lab.clock.advance(1_000);
  await lab.send({ type: 'reset' });
  await lab.clock.advance(1_000);
  expect(store.files['sandbox']?.['rpi-pub']).toBeUndefined();
  await lab.type('ls note');
  expect(lab.screen()).toContain("cannot access 'note'");
});

test('where another page keeps them the page is told, and takes them over when asked', async () => {
  const store = new MemoryLabStore();
  store.keeping = { state: 'elsewhere' };
  const lab = await opened(store);
  expect(lab.posted).toContainEqual({ type: 'keeping', keeping: { state: 'elsewhere' } });
  await lab.type('echo copy > note');
  await lab.clock.advance(1_000);
  expect(store.files).toEqual({});
  await lab.send({ type: 'keep-here' });
  expect(lab.posted).toContainEqual({ type: 'keeping', keeping: { state: 'kept' } });
  expect(Object.keys(store.files['sandbox'] ?? {})).toEqual(['rpi-broker', 'rpi-pub', 'rpi-sub']);
});
