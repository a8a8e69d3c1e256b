import { expect, test } from 'vitest';
import { TestLab } from '../kit/lab.ts';
import { openPage, textOf, utf8 } from './page.ts';

const PUB = 'rpi-pub#1';

test('nano opens the page’s editor at the file, and waits until it is left', async () => {
  const page = await openPage();
  await page.type(PUB, 'echo one > note; nano note; echo "left: $?"');
  expect(page.of('edit').map(({ request }) => request)).toEqual([
    { editing: 1, host: 'rpi-pub', terminal: PUB, path: '/home/pi/note', user: 'pi' },
  ]);
  expect(page.screen(PUB)).toContain('note is open in the editor of this page');
  expect(page.screen(PUB)).not.toMatch(/^left/m);
  await page.send({ type: 'edited', editing: 1 });
  expect(page.screen(PUB)).toMatch(/^left: 0$/m);
  expect(page.of('edit-ended')).toEqual([{ type: 'edit-ended', editing: 1 }]);
});

test.each(['nano', 'vi', 'vim', 'editor', 'sensible-editor'])('%s goes to the line it is told', async (name) => {
  const page = await openPage();
  await page.type(PUB, `${name} +12 .profile`);
  expect(page.of('edit')[0]?.request).toMatchObject({ path: '/home/pi/.profile', line: 12 });
});

test('a line may stand behind the file too, a column is passed over, and line 0 is the first', async () => {
  const page = await openPage();
  await page.type(PUB, 'vi .profile +7,3');
  await page.send({ type: 'edited', editing: 1 });
  await page.type(PUB, 'nano +0 .profile');
  expect(page.of('edit').map(({ request }) => request.line)).toEqual([7, 1]);
});

test('several files are opened one after the other', async () => {
  const page = await openPage();
  await page.type(PUB, 'nano .profile +3 .bashrc');
  expect(page.of('edit')).toHaveLength(1);
  await page.send({ type: 'edited', editing: 1 });
  expect(page.of('edit').map(({ request: { path, line } }) => [path, line])).toEqual([
    ['/home/pi/.profile', undefined],
    ['/home/pi/.bashrc', 3],
  ]);
});

test('the path that the page is told has no symbolic link in it', async () => {
  const page = await openPage();
  await page.type(PUB, 'ln -s /etc/mosquitto conf; nano conf/mosquitto.conf');
  await page.send({ type: 'edited', editing: 1 });
  await page.type(PUB, 'nano conf/conf.d/../new.conf');
  expect(page.of('edit').map(({ request }) => request.path)).toEqual([
    '/etc/mosquitto/mosquitto.conf',
    '/etc/mosquitto/new.conf',
  ]);
});

test('a new file is made when the page saves it, and not before', async () => {
  const page = await openPage();
  await page.type(PUB, 'nano fresh; ls fresh');
  const path = '/home/pi/fresh';
  expect(await page.files('rpi-pub', { kind: 'read', path }, 1)).toEqual({ kind: 'refused', code: 'ENOENT', path });
  await page.files('rpi-pub', { kind: 'save', path, bytes: utf8('hi\n'), began: utf8('') }, 1);
  await page.send({ type: 'edited', editing: 1 });
  expect(page.screen(PUB)).toMatch(/\nfresh\n/);
});

test('sudo nano gives the page the rights of root, as long as it waits', async () => {
  const page = await openPage();
  const path = '/etc/mosquitto/conf.d/mqtt14.conf';
  const save = { kind: 'save', path, bytes: utf8('listener 1884\n') } as const;
  await page.type(PUB, `sudo nano ${path}`);
  expect(page.of('edit')[0]?.request).toMatchObject({ user: 'root', terminal: PUB });
  expect(await page.files('rpi-pub', save)).toMatchObject({ kind: 'refused', code: 'EACCES' });
  expect(await page.files('rpi-pub', save, 1)).toMatchObject({ kind: 'done', stat: { owner: 'root', mode: 0o644 } });
  expect(textOf(await page.files('rpi-pub', { kind: 'read', path }))).toBe('listener 1884\n');
  await page.send({ type: 'edited', editing: 1 });
  expect(await page.files('rpi-pub', save, 1)).toMatchObject({ kind: 'refused', code: 'ESRCH' });
});

test('the rights of a command count on its own Pi only', async () => {
  const page = await openPage();
  await page.type(PUB, 'sudo nano /etc/shadow');
  const read = { kind: 'read', path: '/etc/shadow' } as const;
  expect(await page.files('rpi-sub', read, 1)).toMatchObject({ kind: 'refused', code: 'ESRCH' });
  expect(await page.files('rpi-pub', read, 1)).toMatchObject({ kind: 'read' });
});

test('Ctrl-C ends the command, and the page is told', async () => {
  const page = await openPage();
  await page.type(PUB, 'nano .profile');
  await page.keys(PUB, '\x03');
  expect(page.of('edit-ended')).toEqual([{ type: 'edit-ended', editing: 1 }]);
  await page.type(PUB, 'echo "ended: $?"');
  expect(page.screen(PUB)).toMatch(/^ended: 130$/m);
});

test('so does kill, from another terminal', async () => {
  const page = await openPage();
  await page.type('rpi-broker#1', 'nano .profile');
  await page.type('rpi-broker#2', 'pkill nano');
  expect(page.of('edit-ended')).toEqual([{ type: 'edit-ended', editing: 1 }]);
  expect(page.screen('rpi-broker#1')).toContain('Terminated');
});

