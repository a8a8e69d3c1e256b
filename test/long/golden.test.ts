import { afterAll, describe } from 'vitest';
import { hasMosquitto, hasMosquittoClients, ourPrograms } from '../golden/implementation.ts';
import { realMachine } from '../golden/real-machine.ts';
import { furtherCases, recordedCases } from '../golden/selection.ts';
import { goldenSuite } from '../golden/suite.ts';

describe('our programs and our broker do what was recorded', () => {
  const ours = ourPrograms({ broker: true });
  afterAll(() => ours.dispose());
  goldenSuite(furtherCases('ours'), ours.open);
});

describe.skipIf(!hasMosquitto)('our programs do what was recorded, with the mosquitto of this machine', () => {
  const ours = ourPrograms({ broker: false });
  afterAll(() => ours.dispose());
  goldenSuite(furtherCases('mosquitto'), ours.open);
});

describe.skipIf(!hasMosquitto || !hasMosquittoClients)('the real tools do what was recorded of them', () => {
  goldenSuite(recordedCases(), () => realMachine());
});
