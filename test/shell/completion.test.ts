import { describe, expect, test } from 'vitest';
import { listRows, longestCommonPrefix } from '#runtime/pi/shell/readline/completion.ts';
import { typedWords } from '#runtime/pi/shell/complete/typed-words.ts';
import { TestLab } from '../kit/lab.ts';
import { openShell } from './shell-pi.ts';

const PROMPT = 'pi@rpi-broker:~ $';

describe('the words before the cursor', () => {
  test.each([
    ['cat a', ['cat', 'a'], 4, ''],
    ['cat ', ['cat', ''], 4, ''],
    ['cat a | grep "b c', ['grep', 'b c'], 13, '"'],
    ["cat 'it", ['cat', 'it'], 4, "'"],
    ['cat a\\ b', ['cat', 'a b'], 4, ''],
    ['echo > pro', ['echo', '>', 'pro'], 7, ''],
    ['echo 2>&1 x', ['echo', '2', '>', '1', 'x'], 10, ''],
    ['echo $(mosq', ['mosq'], 7, ''],
    ['echo `mosq', ['mosq'], 6, ''],
    ['a; b && c', ['c'], 8, ''],
    ['echo ${HO', ['echo', '${HO'], 5, ''],
    ['echo a\nca', ['ca'], 7, ''],
  ] as const)('%s', (line, words, start, quote) => {
    expect(typedWords(line)).toEqual({ words, start, quote });
  });
});

describe('lists', () => {
  test('stand in columns, downwards, two blanks apart', () => {
    expect(listRows(['a', 'bb', 'ccc', 'd', 'e'], 16)).toEqual(['a    ccc  e', 'bb   d']);
  });
  test('never reach the last column', () => {
    expect(listRows(['aa', 'bb', 'cc', 'dd'], 16)).toEqual(['aa  cc', 'bb  dd']);
  });
  test('of names wider than the screen have one a row', () => {
    expect(listRows(['a'.repeat(20), 'b'.repeat(20)], 10)).toEqual(['a'.repeat(20), 'b'.repeat(20)]);
  });
  test('count wide characters as two', () => {
    expect(listRows(['温度', 'a', 'b'], 20)).toEqual(['温度  a     b']);
  });
  test('what all have in common is not half a character', () => {
    expect(longestCommonPrefix(['🌡a', '🌢b'])).toBe('');
    expect(longestCommonPrefix([])).toBe('');
  });
});

const manyFiles = (count: number) => ({
  columns: 40,
  rows: 10,
  prepare: (pi: Parameters<NonNullable<NonNullable<Parameters<typeof openShell>[0]>['prepare']>>[0]) => {
    for (let i = 0; i < count; i++) pi.files.writeFile(`/home/pi/file${String(i).padStart(3, '0')}`, '');
  },
});

describe('a long list', () => {
  test('is shown screen by screen: a blank goes on, Enter by one row, q ends it', async () => {
    const { screen, type } = await openShell(manyFiles(90));
    await type('cat file\t\t\t');
    expect(screen.lastLine).toBe('--More--');
    expect(screen.visible.at(-2)).toMatch(/^file008/);
    await type('\r');
    expect(screen.visible.at(-2)).toMatch(/^file009/);
    await type(' ');
    expect(screen.visible.at(-2)).toMatch(/^file018/);
    await type('q');
    expect(screen.lastLine).toBe(`${PROMPT} cat file0`);
  });
  test('of a hundred is asked about first', async () => {
    const { screen, type } = await openShell(manyFiles(101));
    await type('cat file\t\t\t');
    expect(screen.lastLine).toBe('Display all 101 possibilities? (y or n)');
    await type('x');
    expect(screen.bells).toBeGreaterThan(0);
    await type('n');
    expect(screen.lastLine).toBe(`${PROMPT} cat file`);
    await type('\t');
    await type('y');
    expect(screen.lastLine).toBe('--More--');
    await type('n');
    expect(screen.lastLine).toBe(`${PROMPT} cat file`);
  });
});

describe('what is completed where', () => {
  test.each([
    ['a user', 'cd ~ro\t', 'cd ~root/'],
    ['a builtin', 'unali\t', 'unalias'],
    ['an alias', 'alias greetings=true\rgreet\t', 'greetings'],
    ['a function', 'greetings() { :; }\rgreet\t', 'greetings'],
    ['a variable in braces', 'XYZ=1\recho ${XY\t', 'echo ${XYZ}'],
    ['a variable in double quotes', 'XYZ=1\recho "$XY\t', 'echo "$XYZ"'],
    ['a path that begins with a variable', 'cat $HOME/.bashr\t', 'cat $HOME/.bashrc'],
    ['a name of a variable', 'XYZ=1\rexport XY\t', 'export XYZ'],
    ['a file after an equals sign', 'X=/etc/hostn\t', 'X=/etc/hostname'],
    ['a command after sudo', 'sudo slee\t', 'sudo sleep'],
    ['a host for ping', 'ping rpi-b\t', 'ping rpi-broker'],
    ['a host after a user', 'ssh pi@rpi-b\t', 'ssh pi@rpi-broker'],
    ['words that `complete -W` has named', 'complete -W "alpha beta" args\rargs al\t', 'args alpha'],
    ['nothing in a directory that is not there', 'cat /nowhere/x\t', 'cat /nowhere/x'],
  ])('%s', async (_, typed, line) => {
    const { screen, type } = await openShell();
    await type(typed);
    expect(screen.lastLine).toBe(`${PROMPT} ${line}`);
  });
});

describe('in a lab', () => {
  const lastLine = (lab: TestLab): string => lab.screen('rpi-broker#1').replaceAll('\x07', '').split('\n').at(-1) ?? '';
  test.each([
    ['an option of a command, out of its manual page', 'sleep --he\t', 'sleep --help '],
    ['one that wants a value gets no blank', 'head --line\t', 'head --lines='],
    ['an option of mosquitto_sub', 'mosquitto_sub --will-pay\t', 'mosquitto_sub --will-payload '],
    ['a value of one', 'mosquitto_sub -V mqttv3\t1', 'mosquitto_sub -V mqttv311'],
    ['a host after -h', 'mosquitto_sub -h rpi-b\t', 'mosquitto_sub -h rpi-broker '],
  ])('%s', async (_, typed, line) => {
    const lab = await TestLab.open();
    await lab.keys('rpi-broker#1', typed);
    expect(lastLine(lab)).toContain(`$ ${line.trimEnd()}`);
  });
  test('a topic that was seen, the last one first known to the other terminal too', async () => {
    const lab = await TestLab.open();
    await lab.type('rpi-broker#2', 'mosquitto_pub -t kitchen/temperature -m 21');
    await lab.type('rpi-broker#2', "mosquitto_pub -t 'living room/x' -m 21");
    await lab.keys('rpi-broker#1', 'mosquitto_sub -t kit\t');
    expect(lastLine(lab)).toMatch(/-t kitchen\/temperature $/);
    await lab.keys('rpi-broker#1', '-t liv\t');
    expect(lastLine(lab)).toMatch(/-t living\\ room\/x $/);
  });
  test('no topic that nobody has published', async () => {
    const lab = await TestLab.open();
    await lab.keys('rpi-broker#1', 'mosquitto_sub -t kitchen/\t');
    expect(lastLine(lab)).toMatch(/-t kitchen\/$/);
  });
});
