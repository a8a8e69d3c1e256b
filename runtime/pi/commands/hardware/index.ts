import type { Command } from '../../system.ts';
import { gpiodetect } from './gpio/gpiodetect.ts';
import { gpiofind } from './gpio/gpiofind.ts';
import { gpioget } from './gpio/gpioget.ts';
import { gpioinfo } from './gpio/gpioinfo.ts';
import { gpiomon } from './gpio/gpiomon.ts';
import { gpioset } from './gpio/gpioset.ts';
import { i2cdetect } from './i2c/i2cdetect.ts';
import { i2cdump } from './i2c/i2cdump.ts';
import { i2cget } from './i2c/i2cget.ts';
import { i2cset } from './i2c/i2cset.ts';
import { i2ctransfer } from './i2c/i2ctransfer.ts';
import { pinctrl } from './pinctrl/pinctrl.ts';

/** Commands of the group `hardware`. */
export const commands: readonly Command[] = [
  gpiodetect,
  gpiofind,
  gpioget,
  gpioinfo,
  gpiomon,
  gpioset,
  i2cdetect,
  i2cdump,
  i2cget,
  i2cset,
  i2ctransfer,
  pinctrl,
];
