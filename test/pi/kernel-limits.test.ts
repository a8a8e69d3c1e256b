import { expect, test } from 'vitest';
import { WAIT } from '#runtime/pi/kernel/description.ts';
import { createPipe, PipeMemory } from '#runtime/pi/kernel/pipe.ts';
import type { Task } from '#runtime/pi/kernel/task.ts';
import { SystemError } from '#runtime/ports.ts';
import type { PiProgram } from '#runtime/pi/system.ts';
import { bytes, machines, printed, running } from './machine.ts';

const NO_FILES = new Map();

/** `:(){ :|:& };:` – every process starts two more, and tries again when there is no room. */
const bomb: PiProgram = async (process) => {
  for (;;) {
    try {
      for (let child = 0; child < 2; child++) process.spawn({ run: bomb, argv: ['bomb'], files: NO_FILES });
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== 'EAGAIN') throw error;
    }
    await process.sleep(1_000);
  }
};

test('a fork bomb fills its user’s share, and nobody else’s', async () => {
  const { pi, clock } = machines({ limits: { processes: 60 } });
  pi.spawn({ run: bomb, argv: ['bomb'], user: 'pi' });
  await clock.advance(10_000);
  expect(pi.processes().filter(({ user }) => user === 'pi')).toHaveLength(60);
  const root = pi.spawn({ run: async () => 5, argv: ['rescue'] });
  await clock.settle();
  expect((await root.exited).status).toBe(5);
});

test('the bomb is defused: all are killed by their group, or by a reboot', async () => {
  const { pi, clock } = machines({ limits: { processes: 60 } });
  const first = pi.spawn({ run: bomb, argv: ['bomb'], user: 'pi' });
  await clock.advance(5_000);
  pi.spawn({
    run: async (process) => {
      process.kill(-first.pid, 'SIGKILL');
      return 0;
    },
    argv: ['kill'],
  });
  await clock.settle();
  expect(pi.processes().map(({ argv }) => argv[0])).toEqual(['/sbin/init', '/usr/sbin/sshd']);
});

test('a turn ends for everybody: a hundred busy processes do not keep the keys waiting', async () => {
  const { pi, clock } = machines();
  let calls = 0;
  const busy: PiProgram = async (process) => {
    for (;;) {
      await process.stdout.write('x');
      calls += 1;
    }
  };
  for (let count = 0; count < 100; count++) pi.spawn({ run: busy, argv: ['busy'] });
  const turns: number[] = [];
  const count = () => {
    turns.push(calls);
    if (turns.length < 50) clock.soon(count);
    else for (const { pid, argv } of pi.processes()) if (argv[0] === 'busy') pi.kill(pid, 'SIGKILL');
  };
  clock.soon(count);
  await clock.settle();
  const most = Math.max(...turns.slice(1).map((total, index) => total - (turns[index] ?? 0)));
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(512);
});

test('a program whose calls are slow gives up its turn by time', async () => {
  const lab = machines();
  // This clock moves with every look, as if each took a millisecond.
  let looks = 0;
  const now = lab.clock.now.bind(lab.clock);
  lab.clock.now = () => now() + looks++;
  let calls = 0;
  const slow = lab.pi.spawn({
    run: async (process) => {
      for (;;) {
        process.fs.resolve('x');
        await process.stdout.write('x');
        calls += 1;
      }
    },
    argv: ['slow'],
  });
  const turns: number[] = [];
  const count = () => {
    turns.push(calls);
    if (turns.length < 20) lab.clock.soon(count);
    else lab.pi.kill(slow.pid, 'SIGKILL');
  };
  lab.clock.soon(count);
  await lab.clock.settle();
  const most = Math.max(...turns.slice(1).map((total, index) => total - (turns[index] ?? 0)));
  expect(most).toBeLessThan(256);
});

test('an endless writer to a file ends with a full card: ENOSPC, and what was written stays', async () => {
  const lab = await running(
    async (process) => {
      const file = process.open('/tmp/full', { write: true, create: true });
      for (;;) await file.write(bytes('y\n'.repeat(2_048)));
    },
    { limits: { bytes: 200_000 } },
  );
  expect(printed(lab.events)).toBe('program: No space left on device\n');
  expect(lab.pi.files.usage().used).toBe(200_000);
  expect(lab.pi.files.stat('/tmp/full').size).toBeGreaterThan(100_000);
});

test('an endless writer into a pipe that nobody reads waits, and takes 64 KiB', async () => {
  let written = 0;
  await running(async (process) => {
    const [, writer] = process.pipe();
    for (;;) {
      await writer.write(bytes('y'.repeat(1_024)));
      written += 1_024;
    }
  });
  expect(written).toBe(65_536);
});

test('when all pipes together hold 64 MiB, a new one takes no more than a page; what is read makes room', () => {
  const memory = new PipeMemory();
  const noTask = undefined as unknown as Task;
  const block = new Uint8Array(65_536);
  const pipes = Array.from({ length: 1_024 }, () => createPipe(memory));
  for (const [, writer] of pipes) expect(writer.write(block, noTask)).toBe(65_536);
  const [reader, writer] = createPipe(memory);
  expect(writer.write(block, noTask)).toBe(4_096);
  expect(writer.write(block, noTask)).toBe(WAIT);
  pipes[0]?.[0].read(65_536, noTask);
  expect(writer.write(block, noTask)).toBe(61_440);
  // A reader that goes takes what it held along.
  for (const pipe of [...pipes.map(([end]) => end), reader]) {
    pipe.retain();
    pipe.release();
  }
  expect(memory.held).toBe(0);
});

test('inodes run out too', async () => {
  const lab = await running(
    async (process) => {
      for (let number = 0; ; number++) await process.files.write(`/tmp/${number}`, '');
    },
    { limits: { inodes: 400 } },
  );
  expect(printed(lab.events)).toMatch(/^program: \/tmp\/\d+: No space left on device\n$/);
  expect(lab.pi.files.usage()).toMatchObject({ inodes: 400, inodesUsed: 400 });
});

test('processor time is counted by calls, and never exceeds the time that has passed', async () => {
  const lab = await running(async (process) => {
    for (let call = 0; call < 500; call++) await process.yield();
    for (let call = 0; call < 1_000; call++) process.fs.stat('/');
    await process.sleep(4);
    const busy = process.spawn({
      run: async (own) => {
        for (let call = 0; call < 100; call++) own.fs.stat('/');
        await own.sleep(1_000);
        return 0;
      },
      argv: ['busy'],
      files: NO_FILES,
    });
    const { cpu } = await process.wait(busy);
    return Math.round(cpu * 100);
  });
  await lab.clock.advance(2_000);
  expect((await lab.service.exited).status).toBeGreaterThanOrEqual(100);
  expect((await lab.service.exited).status).toBeLessThan(110);
});
