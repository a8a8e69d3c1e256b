import { expect, test } from 'vitest';
import type { PiProcess } from '#runtime/pi/system.ts';
import { bytes, machines, printed, running, text } from './machine.ts';

/** Runs calls as user pi and says what each error was. */
const errorsOf = async (...calls: ((process: PiProcess) => unknown)[]): Promise<string[]> => {
  const errors: string[] = [];
  await running(async (process) => {
    for (const call of calls)
      try {
        await call(process);
        errors.push('done');
      } catch (error) {
        errors.push((error as Error).message);
      }
    return 0;
  });
  return errors;
};

test('a file is written, appended to and read, relative to the working directory', async () => {
  const lab = await running(async (process) => {
    await process.files.write('note.txt', 'one\n');
    await process.files.write('../pi/./note.txt', 'two\n', { append: true });
    await process.stdout.write(await process.files.read('/home/pi/note.txt'));
    return 0;
  });
  expect(printed(lab.events)).toBe('one\ntwo\n');
  expect(text(lab.pi.files.readFile('/home/pi/note.txt'))).toBe('one\ntwo\n');
});

test('what a process may not do is EACCES or EPERM', async () => {
  expect(
    await errorsOf(
      (process) => process.files.write('/etc/hosts', 'x'),
      (process) => process.files.write('/etc/new', 'x'),
      (process) => process.fs.unlink('/etc/hosts'),
      (process) => process.fs.list('/root'),
      (process) => process.fs.stat('/root/x'),
      (process) => process.fs.chmod('/etc/hosts', 0o666),
      (process) => process.fs.chown('/home/pi/.profile', 'root', 'root'),
      (process) => process.fs.makeDirectory('/usr/mine'),
    ),
  ).toEqual([
    'EACCES: /etc/hosts',
    'EACCES: /etc/new',
    'EACCES: /etc/hosts',
    'EACCES: /root',
    'EACCES: /root/x',
    'EPERM: /etc/hosts',
    'EPERM: /home/pi/.profile',
    'EACCES: /usr/mine',
  ]);
});

test('paths that lead nowhere say why, by the name they were given', async () => {
  expect(
    await errorsOf(
      (process) => process.files.read('nothing'),
      (process) => process.files.read(''),
      (process) => process.files.read('/etc/hosts/below'),
      (process) => process.files.read('/etc/hosts/'),
      (process) => process.files.read('/etc'),
      (process) => process.files.write('/home/pi', 'x'),
      (process) => process.files.write('no/such/directory', 'x'),
      (process) => process.fs.removeDirectory('/tmp/.'),
      (process) => process.open('.profile', { write: true, create: true, exclusive: true }),
      (process) => process.fs.unlink('/tmp'),
    ),
  ).toEqual([
    'ENOENT: nothing',
    'ENOENT: ',
    'ENOTDIR: /etc/hosts/below',
    'ENOTDIR: /etc/hosts/',
    'EISDIR: /etc',
    'EISDIR: /home/pi',
    'ENOENT: no/such/directory',
    'EINVAL: /tmp/.',
    'EEXIST: .profile',
    'EISDIR: /tmp',
  ]);
});

test('a circle of symbolic links is ELOOP; a link through a directory is followed', async () => {
  expect(
    await errorsOf(
      (process) => process.fs.symlink('b', 'a'),
      (process) => process.fs.symlink('a', 'b'),
      (process) => process.files.read('a'),
      (process) => process.fs.lstat('a'),
      (process) => process.fs.symlink('/etc', 'e'),
      (process) => process.files.read('e/hostname'),
      (process) => process.files.read('e/../etc/hostname'),
    ),
  ).toEqual(['done', 'done', 'ELOOP: a', 'done', 'done', 'done', 'done']);
});

test('in a sticky directory only the owner removes a file', async () => {
  const lab = machines();
  lab.pi.files.writeFile('/tmp/theirs', 'x', { mode: 0o666 });
  const outcome: string[] = [];
  lab.pi.spawn({
    user: 'pi',
    argv: ['program'],
    run: async (process) => {
      await process.files.write('/tmp/theirs', 'may be written');
      try {
        process.fs.unlink('/tmp/theirs');
      } catch (error) {
        outcome.push((error as Error).message);
      }
      return 0;
    },
  });
  await lab.clock.settle();
  expect(outcome).toEqual(['EPERM: /tmp/theirs']);
});

