import { expect, test } from 'vitest';
import { SystemError } from '#runtime/ports.ts';
import { FileTree } from '#runtime/pi/files/file-tree.ts';
import type { PiProcess } from '#runtime/pi/system.ts';
import { machines, running, text } from './machine.ts';

const PI = { user: 'pi', groups: ['pi', 'adm'] };
const tree = (limits?: { bytes?: number; inodes?: number }) => {
  const made = new FileTree({ now: () => 1_000, ...(limits === undefined ? {} : { limits }) });
  made.makeDirectory('/home', { owner: 'pi', group: 'pi' });
  return made;
};
const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'none';
  } catch (error) {
    if (error instanceof SystemError) return error.code;
    throw error;
  }
};

test('a hard link is one more name for the same file', () => {
  const files = tree();
  files.writeFile('/home/a', 'one', {}, PI);
  files.link('/home/a', '/home/b', PI);
  files.writeFile('/home/b', 'two', {}, PI);
  expect(text(files.readFile('/home/a'))).toBe('two');
  expect([files.stat('/home/a').links, files.stat('/home/a').inode === files.stat('/home/b').inode]).toEqual([2, true]);
  files.unlink('/home/a');
  expect([files.stat('/home/b').links, text(files.readFile('/home/b'))]).toEqual([1, 'two']);
});

test('hard links go through a snapshot: restored, they are one file again', () => {
  const files = tree();
  files.writeFile('/home/a', 'one');
  files.link('/home/a', '/home/b');
  files.symlink('a', '/home/soft');
  files.link('/home/soft', '/home/soft2');
  const used = files.usage();
  const other = new FileTree({ now: () => 2_000 });
  other.restore(structuredClone(files.snapshot()));
  other.writeFile('/home/b', 'three');
  expect([text(other.readFile('/home/a')), other.stat('/home/a').links]).toEqual(['three', 2]);
  expect(other.stat('/home/soft', undefined, false).links).toBe(2);
  expect(other.usage().inodesUsed).toBe(used.inodesUsed);
  other.unlink('/home/a');
  other.unlink('/home/b');
  expect(other.usage().used).toBe(0);
});

test('what cannot be linked', () => {
  const files = tree();
  files.writeFile('/home/a', '');
  files.writeFile('/home/secret', '', { mode: 0o600 });
  expect(codeOf(() => files.link('/home', '/home/d'))).toBe('EPERM');
  expect(codeOf(() => files.link('/home/none', '/home/d'))).toBe('ENOENT');
  expect(codeOf(() => files.link('/home/a', '/home/secret'))).toBe('EEXIST');
  expect(codeOf(() => files.link('/home/secret', '/home/mine', PI))).toBe('EPERM');
  expect(codeOf(() => files.link('/home/a', '/d', PI))).toBe('EPERM');
});

test('truncate cuts, and fills with zeros', () => {
  const files = tree({ bytes: 100 });
  files.writeFile('/home/a', 'abcdef');
  files.truncate('/home/a', 3);
  files.truncate('/home/a', 5);
  expect(text(files.readFile('/home/a'))).toBe('abc\0\0');
  expect(files.usage().used).toBe(5);
  expect(codeOf(() => files.truncate('/home/a', -1))).toBe('EINVAL');
  expect(codeOf(() => files.truncate('/home/a', 101))).toBe('ENOSPC');
  expect(codeOf(() => files.truncate('/home', 1))).toBe('EISDIR');
  expect(codeOf(() => files.truncate('/home/a', 1, PI))).toBe('EACCES');
});

test('a set-group-ID directory gives its group to what is made in it', () => {
  const files = tree();
  files.makeDirectory('/home/shared', { mode: 0o2775, owner: 'pi', group: 'adm' });
  files.writeFile('/home/shared/a', '', {}, PI);
  files.makeDirectory('/home/shared/d', { mode: 0o755 }, PI);
  expect([files.stat('/home/shared/a').group, files.stat('/home/shared/d').group]).toEqual(['adm', 'adm']);
  expect(files.stat('/home/shared/d').mode & 0o2000).toBe(0o2000);
});

