import { expect, test } from 'vitest';
import { lessonFiles } from '#runtime/lab/delivered/lesson-files.ts';
import { defineLesson, subscribed, task } from '#runtime/lesson/api.ts';
import { MemoryLabStore } from '../kit/memory-lab-store.ts';
import { openPage, textOf } from './page.ts';

const BROKER = 'rpi-broker#1';
const path = '/home/pi/task.py';
const lesson = defineLesson({
  lab: { terminals: ['rpi-broker'] },
  steps: [task('a', { goal: subscribed({ filter: 'a' }), solution: { [BROKER]: 'mosquitto_sub -t a' } })],
});

/** A visit of a release that delivers that as task.py. */
const visit = async (store: MemoryLabStore, content: string) => {
  const page = await openPage({
    store,
    open: '01-a',
    lesson: () => Promise.resolve(lesson),
    lessonFiles: () => Promise.resolve(lessonFiles([['rpi-broker/home/pi/task.py', content]])),
  });
  return {
    ...page,
    read: async (file = path) => textOf(await page.files('rpi-broker', { kind: 'read', path: file })),
    run: async (line: string) => {
      await page.type(BROKER, line);
      await page.clock.advance(1_000);
    },
    settle: async (keep: 'mine' | 'delivered', at = path) => {
      await page.send({ type: 'settle', host: 'rpi-broker', path: at, keep });
      await page.clock.advance(1_000);
    },
    asked: () => page.of('conflicts').map(({ conflicts }) => conflicts),
  };
};

const asked = [{ host: 'rpi-broker', path }];

/** Somebody changed `old`, and comes back to a release that delivers `new`. */
const returned = async () => {
  const store = new MemoryLabStore();
  await (await visit(store, 'old\n')).run('echo mine > task.py');
  return { store, page: await visit(store, 'new\n') };
};

test('nothing is asked of who changed nothing, or comes back to the same release', async () => {
  const store = new MemoryLabStore();
  expect((await visit(store, 'old\n')).asked()).toEqual([]);
  const page = await visit(store, 'new\n');
  expect([await page.read(), page.asked()]).toEqual(['new\n', []]);
  await page.run('echo mine > task.py');
  const again = await visit(store, 'new\n');
  expect([await again.read(), again.asked()]).toEqual(['mine\n', []]);
});

test('a file that was changed, and is delivered otherwise now, is the learner’s until they are asked', async () => {
  const { page } = await returned();
  expect([await page.read(), page.asked()]).toEqual(['mine\n', [asked]]);
  expect(textOf(await page.files('rpi-broker', { kind: 'delivered', path }))).toBe('new\n');
});

test('“mine” is kept, and not asked again', async () => {
  const { store, page } = await returned();
  await page.settle('mine');
  expect([await page.read(), page.asked()]).toEqual(['mine\n', [asked, []]]);
  const next = await visit(store, 'new\n');
  expect([await next.read(), next.asked()]).toEqual(['mine\n', []]);
});

test('“delivered” leaves both, now and in the next visit', async () => {
  const { store, page } = await returned();
  await page.settle('delivered');
  expect([await page.read(), await page.read(`${path}.mine`)]).toEqual(['new\n', 'mine\n']);
  const next = await visit(store, 'new\n');
  expect([await next.read(), await next.read(`${path}.mine`), next.asked()]).toEqual(['new\n', 'mine\n', []]);
});

test('who watches the file is told that it was written', async () => {
  const { page } = await returned();
  await page.files('rpi-broker', { kind: 'watch', paths: ['/home/pi'] });
  await page.settle('delivered');
  expect(page.of('files-changed').flatMap(({ paths }) => paths)).toEqual(
    expect.arrayContaining([path, `${path}.mine`]),
  );
});

test('a question that was not answered is asked in the next visit', async () => {
  const { store, page } = await returned();
  await page.run('echo more >> task.py');
  const next = await visit(store, 'new\n');
  expect([await next.read(), next.asked()]).toEqual(['mine\nmore\n', [asked]]);
});

test.each(['rm task.py', 'mv task.py mine.py', 'echo new > task.py'])('%s is an answer too', async (line) => {
  const { page } = await returned();
  await page.run(line);
  expect(page.asked()).toEqual([asked, []]);
});

test('a lab that begins afresh has no question', async () => {
  const { page } = await returned();
  await page.send({ type: 'reset' });
  expect([await page.read(), page.asked()]).toEqual(['new\n', [asked, []]]);
});

test('an answer that cannot be carried out is said, and the question stands', async () => {
  const { page } = await returned();
  await page.run('head -c 1000000000 /dev/zero > full');
  await page.settle('delivered');
  expect(await page.read()).toBe('mine\n');
  expect(page.asked().at(-1)).toEqual([{ host: 'rpi-broker', path, refused: 'ENOSPC' }]);
  await page.run('rm full');
  await page.settle('delivered');
  expect([await page.read(), page.asked().at(-1)]).toEqual(['new\n', []]);
});

test('an answer to nothing, or for a machine that there is not, is passed over', async () => {
  const { page } = await returned();
  await page.settle('delivered', '/etc/passwd');
  await page.send({ type: 'settle', host: 'rpi-x', path, keep: 'delivered' });
  await page.settle('mine');
  await page.settle('delivered');
  expect([await page.read(), page.of('fault')]).toEqual(['mine\n', []]);
});
