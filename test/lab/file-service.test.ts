import { describe, expect, test } from 'vitest';
import type { FileAnswer, FileEntry, FileRequest } from '#runtime/lab/file-messages.ts';
import { WHOLE_LAB } from '#runtime/lab/whole-lab.ts';
import { openPage, textOf, utf8 } from './page.ts';

const PUB = 'rpi-pub';
const SHELL = 'rpi-pub#1';
type Page = Awaited<ReturnType<typeof openPage>>;

/** A page in which some lines were typed on rpi-pub. */
const after = async (...lines: string[]): Promise<Page> => {
  const page = await openPage();
  for (const line of lines) await page.type(SHELL, line);
  return page;
};

const ask = (page: Page, request: FileRequest): Promise<FileAnswer> => page.files(PUB, request);
const read = async (page: Page, path: string): Promise<string> => textOf(await ask(page, { kind: 'read', path }));
const save = (page: Page, path: string, text: string, began?: string): Promise<FileAnswer> =>
  ask(page, { kind: 'save', path, bytes: utf8(text), ...(began === undefined ? {} : { began: utf8(began) }) });
const entries = (answer: FileAnswer): Record<string, FileEntry> => {
  if (answer.kind !== 'list') throw new Error(answer.kind);
  return Object.fromEntries(answer.entries.map((entry) => [entry.name, entry]));
};
/** What is said to each of them, on one page: the code of what is refused. */
const codes = async (page: Page, requests: readonly FileRequest[]): Promise<readonly string[]> => {
  const said: string[] = [];
  for (const request of requests) {
    const answer = await ask(page, request);
    said.push(answer.kind === 'refused' ? answer.code : answer.kind);
  }
  return said;
};

/** What a Pi says about it. */
const shell = async (page: Page, line: string): Promise<string> => {
  const before = page.screen(SHELL).length;
  await page.type(SHELL, line);
  return page.screen(SHELL).slice(before + line.length + 1);
};

describe('list', () => {
  test('names everything in a directory, hidden files too, with kind, size, mode and owner', async () => {
    const page = await after('mkdir sub; echo hello > .hidden; chmod 600 .hidden');
    const found = entries(await ask(page, { kind: 'list', path: '/home/pi' }));
    expect(Object.keys(found)).toEqual(expect.arrayContaining(['.hidden', '.profile', 'lm75b.py', 'sub']));
    expect(found['.hidden']?.stat).toMatchObject({ kind: 'file', size: 6, mode: 0o600, owner: 'pi', group: 'pi' });
    expect(found['sub']?.stat).toMatchObject({ kind: 'directory', mode: 0o755 });
  });

  test('says of a symbolic link where it leads, if it leads anywhere', async () => {
    const page = await after('ln -s /etc there; ln -s nowhere lost; ln -s loop loop; ln -s /root/.profile shut');
    const found = entries(await ask(page, { kind: 'list', path: '/home/pi' }));
    expect(found['there']).toMatchObject({ stat: { kind: 'link', target: '/etc' }, leads: { kind: 'directory' } });
    for (const name of ['lost', 'loop', 'shut']) expect(found[name]?.stat.kind).toBe('link');
    for (const name of ['lost', 'loop', 'shut']) expect(found[name]).not.toHaveProperty('leads');
  });

  test('lists what is live', async () => {
    const found = entries(await ask(await openPage(), { kind: 'list', path: '/proc' }));
    expect(found['1']?.stat.kind).toBe('directory');
    expect(found['uptime']?.stat.kind).toBe('file');
  });

  test('refuses what is no directory, is not there, or is none of pi’s business', async () => {
    const paths = ['/nowhere', '/root', '/etc/motd', 'etc', ''];
    const requests = paths.map((path) => ({ kind: 'list', path }) as const);
    expect(await codes(await openPage(), requests)).toEqual(['ENOENT', 'EACCES', 'ENOTDIR', 'EINVAL', 'EINVAL']);
    expect(await ask(await openPage(), requests[1]!)).toEqual({ kind: 'refused', code: 'EACCES', path: '/root' });
  });
});

