/**
 * The I2C buses and GPIO lines of a Raspberry Pi, as drivers see them. Whoever stands behind them, the
 * simulated Pi or the kernel of a real one, keeps to this, and one contract proves both
 * (test/hardware/contract).
 *
 * I2C speaks in SMBus transactions, by the names of i2c-dev(4) and SMBus 2.0. Addresses are 7 bits wide, 0x08 to
 * 0x77; registers ("commands") and bytes 0 to 255, words 0 to 65535 with the low byte first on the wire.
 *
 *     await bus.readWord(0x48, 0)     0x0019: the bytes 19 00, which an LM75B means as 25 °C
 *     await bus.readWord(0x49, 0)     SystemError EREMOTEIO: nobody there has acknowledged
 */

/** All reject with SystemError: `EREMOTEIO` nobody acknowledged, `EBUSY` a driver of the kernel has it, `EIO`, `EINVAL`. */
export interface I2cBus {
  /** The address alone, and whether it is acknowledged: "Quick Command". */
  quick(address: number): Promise<void>;
  receiveByte(address: number): Promise<number>;
  sendByte(address: number, byte: number): Promise<void>;
  readByte(address: number, register: number): Promise<number>;
  writeByte(address: number, register: number, byte: number): Promise<void>;
  readWord(address: number, register: number): Promise<number>;
  writeWord(address: number, register: number, word: number): Promise<void>;
  /** "I2C Block Read": 1 to 32 bytes. */
  readBlock(address: number, register: number, length: number): Promise<Uint8Array>;
  writeBlock(address: number, register: number, bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

export type Level = 0 | 1;
export type Direction = 'in' | 'out';
export type Bias = 'pull-up' | 'pull-down' | 'disabled';

/** How a line is asked for (linux/gpio.h, GPIO_V2_LINE_FLAG_*). */
export interface LineOptions {
  readonly direction: Direction;
  /** Of an output, from the first moment; absent: 0. */
  readonly level?: Level;
  /** 1 is low. */
  readonly activeLow?: boolean;
  /** Of an input; absent: as it is. */
  readonly bias?: Bias;
  /** Who asks, as gpioinfo(1) shows it. */
  readonly consumer: string;
}

/** One line that was granted. All reject with SystemError: `EPERM` (an input is not written to), `EBADF` (released), `EIO`. */
export interface GpioLine {
  /** As the Broadcom data sheets count: 17 is GPIO17, pin 11. */
  readonly offset: number;
  get(): Promise<Level>;
  set(level: Level): Promise<void>;
  /** Lets it go; it stays as it was left. */
  release(): Promise<void>;
}

export interface GpioChip {
  /** @throws SystemError (rejects) `EBUSY` somebody has it, `EINVAL` there is no such line, `EACCES` */
  request(offset: number, options: LineOptions): Promise<GpioLine>;
  close(): Promise<void>;
}
