import { afterAll, describe, expect, test } from 'vitest';
import { GOLDEN_CASES } from './case.ts';
import { hasMosquitto, ourPrograms } from './implementation.ts';
import { LEFT_OUT, WAITING, furtherCases, selectedCases } from './selection.ts';
import { goldenSuite } from './suite.ts';

describe('our programs and our broker do what was recorded', () => {
  const ours = ourPrograms({ broker: true });
  afterAll(() => ours.dispose());
  goldenSuite(selectedCases(), ours.open);
});

describe.skipIf(!hasMosquitto)('our programs do what was recorded, with the mosquitto of this machine', () => {
  const ours = ourPrograms({ broker: false });
  afterAll(() => ours.dispose());
  goldenSuite(selectedCases(), ours.open);
});

test('every case and step that is put off exists, and is put off once', () => {
  const byId = new Map(GOLDEN_CASES.map((golden) => [golden.id, golden]));
  for (const id of Object.keys(WAITING)) expect(byId.has(id), id).toBe(true);
  for (const [id, { ids }] of Object.entries(LEFT_OUT)) {
    expect(Object.keys(byId.get(id)?.expect ?? {})).toEqual(expect.arrayContaining([...ids]));
  }
  const played = [...selectedCases(), ...furtherCases('mosquitto')].map(({ id }) => id);
  expect(new Set(played).size).toBe(played.length);
  expect(played.filter((id) => WAITING[id] !== undefined)).toEqual([]);
});
