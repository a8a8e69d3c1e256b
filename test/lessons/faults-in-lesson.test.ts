import { describe, expect, test } from 'vitest';
import { checkPlanted } from './planted.ts';

const written = { proof: false };

describe('lesson.ts: each fault is named with line and field', { timeout: 60_000 }, () => {
  test.each([
    [
      'a misspelt option',
      "subscribed({ filter: 'a' })",
      "subscribed({ fitler: 'a' })",
      '8: steps[0].goal.options.fitler: there is no "fitler" here; leave it out or mend its spelling',
    ],
    [
      'a filter that is none',
      "seen: subscribed({ filter: '#' })",
      "seen: subscribed({ filter: 'a#' })",
      '16: steps[0].mistakes[1].seen.options.filter: "a#" is no valid topic filter',
    ],
    [
      'a filter as a literal topic',
      "delivered({ topic: 'b' })",
      "delivered({ topic: 'b/+' })",
      '24: steps[1].experiment.options.of.options.topic: "b/+" is no literal topic; a filter with + or # goes into `matching`',
    ],
    ['a window without time', 'for: 3', 'for: 0', '24: steps[1].experiment.options.for: `for` should be more than 0'],
    [
      'a misspelt part of a step',
      "right: 'no'",
      "rigth: 'no'",
      [
        '21: steps[1].right: "right" is missing',
        '23: steps[1].rigth: there is no "rigth" here; leave it out or mend its spelling',
      ],
    ],
    [
      'an answer that is no choice',
      "right: 'no'",
      "right: 'nope'",
      [
        '23: steps[1].right: "nope" is none of the choices yes, no',
        "25: steps[1].solution: the solution should give the answer too: answer: 'nope'",
      ],
    ],
    [
      'a solution for no terminal',
      "solution: { 'rpi-broker#2'",
      "solution: { 'rpi-sub#1'",
      '25: steps[1].solution.rpi-sub#1: there is no terminal "rpi-sub#1"; the lab has rpi-broker#1, rpi-broker#2',
    ],
    [
      'an answer to a task',
      "{ 'rpi-broker#1': 'mosquitto_sub -t a' }",
      "{ 'rpi-broker#1': 'mosquitto_sub -t a', answer: 'no' }",
      '9: steps[0].solution.answer: a task has no answer; leave it out',
    ],
    [
      'a host that there is not',
      "terminals: ['rpi-broker', 'rpi-broker']",
      "terminals: ['rpi-broker', 'rpi-borker']",
      [
        '4: lab.terminals[1]: there is no host "rpi-borker"; there are rpi-broker, rpi-pub, rpi-sub',
        '25: steps[1].solution.rpi-broker#2: there is no terminal "rpi-broker#2"; the lab has rpi-broker#1, rpi-borker#1',
      ],
    ],
    [
      'a panel that there is not',
      "terminals: ['rpi-broker', 'rpi-broker']",
      "terminals: ['rpi-broker', 'rpi-broker'], panels: ['wire' as never]",
      '4: lab.panels[0]: a panel is one of boards, editor',
    ],
    [
      'a panel twice',
      "terminals: ['rpi-broker', 'rpi-broker']",
      "terminals: ['rpi-broker', 'rpi-broker'], panels: ['editor', 'editor']",
      '4: lab.panels[1]: "editor" is listed twice',
    ],
    [
      'two mistakes of one name',
      "mistake('too-much'",
      "mistake('no-topic'",
      '15: steps[0].mistakes[1].id: "no-topic" is taken: every mistake of this step needs an id of its own',
    ],
    [
      'an id that is none',
      "task('listen'",
      "task('Listen!'",
      '7: steps[0].id: "Listen!" should be small letters and digits with - between: "late-subscriber"',
    ],
    [
      'a goal that is only printed',
      "goal: subscribed({ filter: 'a' })",
      "goal: printed({ program: 'echo', text: 'a' }) as never",
      '8: steps[0].goal: what is printed, ended or answered proves nothing alone: join it with a packet, as in all(delivered(…), printed(…))',
    ],
    ['no goal', "      goal: subscribed({ filter: 'a' }),\n", '', '7: steps[0].goal: "goal" is missing'],
    [
      'a solution that was not taught',
      'mosquitto_sub -t b',
      'mosquitto_sub -q 1 -t b',
      '25: "mosquitto_sub -q" is used, but no lesson up to here teaches it; add it to `teaches`',
    ],
    [
      'a lesson that is not exported',
      'export const lesson',
      'export const lection',
      '1: the file should export its lesson: export const lesson = defineLesson({ … })',
    ],
  ] as const)('%s', async (_, replace, by, message) => {
    const lines = [message].flat().map((line) => `lesson.ts:${line}`);
    expect(await checkPlanted([{ file: 'lesson.ts', replace, by }], written)).toEqual(lines);
  });

  test('a file that throws is named with its line', async () => {
    const by = "seen: unless(printed({ program: 'x', text: 'y' }), printed({ program: 'x', text: 'y' }))";
    const problems = await checkPlanted(
      [
        { file: 'lesson.ts', replace: 'import { defineLesson', by: 'import { unless, defineLesson' },
        { file: 'lesson.ts', replace: "seen: subscribed({ filter: '#' })", by },
      ],
      written,
    );
    expect(problems).toEqual(['lesson.ts:16: unless: printed is no fact that can hold; subscribed and connected are.']);
  });
});