test('a full card is ENOSPC; what fitted is there; what is removed makes room', async () => {
  const lab = machines();
  const used = lab.pi.files.usedBytes;
  const small = machines({ limits: { bytes: used + 100 } });
  const seen: string[] = [];
  small.pi.spawn({
    user: 'pi',
    argv: ['program'],
    run: async (process) => {
      await process.files.write('big', new Uint8Array(150)).catch((error: Error) => seen.push(error.message));
      seen.push(String(process.fs.stat('big').size));
      process.fs.unlink('big');
      await process.files.write('fits', new Uint8Array(100));
      seen.push(String(process.fs.stat('fits').size));
      return 0;
    },
  });
  await small.clock.settle();
  expect(seen).toEqual(['ENOSPC', '100', '100']);
});

test('a file without a name lives, and takes room, until it is closed', async () => {
  const lab = machines();
  const used: number[] = [lab.pi.files.usedBytes];
  lab.pi.spawn({
    argv: ['program'],
    run: async (process) => {
      const file = process.open('/tmp/gone', { write: true, create: true });
      await file.write(bytes('still '));
      process.fs.unlink('/tmp/gone');
      await file.write(bytes('here'));
      used.push(lab.pi.files.usedBytes);
      file.close();
      used.push(lab.pi.files.usedBytes);
      return 0;
    },
  });
  await lab.clock.settle();
  expect(used.map((count) => count - (used[0] ?? 0))).toEqual([0, 10, 0]);
});

test('two descriptors of one description share an offset, two openings do not', async () => {
  const lab = await running(async (process) => {
    await process.files.write('x', 'abcdef');
    const file = process.open('x', { read: true });
    const copy = file.dup();
    const other = process.open('x', { read: true });
    const parts = [await file.read(2), await copy.read(2), await other.read(2)];
    await process.stdout.write(parts.map(text).join(' '));
    return 0;
  });
  expect(printed(lab.events)).toBe('ab cd ab');
});

test('/dev/null swallows, /dev/zero gives, /dev/full is full, /dev/tty needs a terminal', async () => {
  const lab = await running(async (process) => {
    await process.files.write('/dev/null', 'x');
    const zero = await process.open('/dev/zero', { read: true }).read(3);
    const seen = [String(zero), text(await process.open('/dev/null', { read: true }).read(3))];
    await process.files.write('/dev/full', 'x').catch((error: Error) => seen.push(error.message));
    try {
      process.open('/dev/tty', { read: true });
    } catch (error) {
      seen.push((error as Error).message);
    }
    await process.stdout.write(seen.join(' '));
    return 0;
  });
  expect(printed(lab.events)).toBe('0,0,0 <end> ENOSPC ENXIO: /dev/tty');
});

test('the log names each change of a file, by its real path', async () => {
  const lab = await running(async (process) => {
    process.fs.symlink('/tmp', 'link');
    await process.files.write('link/x', 'x');
    process.fs.rename('link/x', 'y');
    process.fs.unlink('y');
    return 0;
  });
  const changed = lab.events.flatMap((event) => (event.kind === 'file-changed' ? [event.path] : []));
  expect(changed).toEqual(['/home/pi/link', '/tmp/x', '/tmp/x', '/tmp/x', '/home/pi/y', '/home/pi/y']);
});

test('a directory is moved with all that is in it, but not into itself', async () => {
  expect(
    await errorsOf(
      (process) => process.fs.makeDirectory('a'),
      (process) => process.files.write('a/x', 'x'),
      (process) => process.fs.rename('a', 'a/b'),
      (process) => process.fs.rename('a', 'b'),
      (process) => process.files.read('b/x'),
      (process) => process.fs.removeDirectory('b'),
    ),
  ).toEqual(['done', 'done', 'EINVAL: a', 'done', 'done', 'ENOTEMPTY: b']);
});

test('who may not remove a directory is not told whether it is empty', async () => {
  expect(await errorsOf((process) => process.fs.removeDirectory('/etc'))).toEqual(['EACCES: /etc']);
});

test('cwd changes to directories only', async () => {
  expect(
    await errorsOf(
      (process) => (process.cwd = '/etc'),
      (process) => process.files.read('hostname'),
      (process) => (process.cwd = '/etc/hosts'),
      (process) => (process.cwd = '/root'),
      (process) => (process.cwd = 'nowhere'),
    ),
  ).toEqual(['done', 'done', 'ENOTDIR: /etc/hosts', 'EACCES: /root', 'ENOENT: nowhere']);
});
