import { describe, expect, test } from 'vitest';
import { Document } from '#runtime/pi/commands/screen/less/document.ts';
import { openShell } from '../shell/shell-pi.ts';

/** A terminal of 40 columns and 8 rows, a file of numbered lines, and `less` with these arguments in it. */
const opened = async (
  line: string,
  options: { columns?: number; rows?: number; files?: Readonly<Record<string, string | Uint8Array>> } = {},
) => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index + 1}\n`).join('');
  const shell = await openShell({
    columns: options.columns ?? 40,
    rows: options.rows ?? 8,
    prepare: (pi) => {
      for (const [name, text] of Object.entries({ long: lines, short: 'one\ntwo\n', ...options.files }))
        pi.files.writeFile(`/home/pi/${name}`, text, { owner: 'pi', group: 'pi' });
    },
  });
  await shell.type(`${line}\r`);
  return shell;
};

/** The line that the screen begins with, and the one at its foot. */
const ends = ({ screen }: Awaited<ReturnType<typeof opened>>) => [screen.visible[0], screen.lastLine];

describe('less', () => {
  test('shows the first screen on the alternate screen, and the name of the file', async () => {
    const { screen } = await opened('less long');
    expect(screen.isAlternate).toBe(true);
    expect(screen.visible.slice(0, 8)).toEqual([
      'line 1',
      'line 2',
      'line 3',
      'line 4',
      'line 5',
      'line 6',
      'line 7',
      'long',
    ]);
    expect(screen.raw).toContain('\x1b[7mlong\x1b[m');
  });

  test('gives the screen back as it was with q', async () => {
    const { screen, type } = await opened('less long');
    await type('q');
    expect(screen.isAlternate).toBe(false);
    expect(screen.lastLine).toContain('$');
    expect(screen.text).not.toContain('line 1');
  });

  test.each([
    [' ', 'line 8'],
    ['f', 'line 8'],
    ['\x1b[6~', 'line 8'],
    ['d', 'line 4'],
    ['j', 'line 2'],
    ['\r', 'line 2'],
    ['\x1b[B', 'line 2'],
    ['\x1bOB', 'line 2'],
    ['5j', 'line 6'],
    ['20g', 'line 20'],
    ['G', 'line 94'],
    ['>', 'line 94'],
    ['50%', 'line 51'],
    ['Gb', 'line 87'],
    ['Gu', 'line 91'],
    ['G3k', 'line 91'],
    ['Gg', 'line 1'],
    ['\x1b[F\x1b[H', 'line 1'],
    ['3z ', 'line 7'],
    ["jjma20g'a", 'line 3'],
  ])('the keys %j lead to %s', async (keys, first) => {
    const shell = await opened('less long');
    for (const key of keys.match(/\x1b[[O].~?|[^]/g) ?? []) await shell.type(key);
    expect(ends(shell)[0]).toBe(first);
  });

  test('the end says (END), and going on there only rings', async () => {
    const shell = await opened('less long');
    await shell.type('G');
    expect(ends(shell)).toEqual(['line 94', '(END)']);
    await shell.type(' ');
    expect(ends(shell)).toEqual(['line 94', '(END)']);
    expect(shell.screen.bells).toBe(1);
  });

  test('a short file has its end at once; -F prints it and leaves', async () => {
    expect(ends(await opened('less short'))).toEqual(['one', 'short (END)']);
    const { screen } = await opened('less -F short');
    expect(screen.isAlternate).toBe(false);
    expect(screen.text).toContain('one\ntwo\n');
  });

  test('searches forward and backward, marks what was found, and says what is not there', async () => {
    const shell = await opened('less long');
    await shell.type('/5$\r');
    expect(ends(shell)[0]).toBe('line 5');
    expect(shell.screen.raw).toContain('line \x1b[7m5\x1b[m');
    await shell.type('n');
    expect(ends(shell)[0]).toBe('line 15');
    await shell.type('N');
    expect(ends(shell)[0]).toBe('line 5');
    await shell.type('?line 1$\r');
    expect(ends(shell)[0]).toBe('line 1');
    await shell.type('/nothing\r');
    expect(ends(shell)[1]).toBe('Pattern not found  (press RETURN)');
    await shell.type('\r');
    expect(ends(shell)[1]).toBe(':');
  });

  test('case counts unless -i, and with -i unless the pattern has a capital', async () => {
    const files = { words: 'x\nApple\napple\n' };
    const found = async (line: string, keys: string) => {
      const shell = await opened(line, { files });
      await shell.type(keys);
      return ends(shell)[0];
    };
    expect(await found('less words', '/apple\r')).toBe('apple');
    expect(await found('less -i words', '/apple\r')).toBe('Apple');
    expect(await found('less -i words', '/APPLE\r')).toBe('x');
    expect(await found('less -I words', '/APPLE\r')).toBe('Apple');
  });

  test('& shows only the lines that match', async () => {
    const shell = await opened('less long');
    await shell.type('&0$\r');
    expect(shell.screen.visible.slice(0, 3)).toEqual(['line 10', 'line 20', 'line 30']);
    await shell.type('&\r');
    expect(shell.screen.visible[0]).toBe('line 10');
    expect(shell.screen.visible[1]).toBe('line 11');
  });

  test('long lines wrap, or are cut with -S and moved with the arrows', async () => {
    const files = { wide: `${'0123456789'.repeat(6)}end\nnext\n` };
    const shell = await opened('less wide', { files });
    expect(shell.screen.visible.slice(0, 3)).toEqual(['0123456789'.repeat(4), `${'0123456789'.repeat(2)}end`, 'next']);
    await shell.type('-S');
    expect(shell.screen.lastLine).toBe('Chop long lines  (press RETURN)');
    await shell.type('\r');
    expect(shell.screen.visible.slice(0, 2)).toEqual([`${'0123456789'.repeat(4).slice(0, 39)}>`, 'next']);
    await shell.type('\x1b[C');
    expect(shell.screen.visible[0]).toBe(`${'0123456789'.repeat(6).slice(20, 59)}>`);
    await shell.type('\x1b[D');
    expect(shell.screen.visible[1]).toBe('next');
  });

  test('-N numbers lines; wide characters take two columns', async () => {
    const shell = await opened('less -N text', { columns: 14, files: { text: '日本語日本語\nb\n' } });
    expect(shell.screen.visible.slice(0, 4)).toEqual(['      1 日本語', '      1 日本語', '      2 b', 'text (END)']);
  });

  test('control characters are shown, colours only with -R, overstriking is bold and underlined', async () => {
    const files = { text: 'a\x01\x1b[31mred\x1b[m\nx\bx_\by\n' };
    const plain = await opened('less text', { files });
    expect(plain.screen.visible[0]).toBe('a^AESC[31mredESC[m');
    expect(plain.screen.raw).toContain('\x1b[1mx\x1b[m\x1b[4my\x1b[m');
    const coloured = await opened('less -R text', { files });
    expect(coloured.screen.visible[0]).toBe('a^Ared');
    expect(coloured.screen.raw).toContain('\x1b[31mred\x1b[m');
  });

  test('bytes that are no UTF-8 are shown as such', async () => {
    const shell = await opened('less raw', { files: { raw: Uint8Array.of(0x61, 0xc3, 0x28, 0x62, 0x0a) } });
    expect(shell.screen.visible[0]).toBe('a<C3>(b');
  });

  test('several files: :n and :p, and what is next', async () => {
    const shell = await opened('less short long');
    expect(ends(shell)[1]).toBe('short (file 1 of 2) (END) - Next: long');
    await shell.type(':n');
    expect(ends(shell)).toEqual(['line 1', 'long (file 2 of 2)']);
    await shell.type(':n');
    expect(ends(shell)[1]).toBe('No next file  (press RETURN)');
    await shell.type('\r:p');
    expect(ends(shell)[0]).toBe('one');
  });

  test('= says where one is', async () => {
    const shell = await opened('less -M long');
    expect(ends(shell)[1]).toBe('long lines 1-7/100 6%');
    await shell.type('=');
    expect(ends(shell)[1]).toBe('long lines 1-7/100 byte 49/792 6%  (pre');
  });

  test('an endless pipe shows its first screen at once and is not read on', async () => {
    const shell = await opened('yes | less');
    expect(ends(shell)).toEqual(['y', ':']);
    await shell.type('q');
    expect(shell.screen.isAlternate).toBe(false);
    expect(shell.running('yes')).toEqual([]);
  });

  test('G on an endless pipe ends with ^C, keys are still heard', async () => {
    const shell = await opened('yes | less');
    shell.terminal.input('G');
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    await shell.type('\x03');
    await shell.type('q');
    expect(shell.screen.isAlternate).toBe(false);
  });

  test('a slow pipe: what came is shown, q leaves while nothing comes', async () => {
    const shell = await opened('{ echo a; sleep 5; echo b; sleep 100; } | less');
    expect(shell.screen.visible[0]).toBe('a');
    await shell.clock.advance(5_000);
    expect(shell.screen.visible.slice(0, 2)).toEqual(['a', 'b']);
    await shell.type('q');
    expect(shell.screen.isAlternate).toBe(false);
  });

  test('F waits for more at the end, and ^C ends the waiting', async () => {
    const shell = await opened('less +F long');
    expect(ends(shell)[1]).toBe('Waiting for data... (interrupt to abort)'.slice(0, 40));
    shell.pi.files.writeFile('/home/pi/long', `${'line\n'.repeat(200)}line 101\n`);
    await shell.clock.advance(2_000);
    expect(shell.screen.text).toContain('line 101');
    await shell.type('\x03');
    expect(ends(shell)[1]).toBe('(END)');
    await shell.type('q');
  });

  test('the window may change its size', async () => {
    const shell = await opened('less long');
    shell.screen.columns = 20;
    shell.terminal.resize(20, 8);
    await shell.clock.settle();
    expect(ends(shell)).toEqual(['line 1', 'long']);
  });

  test('^Z puts it away, fg brings it back', async () => {
    const shell = await opened('less long');
    await shell.type('\x1a');
    expect(shell.screen.isAlternate).toBe(false);
    expect(shell.screen.text).toContain('Stopped');
    await shell.type('fg\r');
    expect(shell.screen.isAlternate).toBe(true);
    expect(shell.screen.visible[0]).toBe('line 1');
  });

  test('help comes and goes', async () => {
    const shell = await opened('less long');
    await shell.type('jh');
    expect(ends(shell)[1]).toBe('HELP -- Press RETURN for more., or q whe'.replace('.,', ','));
    await shell.type('q');
    expect(ends(shell)[0]).toBe('line 2');
  });

  test('!command runs it and comes back', async () => {
    const shell = await opened('less long');
    await shell.type('!echo hello from sh\r');
    expect(shell.screen.text).toContain('hello from sh\n!done  (press RETURN)');
    await shell.type('\r');
    expect(ends(shell)[0]).toBe('line 1');
  });

  test('a file that is missing, a directory, nothing at all: a sentence and status 1', async () => {
    const shell = await opened('less missing; echo $?; less /tmp; echo $?; less; echo $?', { rows: 24, columns: 80 });
    expect(shell.screen.text).toContain(
      'missing: No such file or directory\n1\n/tmp is a directory\n1\nMissing filename ("less --help" for help)\n1\n',
    );
  });

  test('no editor: v says so', async () => {
    const shell = await opened('less long');
    await shell.type('v');
    expect(ends(shell)[1]).toBe('There is no editor on this Raspberry Pi');
  });

  test('what is no text is asked about', async () => {
    const shell = await opened('less raw', { columns: 80, files: { raw: `${'\x01\x02'.repeat(9)}\n` } });
    expect(shell.screen.lastLine).toContain('"raw" may be a binary file.');
    await shell.type('n');
    expect(shell.screen.isAlternate).toBe(false);
  });
});

describe('what less keeps', () => {
  const endless = (block: string): { read: () => Promise<Uint8Array> } => {
    const bytes = new TextEncoder().encode(block);
    return { read: () => Promise.resolve(bytes) };
  };

  test('ends at four million lines, or at 32 MiB, in the words of a machine without memory', async () => {
    for (const block of ['y\n'.repeat(8_192), `${'x'.repeat(16_383)}\n`]) {
      const document = new Document({ name: '', input: endless(block) });
      for (let reads = 0; reads < 5_000 && !document.isWhole; reads++) await document.arrives();
      expect(document.failure?.code).toBe('ENOMEM');
      expect(document.line(document.length - 1).length).toBe(block.indexOf('\n'));
    }
  });

  test('a line without an end goes on in the next', async () => {
    const document = new Document({ name: '', input: endless('x'.repeat(16_384)) });
    for (let reads = 0; reads < 40; reads++) await document.arrives();
    expect(document.length).toBe(2);
    expect(document.line(0).length).toBeGreaterThan(256 * 1024);
  });
});