test('in a sticky directory others’ files stay: EPERM', () => {
  const files = tree();
  files.makeDirectory('/tmp', { mode: 0o1777 });
  files.writeFile('/tmp/roots', '', { mode: 0o666 });
  expect(codeOf(() => files.unlink('/tmp/roots', PI))).toBe('EPERM');
  expect(codeOf(() => files.rename('/tmp/roots', '/tmp/mine', PI))).toBe('EPERM');
});

test('a name of more than 255 bytes is too long', () => {
  const files = tree();
  expect(codeOf(() => files.writeFile(`/home/${'ä'.repeat(128)}`, ''))).toBe('ENAMETOOLONG');
  expect(codeOf(() => files.writeFile(`/home/${'ä'.repeat(127)}`, ''))).toBe('none');
});

test('blocks are those of a card with 4 KiB each', () => {
  const files = tree();
  files.writeFile('/home/a', 'x'.repeat(4_097));
  files.symlink('a', '/home/l');
  expect([
    files.stat('/home/a').blocks,
    files.stat('/home').blocks,
    files.stat('/home/l', undefined, false).blocks,
  ]).toEqual([16, 8, 0]);
});

const asPi = async <T>(run: (process: PiProcess) => Promise<T>, stdin?: string): Promise<T | undefined> => {
  let result: T | undefined;
  await running(async (process) => {
    if (stdin !== undefined) {
      const [reader, writer] = process.pipe();
      await writer.write(new TextEncoder().encode(stdin));
      writer.close();
      process.fds.set(0, reader);
    }
    result = await run(process);
    return 0;
  });
  return result;
};

test('umask takes bits from what is made, and children inherit it', async () => {
  const modes = await asPi(async (process) => {
    process.umask = 0o077;
    await process.files.write('/tmp/a', '');
    const child = process.spawn({
      run: async (own) => {
        own.fs.makeDirectory('/tmp/d');
        return own.umask;
      },
      argv: ['child'],
      files: new Map(),
    });
    const { status } = await process.wait(child);
    return [process.fs.stat('/tmp/a').mode, process.fs.stat('/tmp/d').mode, status];
  });
  expect(modes).toEqual([0o600, 0o700, 0o077]);
});

test('canonical follows every link, and wants all of it to be there', async () => {
  const found = await asPi(async (process) => {
    process.fs.symlink('/etc', '/tmp/e');
    process.fs.symlink('loop', '/tmp/loop');
    const code = (path: string) => codeOf(() => process.fs.canonical(path));
    return [
      process.fs.canonical('/tmp/e/../etc/hostname'),
      process.fs.canonical('/bin'),
      code('/tmp/none'),
      code('/tmp/loop'),
    ];
  });
  expect(found).toEqual(['/etc/hostname', '/usr/bin', 'ENOENT', 'ELOOP']);
});

test('/dev/stdin is the reader’s own input, /dev/fd/N any descriptor', async () => {
  const read = await asPi(async (process) => {
    const whole = text(await process.files.read('/dev/stdin'));
    process.fds.set(7, process.open('/etc/hostname', { read: true }));
    return [
      whole,
      text(await process.files.read('/dev/fd/7')),
      codeOf(() => process.open('/dev/fd/9', { read: true })),
    ];
  }, 'piped');
  expect(read).toEqual(['piped', 'rpi-broker\n', 'ENOENT']);
});

test('/dev/fd/N of a file opens it anew: from its beginning', async () => {
  const read = await asPi(async (process) => {
    const file = process.open('/etc/hostname', { read: true });
    process.fds.set(7, file);
    await file.read(4);
    return [text(await process.files.read('/proc/self/fd/7')), process.fs.lstat('/proc/self/fd/7').target];
  });
  expect(read).toEqual(['rpi-broker\n', '/etc/hostname']);
});

test('/dev/tty without a terminal is no such device', async () => {
  expect(await asPi(async (process) => codeOf(() => process.open('/dev/tty', { read: true })))).toBe('ENXIO');
});

test('/dev/random has bytes, /dev/null none, /dev/full no room', async () => {
  const seen = await asPi(async (process) => {
    const random = await process.open('/dev/random', { read: true }).read(5);
    const none = await process.open('/dev/null', { read: true }).read(5);
    const full = await process
      .open('/dev/full', { write: true })
      .write(new Uint8Array(1))
      .catch((error: SystemError) => error.code);
    return [random?.length, none, full];
  });
  expect(seen).toEqual([5, null, 'ENOSPC']);
});

