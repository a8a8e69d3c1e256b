/**
 * The programs that the Pis are delivered with, on this machine: its own Python with Debian's paho-mqtt, Node with
 * mqtt, bash. What they do here they have to do on a simulated Pi (`talk-programs-lab.test.ts`).
 */
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { OUR_CONTROLLER, TALKS_CONTROLLER } from '../demo2/controller-cases.ts';
import { SENSOR_CASES } from '../demo2/sensor-cases.ts';
import { hasPaho, ourPrograms } from '../golden/implementation.ts';
import { realMachine } from '../golden/real-machine.ts';
import { goldenSuite } from '../golden/suite.ts';

const packages = new URL('../../node_modules', import.meta.url).pathname;
const ours = ourPrograms({ broker: true });
afterAll(() => ours.dispose());

const node = join(ours.bin, 'node');
writeFileSync(node, `#!/bin/sh\nexec '${process.execPath}' "$@"\n`);
chmodSync(node, 0o755);

describe.skipIf(!hasPaho)("the talk's controller, with Debian's paho-mqtt", () => {
  goldenSuite(TALKS_CONTROLLER, ours.open);
});

describe('our controller, with mqtt on Node', () => {
  goldenSuite(OUR_CONTROLLER, async () => {
    const machine = await ours.open();
    symlinkSync(packages, join(machine.directory, 'node_modules'));
    return machine;
  });
});

describe("the sensor's programs", () => {
  goldenSuite(SENSOR_CASES, () => realMachine(ours.bin));
});