describe('read', () => {
  test('gives the bytes as they are, and says whether they may be written', async () => {
    const page = await after("printf 'a\\r\\n\\0\\377' > bytes; chmod 440 bytes");
    const answer = await ask(page, { kind: 'read', path: '/home/pi/bytes' });
    expect(answer).toMatchObject({ kind: 'read', mayWrite: false, stat: { size: 5, mode: 0o440 } });
    expect('bytes' in answer && [...answer.bytes]).toEqual([97, 13, 10, 0, 255]);
    expect(await ask(page, { kind: 'read', path: '/home/pi/.profile' })).toMatchObject({ mayWrite: true });
    expect(await ask(page, { kind: 'read', path: '/etc/motd' })).toMatchObject({ mayWrite: false });
  });

  test('follows a link to the end', async () => {
    const page = await after('echo end > end; ln -s end one; ln -s one two');
    expect(await read(page, '/home/pi/two')).toBe('end\n');
  });

  test('reads what the kernel tells, which nobody may write', async () => {
    const page = await openPage();
    expect(await ask(page, { kind: 'read', path: '/proc/uptime' })).toMatchObject({ kind: 'read', mayWrite: false });
    expect(await read(page, '/proc/uptime')).toMatch(/^\d+\.\d\d /);
  });

  test('refuses what is no file, is not there, or is none of pi’s business', async () => {
    const refused = Object.entries({
      '/home/pi/nothing': 'ENOENT',
      '/home/pi': 'EISDIR',
      '/etc/shadow': 'EACCES',
      '/root/.profile': 'EACCES',
      '/dev/random': 'EINVAL',
      '/etc/motd/x': 'ENOTDIR',
      '.profile': 'EINVAL',
      [`/home/pi/${'x'.repeat(5_000)}`]: 'ENAMETOOLONG',
    });
    const requests = refused.map(([path]) => ({ kind: 'read', path }) as const);
    expect(await codes(await openPage(), requests)).toEqual(refused.map(([, code]) => code));
  });

  test('two MiB are read, one byte more is not', async () => {
    const page = await after('head -c 2097152 /dev/zero > two; cp two more; echo >> more');
    expect(await ask(page, { kind: 'read', path: '/home/pi/two' })).toMatchObject({ kind: 'read' });
    expect(await ask(page, { kind: 'read', path: '/home/pi/more' })).toEqual({ kind: 'too-large', size: 2_097_153 });
  });
});

describe('save', () => {
  test('replaces the content and keeps mode, owner and every name', async () => {
    const page = await after('echo old > a; chmod 750 a; ln a b; ln -s a c');
    expect(await save(page, '/home/pi/c', 'new\n', 'old\n')).toMatchObject({
      kind: 'done',
      stat: { kind: 'file', size: 4, mode: 0o750, owner: 'pi', links: 2 },
    });
    expect(await shell(page, 'cat a b c; readlink c')).toMatch(/^new\nnew\nnew\na\n/);
  });

  test('makes a new file, of the one who saves', async () => {
    const page = await openPage();
    expect(await save(page, '/home/pi/fresh', 'x', '')).toMatchObject({
      stat: { mode: 0o644, owner: 'pi', group: 'pi' },
    });
    expect(await save(page, '/home/pi/empty', '')).toMatchObject({ stat: { size: 0 } });
  });

  test('of what somebody else has written meanwhile saves nothing, and says what is there', async () => {
    const page = await after('echo theirs > note');
    const answer = await save(page, '/home/pi/note', 'mine\n', 'begun\n');
    expect([answer.kind, textOf(answer)]).toEqual(['changed', 'theirs\n']);
    expect((await save(page, '/home/pi/note', 'mine\n', '')).kind).toBe('changed');
    expect(await read(page, '/home/pi/note')).toBe('theirs\n');
    expect((await save(page, '/home/pi/note', 'mine\n')).kind).toBe('done');
    expect(await read(page, '/home/pi/note')).toBe('mine\n');
  });

  test('a program that has it open reads on in the same file', async () => {
    const page = await after('echo one > log; tail -f log &');
    await save(page, '/home/pi/log', 'one\ntwo\n', 'one\n');
    await page.clock.advance(2_000);
    expect(page.screen(SHELL)).toMatch(/^two$/m);
  });

  test('refuses where nothing can be saved, and changes nothing', async () => {
    const refused = Object.entries({
      '/etc/motd': 'EACCES',
      '/etc/new': 'EACCES',
      '/root/new': 'EACCES',
      '/home/pi/no/such': 'ENOENT',
      '/home/pi': 'EISDIR',
      '/home/pi/new/': 'EISDIR',
      '/dev/null': 'EINVAL',
      '/home/pi/.profile/x': 'ENOTDIR',
      new: 'EINVAL',
    });
    const page = await openPage();
    const all = 'ls -la / /etc /home/pi /root | grep -v history';
    const before = await shell(page, all);
    const requests = refused.map(([path]) => ({ kind: 'save', path, bytes: utf8('x') }) as const);
    expect(await codes(page, requests)).toEqual(refused.map(([, code]) => code));
    expect(await shell(page, all)).toBe(before);
  });

  test('on a full card what was there stays', async () => {
    const page = await after('echo old > note; head -c 1000000000 /dev/zero > full');
    const answer = await save(page, '/home/pi/note', 'longer than before\n');
    expect(answer).toEqual({ kind: 'refused', code: 'ENOSPC', path: '/home/pi/note' });
    expect(await read(page, '/home/pi/note')).toBe('old\n');
    expect((await save(page, '/home/pi/note', 'new\n')).kind).toBe('done');
  });

  test('more than two MiB are not saved', async () => {
    const page = await openPage();
    expect(await save(page, '/home/pi/big', 'x'.repeat(2_097_153))).toEqual({ kind: 'too-large', size: 2_097_153 });
    expect((await ask(page, { kind: 'read', path: '/home/pi/big' })).kind).toBe('refused');
  });
});