test('/proc knows processes as they are at the moment', async () => {
  const seen = await asPi(async (process) => {
    const read = async (path: string) => text(await process.files.read(path));
    const { pid } = process;
    return {
      self: process.fs.lstat('/proc/self').target === String(pid),
      cmdline: await read('/proc/self/cmdline'),
      comm: await read(`/proc/${pid}/comm`),
      state: (await read('/proc/self/status')).split('\n')[2],
      init: await read('/proc/1/comm'),
      cwd: process.fs.canonical('/proc/self/cwd'),
      listed: process.fs.list('/proc').includes(String(pid)),
      none: codeOf(() => process.fs.stat('/proc/31000')),
      kind: process.fs.stat('/proc/cpuinfo').kind,
      size: process.fs.stat('/proc/cpuinfo').size,
    };
  });
  expect(seen).toEqual({
    self: true,
    cmdline: 'program\0',
    comm: 'program\n',
    state: 'State:\tR (running)',
    init: 'init\n',
    cwd: '/home/pi',
    listed: true,
    none: 'ENOENT',
    kind: 'file',
    size: 0,
  });
});

test('/proc and /sys tell of the machine', async () => {
  const seen = await asPi(async (process) => {
    const read = async (path: string) => text(await process.files.read(path));
    return [
      (await read('/proc/cpuinfo')).match(/^processor/gm)?.length,
      /^MemTotal: +\d+ kB$/m.test(await read('/proc/meminfo')),
      /^\d+\.\d\d \d+\.\d\d\n$/.test(await read('/proc/uptime')),
      /^\d\.\d\d \d\.\d\d \d\.\d\d \d+\/\d+ \d+\n$/.test(await read('/proc/loadavg')),
      await read('/proc/device-tree/model'),
      /^\d{5}\n$/.test(await read('/sys/class/thermal/thermal_zone0/temp')),
      await read('/proc/sys/kernel/hostname'),
    ];
  });
  expect(seen).toEqual([4, true, true, true, 'Raspberry Pi 3 Model B Rev 1.2\0', true, 'rpi-broker\n']);
});

test('nobody writes, makes or removes anything in /proc, root neither', async () => {
  const { pi } = machines();
  const codes = [
    () => pi.files.writeFile('/proc/cpuinfo', 'x'),
    () => pi.files.writeFile('/proc/new', 'x'),
    () => pi.files.unlink('/proc/cpuinfo'),
    () => pi.files.removeDirectory('/proc'),
    () => pi.files.rename('/etc/hostname', '/proc/hostname'),
    () => pi.files.makeDirectory('/sys/d'),
  ].map(codeOf);
  expect(codes).toEqual(['EPERM', 'EPERM', 'EPERM', 'EPERM', 'EPERM', 'EPERM']);
  expect(pi.files.exists('/etc/hostname')).toBe(true);
});

test('names of Object are no files of /proc', () => {
  const { pi } = machines();
  for (const name of ['constructor', '__proto__', 'toString']) expect(pi.files.exists(`/proc/${name}`)).toBe(false);
});

test('a snapshot leaves /proc out, and a restored tree has it again', async () => {
  const { pi } = machines();
  const saved = JSON.stringify(pi.snapshot());
  expect(saved).not.toContain('cpuinfo');
  pi.restore(pi.snapshot());
  expect(text(pi.files.readFile('/proc/sys/kernel/ostype'))).toBe('Linux\n');
});

test('the card as delivered has what one looks for on Raspberry Pi OS', () => {
  const { pi } = machines();
  for (const path of [
    '/etc/debian_version',
    '/etc/apt/sources.list',
    '/boot/firmware/config.txt',
    '/etc/issue',
    '/root/.bashrc',
    '/etc/mtab',
  ])
    expect(pi.files.exists(path), path).toBe(true);
  expect(pi.files.stat('/etc/shadow')).toMatchObject({ mode: 0o640, group: 'shadow' });
  expect(text(pi.files.readFile('/etc/group'))).toMatch(/^gpio:x:986:pi$/m);
  expect(pi.files.stat('/usr/bin/sudo').mode).toBe(0o4755);
});
