import { describe, expect, test } from 'vitest';
import { checkPlanted } from './planted.ts';

const written = { proof: false };

test('the sound lesson has no problems', { timeout: 60_000 }, async () => {
  expect(await checkPlanted([], written)).toEqual([]);
});

describe('a text that says too little, or too much', { timeout: 60_000 }, () => {
  test.each([
    [
      'a mistake that one language lacks',
      'de.mdx',
      '<Mistake id="too-much">Too much.</Mistake>\n',
      '',
      'de.mdx:13: step "listen" has no <Mistake id="too-much">; en.mdx:24 has one.',
    ],
    [
      'a mistake that lesson.ts does not list',
      'en.mdx',
      '<Mistake id="too-much">',
      '<Mistake id="too-mutch">',
      [
        'en.mdx:13: step "listen" has no <Mistake id="too-much">; de.mdx:24 has one.',
        'en.mdx:24: lesson.ts lists no mistake "too-mutch" for step "listen"; it lists no-topic, too-much',
      ],
    ],
    [
      'a choice that is missing',
      'en.mdx',
      '<Choice id="no">No</Choice>\n',
      '',
      'en.mdx:27: step "later" has no <Choice id="no">; de.mdx:33 has one.',
    ],
    [
      'a choice without words',
      'en.mdx',
      '<Choice id="no">No<',
      '<Choice id="no"><',
      'en.mdx:33: <Choice> says nothing; write a sentence into it',
    ],
    [
      'a hint fewer',
      'de.mdx',
      '<Hint>Try it.</Hint>\n',
      '',
      'de.mdx:27: step "later" lacks a <Hint>; en.mdx:34 has one.',
    ],
    [
      'a step under another name',
      'de.mdx',
      '<Step id="later">',
      '<Step id="latter">',
      [
        'de.mdx:27: there is no <Step id="later">; en.mdx:27 has one.',
        'de.mdx:27: lesson.ts has no step "latter"; it has listen, later',
      ],
    ],
    [
      'a step without a title',
      'en.mdx',
      '## Later\n',
      '',
      'en.mdx:27: step "later" has no title; begin it with "## …"',
    ],
    [
      'a step without an id',
      'en.mdx',
      '<Step id="later">',
      '<Step>',
      ['en.mdx:27: <Step> needs an id: <Step id="…">', 'en.mdx:27: there is no <Step id="later">; de.mdx:27 has one.'],
    ],
    [
      'an unknown component',
      'en.mdx',
      'Who knows?',
      'Who <Quiz>knows?</Quiz>',
      'en.mdx:30: there is no component <Quiz>; there are <Step>, <Hint>, <Mistake>, <Choice>',
    ],
    [
      'a program inside the text',
      'en.mdx',
      'Who knows?',
      'Who {knows}?',
      'en.mdx:30: {knows} would be run; write \\{ for a brace, {/* … */} for a comment',
    ],
    [
      'a link to no step',
      'en.mdx',
      'Who knows?',
      '[Who](#lisen) knows?',
      'en.mdx:30: there is no step "lisen" here; there are listen, later',
    ],
    [
      'a link to no lesson',
      'en.mdx',
      'Who knows?',
      '[Who](../02-none/) knows?',
      'en.mdx:30: there is no lesson "02-none"; there are 01-planted',
    ],
    [
      'a link to nowhere',
      'en.mdx',
      'Who knows?',
      '[Who](page.html) knows?',
      'en.mdx:30: "page.html" leads nowhere; write #step, ../NN-name/ or a whole address',
    ],
    [
      'a command for no terminal',
      'en.mdx',
      'sh rpi-broker#1',
      'sh rpi-broker#3',
      'en.mdx:18: there is no terminal "rpi-broker#3"; the lab has rpi-broker#1, rpi-broker#2',
    ],
    [
      'a command that does not parse',
      'en.mdx',
      'mosquitto_sub -t a\n',
      'mosquitto_sub -t "a\n',
      'en.mdx:19: the shell cannot read this: unexpected EOF while looking for matching `"\'',
    ],
    [
      'a command that was not taught',
      'en.mdx',
      'mosquitto_sub -t a\n',
      'mosquitto_sub -v -t a\n',
      'en.mdx:19: "mosquitto_sub -v" is used, but no lesson up to here teaches it; add it to `teaches`',
    ],
    ['a head that lacks a part', 'en.mdx', 'goal: Find the fault.\n', '', 'en.mdx:1: the head lacks "goal"'],
    [
      'a head with a part too many',
      'en.mdx',
      'minutes: 5',
      'minutes: 5\nminute: 5',
      'en.mdx:6: the head has no place for "minute"; leave it out or mend its spelling',
    ],
    ['minutes that are none', 'en.mdx', 'minutes: 5', 'minutes: soon', 'en.mdx:5: "minutes" should be a number'],
    [
      'two lines to remember',
      'en.mdx',
      '[one, two, three]',
      '[one, two]',
      'en.mdx:6: "remember" should have three lines',
    ],
    [
      'a trainer without an aim',
      'en.mdx',
      'aim: To see it named.',
      "aim: ''",
      'en.mdx:8: "trainer.aim" is empty: say it in a sentence',
    ],
  ] as const)('%s', async (_, file, replace, by, message) => {
    expect(await checkPlanted([{ file, replace, by }], written)).toEqual([message].flat());
  });

  test('steps in another order', async () => {
    const faults = [
      { file: 'en.mdx', replace: '<Step id="listen">', by: '<Step id="first">' },
      { file: 'en.mdx', replace: '<Step id="later">', by: '<Step id="listen">' },
      { file: 'en.mdx', replace: '<Step id="first">', by: '<Step id="later">' },
    ] as const;
    expect(await checkPlanted(faults, written)).toContain(
      'en.mdx:27: step "listen" stands in another order than in lesson.ts: listen, later',
    );
  });

  test('what is no MDX is named with its line', async () => {
    const problems = await checkPlanted([{ file: 'en.mdx', replace: 'Who knows?', by: 'Who <b>knows?' }], written);
    expect(problems[0]).toMatch(/^en\.mdx:\d+: this is no MDX: /);
  });
});
