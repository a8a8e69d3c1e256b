import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PiProgram } from '#runtime/pi/system.ts';
import { characterWidth, textWidth } from '#runtime/pi/tty/width.ts';
import { machines, text } from './machine.ts';

/** Says what it reads, in brackets. */
const reader: PiProgram = async (process) => {
  for (;;) {
    const line = await process.stdin.read();
    if (line === null) return 0;
    seen.push(text(line));
  }
};
let seen: string[] = [];

/** A terminal on which `run` is the only program; `screen` is what it shows after the greeting. */
const terminal = async (run: PiProgram) => {
  seen = [];
  const lab = machines();
  const window = lab.pi.openTerminal({ session: 1, by: 'learner', shell: { run, argv: ['program'] } });
  const screen = { text: '', greeting: '' };
  window.output = (output) => (screen.text += output);
  await lab.clock.settle();
  screen.greeting = screen.text;
  screen.text = '';
  const type = async (keys: string) => {
    window.input(keys);
    await lab.clock.settle();
  };
  return { ...lab, window, screen, type };
};

test('a line is echoed as it is typed and read when Enter comes', async () => {
  const { screen, type } = await terminal(reader);
  await type('hel');
  expect([seen, screen.text]).toEqual([[], 'hel']);
  await type('lo\r');
  expect([seen, screen.text]).toEqual([['hello\n'], 'hello\r\n']);
});

test.each([
  ['Backspace', 'helö\x7f\x7flo\r', 'helo\n'],
  ['^H', 'ax\bb\r', 'ab\n'],
  ['^W takes a word with the spaces after it', 'one two  \x17three\r', 'one three\n'],
  ['^U takes everything', 'nonsense\x15sense\r', 'sense\n'],
  ['Backspace at the beginning', '\x7f\x7fa\r', 'a\n'],
  ['an emoji is one character', 'a🍓\x7fb\r', 'ab\n'],
  ['a combining mark goes with its letter', 'xe\u0301\x7f\r', 'x\n'],
])('%s', async (_, keys, line) => {
  const { type } = await terminal(reader);
  await type(keys);
  expect(seen).toEqual([line]);
});

test.each([
  ['a', '\b \b'],
  ['日', '\b \b\b \b'],
  ['🍓', '\b \b\b \b'],
  ['\x01', '\b \b\b \b'],
  ['e\u0301', '\b \b'],
])('%j is rubbed out in as many columns as it takes', async (character, rubbed) => {
  const { screen, type } = await terminal(reader);
  await type(character);
  screen.text = '';
  await type('\x7f');
  expect(screen.text).toBe(rubbed);
});