test('stopped with Ctrl-Z it goes on in the foreground, also when the editor was left meanwhile', async () => {
  const page = await openPage();
  await page.type(PUB, 'nano .profile');
  await page.keys(PUB, '\x1a');
  expect(page.screen(PUB)).toMatch(/Stopped\s+nano \.profile/);
  expect(page.of('edit-ended')).toEqual([]);
  await page.send({ type: 'edited', editing: 1 });
  await page.type(PUB, 'fg; echo "left: $?"');
  expect(page.screen(PUB)).toMatch(/^left: 0$/m);
});

test('a lab that begins afresh waits for no editor, and its numbers go on', async () => {
  const page = await openPage();
  await page.type(PUB, 'nano .profile');
  await page.send({ type: 'reset' });
  expect(page.of('edit-ended')).toEqual([{ type: 'edit-ended', editing: 1 }]);
  await page.type(PUB, 'nano .profile');
  expect(page.of('edit')[1]?.request.editing).toBe(2);
});

test('a page that leaves an editor nobody waits for is passed over', async () => {
  const page = await openPage();
  await page.send({ type: 'edited', editing: 7 });
  await page.type(PUB, 'nano .profile');
  await page.send({ type: 'edited', editing: 1 });
  await page.send({ type: 'edited', editing: 1 });
  expect(page.of('edit-ended')).toHaveLength(1);
  expect(page.of('fault')).toEqual([]);
});

test.each([
  ['nano', "nano: which file? The editor of the page has to know: 'nano FILE'"],
  ['nano /etc', 'nano: "/etc" is a directory'],
  ['nano /etc/', 'nano: "/etc/" is a directory'],
  ['nano /dev/null', 'nano: "/dev/null" is not a normal file'],
  ['nano /etc/shadow', 'nano: Error reading /etc/shadow: Permission denied'],
  ['nano /root/x', 'nano: Error reading /root/x: Permission denied'],
  ['nano no/such', "nano: Directory 'no/' does not exist"],
  ['nano new/', "nano: Directory 'new/' does not exist"],
  ['nano .profile/x', 'nano: Error reading .profile/x: Not a directory'],
  ['echo x | nano -', "nano: standard input cannot be edited: write it to a file first, 'COMMAND > FILE'"],
  ['vi +/PATH .profile', 'vi: +/PATH: the page knows lines only, as in +12; a file of that name is ./+/PATH'],
  ['nano -v .profile', "nano: option '-v' is not part of this simulated Raspberry Pi"],
  [
    'head -c 3000000 /dev/zero > big; nano big',
    `nano: "big" has 2.9 MiB, and the editor of the page takes 2.0 at most`,
  ],
])('%s opens nothing and says why', async (line, said) => {
  const page = await openPage();
  await page.type(PUB, line);
  await page.type(PUB, 'echo "status: $?"');
  expect(page.screen(PUB)).toContain(said);
  expect(page.screen(PUB)).toMatch(/^status: 1$/m);
  expect(page.of('edit')).toEqual([]);
});

test('of several files one that cannot be opened is said before the first is', async () => {
  const page = await openPage();
  await page.type(PUB, 'nano .profile /etc');
  expect(page.of('edit')).toEqual([]);
});

test('without a page it says so, and how else a file is written', async () => {
  const lab = await TestLab.open();
  await lab.type('rpi-broker#1', 'nano note; echo "status: $?"');
  expect(lab.screen('rpi-broker#1')).toContain(
    "nano: no page shows this Pi, so there is no editor. To write a file: 'cat > FILE', then its lines, then Ctrl-D",
  );
  expect(lab.screen('rpi-broker#1')).toMatch(/^status: 1$/m);
});

test('sensible-editor runs what VISUAL or EDITOR names, and passes over what is not there', async () => {
  const page = await openPage();
  await page.type(PUB, 'VISUAL=nowhere EDITOR="echo edits" sensible-editor a b');
  expect(page.screen(PUB)).toMatch(/^edits a b$/m);
  await page.type(PUB, 'EDITOR=sensible-editor sensible-editor .profile');
  expect(page.of('edit')).toHaveLength(1);
});

test('fc has the last command edited in the page, and runs what became of it', async () => {
  const page = await openPage();
  await page.type(PUB, 'echo wrong');
  await page.type(PUB, 'fc');
  const { path } = page.of('edit')[0]?.request ?? { path: '' };
  expect(textOf(await page.files('rpi-pub', { kind: 'read', path }, 1))).toBe('echo wrong\n');
  await page.files('rpi-pub', { kind: 'save', path, bytes: utf8('echo right\n') }, 1);
  await page.send({ type: 'edited', editing: 1 });
  expect(page.screen(PUB)).toMatch(/^right$/m);
});

test('in a session of ssh, the file is one of the Pi that it leads to', async () => {
  const page = await openPage();
  await page.type(PUB, 'ssh rpi-sub');
  await page.clock.advance(2_000);
  if (/password:/.test(page.screen(PUB))) await page.type(PUB, 'raspberry');
  if (/yes\/no/.test(page.screen(PUB))) await page.type(PUB, 'yes');
  await page.clock.advance(2_000);
  await page.type(PUB, 'nano .profile');
  expect(page.of('edit')[0]?.request).toMatchObject({ host: 'rpi-sub', terminal: PUB });
});
