import { describe, expect, test } from 'vitest';
import { checkPlanted } from './planted.ts';

const slow = { timeout: 60_000 };

test('the sound lesson is proven, from a folder outside the project', slow, async () => {
  expect(await checkPlanted([])).toEqual([]);
});

describe('the proof names what does not hold', () => {
  test.each([
    [
      'a solution that solves nothing',
      "{ 'rpi-broker#1': 'mosquitto_sub -t a' }",
      "{ 'rpi-broker#1': 'mosquitto_sub -t b' }",
      'lesson.ts:9: step "listen": the solution leaves the step open in a fresh lab; still waiting for: check.subscribed {"filter":"a"}',
    ],
    [
      'a solution that needs the lab of the step before',
      "solution: { 'rpi-broker#2': 'mosquitto_sub -t b', answer: 'no' }",
      "solution: { answer: 'no' }",
      'lesson.ts:25: step "later": the solution leaves the step open in a fresh lab',
    ],
    [
      'a solution whose second line cannot be typed',
      "{ 'rpi-broker#1': 'mosquitto_sub -t a' }",
      "{ 'rpi-broker#1': ['mosquitto_sub -t b', 'mosquitto_sub -t a'] }",
      'lesson.ts:9: step "listen": the solution cannot be typed in a fresh lab: rpi-broker#1 is still busy after 30 s and cannot take "mosquitto_sub -t a"; end what runs there with \'^C\' first',
    ],
    [
      'a mistake that closes the step',
      "example: { 'rpi-broker#1': \"mosquitto_sub -t '#'\" }",
      "example: { 'rpi-broker#1': 'mosquitto_sub -t a' }",
      'lesson.ts:17: step "listen": the example of mistake "too-much" closes the step; a mistake must leave it open',
    ],
    [
      'a mistake that nobody recognises',
      "example: { 'rpi-broker#1': \"mosquitto_sub -t '#'\" }",
      "example: { 'rpi-broker#1': 'mosquitto_sub -t b' }",
      'lesson.ts:17: step "listen": the example of mistake "too-much" gets no answer: `seen` does not recognise it',
    ],
    [
      'a mistake that gets another one’s answer',
      "example: { 'rpi-broker#1': \"mosquitto_sub -t '#'\" }",
      "example: { 'rpi-broker#1': 'mosquitto_sub' }",
      'lesson.ts:17: step "listen": the example of mistake "too-much" gets the answer of "no-topic", which is listed',
    ],
  ])('%s', slow, async (_, replace, by, message) => {
    const problems = await checkPlanted([{ file: 'lesson.ts', replace, by }]);
    expect(problems.join('\n')).toContain(message);
  });

  test('an experiment that the step before has done already', slow, async () => {
    const problems = await checkPlanted([
      {
        file: 'lesson.ts',
        replace: "experiment: quiet({ for: 3, after: subscribed({ filter: 'b' }), of: delivered({ topic: 'b' }) })",
        by: "experiment: subscribed({ filter: 'a' })",
      },
      { file: 'lesson.ts', replace: 'mosquitto_sub -t b', by: 'mosquitto_sub -t a' },
    ]);
    expect(problems).toContain(
      'lesson.ts:24: step "later": the experiment is met in the lab that the step before left by the right answer alone',
    );
  });

  test('a goal that any program’s words would meet', slow, async () => {
    const goal = "goal: { ...printed({ program: 'bash', text: 'Hello', stream: 'stdout' }), proof: 'wire' } as never";
    const problems = await checkPlanted([
      { file: 'lesson.ts', replace: "goal: subscribed({ filter: 'a' })", by: goal },
      {
        file: 'lesson.ts',
        replace: "{ 'rpi-broker#1': 'mosquitto_sub -t a' }",
        by: "{ 'rpi-broker#1': 'echo Hello' }",
      },
      { file: 'lesson.ts', replace: "'mosquitto_sub -t',", by: "'mosquitto_sub -t', 'echo'," },
    ]);
    expect(problems).toContain(
      'lesson.ts:8: step "listen": the goal is met in a fresh lab by an echo of what the solution prints',
    );
  });

  test('a goal that scenery meets by itself', slow, async () => {
    const problems = await checkPlanted([
      { file: 'lesson.ts', replace: "filter: 'a' })", by: "filter: 'a', by: 'anyone' })" },
      {
        file: 'lesson.ts',
        replace: "terminals: ['rpi-broker', 'rpi-broker'] }",
        by: "terminals: ['rpi-broker', 'rpi-broker'], running: { 'rpi-broker': 'mosquitto_sub -t a' } }",
      },
    ]);
    expect(problems).toContain(
      'lesson.ts:8: step "listen": the goal closes by itself in a fresh lab: nothing was typed for ten minutes',
    );
  });

  test('scenery that does the same does not count for the learner', slow, async () => {
    const running = "terminals: ['rpi-broker', 'rpi-broker'], running: { 'rpi-broker': 'mosquitto_sub -t a' } }";
    const faults = [{ file: 'lesson.ts', replace: "terminals: ['rpi-broker', 'rpi-broker'] }", by: running }] as const;
    expect(await checkPlanted(faults)).toEqual([]);
  });
});
