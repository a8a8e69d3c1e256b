/** What a program does at once in its mirror, and what becomes of it on the Pi. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Program } from '#runtime/runner/inside/program.ts';
import { SystemError } from '#runtime/ports.ts';
import { bytesOf, heldLab, PUB, PUB2, say, type HeldWorkers, type Run } from './held-worker.ts';
import type { TestLab } from '../kit/lab.ts';

let test: TestLab;
let workers: HeldWorkers;
const open = async (run: Run): Promise<void> => {
  ({ test, workers } = await heldLab(run));
};
afterEach(() => test.lab.end());

const typed = async (line: string): Promise<string> => {
  const before = test.screen(PUB).length;
  await test.type(PUB, line);
  return test.screen(PUB).slice(before);
};

/** `done`, or the code of what was refused. */
const outcome = (act: () => unknown): string => {
  try {
    act();
    return 'done';
  } catch (error) {
    if (error instanceof SystemError) return error.code;
    throw error;
  }
};

const write = ({ files }: Program, path: string, text: string): void => {
  const fd = files.open(path, { write: true, create: true, truncate: true });
  files.write(fd, bytesOf(text));
  files.close(fd);
};

describe('files', () => {
  it('are read as the process may: another’s secrets are refused, and root sees them', async () => {
    await open((program) => {
      const { files } = program;
      say(program, `${program.start.user}: `);
      for (const path of ['/etc/passwd', '/etc/shadow', '/nowhere'])
        say(program, `${outcome(() => files.open(path, { read: true }))} `);
      say(program, `${outcome(() => write(program, '/etc/motd', 'mine'))}\n`);
      program.exit(0);
    });
    expect(await typed('node x; sudo node x')).toMatch(
      /pi: done EACCES ENOENT EACCES\n[^]*root: done done ENOENT done\n/,
    );
    expect(await typed('cat /etc/motd')).toContain('\nmine');
  });

  it('have the mode that umask leaves, here and on the Pi', async () => {
    await open((program) => {
      program.files.umask = 0o077;
      write(program, 'note', 'x');
      program.files.makeDirectory('box');
      say(
        program,
        `${[program.files.stat('note').mode, program.files.stat('box').mode].map((mode) => mode.toString(8)).join(',')}\n`,
      );
      program.exit(0);
    });
    expect(await typed('node x; stat -c %a note box')).toContain('600,700\n600\n700\n');
  });

  it('are looked up from where the program has gone to', async () => {
    await open((program) => {
      program.files.makeDirectory('box');
      program.files.chdir('box');
      write(program, 'note', 'inside\n');
      program.clock.timer(60_000, () => {});
    });
    await test.type(PUB, 'node x &');
    expect(await typed('cat box/note; readlink /proc/$!/cwd')).toContain('inside\n/home/pi/box\n');
  });

  it('written by others are seen a moment later, and watched', async () => {
    await open(async (program) => {
      program.files.watch('/home/pi/note', (path) => void say(program, `changed ${path}\n`));
      await new Promise<void>((resolve) => program.clock.timer(1_000, resolve));
      const into = new Uint8Array(100);
      const length = program.files.read(program.files.open('note', { read: true }), into);
      program.write(1, into.slice(0, length));
    });
    await test.type(PUB, 'node x &');
    await test.type(PUB, 'echo hello > note');
    await test.clock.advance(1_000);
    expect(test.screen(PUB)).toContain('changed /home/pi/note\n');
    expect(test.screen(PUB)).toMatch(/\nhello\n/);
  });

  it('on a full card take what fits, and then ENOSPC, at once', async () => {
    await open((program) => {
      const { files } = program;
      const fd = files.open('more', { write: true, create: true });
      const written: string[] = [];
      for (let i = 0; i < 3; i++)
        written.push(outcome(() => written.push(String(files.write(fd, new Uint8Array(600))))));
      say(program, `${written.join(' ')}\n`);
      program.exit(0);
    });
    await test.type(PUB, 'head -c 70000000 /dev/zero > big; truncate -s -1000 big');
    const [, rest, size] = /600 done (\d+) done ENOSPC\n(\d+)\n/.exec(await typed('node x; wc -c < more')) ?? [];
    expect(Number(rest)).toBeLessThan(600);
    expect(Number(size)).toBe(600 + Number(rest));
  });

  it('that cannot be written on the Pi any more: it is said, and the mirror is as the Pi is', async () => {
    const failed: string[] = [];
    await open((program) => {
      program.onDeedFailed = (error) => failed.push(error.code);
      program.files.makeDirectory('box');
    });
    await test.type(PUB, 'node x &');
    workers.isHeld = true;
    await test.type(PUB, 'rmdir box; touch box');
    const program = workers.begun[0]?.program as Program;
    write(program, 'box/note', 'x');
    program.files.rename('box/note', 'note');
    expect(program.files.list('.')).toContain('note');
    workers.isHeld = false;
    await test.clock.advance(100);
    // The opening, the writing, the closing of what was never open, and the renaming.
    expect(failed).toEqual(['ENOTDIR', 'EBADF', 'EBADF', 'ENOTDIR']);
    expect(program.files.list('.')).not.toContain('note');
    expect(program.files.stat('box').kind).toBe('file');
  });

  it('of the process end with it: what it had open is closed', async () => {
    await open((program) => void program.files.open('note', { write: true, create: true }));
    await test.type(PUB, 'node x &');
    expect(await typed('ls -l /proc/$!/fd')).toContain('/home/pi/note');
    await test.type(PUB, 'kill $!');
    expect(await typed('ls /proc/$!/fd')).toContain('No such file or directory');
  });

  it('more than a process may have open are EMFILE', async () => {
    await open((program) => {
      let count = 0;
      const last = outcome(() => {
        for (;;) {
          program.files.open('/etc/hostname', { read: true });
          count += 1;
        }
      });
      say(program, `${count} ${last}\n`);
      program.exit(0);
    });
    expect(await typed('node x')).toMatch(/\n10\d\d EMFILE\n/);
  });
});

