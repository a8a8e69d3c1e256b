import { expect, test } from 'vitest';
import type { PiProgram } from '#runtime/pi/system.ts';
import { machines, printed } from './machine.ts';

/** Runs `tail` in /home/pi, its output a pipe that is read at once, and lets things happen to the files. */
const following = async (args: readonly string[], files: Readonly<Record<string, string>>) => {
  const lab = machines();
  const put = (name: string, content: string): void =>
    lab.pi.files.writeFile(`/home/pi/${name}`, content, { owner: 'pi', group: 'pi' });
  for (const [name, content] of Object.entries(files)) put(name, content);
  const service = lab.pi.spawn({ run: '/usr/bin/tail', argv: ['tail', ...args], user: 'pi', by: 'learner' });
  let status: number | undefined;
  void service.exited.then((exit) => (status = exit.status));
  await lab.clock.advance(1_000);
  expect(lab.faults).toEqual([]);
  return {
    ...lab,
    pid: service.pid,
    put,
    /** Appends as a program would, through a process of its own. */
    append: async (name: string, content: string): Promise<void> => {
      const writer: PiProgram = async (process) => {
        await process.files.write(name, content, { append: true });
        return 0;
      };
      lab.pi.spawn({ run: writer, argv: ['writer'], user: 'pi' });
      await lab.clock.advance(1_000);
    },
    wait: (ms = 1_000) => lab.clock.advance(ms),
    out: () => printed(lab.events, 'tail', 'stdout'),
    err: () => printed(lab.events, 'tail', 'stderr'),
    status: () => status,
  };
};

test('tail -f prints what is appended, as soon as it is there', async () => {
  const { append, out } = await following(['-f', 'log'], { log: 'a\nb\n' });
  expect(out()).toBe('a\nb\n');
  await append('log', 'c\n');
  expect(out()).toBe('a\nb\nc\n');
  await append('log', 'half');
  expect(out()).toBe('a\nb\nc\nhalf');
});

test('tail -f goes on until a signal ends it', async () => {
  const { pi, pid, wait, status } = await following(['-f', 'log'], { log: 'a\n' });
  await wait(300_000);
  expect(status()).toBeUndefined();
  pi.kill(pid, 'SIGINT');
  await wait();
  expect(status()).toBe(130);
});

test('tail -f begins anew when the file has become shorter, and says so', async () => {
  const { put, wait, out, err } = await following(['-f', 'log'], { log: 'one\ntwo\n' });
  put('log', 'x\n');
  await wait();
  expect(out()).toBe('one\ntwo\nx\n');
  expect(err()).toBe('tail: log: file truncated\n');
});

test('tail -f of several files says whose lines follow', async () => {
  const { append, out } = await following(['-n1', '-f', 'a', 'b'], { a: 'a1\n', b: 'b1\n' });
  await append('b', 'b2\n');
  await append('b', 'b3\n');
  await append('a', 'a2\n');
  expect(out()).toBe('==> a <==\na1\n\n==> b <==\nb1\nb2\nb3\n\n==> a <==\na2\n');
});

test('tail -f stays with a file that is renamed', async () => {
  const { pi, append, out } = await following(['-f', 'log'], { log: 'a\n' });
  pi.files.rename('/home/pi/log', '/home/pi/old');
  await append('old', 'b\n');
  await append('log', 'other\n');
  expect(out()).toBe('a\nb\n');
});

test('tail -F takes up the file that has the name now', async () => {
  const { pi, append, out, err, wait } = await following(['-F', 'log'], { log: 'a\n' });
  pi.files.rename('/home/pi/log', '/home/pi/old');
  await wait();
  expect(err()).toBe("tail: 'log' has become inaccessible: No such file or directory\n");
  await append('log', 'new\n');
  expect(out()).toBe('a\nnew\n');
  expect(err()).toContain("tail: 'log' has appeared;  following new file\n");
});

test('tail -F notices a file that was put in the place of another', async () => {
  const { pi, put, out, err, wait } = await following(['-F', 'log'], { log: 'a\n' });
  put('next', 'b\n');
  pi.files.rename('/home/pi/next', '/home/pi/log');
  await wait();
  expect(out()).toBe('a\nb\n');
  expect(err()).toBe("tail: 'log' has been replaced;  following new file\n");
});

test('tail -F waits for a file that is not there yet', async () => {
  const { append, out, err } = await following(['-F', 'log'], {});
  expect(err()).toBe("tail: cannot open 'log' for reading: No such file or directory\n");
  await append('log', 'first\n');
  expect(out()).toBe('first\n');
});

test('tail -f of nothing but a missing file ends', async () => {
  const { err, status } = await following(['-f', 'log'], {});
  expect(err()).toBe("tail: cannot open 'log' for reading: No such file or directory\ntail: no files remaining\n");
  expect(status()).toBe(1);
});

test('tail -f --pid ends after the process, with what it wrote last', async () => {
  const lab = machines();
  lab.pi.files.writeFile('/home/pi/log', 'a\n', { owner: 'pi', group: 'pi' });
  const sleeper = lab.pi.spawn({ run: '/usr/bin/sleep', argv: ['sleep', '5'], user: 'pi' });
  const tail = lab.pi.spawn({ run: '/usr/bin/tail', argv: ['tail', '-f', `--pid=${sleeper.pid}`, 'log'], user: 'pi' });
  let status: number | undefined;
  void tail.exited.then((exit) => (status = exit.status));
  await lab.clock.advance(4_000);
  expect(status).toBeUndefined();
  await lab.clock.advance(2_000);
  expect(status).toBe(0);
});

test('tail -s looks as often as it is told', async () => {
  const { append, out, wait } = await following(['-s', '10', '-f', 'log'], { log: 'a\n' });
  await append('log', 'b\n');
  expect(out()).toBe('a\n');
  await wait(10_000);
  expect(out()).toBe('a\nb\n');
});

test('tail --retry without -f is warned of', async () => {
  const { err, out, status } = await following(['--retry', 'log'], { log: 'a\n' });
  expect(err()).toBe('tail: warning: --retry ignored; --retry is useful only when following\n');
  expect([out(), status()]).toEqual(['a\n', 0]);
});
