import { expect, test } from 'vitest';
import type { PiProgram } from '#runtime/pi/system.ts';
import { bytes, running, text } from './machine.ts';

test('poll waits until there is something to read, and takes nothing', async () => {
  const seen: string[] = [];
  const lab = await running(async (process) => {
    const [reader, writer] = process.pipe();
    process.clock.timer(500, () => void writer.write(bytes('here')));
    seen.push(String(await reader.readable()), String(process.clock.now() - started));
    seen.push(text(await reader.read(10)));
    return 0;
  });
  const started = lab.clock.now();
  await lab.clock.advance(500);
  expect(seen).toEqual(['true', '500', 'here']);
});

test('poll gives up when its time is over, and what comes later is not lost', async () => {
  const seen: unknown[] = [];
  const lab = await running(async (process) => {
    const [reader, writer] = process.pipe();
    process.clock.timer(500, () => void writer.write(bytes('late')));
    seen.push(await reader.readable(100), await reader.readable(0));
    seen.push(text(await reader.read(10)));
    return 0;
  });
  await lab.clock.advance(500);
  expect(seen).toEqual([false, false, 'late']);
});

test('poll gives up though its timer has fired a little before its time, as timers of a page do', async () => {
  const seen: unknown[] = [];
  const lab = await running(
    async (process) => {
      const [reader] = process.pipe();
      seen.push(await reader.readable(100));
      return 0;
    },
    { timersEarlyBy: 0.4 },
  );
  await lab.clock.advance(200);
  expect(seen).toEqual([false]);
});

test('the end of the input, a regular file and /dev/null are always readable', async () => {
  const seen: unknown[] = [];
  await running(async (process) => {
    const [reader, writer] = process.pipe();
    writer.close();
    for (const file of [
      reader,
      process.open('/etc/hostname', { read: true }),
      process.open('/dev/null', { read: true }),
    ])
      seen.push(await file.readable());
    return 0;
  });
  expect(seen).toEqual([true, true, true]);
});

test.each(['SIGUSR1', 'SIGCHLD', 'SIGWINCH'] as const)(
  'a handled %s interrupts poll, after its handler: EINTR',
  async (signal) => {
    const seen: string[] = [];
    const lab = await running(async (process) => {
      process.onSignal(signal, () => seen.push('handler'));
      const [reader] = process.pipe();
      await reader.readable().catch((error: Error) => seen.push(error.message));
      return 0;
    });
    lab.pi.kill(lab.service.pid, signal);
    await lab.clock.settle();
    expect(seen).toEqual(['handler', 'EINTR']);
  },
);

test('an ignored signal does not', async () => {
  const seen: unknown[] = [];
  const lab = await running(async (process) => {
    process.onSignal('SIGUSR1', 'ignore');
    const [reader] = process.pipe();
    seen.push(await reader.readable(100));
    return 0;
  });
  lab.pi.kill(lab.service.pid, 'SIGUSR1');
  await lab.clock.advance(100);
  expect(seen).toEqual([false]);
});

test('a handler that ran just before counts: nobody waits for a signal that has come', async () => {
  const seen: string[] = [];
  await running(async (process) => {
    process.onSignal('SIGUSR1', () => seen.push('handler'));
    const [reader] = process.pipe();
    const child: PiProgram = async (own) => {
      own.kill(own.parent, 'SIGUSR1');
      return 0;
    };
    process.spawn({ run: child, argv: ['child'], files: new Map() });
    await reader.readable().catch((error: Error) => seen.push(error.message));
    return 0;
  });
  expect(seen).toEqual(['handler', 'EINTR']);
});

test('a poll of a process that is stopped goes on when it is continued', async () => {
  const seen: unknown[] = [];
  const lab = await running(async (process) => {
    const [reader, writer] = process.pipe();
    process.clock.timer(100, () => void writer.write(bytes('x')));
    seen.push(await reader.readable());
    return 0;
  });
  lab.pi.kill(lab.service.pid, 'SIGSTOP');
  await lab.clock.advance(1_000);
  expect(seen).toEqual([]);
  lab.pi.kill(lab.service.pid, 'SIGCONT');
  await lab.clock.settle();
  expect(seen).toEqual([true]);
});

test('lseek moves the offset that descriptors share; a pipe has none', async () => {
  const seen: unknown[] = [];
  await running(async (process) => {
    await process.files.write('/tmp/x', '0123456789');
    const file = process.open('/tmp/x', { read: true, write: true });
    const twin = file.dup();
    seen.push(file.seek?.(-3, 'end'), text(await twin.read(2)), twin.seek?.(0, 'here'), file.seek?.(1, 'start'));
    seen.push(text(await file.read(1)));
    file.seek?.(12, 'start');
    await file.write(bytes('z'));
    seen.push(text(await process.files.read('/tmp/x')));
    try {
      file.seek?.(-1, 'start');
    } catch (error) {
      seen.push((error as Error).message);
    }
    seen.push(process.pipe()[0].seek);
    return 0;
  });
  expect(seen).toEqual([7, '78', 9, 1, '1', '0123456789\0\0z', 'EINVAL: /tmp/x', undefined]);
});
