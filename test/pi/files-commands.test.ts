import { expect, test } from 'vitest';
import { quotedAs } from '#runtime/pi/commands/files/quoting-style.ts';
import { changedMode, readMode } from '#runtime/pi/commands/files/mode-change.ts';
import { readDate } from '#runtime/pi/commands/files/date-words.ts';
import { readStamp } from '#runtime/pi/commands/files/timestamps.ts';
import { humanSize, readSize, readSizeForm, sizeText } from '#runtime/pi/commands/files/sizes.ts';
import { versionOrder } from '#runtime/pi/commands/files/version-order.ts';
import { runLine } from '../shell/shell-pi.ts';
import { machines } from './machine.ts';

/** What a command prints on a terminal of that width, line by line. */
const onTerminal = async (
  argv: readonly string[],
  columns: number,
  make: (path: (name: string) => string) => readonly string[],
) => {
  const lab = machines();
  lab.pi.files.makeDirectory('/home/pi/here', { owner: 'pi', group: 'pi' });
  for (const path of make((name) => `/home/pi/here/${name}`)) {
    if (path.endsWith('/')) lab.pi.files.makeDirectory(path.slice(0, -1));
    else lab.pi.files.writeFile(path, '');
  }
  const window = lab.pi.openTerminal({
    session: 1,
    by: 'learner',
    columns,
    shell: { run: `/usr/bin/${argv[0] ?? ''}`, argv: [...argv, '/home/pi/here'] },
  });
  let screen = '';
  window.output = (output) => (screen += output);
  await lab.clock.settle();
  expect(lab.faults).toEqual([]);
  return screen.split('\r\n').filter((line) => !/^(Last login|Connection to|Press Enter|$)/.test(line));
};

test('ls on a terminal fills columns downwards, as many as fit', async () => {
  const make = (path: (name: string) => string) => ['alpha', 'be', 'gamma', 'delta', 'epsilon', 'z'].map(path);
  // Blanks up to a tab stop become tabs, as GNU has it where there are no colours.
  expect(await onTerminal(['ls'], 80, make)).toEqual(['alpha  be  delta  epsilon  gamma  z']);
  expect(await onTerminal(['ls'], 20, make)).toEqual(['alpha  epsilon', 'be     gamma', 'delta  z']);
  expect(await onTerminal(['ls'], 5, make)).toEqual(['alpha', 'be', 'delta', 'epsilon', 'gamma', 'z']);
  expect(await onTerminal(['ls', '-1'], 80, make)).toHaveLength(6);
});

test('ls on a terminal quotes what a shell would take apart, and lines the others up', async () => {
  const make = (path: (name: string) => string) => [path('a b'), path('plain'), path("it's")];
  expect(await onTerminal(['ls', '-1'], 80, make)).toEqual(["'a b'", `"it's"`, 'plain']);
  expect(await onTerminal(['ls'], 80, make)).toEqual([`'a b'  "it's"   plain`]);
  expect(await onTerminal(['ls', '-N', '-1'], 80, make)).toEqual(['a b', "it's", 'plain']);
});

test('ls colours on a terminal with --color=auto, and resets once before the first colour', async () => {
  const make = (path: (name: string) => string) => [path('dir/'), path('file'), path('other/')];
  expect(await onTerminal(['ls', '--color=auto'], 80, make)).toEqual([
    '\x1b[0m\x1b[01;34mdir\x1b[0m  file  \x1b[01;34mother\x1b[0m',
  ]);
});

test('wide characters take two columns', async () => {
  const make = (path: (name: string) => string) => ['日本', 'ab', 'c', 'd'].map(path);
  expect(await onTerminal(['ls', '-w', '12'], 80, make)).toEqual(['ab  d', 'c   日本']);
});

test('names are quoted as gnulib quotes them', () => {
  expect(quotedAs('plain', 'shell-escape')).toBe('plain');
  expect(quotedAs('', 'shell-escape')).toBe("''");
  expect(quotedAs('a\nb', 'shell-escape')).toBe("'a'$'\\n''b'");
  expect(quotedAs('a\nb', 'c')).toBe('"a\\nb"');
  expect(quotedAs('a b', 'escape', ' ')).toBe('a\\ b');
  expect(quotedAs("it's $5", 'shell-escape')).toBe("'it'\\''s $5'");
  expect(quotedAs('ä’', 'locale')).toBe('‘ä\\’’');
  expect(quotedAs('a*', 'literal', '*')).toBe('a*');
});

test.each([
  [0o644, '755', 0o755],
  [0o644, '+x', 0o755],
  [0o666, '-w', 0o466],
  [0o644, 'u=rwx,go=', 0o700],
  [0o640, 'o=g', 0o644],
  [0o644, 'a+X', 0o644],
  [0o744, 'a+X', 0o755],
  [0o755, 'u+s,g+s,+t', 0o7755],
  [0o777, '=', 0],
])('mode %o and %s make %o, with umask 022', (before, text, after) => {
  const changes = readMode(text);
  expect(changes).toBeDefined();
  expect(changedMode(before, false, 0o022, changes ?? [])).toBe(after);
});

test.each(['', '8', '12345', 'rwx', 'u', 'u+q', 'z+x', '+x,', 'u+rg'])('“%s” is no mode', (text) => {
  expect(readMode(text)).toBeUndefined();
});

