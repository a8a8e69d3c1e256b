import { afterAll, describe, expect, test } from 'vitest';
import { GOLDEN_CASES } from './case.ts';
import { ourPrograms } from './implementation.ts';
import { LEFT_OUT, NOT_ON_THE_PI, WAITING, furtherCases, labCases, selectedCases } from './selection.ts';
import { goldenSuite } from './suite.ts';

describe('our programs and our broker do what was recorded', () => {
  const ours = ourPrograms({ broker: true });
  afterAll(() => ours.dispose());
  goldenSuite(selectedCases(), ours.open);
});

test('every case is played, or waits for what is named', () => {
  const played = [...selectedCases(), ...furtherCases('ours')].map(({ id }) => id);
  expect(new Set(played).size).toBe(played.length);
  expect([...played, ...Object.keys(WAITING)].sort()).toEqual(GOLDEN_CASES.map(({ id }) => id).sort());
  const onThePi = labCases().map(({ id }) => id);
  expect([...onThePi, ...Object.keys(WAITING), ...Object.keys(NOT_ON_THE_PI)].sort()).toEqual(
    GOLDEN_CASES.map(({ id }) => id).sort(),
  );
});

test('what is left out of a case is there', () => {
  const byId = new Map(GOLDEN_CASES.map((golden) => [golden.id, golden]));
  for (const [id, { ids }] of Object.entries(LEFT_OUT)) {
    expect(Object.keys(byId.get(id)?.expect ?? {})).toEqual(expect.arrayContaining([...ids]));
  }
});
