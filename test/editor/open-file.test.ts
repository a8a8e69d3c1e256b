import { expect, test } from 'vitest';
import { bufferOf, editorLab } from './editor-lab.ts';

const NOTE = '/home/pi/note';

test('a file is read: its text, its language, its owner', async () => {
  const { open } = await editorLab();
  const file = await open('/home/pi/controller.ts');
  expect(bufferOf(file).text()).toContain("import mqtt from 'mqtt'");
  expect(file.language.value).toBe('typescript');
  expect([file.mayWrite.value, file.isNew.value, file.isUnsaved.value, file.stat.value?.owner]).toEqual([
    true,
    false,
    false,
    'pi',
  ]);
});

test('what is typed is unsaved, until it is saved or taken back', async () => {
  const { open, save, type, screen } = await editorLab();
  await type('rpi-broker#1', 'echo one > note');
  const file = await open(NOTE);
  bufferOf(file).replace('two\n');
  expect(file.isUnsaved.value).toBe(true);
  bufferOf(file).replace('one\n');
  expect(file.isUnsaved.value).toBe(false);
  bufferOf(file).replace('two\n');
  expect(await save(file)).toBe(true);
  expect(file.isUnsaved.value).toBe(false);
  expect(file.savedAt.value).toBe(file.stat.value?.modified);
  await type('rpi-broker#1', 'cat note');
  expect(screen('rpi-broker#1')).toMatch(/^two$/m);
});

test('the last line ends like any other', async () => {
  const { open, save } = await editorLab();
  const file = await open(NOTE);
  bufferOf(file).replace('one');
  await save(file);
  expect(bufferOf(file).text()).toBe('one\n');
});

test('a file that is not there is new, and is there when it was saved', async () => {
  const { open, save } = await editorLab();
  const file = await open(NOTE);
  expect([file.isNew.value, bufferOf(file).text()]).toEqual([true, '']);
  bufferOf(file).replace('one\n');
  await save(file);
  expect(file.isNew.value).toBe(false);
  expect(file.stat.value).toMatchObject({ owner: 'pi', size: 4 });
});

test('a new file takes the place of none that somebody made meanwhile', async () => {
  const { open, save, type } = await editorLab();
  const file = await open(NOTE);
  bufferOf(file).replace('mine\n');
  await type('rpi-broker#1', 'echo theirs > note');
  expect(await save(file)).toBe(false);
  expect(new TextDecoder().decode(file.theirs.value ?? undefined)).toBe('theirs\n');
});

test.for([
  ['/etc/shadow', { is: 'refused', code: 'EACCES' }],
  ['/etc', { is: 'refused', code: 'EISDIR' }],
  ['/dev/i2c-1', { is: 'refused', code: 'EINVAL' }],
] as const)('%s cannot be opened, and it says why', async ([path, state]) => {
  const { open } = await editorLab();
  expect((await open(path)).state.value).toEqual(state);
});

test('bytes that are no text stay as they are', async () => {
  const { open, type } = await editorLab();
  await type('rpi-broker#1', String.raw`printf 'a\000b' > zero; printf '\377\376' > latin`);
  expect((await open('/home/pi/zero')).state.value).toEqual({ is: 'no-text' });
  expect((await open('/home/pi/latin')).state.value).toEqual({ is: 'no-text' });
});

test('more than 2 MiB is no work for the editor', async () => {
  const { open, type } = await editorLab();
  await type('rpi-broker#1', 'head -c 3000000 /dev/zero > big');
  expect((await open('/home/pi/big')).state.value).toEqual({ is: 'too-large', size: 3_000_000 });
});

test("root's file is shown and not saved, and the text is not lost", async () => {
  const { open, save } = await editorLab();
  const file = await open('/etc/mosquitto/mosquitto.conf');
  expect([file.mayWrite.value, file.language.value]).toEqual([false, 'mosquitto-conf']);
  bufferOf(file).replace('allow_anonymous true\n');
  expect(await save(file)).toBe(false);
  expect(file.problem.value).toMatchObject({ is: 'refused', code: 'EACCES' });
  expect(bufferOf(file).text()).toBe('allow_anonymous true\n');
  expect(file.isUnsaved.value).toBe(true);
});

test("somebody else's text is taken over where nothing was typed", async () => {
  const { open, type } = await editorLab();
  await type('rpi-broker#1', 'echo one > note');
  const file = await open(NOTE);
  await type('rpi-broker#1', 'echo two > note');
  expect(bufferOf(file).text()).toBe('two\n');
  expect([file.wasReread.value, file.isUnsaved.value]).toEqual([true, false]);
});

test('where something was typed, both texts stay until the learner has chosen: theirs', async () => {
  const { open, type } = await editorLab();
  await type('rpi-broker#1', 'echo one > note');
  const file = await open(NOTE);
  bufferOf(file).replace('mine\n');
  await type('rpi-broker#1', 'echo two > note');
  expect(bufferOf(file).text()).toBe('mine\n');
  file.takeTheirs();
  expect(bufferOf(file).text()).toBe('two\n');
  expect([file.theirs.value, file.isUnsaved.value]).toEqual([undefined, false]);
});

test('or mine, which takes its place with the next save', async () => {
  const { open, save, type, screen } = await editorLab();
  await type('rpi-broker#1', 'echo one > note');
  const file = await open(NOTE);
  bufferOf(file).replace('mine\n');
  await type('rpi-broker#1', 'echo two > note');
  file.keepMine();
  expect(file.isUnsaved.value).toBe(true);
  expect(await save(file)).toBe(true);
  await type('rpi-broker#1', 'cat note');
  expect(screen('rpi-broker#1')).toMatch(/^mine$/m);
});

test('a file that was removed: the text is kept, and saving makes it again', async () => {
  const { open, save, type } = await editorLab();
  await type('rpi-broker#1', 'echo one > note');
  const file = await open(NOTE);
  await type('rpi-broker#1', 'rm note');
  expect(file.theirs.value).toBe(null);
  file.keepMine();
  expect([file.isNew.value, file.isUnsaved.value, bufferOf(file).text()]).toEqual([true, true, 'one\n']);
  expect(await save(file)).toBe(true);
});

test('as delivered: the text of the first day, or nothing', async () => {
  const { open, save, settle } = await editorLab();
  const file = await open('/home/pi/controller.py');
  const first = bufferOf(file).text();
  bufferOf(file).replace('print(1)\n');
  await save(file);
  const delivered = file.delivered();
  await settle();
  expect(await delivered).toBe(first);
  const other = (await open(NOTE)).delivered();
  await settle();
  expect(await other).toBe(undefined);
});

test('a Pi that is not up answers nothing but that', async () => {
  const { lab, open, type } = await editorLab();
  await type('rpi-broker#1', 'sudo poweroff');
  await type('rpi-broker#1', '');
  const file = await open('/home/pi/controller.py');
  expect(lab.fault.value).toBe(undefined);
  expect(file.state.value).toEqual({ is: 'refused', code: 'EHOSTUNREACH' });
});
