import type { PiHardware } from '#hardware/sim/pi-hardware.ts';
import type { HardwareDevice } from '../files/inode.ts';
import type { FileCalls } from './file-calls.ts';
import { HardwareCalls } from './hardware-calls.ts';
import { HardwareDescription } from './hardware-description.ts';
import { HardwareLog } from './hardware-log.ts';
import type { Kernel } from './kernel.ts';
import type { Task } from './task.ts';

/**
 * A kernel's drivers for the bus and the lines of its Pi. Others know this by type only: a page fetches it before
 * the first command runs, not before the first prompt.
 */
export class KernelHardware {
  readonly wired: PiHardware;
  readonly log: HardwareLog;

  constructor(kernel: Kernel, wired: PiHardware) {
    this.wired = wired;
    this.log = new HardwareLog(kernel, wired);
  }

  calls(task: Task, files: FileCalls): HardwareCalls {
    return new HardwareCalls(task, files, this.wired);
  }

  describe(device: HardwareDevice): HardwareDescription {
    return new HardwareDescription(device, this.wired);
  }
}
