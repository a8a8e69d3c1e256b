import type { PiHardware } from '#hardware/sim/pi-hardware.ts';
import type { HardwareDevice } from '../files/inode.ts';
import { SystemError } from '#runtime/ports.ts';
import { WAIT, type Wait } from './description.ts';
import { DeviceDescription } from './file-description.ts';
import { act } from './hardware-log.ts';
import type { Task } from './task.ts';

/** i2c-dev makes no longer transfer of a read or a write. */
const LONGEST_TRANSFER = 8_192;
/** Of a file on which nobody has set one with I2C_SLAVE. */
const NO_ADDRESS = 0;

/**
 * The device files of buses and lines, for whoever takes them for files.
 *
 *     cat /dev/i2c-1          a transfer with address 0, where nobody answers: Remote I/O error
 *     cat /dev/gpiochip0      waits for changes of lines that were asked for: none were
 *     cat /dev/gpiomem        Invalid argument: its registers are mapped, not read
 */
export class HardwareDescription extends DeviceDescription {
  readonly #device: HardwareDevice;
  readonly #hardware: PiHardware;

  constructor(device: HardwareDevice, hardware: PiHardware) {
    super(device);
    this.#device = device;
    this.#hardware = hardware;
  }

  override read(max: number, reader: Task): Uint8Array | Wait {
    if (this.#device === 'gpiochip0') return WAIT;
    if (this.#device === 'gpiomem') throw new SystemError('EINVAL');
    const length = Math.min(max, LONGEST_TRANSFER);
    return act(reader, () => this.#hardware.i2c.transfer(NO_ADDRESS, new Uint8Array(), length));
  }

  override write(bytes: Uint8Array, writer: Task): number {
    if (this.#device !== 'i2c-1') throw new SystemError('EINVAL');
    const part = bytes.slice(0, LONGEST_TRANSFER);
    act(writer, () => this.#hardware.i2c.transfer(NO_ADDRESS, part, 0));
    return part.length;
  }

  override isReadable(): boolean {
    return this.#device !== 'gpiochip0';
  }
}
