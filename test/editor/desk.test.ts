import { expect, test } from 'vitest';
import { bufferOf, editorLab } from './editor-lab.ts';

test('a file is open once, however often it is opened', async () => {
  const { desk, open } = await editorLab();
  const first = await open('/home/pi/controller.py');
  await open('/home/pi/controller.ts');
  expect(await open('/home/pi/controller.py')).toBe(first);
  expect(desk.files.value.map(({ name }) => name)).toEqual(['controller.py', 'controller.ts']);
  expect(desk.front.value).toBe(first);
});

test('files of the same name on two Pis are two', async () => {
  const { desk, open } = await editorLab();
  await open('/home/pi/.bashrc');
  await open('/home/pi/.bashrc', 'rpi-pub');
  expect(desk.files.value.map(({ host }) => host)).toEqual(['rpi-broker', 'rpi-pub']);
});

test('when the front one is closed, its neighbour comes to the front', async () => {
  const { desk, open } = await editorLab();
  const [py, ts] = [await open('/home/pi/controller.py'), await open('/home/pi/controller.ts')];
  desk.close(ts);
  expect(desk.front.value).toBe(py);
  desk.close(py);
  expect([desk.front.value, desk.files.value]).toEqual([undefined, []]);
});

test('nano opens its file here, and goes on when it is left', async () => {
  const { desk, settle, type, screen } = await editorLab();
  await type('rpi-broker#1', 'nano +2 note; echo left');
  expect(desk.front.value).toMatchObject({ host: 'rpi-broker', path: '/home/pi/note' });
  expect(desk.front.value?.goTo.value).toBe(2);
  expect(screen('rpi-broker#1')).not.toMatch(/^left/m);
  desk.leave(desk.front.value!);
  await settle();
  expect(screen('rpi-broker#1')).toMatch(/^left/m);
  expect(desk.files.value).toHaveLength(1);
});

test('sudo nano saves with the rights of root, for as long as it waits', async () => {
  const { desk, save, settle, type, screen } = await editorLab();
  await type('rpi-broker#1', 'sudo nano /etc/mosquitto/conf.d/lan.conf');
  const file = desk.front.value!;
  expect([file.edit.value?.user, file.mayWrite.value]).toEqual(['root', true]);
  bufferOf(file).replace('listener 1883\n');
  expect(await save(file)).toBe(true);
  desk.leave(file);
  await settle();
  expect(file.mayWrite.value).toBe(false);
  await type('rpi-broker#1', 'cat /etc/mosquitto/conf.d/lan.conf');
  expect(screen('rpi-broker#1')).toMatch(/^listener 1883$/m);
});

test('a command that was ended by Ctrl-C waits for nothing, and its rights are gone', async () => {
  const { desk, keys, type } = await editorLab();
  await type('rpi-broker#1', 'sudo nano /etc/hostname');
  expect(desk.front.value?.mayWrite.value).toBe(true);
  await keys('rpi-broker#1', '\x03');
  expect([desk.front.value?.edit.value, desk.front.value?.mayWrite.value]).toEqual([undefined, false]);
});

test('closing the file lets the command go on', async () => {
  const { desk, settle, type, screen } = await editorLab();
  await type('rpi-broker#1', 'nano note; echo left');
  desk.close(desk.front.value!);
  await settle();
  expect(screen('rpi-broker#1')).toMatch(/^left/m);
});

test('two commands that edit one file: the first goes on', async () => {
  const { desk, type, screen } = await editorLab();
  await type('rpi-broker#1', 'nano note; echo left');
  await type('rpi-broker#2', 'nano note');
  expect(screen('rpi-broker#1')).toMatch(/^left/m);
  expect(desk.files.value).toHaveLength(1);
  expect(desk.front.value?.edit.value?.terminal).toBe('rpi-broker#2');
});

test('unsaved work in any file is known', async () => {
  const { desk, open, save } = await editorLab();
  const file = await open('/home/pi/note');
  expect(desk.hasUnsaved).toBe(false);
  bufferOf(file).replace('one\n');
  await open('/home/pi/controller.py');
  expect(desk.hasUnsaved).toBe(true);
  await save(file);
  expect(desk.hasUnsaved).toBe(false);
});

test('after a reset the files are as the new Pis have them', async () => {
  const { lab, desk, open, save, settle } = await editorLab();
  const file = await open('/home/pi/controller.py');
  const first = bufferOf(file).text();
  bufferOf(file).replace('print(1)\n');
  await save(file);
  lab.send({ type: 'reset' });
  await settle();
  await settle();
  expect(bufferOf(desk.front.value!).text()).toBe(first);
});