describe('rename, remove, make a directory', () => {
  test('a file gets another name, in another directory too', async () => {
    const page = await after('mkdir sub; echo x > a');
    expect((await ask(page, { kind: 'rename', path: '/home/pi/a', to: '/home/pi/sub/b' })).kind).toBe('done');
    expect(await read(page, '/home/pi/sub/b')).toBe('x\n');
    expect((await ask(page, { kind: 'read', path: '/home/pi/a' })).kind).toBe('refused');
  });

  test('a name that is taken is not overwritten', async () => {
    const page = await after('echo x > a; echo y > b');
    const taken = { kind: 'refused', code: 'EEXIST', path: '/home/pi/b' };
    expect(await ask(page, { kind: 'rename', path: '/home/pi/a', to: '/home/pi/b' })).toEqual(taken);
    expect(await read(page, '/home/pi/b')).toBe('y\n');
  });

  test('a file and an empty directory are removed, a link itself, and a full directory is not', async () => {
    const page = await after('mkdir empty full; echo x > full/x; ln -s full link');
    for (const name of ['link', 'empty', 'full/x', 'full'])
      expect([name, (await ask(page, { kind: 'remove', path: `/home/pi/${name}` })).kind]).toEqual([name, 'done']);
    await page.type(SHELL, 'mkdir full; echo x > full/x');
    const refused = { kind: 'refused', code: 'ENOTEMPTY' };
    expect(await ask(page, { kind: 'remove', path: '/home/pi/full' })).toMatchObject(refused);
  });

  test('a directory is made, once', async () => {
    const page = await openPage();
    const request = { kind: 'make-directory', path: '/home/pi/new' } as const;
    expect(await ask(page, request)).toMatchObject({ kind: 'done', stat: { kind: 'directory', owner: 'pi' } });
    expect(await ask(page, request)).toMatchObject({ kind: 'refused', code: 'EEXIST' });
  });

  test('what cannot be is refused', async () => {
    const refused: readonly [FileRequest, string][] = [
      [{ kind: 'rename', path: '/home/pi/no', to: '/home/pi/yes' }, 'ENOENT'],
      [{ kind: 'rename', path: '/home/pi/.profile', to: '/etc/profile2' }, 'EACCES'],
      [{ kind: 'rename', path: '/home/pi/.profile', to: 'x' }, 'EINVAL'],
      [{ kind: 'rename', path: '/home/pi', to: '/home/pi/x' }, 'EINVAL'],
      [{ kind: 'remove', path: '/home/pi/no' }, 'ENOENT'],
      [{ kind: 'remove', path: '/etc/motd' }, 'EACCES'],
      [{ kind: 'remove', path: '/' }, 'ENOTEMPTY'],
      [{ kind: 'make-directory', path: '/etc/new' }, 'EACCES'],
      [{ kind: 'make-directory', path: '/home/pi/a/b' }, 'ENOENT'],
    ];
    const page = await openPage();
    const said = await codes(
      page,
      refused.map(([request]) => request),
    );
    expect(said).toEqual(refused.map(([, code]) => code));
  });
});

describe('as delivered', () => {
  test('is the content at first, whatever is there now', async () => {
    const page = await after('echo changed > lm75b.py', 'rm .profile');
    const was = await ask(page, { kind: 'delivered', path: '/home/pi/lm75b.py' });
    expect([was.kind, textOf(was).startsWith('#!/usr/bin/env python3')]).toEqual(['delivered', true]);
    const gone = await ask(page, { kind: 'delivered', path: '/home/pi/.profile' });
    expect(gone).toMatchObject({ kind: 'delivered', mayWrite: true });
    expect(textOf(gone)).toContain('Read by a login shell');
  });

  test('is asked by the name that leads there', async () => {
    const page = await after('ln -s /etc/mosquitto conf');
    const answer = await ask(page, { kind: 'delivered', path: '/home/pi/conf/mosquitto.conf' });
    expect(textOf(answer)).toContain('include_dir /etc/mosquitto/conf.d');
    expect(answer).toMatchObject({ mayWrite: false });
  });

  test('refuses what was not delivered, or not to pi', async () => {
    const refused = Object.entries({
      '/home/pi/mine': 'ENOENT',
      '/home/pi': 'ENOENT',
      '/etc/shadow': 'EACCES',
      '/root/.profile': 'EACCES',
    });
    const requests = refused.map(([path]) => ({ kind: 'delivered', path }) as const);
    expect(await codes(await after('echo mine > mine'), requests)).toEqual(refused.map(([, code]) => code));
  });
});

