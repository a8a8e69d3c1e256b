/** The Pi's chips and lines, at once: the same simulation, restored from a snapshot and kept up to date. */
import { LINE_COUNT, type LineChange } from '#hardware/sim/gpio-chip.ts';
import { LINE_NAMES } from '#hardware/sim/line-names.ts';
import { PiHardware, type HardwareSnapshot } from '#hardware/sim/pi-hardware.ts';
import type { HardwareDevice } from '#runtime/pi/files/inode.ts';
import type { GpioHandle, I2cHandle, LineHandle, PinRegisters } from '#runtime/pi/system.ts';
import { SystemError, type Clock } from '#runtime/ports.ts';
import { HARDWARE } from '../deed-paths.ts';
import type { Changed } from '../protocol.ts';
import type { Doings } from './doings.ts';
import type { MirrorFiles } from './mirror-files.ts';

export class MirrorHardware {
  readonly #hardware: PiHardware | undefined;
  readonly #files: MirrorFiles;
  readonly #doings: Doings;

  constructor(snapshot: HardwareSnapshot | undefined, clock: Clock, files: MirrorFiles) {
    this.#hardware = snapshot && PiHardware.from(snapshot, clock);
    this.#files = files;
    this.#doings = files.doings;
  }

  /** i2c-dev(4). @throws SystemError `ENOENT`, `EACCES`, `ENOTTY` (something else is there) */
  openI2c(path: string): I2cHandle {
    const { i2c } = this.#opened(path, ['i2c-1']);
    return {
      transfer: (address, out, length) => {
        this.#doings.did({ kind: 'i2c', device: path, address, out: out.slice(), length });
        return i2c.transfer(address, out, length);
      },
      close: () => {},
    };
  }

  /** @throws SystemError `ENOENT`, `EACCES`, `ENOTTY` */
  openGpio(path: string): GpioHandle {
    const { gpio } = this.#opened(path, ['gpiochip0', 'gpiomem']);
    const isMemory = this.#files.device(path) === 'gpiomem';
    const registers: PinRegisters = {
      read: (offset) => ({ ...gpio.pin(offset), level: gpio.level(offset) }),
      write: (offset, state) => {
        gpio.write(offset, state);
        this.#doings.did({ kind: 'pin', device: path, offset, state });
      },
    };
    return {
      name: 'gpiochip0',
      label: 'pinctrl-bcm2835',
      lines: LINE_COUNT,
      info(offset) {
        const grant = gpio.grant(offset);
        const direction = gpio.direction(offset);
        return { name: LINE_NAMES[offset] ?? '', direction, ...(grant === undefined ? {} : { grant }) };
      },
      request: (offset, options) => {
        gpio.request(offset, options);
        this.#doings.did({ kind: 'line-request', device: path, offset, options });
        return new MirroredLine(gpio, offset, this.#doings);
      },
      ...(isMemory ? { registers } : {}),
      close: () => {},
    };
  }

  apply({ hardware }: Changed): void {
    if (hardware !== undefined && !this.#doings.isAhead(HARDWARE)) this.#hardware?.restore(hardware);
  }

  #opened(path: string, wanted: readonly HardwareDevice[]): PiHardware {
    const device = this.#files.device(path);
    const hardware = this.#hardware;
    if (hardware === undefined || !wanted.some((name) => name === device)) throw new SystemError('ENOTTY', path);
    return hardware;
  }
}

class MirroredLine implements LineHandle {
  readonly offset: number;
  readonly #gpio: PiHardware['gpio'];
  readonly #doings: Doings;
  readonly #watches: (() => void)[] = [];
  #released = false;

  constructor(gpio: PiHardware['gpio'], offset: number, doings: Doings) {
    this.#gpio = gpio;
    this.offset = offset;
    this.#doings = doings;
  }

  get(): 0 | 1 {
    return this.#line().get(this.offset);
  }

  set(level: 0 | 1): void {
    this.#line().set(this.offset, level);
    this.#doings.did({ kind: 'line-set', offset: this.offset, level });
  }

  onChange(changed: (level: 0 | 1) => void): void {
    const watch = ({ offset }: LineChange): void => {
      if (offset === this.offset) changed(this.#gpio.get(offset));
    };
    this.#watches.push(this.#gpio.watch(watch));
  }

  release(): void {
    if (this.#released) return;
    this.#released = true;
    for (const end of this.#watches) end();
    this.#gpio.release(this.offset);
    this.#doings.did({ kind: 'line-release', offset: this.offset });
  }

  #line(): PiHardware['gpio'] {
    if (this.#released) throw new SystemError('EBADF', `GPIO line ${this.offset}`);
    return this.#gpio;
  }
}
