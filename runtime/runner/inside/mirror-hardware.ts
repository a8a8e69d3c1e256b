/** The Pi's chips and lines, at once: the same simulation, restored from a snapshot and kept up to date. */
import type { I2cHandle, GpioHandle } from '#runtime/pi/system.ts';

export interface MirrorHardware {
  /** @throws SystemError `ENOENT`, `EACCES` */
  openI2c(path: string): I2cHandle;
  /** @throws SystemError `ENOENT`, `EACCES` */
  openGpio(path: string): GpioHandle;
}
