import { describe, expect, it } from 'vitest';
import { GOALS, judge } from './goals.ts';
import { SCENARIOS } from './load/scenarios.ts';
import { parseBenchOptions } from './options.ts';
import { complaints, medians } from './report.ts';

const known = ['qos0', 'idle'];

describe('what `npm run bench` is asked for', () => {
  it('is everything, five rounds, to be written down, when nothing is said', () => {
    expect(parseBenchOptions([], known)).toMatchObject({ scenarios: known, rounds: 5, quick: false, whole: true });
  });

  it('is one short round of what is named, and nothing is written down', () => {
    expect(parseBenchOptions(['quick', 'idle'], known)).toMatchObject({
      scenarios: ['idle'],
      rounds: 1,
      quick: true,
      whole: false,
    });
  });

  it.each([
    [['nothing'], /no scenario "nothing"/],
    [['--brokers', 'ours,theirs'], /no broker "theirs"/],
    [['--rounds', '0'], /--rounds takes a number from 1/],
  ])('is refused with a sentence when it is not understood: %s', (args, sentence) => {
    expect(() => parseBenchOptions(args, known)).toThrow(sentence);
  });
});

describe('figures', () => {
  it('are medians, but lost messages add up', () => {
    const rounds = [1, 9, 2].map((rate) => ({ rate, lost: rate }));
    expect(medians(rounds)).toEqual({ rate: 2, lost: 12 });
  });

  it('that came with lost messages are complained about', () => {
    expect(complaints(new Map([['qos0', new Map([['ours', { lost: 3 }]] as const)]]))).toEqual([
      'qos0: ours lost 3 messages.',
    ]);
  });

  it('are held against goals: reached at the limit, not beyond it', () => {
    const results = (rate: number): Parameters<typeof judge>[0] =>
      new Map([
        [
          'qos0',
          new Map([
            ['ours', { rate }],
            ['mosquitto', { rate: 1 }],
          ] as const),
        ],
      ]);
    expect(judge(results(5))[0]?.[3]).toBe('reached');
    expect(judge(results(4.9))[0]?.[3]).toBe('not reached');
  });

  it('are there for every goal', () => {
    for (const { scenario } of GOALS) expect(SCENARIOS).toHaveProperty(scenario);
  });
});