describe('watch', () => {
  const watching = async (...paths: string[]) => {
    const page = await after('mkdir -p sub/deep');
    expect(await ask(page, { kind: 'watch', paths })).toEqual({ kind: 'done' });
    return page;
  };
  const told = (page: Page) => page.of('files-changed').map(({ host, paths }) => [host, [...paths].sort()]);

  test('tells of what anybody writes at and below a path, once for what a command writes at once', async () => {
    const page = await watching('/home/pi/sub');
    await page.type(SHELL, 'for i in 1 2 3; do echo $i > sub/deep/$i; done; echo x > elsewhere');
    expect(told(page)).toEqual([[PUB, ['/home/pi/sub/deep/1', '/home/pi/sub/deep/2', '/home/pi/sub/deep/3']]]);
  });

  test('tells of what happens above it, and of what the page itself saves', async () => {
    const page = await watching('/home/pi/sub/deep/a');
    await page.type(SHELL, 'mv sub other');
    await page.type(SHELL, 'mv other sub');
    await save(page, '/home/pi/sub/deep/a', 'x');
    const paths = told(page).flatMap(([, each]) => each ?? []);
    expect(paths).toEqual(expect.arrayContaining(['/home/pi/sub', '/home/pi/sub/deep/a']));
  });

  test('knows the path behind a link', async () => {
    const page = await after('ln -s /tmp link');
    await ask(page, { kind: 'watch', paths: ['/home/pi/link'] });
    await page.type(SHELL, 'echo x > /tmp/x');
    expect(told(page)).toEqual([[PUB, ['/tmp/x']]]);
  });

  test('counts from now on, for this Pi, and ends with an empty list', async () => {
    const page = await watching('/home/pi/a');
    await ask(page, { kind: 'watch', paths: ['/home/pi/b'] });
    await page.type('rpi-sub#1', 'echo x > b');
    await page.type(SHELL, 'echo x > a');
    expect(told(page)).toEqual([]);
    await page.type(SHELL, 'echo x > b');
    await ask(page, { kind: 'watch', paths: [] });
    await page.type(SHELL, 'echo y > b');
    expect(told(page)).toEqual([[PUB, ['/home/pi/b']]]);
  });

  test('begins anew with a fresh lab', async () => {
    const page = await watching('/home/pi/a');
    await page.send({ type: 'reset' });
    await page.type(SHELL, 'echo x > a');
    expect(told(page)).toEqual([]);
    await ask(page, { kind: 'watch', paths: ['/home/pi/a'] });
    await page.type(SHELL, 'echo y > a');
    expect(told(page)).toEqual([[PUB, ['/home/pi/a']]]);
  });
});

test('what the page writes is in the log as the learner’s, and is kept', async () => {
  const page = await openPage();
  await page.files('rpi-broker', { kind: 'save', path: '/home/pi/note', bytes: utf8('x') });
  await page.type('rpi-broker#1', 'cat note');
  expect(page.screen('rpi-broker#1')).toMatch(/^x/m);
});

test('a Pi that is off answers nothing, and one that is up again everything', async () => {
  const page = await after('sudo poweroff');
  await page.clock.advance(10_000);
  expect(await ask(page, { kind: 'read', path: '/etc/motd' })).toEqual({
    kind: 'refused',
    code: 'EHOSTUNREACH',
    path: '/etc/motd',
  });
  expect((await page.files('rpi-sub', { kind: 'read', path: '/etc/motd' })).kind).toBe('read');
});

test('where the code for that cannot be fetched it is an error of reading, and the next question tries again', async () => {
  let isCut = true;
  const { fileCode } = WHOLE_LAB;
  const get = () => (isCut ? Promise.reject(new Error('no network')) : fileCode.get());
  const page = await openPage({ fileCode: { now: undefined, get, arrival: fileCode.arrival } });
  const request = { kind: 'read', path: '/etc/issue' } as const;
  expect(await ask(page, request)).toEqual({ kind: 'refused', code: 'EIO', path: '/etc/issue' });
  isCut = false;
  expect((await ask(page, request)).kind).toBe('read');
  expect(page.of('fault')).toEqual([]);
});

test('a machine that there is not is a fault of the page', async () => {
  const page = await openPage();
  await page.send({ type: 'files', id: 9, host: 'rpi-x', request: { kind: 'list', path: '/' } });
  expect(page.of('fault')[0]?.message).toContain('no host "rpi-x"');
});
