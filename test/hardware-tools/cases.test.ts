import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Lm75bChip } from '#hardware/sim/lm75b-chip.ts';
import { PiHardware } from '#hardware/sim/pi-hardware.ts';
import { LM75B_ADDRESS } from '#hardware/sim/sensor-board.ts';
import type { Clock } from '#runtime/ports.ts';
import { readCases } from '../shell/case-file.ts';
import { runLine } from '../shell/shell-pi.ts';

/** An LM75B that measures 22 °C and nothing beside it, as the recordings had it. */
const wired = (clock: Clock): PiHardware => {
  const hardware = new PiHardware({ clock, seed: 1, wiring: { leds: true } });
  hardware.i2c.attach(LM75B_ADDRESS, new Lm75bChip({ now: () => clock.now(), measure: () => 22 }));
  return hardware;
};

describe.each(['i2c', 'gpio'])('%s.case: the Pi’s commands do what those of Debian 12 did', (name) => {
  const cases = readCases(readFileSync(join(import.meta.dirname, `${name}.case`), 'utf8'));

  test.each(cases)('$title', async ({ script, stdout, stderr, status }) => {
    expect(await runLine(script, { wired })).toEqual({ stdout, stderr, status });
  });
});
