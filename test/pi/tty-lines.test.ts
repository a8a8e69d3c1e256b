import { expect, test } from 'vitest';
import type { PiProgram } from '#runtime/pi/system.ts';
import { bytes, machines, text } from './machine.ts';

/** A terminal on which `run` is the only program; `screen` is what it shows after the greeting. */
const terminal = async (run: PiProgram) => {
  const lab = machines();
  const window = lab.pi.openTerminal({ session: 1, by: 'learner', shell: { run, argv: ['program'] } });
  const screen = { text: '' };
  window.output = (output) => (screen.text += output);
  await lab.clock.settle();
  screen.text = screen.text.replace(/^Last login.*\r\n/, '');
  const type = async (keys: string) => {
    window.input(keys);
    await lab.clock.settle();
  };
  return { ...lab, window, screen, type };
};

const reading =
  (seen: string[]): PiProgram =>
  async (process) => {
    for (let line = await process.stdin.read(); line !== null; line = await process.stdin.read()) seen.push(text(line));
    return 0;
  };

test.each([
  ['^V takes ^C as it is', 'a\x16\x03b\r', 'a\x03b\n', 'a^\b^Cb\r\n'],
  ['^V takes ^D and a return as they are', '\x16\x04\x16\r\r', '\x04\r\n', '^\b^D^\b^M\r\n'],
  ['^W stops at what is no letter', 'cd /etc/apt\x17\x17x\r', 'cd /x\n', undefined],
  ['^W takes other alphabets too', 'ein größeres\x17x\r', 'ein x\n', undefined],
  ['^R shows the line anew', 'ab\x12c\r', 'abc\n', 'ab^R\r\nabc\r\n'],
])('%s', async (_, keys, line, shown) => {
  const seen: string[] = [];
  const { screen, type } = await terminal(reading(seen));
  await type(keys);
  expect(seen).toEqual([line]);
  if (shown !== undefined) expect(screen.text).toBe(shown);
});

test('without OPOST a newline goes out alone', async () => {
  const { screen } = await terminal(async (process) => {
    const line = process.terminal;
    if (line !== undefined) line.mode = { ...line.mode, post: false };
    await process.stdout.write('a\nb');
    await process.sleep(1_000);
    return 0;
  });
  expect(screen.text).toBe('a\nb');
});

test('without an echo nothing is shown of what is read', async () => {
  const seen: string[] = [];
  const { screen, type } = await terminal(async (process) => {
    const line = process.terminal;
    if (line !== undefined) line.mode = { ...line.mode, echo: false };
    return reading(seen)(process);
  });
  await type('secret\r');
  expect([seen, screen.text]).toEqual([['secret\n'], '']);
});

test('poll on a terminal: true with a whole line, not before', async () => {
  const seen: unknown[] = [];
  const { type, clock } = await terminal(async (process) => {
    const keys = process.fds.get(0);
    seen.push(await keys?.readable(100), await keys?.readable());
    await process.sleep(10_000);
    return 0;
  });
  await type('half');
  await clock.advance(100);
  await type('\r');
  expect(seen).toEqual([false, true]);
});

test('a background process that writes is stopped when TOSTOP is set, and only then', async () => {
  const seen: unknown[] = [];
  const { screen, clock } = await terminal(async (process) => {
    const line = process.terminal;
    const writer: PiProgram = async (own) => {
      await own.stdout.write('from behind\n');
      return 0;
    };
    const start = () => process.spawn({ run: writer, argv: ['writer'], files: process.fds, group: 'new' });
    seen.push((await process.wait(start(), { untraced: true })).status);
    if (line !== undefined) line.mode = { ...line.mode, stopsWriters: true };
    seen.push(await process.wait(start(), { untraced: true }));
    await process.sleep(1_000);
    return 0;
  });
  await clock.advance(10);
  expect(seen).toEqual([0, expect.objectContaining({ stopped: true, signal: 'SIGTTOU' })]);
  expect(screen.text).toBe('from behind\r\n');
});

test('each line has a name and a file in /dev/pts', async () => {
  const seen: unknown[] = [];
  const { pi, clock } = await terminal(async (process) => {
    seen.push(process.terminal?.name, process.env['SSH_TTY'], process.fs.list('/dev/pts'));
    const { kind, owner, group, mode } = process.fs.stat('/dev/pts/0');
    seen.push([kind, owner, group, mode.toString(8)]);
    await process.open('/dev/pts/0', { write: true }).write(bytes('by name\n'));
    return 0;
  });
  await clock.settle();
  expect(seen).toEqual(['/dev/pts/0', '/dev/pts/0', ['0'], ['device', 'pi', 'tty', '620']]);
  expect(pi.files.list('/dev/pts')).toEqual([]);
});

