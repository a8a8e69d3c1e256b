import { expect, test } from 'vitest';
import { GOLDEN_CASES } from './case.ts';
import { missingTools } from './implementation.ts';
import { realMachine } from './real-machine.ts';
import { goldenSuite } from './suite.ts';

/** Every recording, against Mosquitto, its clients and paho-mqtt as they are installed here. */
test('what was recorded is installed', () => {
  expect(missingTools(), 'on Debian: apt install mosquitto mosquitto-clients python3-paho-mqtt').toEqual([]);
});

goldenSuite(GOLDEN_CASES, () => realMachine());
