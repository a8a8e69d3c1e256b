import { expect, test } from 'vitest';
import type { PiProgram } from '#runtime/pi/system.ts';
import { bytes, printed, running, text } from './machine.ts';

test('what is written to a pipe is read from it, and its end is seen when the last writer is gone', async () => {
  const lab = await running(async (process) => {
    const [reader, writer] = process.pipe();
    const child: PiProgram = async (writing) => {
      await writing.stdout.write('through the pipe');
      return 0;
    };
    const pid = process.spawn({ run: child, argv: ['child'], files: new Map([[1, writer]]) });
    writer.close();
    await process.stdout.write(text(await reader.read(100)));
    await process.stdout.write(text(await reader.read(100)));
    await process.wait(pid);
    return 0;
  });
  expect(printed(lab.events)).toBe('through the pipe<end>');
  expect(lab.faults).toEqual([]);
});

test('a writer waits when 64 KiB are in the pipe, and goes on when they are read', async () => {
  const seen: string[] = [];
  const lab = await running(async (process) => {
    const [reader, writer] = process.pipe();
    const child: PiProgram = async (writing) => {
      await writing.stdout.write(new Uint8Array(65_536));
      seen.push('full');
      await writing.stdout.write('x');
      seen.push('written');
      return 0;
    };
    process.spawn({ run: child, argv: ['child'], files: new Map([[1, writer]]) });
    await process.sleep(1_000);
    seen.push('reading');
    await reader.read(65_536);
    await process.sleep(1_000);
    return 0;
  });
  await lab.clock.advance(2_000);
  expect(seen).toEqual(['full', 'reading', 'written']);
});

test('a writer whose reader is gone ends by SIGPIPE, with status 141', async () => {
  const lab = await running(async (process) => {
    const [reader, writer] = process.pipe();
    const endless: PiProgram = async (writing) => {
      for (;;) await writing.stdout.write('y\n');
    };
    const pid = process.spawn({ run: endless, argv: ['endless'], files: new Map([[1, writer]]) });
    writer.close();
    await reader.read(10);
    reader.close();
    const exit = await process.wait(pid);
    await process.stdout.write(JSON.stringify(exit));
    return 0;
  });
  expect(JSON.parse(printed(lab.events))).toMatchObject({ status: 141, signal: 'SIGPIPE' });
});

test('a writer that ignores SIGPIPE gets EPIPE', async () => {
  const lab = await running(async (process) => {
    process.onSignal('SIGPIPE', 'ignore');
    const [reader, writer] = process.pipe();
    reader.close();
    await writer.write(bytes('x')).catch(async (error: Error) => process.stdout.write(String(error)));
    return 0;
  });
  expect(printed(lab.events)).toContain('EPIPE');
});

test('a closed descriptor is EBADF', async () => {
  const lab = await running(async (process) => {
    const [reader, writer] = process.pipe();
    reader.close();
    writer.close();
    await reader.read(1).catch(async (error: Error) => process.stdout.write(String(error)));
    return 0;
  });
  expect(printed(lab.events)).toContain('EBADF');
});
