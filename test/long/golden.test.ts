import { afterAll, describe } from 'vitest';
import { hasMosquitto, hasMosquittoClients, ourPrograms } from '../golden/implementation.ts';
import { furtherCases, recordedCases } from '../golden/selection.ts';
import { goldenSuite } from '../golden/suite.ts';

describe('our programs and our broker do what was recorded', () => {
  const ours = ourPrograms({ broker: true });
  afterAll(() => ours.dispose());
  goldenSuite(furtherCases('ours'), ours.bin);
});

describe.skipIf(!hasMosquitto)('our programs do what was recorded, with the mosquitto of this machine', () => {
  const ours = ourPrograms({ broker: false });
  afterAll(() => ours.dispose());
  goldenSuite(furtherCases('mosquitto'), ours.bin);
});

describe.skipIf(!hasMosquitto || !hasMosquittoClients)('the real tools do what was recorded of them', () => {
  goldenSuite(recordedCases());
});
