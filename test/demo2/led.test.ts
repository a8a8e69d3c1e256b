/** `./led` of rpi-sub: levels from standard input, on the LEDs. */
import { afterEach, describe, expect, it } from 'vitest';
import { TestLab } from '../kit/lab.ts';

const SUB = 'rpi-sub#1';

describe('led', () => {
  let test: TestLab;
  afterEach(() => test.lab.end());
  const open = async (): Promise<void> => {
    test = await TestLab.open({ terminals: ['rpi-sub'] });
  };
  const lit = (): readonly string[] =>
    (['red', 'yellow', 'green'] as const).filter((colour) => test.lab.hardware('rpi-sub').leds?.isLit(colour));

  it.each([
    ['0', [], 'level 0: off'],
    ['1', ['green'], 'level 1: green, temperature is fine'],
    ['2', ['red'], 'level 2: red, too hot'],
    ['3', ['yellow'], 'level 3: yellow, attention'],
    ['4', ['red', 'yellow', 'green'], 'level 4: all blink, the controller is gone'],
  ])('shows level %s as %j, and says it', async (level, colours, words) => {
    await open();
    await test.type(SUB, './led');
    await test.type(SUB, level);
    expect(lit()).toEqual(colours);
    expect(test.screen(SUB)).toContain(`${words}\n`);
  });

  it('blinks at level 4 by half seconds until another level comes', async () => {
    await open();
    await test.type(SUB, './led');
    await test.type(SUB, '4');
    for (const count of [3, 0, 3, 0, 3]) {
      expect(lit()).toHaveLength(count);
      await test.clock.advance(500);
    }
    await test.type(SUB, '1');
    await test.clock.advance(1_750);
    expect(lit()).toEqual(['green']);
  });

  it('shows the same level again without a flicker', async () => {
    await open();
    await test.type(SUB, './led');
    await test.type(SUB, '2');
    const before = test.of('line-changed').length;
    await test.type(SUB, '2');
    expect(test.of('line-changed')).toHaveLength(before);
  });

  it.each([
    ['a word', 'warm', 'warm'],
    ['an empty line', '', ''],
    ['a number that is none of the levels', '5', '5'],
    ['nan', 'nan', 'nan'],
    ['a long line, of which it shows the beginning', 'x'.repeat(300), 'x'.repeat(20)],
  ])('refuses %s in words, and goes on as before', async (_, line, shown) => {
    await open();
    await test.type(SUB, `printf '%s\\n' 2 '${line}' > levels; (cat levels; sleep 2) | ./led`);
    expect(test.screen(SUB)).toContain(`led: "${shown}" is no level, they are 0, 1, 2, 3 and 4\n`);
    expect(lit()).toEqual(['red']);
  });

  it('refuses bytes that are no text, and a line of 1 MB', async () => {
    await open();
    await test.type(
      SUB,
      String.raw`(printf '\377\376\n'; head -c 1000000 /dev/zero | tr '\0' x; echo; echo 1; sleep 2) | ./led`,
    );
    expect(test.screen(SUB)).toMatch(/led: ".{1,2}" is no level.*\nled: "x{20}" is no level.*\nlevel 1: green/);
    expect(lit()).toEqual(['green']);
  });

  it.each([
    ['Ctrl-C', '\x03'],
    ['the end of its input', '\x04'],
  ])('leaves the LEDs dark after %s', async (_, key) => {
    await open();
    await test.type(SUB, './led');
    await test.type(SUB, '3');
    await test.keys(SUB, key);
    expect(lit()).toEqual([]);
    expect(test.screen(SUB)).toMatch(/\$ $/);
  });

  it('needs no sudo, as its comment says, and the group gpio', async () => {
    await open();
    await test.type(SUB, 'echo 1 | ./led; sudo -u nobody ./led < /dev/null');
    expect(test.screen(SUB)).toContain('level 1: green');
    expect(test.screen(SUB)).toContain('Must be root');
  });

  it('is an ordinary file: what a learner changes in it is what it does', async () => {
    await open();
    await test.type(SUB, "sed -i 's/red, too hot/rot, zu warm/' led; echo 2 | ./led");
    expect(test.screen(SUB)).toContain('level 2: rot, zu warm\n');
  });
});
