import { expect, test } from 'vitest';
import type { PiProgram } from '#runtime/pi/system.ts';
import { machines, running } from './machine.ts';

const forever: PiProgram = async (process) => {
  for (;;) await process.sleep(1_000);
};

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 129],
  ['SIGKILL', 137],
] as const)('%s ends a process that says nothing about it, with status %i', async (signal, status) => {
  const lab = await running(forever);
  lab.pi.kill(lab.service.pid, signal);
  expect(await lab.service.exited).toMatchObject({ status, signal });
});

test('a handler runs instead of the default action, while a call waits', async () => {
  const seen: string[] = [];
  const lab = await running(async (process) => {
    process.onSignal('SIGINT', () => seen.push('handled'));
    await process.sleep(1_000);
    return 5;
  });
  lab.pi.kill(lab.service.pid, 'SIGINT');
  await lab.clock.settle();
  expect(seen).toEqual(['handled']);
  await lab.clock.advance(1_000);
  expect((await lab.service.exited).status).toBe(5);
});

test('an ignored signal does nothing; the default comes back with `default`', async () => {
  const lab = await running(async (process) => {
    process.onSignal('SIGTERM', 'ignore');
    await process.sleep(1_000);
    process.onSignal('SIGTERM', 'default');
    return forever(process);
  });
  lab.pi.kill(lab.service.pid, 'SIGTERM');
  await lab.clock.advance(1_000);
  lab.pi.kill(lab.service.pid, 'SIGTERM');
  expect((await lab.service.exited).status).toBe(143);
});

test('SIGKILL and SIGSTOP cannot be handled: EINVAL', async () => {
  const lab = await running(async (process) => {
    process.onSignal('SIGKILL', 'ignore');
    return 0;
  });
  expect((await lab.service.exited).status).toBe(1);
});

test('ignored signals are inherited, handlers are not', async () => {
  const lab = await running(async (process) => {
    process.onSignal('SIGINT', 'ignore');
    process.onSignal('SIGTERM', () => {});
    const pid = process.spawn({ run: forever, argv: ['child'], files: new Map() });
    process.kill(pid, 'SIGINT');
    process.kill(pid, 'SIGTERM');
    return (await process.wait(pid)).status;
  });
  expect((await lab.service.exited).status).toBe(143);
});

test('a stopped process does nothing until it is continued, and its parent is told', async () => {
  const ticks: number[] = [];
  const lab = await running(async (process) => {
    const child: PiProgram = async (ticking) => {
      for (let tick = 1; ; tick++) {
        await ticking.sleep(100);
        ticks.push(tick);
      }
    };
    const pid = process.spawn({ run: child, argv: ['child'], files: new Map(), group: 'new' });
    await process.sleep(250);
    process.kill(pid, 'SIGSTOP');
    const exit = await process.wait(pid, { untraced: true });
    ticks.push(exit.stopped === true ? -exit.status : 0);
    await process.sleep(1_000);
    process.kill(pid, 'SIGCONT');
    await process.sleep(120);
    process.kill(pid, 'SIGKILL');
    return 0;
  });
  await lab.clock.advance(2_000);
  expect(ticks).toEqual([1, 2, -147, 3, 4]);
});

test('a signal that comes to a stopped process waits, SIGKILL does not', async () => {
  const lab = machines();
  const polite = lab.pi.spawn({ run: forever, argv: ['polite'] });
  const other = lab.pi.spawn({ run: forever, argv: ['other'] });
  await lab.clock.settle();
  for (const { pid } of [polite, other]) lab.pi.kill(pid, 'SIGSTOP');
  lab.pi.kill(polite.pid, 'SIGTERM');
  lab.pi.kill(other.pid, 'SIGKILL');
  expect((await other.exited).status).toBe(137);
  expect(lab.pi.processes().find(({ pid }) => pid === polite.pid)?.state).toBe('stopped');
  lab.pi.kill(polite.pid, 'SIGCONT');
  await lab.clock.settle();
  expect((await polite.exited).status).toBe(143);
});

