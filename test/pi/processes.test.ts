import { expect, test } from 'vitest';
import { ProcessEnded } from '#runtime/pi/process.ts';
import type { PiProgram } from '#runtime/pi/system.ts';
import { machines, printed, running } from './machine.ts';

const NO_FILES = new Map();
const forever: PiProgram = async (process) => {
  for (;;) await process.sleep(1_000);
};

test('a child gives its parent its status', async () => {
  const lab = await running(async (process) => {
    const pid = process.spawn({ run: async () => 300, argv: ['child'], files: NO_FILES });
    return (await process.wait(pid)).status;
  });
  expect(await lab.service.exited).toMatchObject({ status: 300 & 0xff });
});

test('a child that has ended is a zombie until its parent waits for it', async () => {
  const states: (string | undefined)[] = [];
  await running(async (process) => {
    const pid = process.spawn({ run: async () => 0, argv: ['child'], files: NO_FILES });
    const state = () => process.processes().find((info) => info.pid === pid)?.state;
    for (let turn = 0; turn < 5; turn++) await process.yield();
    states.push(state());
    await process.wait(pid);
    states.push(state());
    return 0;
  });
  expect(states).toEqual(['zombie', undefined]);
});

test('waiting for a process that is no child is ECHILD', async () => {
  const lab = await running(async (process) => {
    await process.wait(1);
    return 0;
  });
  expect(printed(lab.events)).toBe('program: 1: No child processes\n');
  expect((await lab.service.exited).status).toBe(1);
});

test('an orphan belongs to process 1, which buries it', async () => {
  let orphan = 0;
  const lab = await running(async (process) => {
    orphan = process.spawn({ run: forever, argv: ['orphan'], files: NO_FILES });
    return 0;
  });
  expect(lab.pi.processes().find(({ pid }) => pid === orphan)?.parent).toBe(1);
  lab.pi.kill(orphan, 'SIGTERM');
  expect(lab.pi.processes().find(({ pid }) => pid === orphan)).toBeUndefined();
});

test('a parent that ignores SIGCHLD has no zombies', async () => {
  let pid = 0;
  const lab = await running(async (process) => {
    process.onSignal('SIGCHLD', 'ignore');
    pid = process.spawn({ run: async () => 0, argv: ['child'], files: NO_FILES });
    await process.sleep(10_000);
    return 0;
  });
  expect(lab.pi.processes().map((info) => info.pid)).not.toContain(pid);
});

test('a child has references of its own to what it was given', async () => {
  const lab = await running(async (process) => {
    const [reader, writer] = process.pipe();
    const child: PiProgram = async (late) => {
      await late.sleep(100);
      await late.stdout.write('still open');
      return 0;
    };
    process.spawn({ run: child, argv: ['child'], files: new Map([[1, writer]]) });
    writer.close();
    const block = await reader.read(100);
    await process.stdout.write(block ?? 'closed');
    return 0;
  });
  await lab.clock.advance(100);
  expect(printed(lab.events)).toBe('still open');
});

test('a user may have so many processes and no more: EAGAIN', async () => {
  const lab = await running(
    async (process) => {
      for (;;) process.spawn({ run: forever, argv: ['bomb'], files: NO_FILES });
    },
    { limits: { processes: 20 } },
  );
  expect(printed(lab.events)).toBe('program: bomb: Resource temporarily unavailable\n');
  expect(lab.pi.processes().filter(({ user }) => user === 'pi')).toHaveLength(19);
});

test('a program that lets a SystemError pass says so and has status 1', async () => {
  const lab = await running(async (process) => {
    process.open('/nowhere', { read: true });
    return 0;
  });
  expect(printed(lab.events, 'program', 'stderr')).toBe('program: /nowhere: No such file or directory\n');
  expect(lab.faults).toEqual([]);
});

test("any other error is the machine's fault: status 70, and the lab hears of it", async () => {
  const lab = await running(async () => {
    throw new TypeError('oops');
  });
  expect((await lab.service.exited).status).toBe(70);
  expect(lab.faults).toHaveLength(1);
});

test('an error in a timer or a signal handler counts as the program’s own', async () => {
  const lab = await running(async (process) => {
    process.clock.timer(10, () => {
      throw new TypeError('late');
    });
    await process.sleep(1_000);
    return 0;
  });
  await lab.clock.advance(10);
  expect((await lab.service.exited).status).toBe(70);
});

test('nothing of a process runs after it has ended: waiting calls never return, others throw', async () => {
  const seen: string[] = [];
  let after: (() => void) | undefined;
  const lab = await running(async (process) => {
    process.clock.timer(500, () => seen.push('timer'));
    after = () => process.processes();
    await process.sleep(1_000);
    seen.push('woke');
    return 0;
  });
  lab.pi.kill(lab.service.pid, 'SIGKILL');
  await lab.clock.advance(2_000);
  expect(seen).toEqual([]);
  expect(() => after?.()).toThrow(ProcessEnded);
});

test('an endless loop of calls leaves others their turn', async () => {
  const lab = machines();
  const busy = lab.pi.spawn({
    run: async (process) => {
      for (;;) await process.stdout.write('x');
    },
    argv: ['busy'],
  });
  let turns = 0;
  const count = () => {
    turns += 1;
    if (turns < 20) lab.clock.soon(count);
    else lab.pi.kill(busy.pid, 'SIGKILL');
  };
  lab.clock.soon(count);
  await lab.clock.settle();
  expect((await busy.exited).signal).toBe('SIGKILL');
});

test('too many open files is EMFILE, and all are closed at the end', async () => {
  const lab = await running(async (process) => {
    for (;;) process.open('/etc/hostname', { read: true });
  });
  expect(printed(lab.events)).toBe('program: Too many open files\n');
});

test('only root becomes somebody else', async () => {
  const child: PiProgram = async (process) => {
    await process.stdout.write(process.user);
    return 0;
  };
  const become =
    (user: string): PiProgram =>
    async (process) =>
      (await process.wait(process.spawn({ run: child, argv: ['child'], files: process.fds, user }))).status;
  expect(printed((await running(become('root'))).events)).toBe('program: root: Operation not permitted\n');
  expect(printed((await running(become('pi'), { user: 'root' })).events, 'child')).toBe('pi');
});

test('the log tells who started what, and how it ended', async () => {
  const lab = await running(async () => 3);
  expect(lab.events.filter((event) => 'pid' in event && event.pid === lab.service.pid)).toMatchObject([
    { kind: 'process-started', by: 'learner', host: 'rpi-broker', parent: 1, argv: ['program'] },
    { kind: 'process-ended', by: 'learner', program: 'program', status: 3 },
  ]);
});

test('a character that was written in two halves is one in the log', async () => {
  const lab = await running(async (process) => {
    await process.stdout.write(Uint8Array.of(0xc3));
    await process.stdout.write(Uint8Array.of(0xa4));
    return 0;
  });
  expect(lab.events.flatMap((event) => (event.kind === 'printed' ? [event.text] : []))).toEqual(['ä']);
});