describe('/dev', () => {
  it('has the streams of the process, by every name', async () => {
    await open((program) => {
      const { files } = program;
      for (const path of ['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1', '/dev/tty'])
        files.write(files.open(path, { write: true }), bytesOf(`${path}\n`));
      say(program, `${outcome(() => files.read(files.open('/dev/stdin', { read: true }), new Uint8Array(1)))}\n`);
      program.exit(0);
    });
    expect(await typed('node x')).toContain('/dev/stdout\n/dev/fd/1\n/proc/self/fd/1\n/dev/tty\nEAGAIN\n');
  });

  it('null, zero, full and urandom are what they are', async () => {
    await open((program) => {
      const { files } = program;
      const read = (path: string): number => files.read(files.open(path, { read: true }), new Uint8Array(8));
      say(program, `${read('/dev/null')} ${read('/dev/zero')} ${read('/dev/urandom')} `);
      say(program, `${outcome(() => files.write(files.open('/dev/full', { write: true }), bytesOf('x')))}\n`);
      program.exit(0);
    });
    expect(await typed('node x')).toContain('0 8 8 ENOSPC\n');
  });
});

describe('the bus', () => {
  it('answers at once, and everybody sees what was written to the chip', async () => {
    await open((program) => {
      const bus = program.hardware.openI2c('/dev/i2c-1');
      bus.transfer(0x48, Uint8Array.of(3, 0x20, 0), 0);
      const [high, low] = bus.transfer(0x48, Uint8Array.of(3), 2);
      say(program, `${high} ${low} ${outcome(() => bus.transfer(0x49, Uint8Array.of(0), 2))}\n`);
      program.exit(0);
    });
    expect(await typed('node x; i2cget -y 1 0x48 3 w')).toContain('32 0 EREMOTEIO\n0x0020\n');
  });

  it('is opened by who may: nobody may not', async () => {
    await open((program) => {
      say(program, `${program.start.user} ${outcome(() => program.hardware.openI2c('/dev/i2c-1'))}\n`);
      program.exit(0);
    });
    expect(await typed('node x; sudo -u nobody node x')).toMatch(/pi done\n[^]*nobody EACCES\n/);
  });
});

describe('lines', () => {
  const take: Run = (program) => {
    program.onDeedFailed = (error) => void program.write(2, bytesOf(`failed: ${error.code}\n`));
    const got = outcome(() => {
      const line = program.hardware.openGpio('/dev/gpiochip0').request(17, { direction: 'out', consumer: 'test' });
      line.set(1);
    });
    say(program, `${got}\n`);
  };

  it('that another process has are EBUSY, at once', async () => {
    await open(take);
    await test.type(PUB, 'node x &');
    await test.clock.advance(100);
    expect(await typed('node x')).toContain('\nEBUSY\n');
    expect(test.lab.hardware('rpi-pub').gpio.level(17)).toBe(1);
  });

  it('that both took at the same moment are the first one’s; the other is told', async () => {
    await open(take);
    workers.isHeld = true;
    await test.type(PUB, 'node x &');
    await test.type(PUB2, 'node x &');
    const [first, second] = workers.begun;
    // Both begin before either has said what it did.
    for (const worker of [first, second]) worker?.tell();
    await test.clock.settle();
    for (const worker of [first, second]) worker?.hear();
    workers.isHeld = false;
    await test.clock.settle();
    expect(test.screen(PUB)).toContain('done\n');
    expect(test.screen(PUB2)).toContain('done\n');
    expect(`${test.screen(PUB)}${test.screen(PUB2)}`.match(/failed: EBUSY/g)).toHaveLength(1);
  });

  it('are free again when the program is killed', async () => {
    await open(take);
    await test.type(PUB, 'node x &');
    await test.type(PUB, 'kill -9 $!');
    expect(await typed('gpioset gpiochip0 17=0 && echo taken')).toContain('taken\n');
  });
});