test('wait is interrupted by a signal that was handled, after its handler: EINTR', async () => {
  const seen: string[] = [];
  const lab = await running(async (process) => {
    process.onSignal('SIGUSR1', () => seen.push('handler'));
    const pid = process.spawn({ run: forever, argv: ['child'], files: new Map() });
    await process.wait(pid).catch((error: Error) => seen.push(error.message));
    return 0;
  });
  lab.pi.kill(lab.service.pid, 'SIGUSR1');
  await lab.clock.settle();
  expect(seen).toEqual(['handler', 'EINTR']);
});

test('the end of a child does not interrupt the wait for it, SIGCHLD handler or not', async () => {
  const seen: string[] = [];
  const lab = await running(async (process) => {
    process.onSignal('SIGCHLD', () => seen.push('SIGCHLD'));
    const pid = process.spawn({ run: async () => 4, argv: ['child'], files: new Map() });
    return (await process.wait(pid)).status;
  });
  expect((await lab.service.exited).status).toBe(4);
  expect(seen).toEqual(['SIGCHLD']);
});

test('a negative pid is a process group', async () => {
  const statuses: number[] = [];
  await running(async (process) => {
    const first = process.spawn({ run: forever, argv: ['first'], files: new Map(), group: 'new' });
    const second = process.spawn({ run: forever, argv: ['second'], files: new Map(), group: first });
    process.kill(-first, 'SIGTERM');
    statuses.push((await process.wait(first)).status, (await process.wait(second)).status);
    return 0;
  });
  expect(statuses).toEqual([143, 143]);
});

test('a process that kills itself does not come back from the call', async () => {
  const seen: string[] = [];
  const lab = await running(async (process) => {
    process.kill(process.pid, 'SIGTERM');
    seen.push('came back');
    return 0;
  });
  expect((await lab.service.exited).status).toBe(143);
  expect(seen).toEqual([]);
});

test('ESRCH for nobody, EPERM for somebody else’s process', async () => {
  const seen: string[] = [];
  await running(async (process) => {
    for (const pid of [31_000, -31_000, 1])
      try {
        process.kill(pid, 'SIGTERM');
      } catch (error) {
        seen.push((error as Error).message);
      }
    return 0;
  });
  expect(seen).toEqual(['ESRCH: 31000', 'ESRCH: -31000', 'EPERM: 1']);
});

test('kill 0 is one’s own group, -1 everybody one may signal but oneself', async () => {
  const lab = machines();
  const others = ['pi', 'pi', 'root'].map((user) => lab.pi.spawn({ run: forever, argv: ['other'], user }));
  const killer = (target: number): PiProgram => {
    return async (process) => {
      process.onSignal('SIGTERM', 'ignore');
      process.spawn({
        run: async (child) => {
          child.onSignal('SIGTERM', 'default');
          return forever(child);
        },
        argv: ['child'],
        files: new Map(),
      });
      await process.sleep(10);
      process.kill(target, 'SIGTERM');
      await process.sleep(1_000);
      return 0;
    };
  };
  lab.pi.spawn({ run: killer(0), argv: ['killer'], user: 'pi' });
  await lab.clock.advance(20);
  const names = () => lab.pi.processes().map(({ argv, state }) => `${argv[0]} ${state}`);
  expect(names().filter((name) => name.startsWith('other'))).toHaveLength(3);
  expect(names()).toContain('child zombie');
  lab.pi.spawn({ run: killer(-1), argv: ['killer'], user: 'pi' });
  await lab.clock.advance(20);
  expect((await Promise.all(others.slice(0, 2).map(({ exited }) => exited))).map(({ signal }) => signal)).toEqual([
    'SIGTERM',
    'SIGTERM',
  ]);
  expect(names().filter((name) => name.startsWith('other'))).toHaveLength(1);
});

test('a program that computes and only lets others run has processor time too', async () => {
  const lab = await running(async (process) => {
    for (let slice = 0; slice < 100; slice++) await process.yield();
    await process.sleep(1_000);
    return 0;
  });
  await lab.clock.advance(500);
  expect(lab.pi.processes().find(({ pid }) => pid === lab.service.pid)?.cpu).toBeGreaterThanOrEqual(100);
  await lab.clock.advance(500);
});
