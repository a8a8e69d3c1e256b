import { afterAll, describe } from 'vitest';
import { GOLDEN_CASES } from '../golden/case.ts';
import { hasMosquitto, hasPaho, missingTools, ourPrograms } from '../golden/implementation.ts';
import { realMachine } from '../golden/real-machine.ts';
import { furtherCases, selectedCases } from '../golden/selection.ts';
import { goldenSuite } from '../golden/suite.ts';

/** The talk's controller is a Python program. */
const playable = (broker: 'ours' | 'mosquitto'): ReturnType<typeof furtherCases> =>
  furtherCases(broker).filter(({ kind }) => hasPaho || kind !== 'controller');

describe('our programs and our broker do what was recorded', () => {
  const ours = ourPrograms({ broker: true });
  afterAll(() => ours.dispose());
  goldenSuite(playable('ours'), ours.open);
});

describe.skipIf(!hasMosquitto)('our programs do what was recorded, with the mosquitto of this machine', () => {
  const ours = ourPrograms({ broker: false });
  afterAll(() => ours.dispose());
  goldenSuite([...selectedCases(), ...playable('mosquitto')], ours.open);
});

describe.skipIf(missingTools().length > 0)('the real tools do what was recorded of them', () => {
  goldenSuite(GOLDEN_CASES, () => realMachine());
});
