import { expect, test } from 'vitest';
import { loadLessonFiles } from '#runtime/browser/lessons.ts';
import { lessonFiles, placeOf } from '#runtime/lab/delivered/lesson-files.ts';
import { defineLesson, subscribed, task } from '#runtime/lesson/api.ts';
import { openPage, textOf } from './page.ts';

const lesson = defineLesson({
  lab: { terminals: ['rpi-broker', 'rpi-pub'] },
  steps: [task('a', { goal: subscribed({ filter: 'a' }), solution: { 'rpi-broker#1': 'mosquitto_sub -t a' } })],
});

const opened = (files: Record<string, string>) =>
  openPage({
    open: '01-a',
    lesson: () => Promise.resolve(lesson),
    lessonFiles: () => Promise.resolve(lessonFiles(Object.entries(files))),
  });

test('a lesson’s files lie on its Pis: of pi in its home, of root elsewhere', async () => {
  const page = await opened({
    'rpi-broker/home/pi/tools/hi': '#!/bin/sh\necho hi there\n',
    'rpi-broker/etc/mosquitto/conf.d/more.conf': 'log_type all\n',
    'rpi-pub/home/pi/.bash_aliases': 'alias greet="echo greetings"\n',
  });
  await page.type('rpi-broker#1', 'tools/hi; stat -c "%U %a %n" tools tools/hi /etc/mosquitto/conf.d/more.conf; ls');
  expect(page.screen('rpi-broker#1')).toContain(
    'hi there\npi 755 tools\npi 755 tools/hi\nroot 644 /etc/mosquitto/conf.d/more.conf\n',
  );
  await page.type('rpi-pub#1', 'greet; ls tools');
  expect(page.screen('rpi-pub#1')).toMatch(/^greetings\nls: cannot access 'tools'/m);
});

test('they are what “as delivered” means, in the place of the talk’s own', async () => {
  const page = await opened({ 'rpi-broker/home/pi/controller.py': 'print("mine")\n' });
  await page.type('rpi-broker#1', 'echo > controller.py');
  const delivered = { kind: 'delivered', path: '/home/pi/controller.py' } as const;
  expect(textOf(await page.files('rpi-broker', delivered))).toBe('print("mine")\n');
  await page.send({ type: 'reset' });
  expect(textOf(await page.files('rpi-broker', { ...delivered, kind: 'read' }))).toBe('print("mine")\n');
});

test('the sandbox has none of them', async () => {
  const page = await openPage({ lessonFiles: () => Promise.reject(new Error('there is no lesson')) });
  expect(page.of('fault')).toEqual([]);
  await page.type('rpi-pub#1', 'ls');
  expect(page.screen('rpi-pub#1')).toContain('lm75b.py');
});

test.each([
  ['rpi-pub/home/pi/a b', { host: 'rpi-pub', path: '/home/pi/a b' }],
  ['rpi-sub/var/lib/x/y', { host: 'rpi-sub', path: '/var/lib/x/y' }],
])('%s is a place', (file, place) => {
  expect(placeOf(file)).toEqual(place);
});

test.each(['', 'x', 'rpi-pub', 'rpi-pub/x', 'rpi-pub/home/pi', 'rpi-pub/etcetera/x', '__proto__/etc/x'])(
  '"%s" is none, and what lies there is not delivered',
  (file) => {
    expect(placeOf(file)).toBeTypeOf('string');
    expect(() => lessonFiles([[file, '']])).toThrow(`files/${file}: `);
  },
);

test('a lesson that brings nothing, and one that there is not, bring nothing', async () => {
  expect(await loadLessonFiles('01-hello-world')).toEqual({});
  expect(await loadLessonFiles('99-nothing')).toEqual({});
});
