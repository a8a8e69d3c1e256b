import { afterAll, describe, expect, test } from 'vitest';
import { GOLDEN_CASES } from './case.ts';
import { ourPrograms } from './implementation.ts';
import { furtherCases, labCases, pythonCases, selectedCases } from './selection.ts';
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
  const onThePi = [...labCases(), ...pythonCases()].map(({ id }) => id);
  expect(onThePi.sort()).toEqual(all);
});