test('a directory keeps its set-group-ID bit unless five digits say otherwise', () => {
  expect(changedMode(0o2755, true, 0, readMode('755') ?? [])).toBe(0o2755);
  expect(changedMode(0o2755, true, 0, readMode('00755') ?? [])).toBe(0o755);
  expect(changedMode(0o2755, false, 0, readMode('755') ?? [])).toBe(0o755);
});

const NOW = Date.UTC(2026, 10, 22, 10, 39, 0);

test.each([
  ['2026-01-02', '2026-01-02T00:00:00.000Z'],
  ['2026-01-02 03:04:05.5', '2026-01-02T03:04:05.500Z'],
  ['2026-01-02T03:04Z', '2026-01-02T03:04:00.000Z'],
  ['2026-01-02 03:04 +0200', '2026-01-02T01:04:00.000Z'],
  ['20260102', '2026-01-02T00:00:00.000Z'],
  ['3 Feb 2026', '2026-02-03T00:00:00.000Z'],
  ['Feb 3 2026 10:00', '2026-02-03T10:00:00.000Z'],
  ['@86400', '1970-01-02T00:00:00.000Z'],
  ['now', '2026-11-22T10:39:00.000Z'],
  ['yesterday', '2026-11-21T10:39:00.000Z'],
  ['12:00 tomorrow', '2026-11-23T12:00:00.000Z'],
  ['2 hours ago', '2026-11-22T08:39:00.000Z'],
  ['-3 days', '2026-11-19T10:39:00.000Z'],
  ['next week', '2026-11-29T10:39:00.000Z'],
  ['last month', '2026-10-22T10:39:00.000Z'],
  ['monday', '2026-11-23T00:00:00.000Z'],
  ['last monday', '2026-11-16T00:00:00.000Z'],
  ['5pm', '2026-11-22T17:00:00.000Z'],
])('the date “%s” is %s', (text, iso) => {
  expect(new Date(readDate(text, NOW, undefined) ?? NaN).toISOString()).toBe(iso);
});

test.each(['foo', '2026-13-01', '2026-02-30', '25:00', '13pm', '2026-01-02 x'])('“%s” is no date', (text) => {
  expect(readDate(text, NOW, undefined)).toBeUndefined();
});

test('touch -t reads [[CC]YY]MMDDhhmm[.ss]', () => {
  const at = (text: string) => new Date(readStamp(text, NOW, undefined) ?? NaN).toISOString();
  expect(at('11221039')).toBe('2026-11-22T10:39:00.000Z');
  expect(at('9902030405')).toBe('1999-02-03T04:05:00.000Z');
  expect(at('202602030405.06')).toBe('2026-02-03T04:05:06.000Z');
  expect(readStamp('99', NOW, undefined)).toBeUndefined();
  expect(readStamp('13010000', NOW, undefined)).toBeUndefined();
});

test('sizes are read and shown as GNU does', () => {
  expect(['10', '10K', '10KB', '10KiB', '1M', 'x', '1.5K', ''].map(readSize)).toEqual([
    10,
    10_240,
    10_000,
    10_240,
    1_048_576,
    undefined,
    undefined,
    undefined,
  ]);
  expect([0, 1_023, 1_024, 1_537, 10_239, 10_240, 1_048_575].map((size) => humanSize(size))).toEqual([
    '0',
    '1023',
    '1.0K',
    '1.6K',
    '10K',
    '10K',
    '1.0M',
  ]);
  expect(humanSize(1_500, 1_000)).toBe('1.5k');
  expect(sizeText(1, readSizeForm('M') ?? { kind: 'human', base: 1_024 })).toBe('1M');
  expect(sizeText(1_048_577, readSizeForm('1M') ?? { kind: 'human', base: 1_024 })).toBe('2');
});

test('names with numbers sort as people count', () => {
  expect(['a10', 'a2', 'a1', '.b', 'a1~', 'a1.txt'].sort(versionOrder)).toEqual([
    '.b',
    'a1~',
    'a1',
    'a1.txt',
    'a2',
    'a10',
  ]);
});

test('df shows the card', async () => {
  const { stdout } = await runLine(
    'df -h / | head -1; df --output=source,target; df -T | tail -1 | tr -s " " | cut -d" " -f2,7',
  );
  expect(stdout).toBe(
    'Filesystem      Size  Used Avail Use% Mounted on\nFilesystem     Mounted on\n/dev/mmcblk0p2 /\next4 /\n',
  );
});

test('root gives files away, and chown says what it did', async () => {
  const { stdout, stderr } = await runLine(
    'touch f; sudo chown -v mosquitto:mosquitto f; stat -c %U:%G f; sudo chown -c pi: f; chgrp -v gpio f; sudo chown -v pi f; ls -n f | cut -d" " -f3,4',
  );
  expect(stdout).toBe(
    "changed ownership of 'f' from pi:pi to mosquitto:mosquitto\nmosquitto:mosquitto\n" +
      "changed ownership of 'f' from mosquitto:mosquitto to pi:pi\nchanged group of 'f' from pi to gpio\n" +
      "ownership of 'f' retained as pi\n1000 986\n",
  );
  expect(stderr).toBe('');
});

test('a directory that is deep and wide is removed, and others get their turn', async () => {
  const { stdout } = await runLine(
    'mkdir -p $(echo {1..60} | tr " " /); mkdir w; cd w; touch $(echo {1..500}); cd ..; rm -r w 1; ls | wc -l',
  );
  expect(stdout).toBe('0\n');
});
