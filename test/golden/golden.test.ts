import { afterAll, describe, expect, test } from 'vitest';
import { GOLDEN_CASES } from './case.ts';
import { ourPrograms } from './implementation.ts';
import { NOT_ON_THE_PI, furtherCases, labCases, selectedCases } from './selection.ts';
import { goldenSuite } from './suite.ts';

describe('our programs and our broker do what was recorded', () => {
  const ours = ourPrograms({ broker: true });
  afterAll(() => ours.dispose());
  goldenSuite(selectedCases(), ours.open);
});

test('every case is played', () => {
  const all = GOLDEN_CASES.map(({ id }) => id).sort();
  const played = [...selectedCases(), ...furtherCases('ours')].map(({ id }) => id);
  expect(played.sort()).toEqual(all);
  const onThePi = labCases().map(({ id }) => id);
  expect([...onThePi, ...Object.keys(NOT_ON_THE_PI)].sort()).toEqual(all);
});