test('a new terminal: what runs on it is read from its master, what is written there are its keys', async () => {
  const seen: string[] = [];
  const lab = machines();
  lab.pi.spawn({
    run: async (process) => {
      const { master, line } = process.openTerminal(40, 10);
      const inner: PiProgram = async (own) => {
        await own.stdout.write(`${own.terminal?.columns} ${own.stdout.isTerminal} ${own.terminal?.name}\n`);
        return reading(seen)(own);
      };
      const files = new Map([0, 1, 2].map((number) => [number, line] as const));
      const device = line.terminal;
      const session = { session: 'new' as const, ...(device === undefined ? {} : { terminal: device }) };
      const pid = process.spawn({ run: inner, argv: ['inner'], files, ...session });
      line.close();
      await master.write(bytes('hello\r\x04'));
      let shown = '';
      for (let block = await master.read(8); block !== null; block = await master.read(8)) shown += text(block);
      seen.push(shown, String((await process.wait(pid)).status));
      return 0;
    },
    argv: ['script'],
    user: 'pi',
  });
  await lab.clock.settle();
  expect(seen[0]).toBe('hello\n');
  expect(seen.slice(1).map((each) => each.split('\r\n').toSorted())).toEqual([
    ['', '40 true /dev/pts/0', 'hello'],
    ['0'],
  ]);
});

test('^C typed into the master interrupts what runs on the line', async () => {
  let status = 0;
  const lab = machines();
  lab.pi.spawn({
    run: async (process) => {
      const { master, line } = process.openTerminal(80, 24);
      const device = line.terminal;
      const pid = process.spawn({
        run: async (own) => {
          await own.sleep(3_600_000);
          return 0;
        },
        argv: ['inner'],
        files: new Map([[0, line]]),
        session: 'new',
        ...(device === undefined ? {} : { terminal: device }),
      });
      line.close();
      await master.write(bytes('\x03'));
      ({ status } = await process.wait(pid));
      return 0;
    },
    argv: ['script'],
  });
  await lab.clock.settle();
  expect(status).toBe(130);
});

test('closing the master hangs the line up', async () => {
  let status = 0;
  const lab = machines();
  lab.pi.spawn({
    run: async (process) => {
      const { master, line } = process.openTerminal(80, 24);
      const device = line.terminal;
      const pid = process.spawn({
        run: async (own) => {
          await own.sleep(3_600_000);
          return 0;
        },
        argv: ['inner'],
        files: new Map([[0, line]]),
        session: 'new',
        ...(device === undefined ? {} : { terminal: device }),
      });
      line.close();
      master.close();
      ({ status } = await process.wait(pid));
      return 0;
    },
    argv: ['script'],
  });
  await lab.clock.settle();
  expect(status).toBe(129);
  expect(lab.pi.files.list('/dev/pts')).toEqual([]);
});

test('a session of its own has no terminal, whatever its parent has', async () => {
  const seen: unknown[] = [];
  const { clock } = await terminal(async (process) => {
    const inner: PiProgram = async (own) => {
      seen.push(own.terminal, own.group === own.pid);
      return 0;
    };
    await process.wait(process.spawn({ run: inner, argv: ['inner'], files: process.fds, session: 'new' }));
    return 0;
  });
  await clock.settle();
  expect(seen).toEqual([undefined, true]);
});

test('nice is inherited; only root pushes ahead', async () => {
  const seen: unknown[] = [];
  const lab = machines();
  const nice = (process: Parameters<PiProgram>[0]) => process.processes().find(({ pid }) => pid === process.pid)?.nice;
  lab.pi.spawn({
    run: async (process) => {
      const inner: PiProgram = async (own) => {
        seen.push(nice(own));
        try {
          own.spawn({ run: async () => 0, argv: ['eager'], files: new Map(), nice: -5 });
        } catch (error) {
          seen.push((error as Error).message);
        }
        return 0;
      };
      await process.wait(process.spawn({ run: inner, argv: ['inner'], files: new Map(), nice: 10 }));
      return 0;
    },
    argv: ['program'],
    user: 'pi',
  });
  await lab.clock.settle();
  expect(seen).toEqual([10, 'EACCES: eager']);
});
