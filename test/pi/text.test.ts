import { describe, expect, test } from 'vitest';
import type { PiProgram } from '#runtime/pi/system.ts';
import { machines, printed } from './machine.ts';

/** Runs a program in /home/pi with so much on its standard input; `feed` says what comes, piece by piece. */
const start = async (
  argv: readonly string[],
  options: { feed?: PiProgram; files?: Readonly<Record<string, string>> } = {},
) => {
  const lab = machines();
  for (const [name, content] of Object.entries(options.files ?? {}))
    lab.pi.files.writeFile(`/home/pi/${name}`, content, { owner: 'pi', group: 'pi' });
  let status: number | undefined;
  const starter: PiProgram = async (process) => {
    const [reader, writer] = process.pipe();
    const files = new Map([...process.fds, [0, reader] as const]);
    const pid = process.spawn({ run: `/usr/bin/${argv[0] ?? ''}`, argv, files });
    reader.close();
    if (options.feed !== undefined) {
      process.spawn({ run: options.feed, argv: ['feeder'], files: new Map([...process.fds, [1, writer] as const]) });
    }
    writer.close();
    status = (await process.wait(pid)).status;
    return 0;
  };
  lab.pi.spawn({ run: starter, argv: ['starter'], user: 'pi' });
  await lab.clock.settle();
  return {
    ...lab,
    out: () => printed(lab.events, argv[0], 'stdout'),
    err: () => printed(lab.events, argv[0], 'stderr'),
    status: () => status,
  };
};

/** Writes lines, one a second, and never ends by itself. */
const dripping: PiProgram = async (process) => {
  for (let number = 1; ; number++) {
    await process.stdout.write(`line ${number}\n`);
    await process.sleep(1_000);
  }
};

/** As `yes` does, in large pieces. */
const flooding: PiProgram = async (process) => {
  const block = new TextEncoder().encode('y\n'.repeat(32_768));
  for (;;) await process.stdout.write(block);
};

describe('what comes slowly', () => {
  test('cat passes it on at once', async () => {
    const { out, clock } = await start(['cat'], { feed: dripping });
    expect(out()).toBe('line 1\n');
    await clock.advance(1_000);
    expect(out()).toBe('line 1\nline 2\n');
  });

  test('cat -n numbers it at once', async () => {
    const { out } = await start(['cat', '-n'], { feed: dripping });
    expect(out()).toBe('     1\tline 1\n');
  });

  test('tee passes it on at once, to the file too', async () => {
    const { out, pi } = await start(['tee', 'copy'], { feed: dripping });
    expect(out()).toBe('line 1\n');
    expect(new TextDecoder().decode(pi.files.readFile('/home/pi/copy'))).toBe('line 1\n');
  });

  test('head ends as soon as it has its lines', async () => {
    const { out, status, clock } = await start(['head', '-2'], { feed: dripping });
    expect(status()).toBeUndefined();
    await clock.advance(1_000);
    expect([out(), status()]).toEqual(['line 1\nline 2\n', 0]);
  });

  test.each([['cut', '-c1-4'], ['tr', 'a-z', 'A-Z'], ['uniq'], ['nl'], ['fold'], ['paste', '-'], ['rev']])(
    '%s holds it back until a block is full, as stdio does without a terminal',
    async (...argv) => {
      const { out } = await start(argv, { feed: dripping });
      expect(out()).toBe('');
    },
  );
});

describe('what never ends', () => {
  test('sort refuses more than fits, and says what the real one would', async () => {
    const { err, status, clock } = await start(['sort'], { feed: flooding });
    await clock.settle();
    expect(err()).toMatch(/^sort: write failed: \/tmp\/sort\w{6}: No space left on device\n$/);
    expect(status()).toBe(2);
  });

  test('tac refuses it, too', async () => {
    const { err, status } = await start(['tac'], { feed: flooding });
    expect(err()).toMatch(/^tac: \/tmp\/tac\w{6}: write error: No space left on device\n$/);
    expect(status()).toBe(1);
  });

  test('a line without an end is refused', async () => {
    const endless: PiProgram = async (process) => {
      const block = new TextEncoder().encode('y'.repeat(65_536));
      for (;;) await process.stdout.write(block);
    };
    const { err, status } = await start(['cut', '-c1'], { feed: endless });
    expect(err()).toContain('Cannot allocate memory');
    expect(status()).toBe(1);
  });
});

test('tee -i goes on after Ctrl-C', async () => {
  const { pi, out, clock, status } = await start(['tee', '-i'], { feed: dripping });
  const tee = pi.processes().find(({ argv }) => argv[0] === 'tee');
  pi.kill(tee?.pid ?? 0, 'SIGINT');
  await clock.advance(1_000);
  expect(status()).toBeUndefined();
  expect(out()).toBe('line 1\nline 2\n');
});

test('sort -R shuffles, equal lines together', async () => {
  const feed: PiProgram = async (process) => {
    await process.stdout.write('a\nb\na\nc\nb\n');
    return 0;
  };
  const { out } = await start(['sort', '-R'], { feed });
  const lines = out().trimEnd().split('\n');
  expect([...lines].sort()).toEqual(['a', 'a', 'b', 'b', 'c']);
  expect(lines.filter((line, index) => line !== lines[index - 1])).toHaveLength(3);
});

test('diff shows when a file was written', async () => {
  const { out } = await start(['diff', '-u', 'a', 'b'], { files: { a: 'x\n', b: 'y\n' } });
  expect(out()).toMatch(
    /^--- a\t2026-11-22 10:39:00\.\d{9} \+0000\n\+\+\+ b\t2026-11-22 10:39:00\.\d{9} \+0000\n@@ -1 \+1 @@\n/,
  );
});

test('diff takes thousands of changes for one', async () => {
  const lines = (letter: string): string => Array.from({ length: 4_000 }, (_, index) => `${letter}${index}\n`).join('');
  const { out } = await start(['diff', 'a', 'b'], { files: { a: `same\n${lines('a')}`, b: `same\n${lines('b')}` } });
  expect(out()).toMatch(/^2,4001c2,4001\n/);
});
