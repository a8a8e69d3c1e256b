import { describe, expect, test } from 'vitest';
import { openShell } from './shell-pi.ts';

/** The prompt that a PS1 makes. */
const promptOf = async (ps1: string, before = ''): Promise<string> => {
  const { screen, type } = await openShell({
    prepare: (pi) => pi.files.writeFile('/home/pi/.bash_profile', `${before}\nPS1=${ps1}\n`, { owner: 'pi' }),
  });
  await type('');
  return screen.lines.slice(1).join('\n');
};

describe('what a backslash stands for', () => {
  test.each([
    ["'\\u@\\h \\H:'", 'pi@rpi-broker rpi-broker:'],
    ["'\\w|\\W|'", '~|~|'],
    ["'\\s-\\v\\$ x'", '-bash-5.2$ x'],
    ["'\\V>'", '5.2.15>'],
    ["'\\j \\! \\#>'", '0 1 1>'],
    ["'\\A>'", '10:39>'],
    ["'\\t \\T \\@>'", '10:39:00 10:39:00 10:39 AM>'],
    ["'\\d>'", 'Sun Nov 22>'],
    ["'\\D{%Y/%m}>'", '2026/11>'],
    ["'a\\nb>'", 'a\nb>'],
    ["'\\101>'", 'A>'],
    ["'\\\\>'", '\\>'],
    ["'\\z>'", '\\z>'],
    ["'\\[\\e[1m\\]bold\\[\\e[0m\\]>'", 'bold>'],
    ["'\\l>'", '0>'],
  ])('%s', async (ps1, shown) => {
    expect(await promptOf(ps1)).toBe(shown);
  });
});

describe('parameters and commands in it', () => {
  test.each([
    ["'$X>'", 'X=1', '1>'],
    ["'${X:-none}>'", '', 'none>'],
    ["'$(echo a b)>'", '', 'a b>'],
    ["'`echo a`>'", '', 'a>'],
    ["'\\$X>'", 'X=1', '$X>'],
    ["'$X>'", 'X=1; shopt -u promptvars', '$X>'],
  ])('%s after %s', async (ps1, before, shown) => {
    expect(await promptOf(ps1, before)).toBe(shown);
  });
  test('the name of a directory is text, whatever is in it', async () => {
    expect(await promptOf("'\\W>'", "mkdir 'a$HOME`b'; cd 'a$HOME`b'")).toBe('a$HOME`b>');
  });
  test('PROMPT_DIRTRIM shortens a path', async () => {
    expect(await promptOf("'\\w>'", 'mkdir -p a/b/c/d; cd a/b/c/d; PROMPT_DIRTRIM=2')).toBe('~/.../c/d>');
  });
});

describe('around a command', () => {
  test('PROMPT_COMMAND runs before each prompt, and $? is as it was', async () => {
    const { screen, type } = await openShell();
    await type("PS1='> '\r");
    await type("PROMPT_COMMAND='echo before; true'\r");
    await type('false\r');
    await type('echo $?\r');
    expect(screen.lines.slice(-6)).toEqual(['before', '> false', 'before', '> echo $?', '1', 'before', '>'].slice(-6));
  });
  test('an array of them runs in order', async () => {
    const { screen, type } = await openShell();
    await type("PROMPT_COMMAND=('echo one' 'echo two')\r");
    expect(screen.lines.slice(-3, -1)).toEqual(['one', 'two']);
  });
  test('PS0 is shown before what the line prints', async () => {
    const { screen, type } = await openShell();
    await type("PS0='[\\u] '\r");
    await type('echo a\r');
    expect(screen.lines.at(-2)).toBe('[pi] a');
  });
  test('PS2 is what the learner says', async () => {
    const { screen, type } = await openShell();
    await type("PS2='more: '\r");
    await type("echo 'a\r");
    expect(screen.lastLine).toBe('more:');
  });
});
