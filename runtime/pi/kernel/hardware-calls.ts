/**
 * A process's way to the buses and lines of its Pi: by device files and their rights. What it holds goes
 * back with it: a line that it was granted is free again when it ends, and stays as it was left.
 */
import type { LineOptions } from '#hardware/bus.ts';
import { LINE_COUNT, type LineChange } from '#hardware/sim/gpio-chip.ts';
import { LINE_NAMES } from '#hardware/sim/line-names.ts';
import type { PiHardware } from '#hardware/sim/pi-hardware.ts';
import { SystemError } from '#runtime/ports.ts';
import type { HardwareDevice } from '../files/inode.ts';
import type { GpioHandle, I2cHandle, LineHandle, PinRegisters } from '../system.ts';
import type { FileCalls } from './file-calls.ts';
import { DeviceDescription } from './file-description.ts';
import { Handle } from './handle.ts';
import { act } from './hardware-log.ts';
import type { Resource, Task } from './task.ts';

interface Opened {
  readonly handle: Handle;
  readonly device: HardwareDevice;
}

export class HardwareCalls {
  readonly #task: Task;
  readonly #files: FileCalls;
  readonly #hardware: PiHardware;

  constructor(task: Task, files: FileCalls, hardware: PiHardware) {
    this.#task = task;
    this.#files = files;
    this.#hardware = hardware;
  }

  openI2c(path: string): I2cHandle {
    const task = this.#task;
    const { i2c } = this.#hardware;
    const { handle } = this.#open(path, ['i2c-1']);
    return {
      transfer(address, out, length) {
        return act(task, () => i2c.transfer(address, out, length));
      },
      close: () => this.#close(handle),
    };
  }

  openGpio(path: string): GpioHandle {
    const task = this.#task;
    const hardware = this.#hardware;
    const { handle, device } = this.#open(path, ['gpiochip0', 'gpiomem']);
    const { gpio } = hardware;
    return {
      name: 'gpiochip0',
      label: 'pinctrl-bcm2835',
      lines: LINE_COUNT,
      info(offset) {
        task.check();
        const direction = gpio.direction(offset);
        const grant = gpio.grant(offset);
        return { name: LINE_NAMES[offset] ?? '', direction, ...(grant === undefined ? {} : { grant }) };
      },
      request: (offset, options) => new GrantedLine(task, hardware, offset, options),
      ...(device === 'gpiomem' ? { registers: registersOf(task, hardware) } : {}),
      close: () => this.#close(handle),
    };
  }

  #open(path: string, wanted: readonly HardwareDevice[]): Opened {
    const description = this.#files.describe(path, { read: true, write: true });
    const handle = new Handle(this.#task, description);
    const device = description instanceof DeviceDescription ? description.name : undefined;
    const found = wanted.find((name) => name === device);
    if (found !== undefined) {
      this.#task.fds.set(lowestFree(this.#task.fds), handle);
      return { handle, device: found };
    }
    handle.close();
    throw new SystemError('ENOTTY', path);
  }

  #close(handle: Handle): void {
    const { fds } = this.#task;
    for (const [number, file] of fds) if (file === handle) fds.delete(number);
    handle.close();
  }
}

/** open(2): "the lowest-numbered file descriptor not currently open". */
const lowestFree = (fds: ReadonlyMap<number, unknown>): number => {
  let number = 0;
  while (fds.has(number)) number += 1;
  return number;
};

const registersOf = (task: Task, { gpio }: PiHardware): PinRegisters => ({
  read(offset) {
    task.check();
    return { ...gpio.pin(offset), level: gpio.level(offset) };
  },
  write(offset, state) {
    act(task, () => gpio.write(offset, state));
  },
});

class GrantedLine implements LineHandle, Resource {
  readonly offset: number;
  readonly #task: Task;
  readonly #hardware: PiHardware;
  readonly #watches: (() => void)[] = [];
  #released = false;

  /** @throws SystemError `EBUSY`, `EINVAL` */
  constructor(task: Task, hardware: PiHardware, offset: number, options: LineOptions) {
    act(task, () => hardware.gpio.request(offset, options));
    this.#task = task;
    this.#hardware = hardware;
    this.offset = offset;
    task.keep(this);
  }

  get(): 0 | 1 {
    return act(this.#task, () => this.#line().get(this.offset));
  }

  set(level: 0 | 1): void {
    act(this.#task, () => this.#line().set(this.offset, level));
  }

  onChange(changed: (level: 0 | 1) => void): void {
    const { gpio } = this.#hardware;
    const watch = ({ offset }: LineChange): void => {
      if (offset === this.offset) this.#task.callback(() => changed(gpio.get(offset)));
    };
    this.#watches.push(gpio.watch(watch));
  }

  release(): void {
    if (this.#released) return;
    this.#released = true;
    for (const end of this.#watches) end();
    this.#task.drop(this);
    this.#hardware.gpio.release(this.offset);
  }

  #line(): PiHardware['gpio'] {
    if (this.#released) throw new SystemError('EBADF', `GPIO line ${this.offset}`);
    return this.#hardware.gpio;
  }
}