test('whatever is typed and rubbed out, the cursor is back where the line began', async () => {
  const key = fc.constantFrom('a', 'ä', '日', '🍓', '\x01', '\u0301', ' ', '\x7f', '\x17');
  await fc.assert(
    fc.asyncProperty(fc.array(key, { maxLength: 20 }), async (keys) => {
      const { screen, type } = await terminal(reader);
      await type(`${keys.join('')}\x15`);
      const backs = screen.text.split('\b').length - 1;
      expect(textWidth(screen.text.replaceAll('\b', '')) - backs).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test('^D hands over what is typed; on an empty line it is the end of the input', async () => {
  const { pi, type } = await terminal(reader);
  await type('half\x04');
  expect(seen).toEqual(['half']);
  await type('\x04');
  expect(pi.processes().some(({ argv }) => argv[0] === 'program')).toBe(false);
});

test('a line longer than 4095 bytes is refused with a bell', async () => {
  const { screen, type } = await terminal(reader);
  await type('x'.repeat(4_096));
  expect(screen.text.endsWith('x\x07')).toBe(true);
  await type('\r');
  expect(seen[0]).toBe(`${'x'.repeat(4_095)}\n`);
});

test('in raw mode keys come one by one, unchanged and without an echo', async () => {
  const { screen, type } = await terminal(async (process) => {
    if (process.terminal !== undefined) process.terminal.mode = { canonical: false, echo: false, signals: false };
    return reader(process);
  });
  await type('a');
  await type('\x03\r\x1b[A');
  expect(seen).toEqual(['a', '\x03\r\x1b[A']);
  expect(screen.text).toBe('');
});

test('what was begun in canonical mode can be read after the change to raw', async () => {
  const { clock, type } = await terminal(async (process) => {
    await process.sleep(100);
    if (process.terminal !== undefined) process.terminal.mode = { canonical: false, echo: false, signals: false };
    return reader(process);
  });
  await type('ahead');
  await clock.advance(100);
  expect(seen).toEqual(['ahead']);
});

test('a newline goes out as carriage return and newline; half a character waits for the rest', async () => {
  const { screen } = await terminal(async (process) => {
    await process.stdout.write('a\nb');
    await process.stdout.write(Uint8Array.of(0xc3));
    await process.stdout.write(Uint8Array.of(0xbc));
    await process.sleep(1_000);
    return 0;
  });
  expect(screen.greeting.endsWith('a\r\nbü')).toBe(true);
});

/** Starts a child of its own in the foreground, another in the background, and says how they end. */
const jobs =
  (child: PiProgram): PiProgram =>
  async (process) => {
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTSTP'] as const) process.onSignal(signal, 'ignore');
    const start = () => {
      const spawned: PiProgram = async (own) => {
        for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTSTP'] as const) own.onSignal(signal, 'default');
        return child(own);
      };
      return process.spawn({ run: spawned, argv: ['job'], files: process.fds, group: 'new' });
    };
    const background = start();
    const foreground = start();
    if (process.terminal !== undefined) process.terminal.foreground = foreground;
    const exit = await process.wait(foreground, { untraced: true });
    seen.push(`foreground ${exit.status}${exit.stopped === true ? ' stopped' : ''}`);
    seen.push(`background ${process.processes().find(({ pid }) => pid === background)?.state}`);
    if (process.terminal !== undefined) process.terminal.foreground = process.group;
    for (;;) await process.sleep(1_000);
  };

const forever: PiProgram = async (process) => {
  for (;;) await process.sleep(1_000);
};

test.each([
  ['\x03', '^C', 'foreground 130'],
  ['\x1c', '^\\', 'foreground 131'],
  ['\x1a', '^Z', 'foreground 148 stopped'],
])('%j goes to the foreground group alone, and is echoed', async (key, echo, outcome) => {
  const { screen, type } = await terminal(jobs(forever));
  await type(key);
  expect(seen).toEqual([outcome, 'background sleeping']);
  expect(screen.text).toBe(echo);
});

test('^C forgets what was typed before it', async () => {
  const { type } = await terminal(async (process) => {
    process.onSignal('SIGINT', () => {});
    return reader(process);
  });
  await type('forgotten\x03new\r');
  expect(seen).toEqual(['new\n']);
});

test('a background process that reads the terminal is stopped by SIGTTIN', async () => {
  const { pi } = await terminal(jobs(async (process) => ((await process.stdin.read()) === null ? 0 : 1)));
  const states = pi.processes().flatMap(({ argv, state }) => (argv[0] === 'job' ? [state] : []));
  expect(states).toEqual(['stopped', 'sleeping']);
});

test('a writer waits when 64 Ki units are not drawn, and goes on when they are; ^C gets through', async () => {
  const { screen, window, pi, clock, type } = await terminal(async (process) => {
    for (;;) await process.stdout.write('y\n');
  });
  const length = screen.greeting.length;
  expect(length).toBeGreaterThanOrEqual(65_536);
  expect(length).toBeLessThan(65_536 + 4_096 * 2);
  window.drawn(length);
  await clock.settle();
  expect(screen.text.length).toBeGreaterThanOrEqual(60_000);
  await type('\x03');
  expect(pi.processes().some(({ argv }) => argv[0] === 'program')).toBe(false);
});

test('^S holds the output, ^Q lets it go', async () => {
  const { screen, clock, type } = await terminal(async (process) => {
    for (;;) {
      await process.sleep(100);
      await process.stdout.write('.');
    }
  });
  await type('\x13');
  await clock.advance(1_000);
  expect(screen.text).toBe('');
  await type('\x11');
  expect(screen.text).toBe('.');
});

test('a new size is told to the foreground group by SIGWINCH', async () => {
  const { window, clock } = await terminal(async (process) => {
    process.onSignal('SIGWINCH', () => seen.push(`${process.terminal?.columns} x ${process.terminal?.rows}`));
    await process.sleep(1_000);
    return 0;
  });
  window.resize(100, 30);
  window.resize(100, 30);
  await clock.settle();
  expect(seen).toEqual(['100 x 30']);
});

test('characters are as wide as a terminal draws them', () => {
  expect(['a', 'ß', '日', '한', '🍓', '\u0301', '\u200d', 'ﾊ', '€'].map(characterWidth)).toEqual([
    1, 1, 2, 2, 2, 0, 0, 1, 1,
  ]);
});
