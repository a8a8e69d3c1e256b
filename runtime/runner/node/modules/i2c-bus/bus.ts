/**
 * The transactions of the package `i2c-bus` 5, synchronous: each is one on the wire of the simulated bus. Errors are
 * those of its native part: an address that nobody answers at gives `errno` 121 and an empty `code`, as Node has no
 * name for EREMOTEIO.
 *
 *     bus.readWordSync(0x48, 0)       0x6019: the bytes 19 60, the low one first
 *     bus.readWordSync(0x49, 0)       Error: , Remote I/O error
 */
import type { I2cHandle } from '#runtime/pi/system.ts';
import {
  quick,
  readBlock,
  readByte,
  readWord,
  receiveByte,
  sendByte,
  writeBlock,
  writeByte,
  writeWord,
} from '#hardware/smbus.ts';
import { SystemError, type SystemErrorCode } from '#runtime/ports.ts';
import type { Program } from '../../../inside/program.ts';
import { errnoOf, fileError, wordsOf } from '../../errors/node-error.ts';
import { address, bit, block, buffer, byte, command, word } from './arguments.ts';

/** strerror(3), where it differs from what libuv says. */
const SAYS: Readonly<Partial<Record<SystemErrorCode, string>>> = {
  EBUSY: 'Device or resource busy',
  EREMOTEIO: 'Remote I/O error',
  EIO: 'Input/output error',
  EACCES: 'Permission denied',
  EINVAL: 'Invalid argument',
};

/** I2C_FUNC_ of linux/i2c.h, as i2c-bcm2835 has them. */
const FUNCTIONS = {
  i2c: 0x1,
  tenBitAddr: 0x2,
  protocolMangling: 0x4,
  smbusPec: 0x8,
  smbusBlockProcCall: 0x8000,
  smbusQuick: 0x10000,
  smbusReceiveByte: 0x20000,
  smbusSendByte: 0x40000,
  smbusReadByte: 0x80000,
  smbusWriteByte: 0x100000,
  smbusReadWord: 0x200000,
  smbusWriteWord: 0x400000,
  smbusProcCall: 0x800000,
  smbusReadBlock: 0x1000000,
  smbusWriteBlock: 0x2000000,
  smbusReadI2cBlock: 0x4000000,
  smbusWriteI2cBlock: 0x8000000,
};
const OF_BCM2835 = 0xeff0001 & ~0x1000000;

/** Addresses that `scan` looks at. */
const FIRST = 0x03;
const LAST = 0x77;

export class SyncBus {
  readonly #program: Program;
  readonly #path: string;
  #handle: I2cHandle | undefined;
  #isOpen = true;

  /** Opens nothing yet: the device is opened by the first transaction. */
  constructor(program: Program, busNumber: number) {
    this.#program = program;
    this.#path = `/dev/i2c-${busNumber}`;
  }

  closeSync(): void {
    this.#handle?.close();
    this.#handle = undefined;
    this.#isOpen = false;
  }

  i2cFuncsSync(): Record<string, boolean> {
    this.#wire();
    return Object.fromEntries(Object.entries(FUNCTIONS).map(([name, bits]) => [name, (OF_BCM2835 & bits) !== 0]));
  }

  /** Addresses that answer: `scanSync()`, `scanSync(0x48)`, `scanSync(0x40, 0x4f)`. */
  scanSync(start?: number, end?: number): number[] {
    const first = start === undefined ? FIRST : address(start);
    const last = end === undefined ? (start === undefined ? LAST : first) : address(end);
    const found: number[] = [];
    for (let each = first; each <= last; each += 1) {
      try {
        // As i2cdetect(8) does: chips that a write might confuse are read from.
        if ((each >= 0x30 && each <= 0x37) || (each >= 0x50 && each <= 0x5f)) receiveByte(this.#wire(), each);
        else quick(this.#wire(), each);
        found.push(each);
      } catch (error) {
        // Whatever it is, nobody is found there: the package says the same when there is no bus at all.
        if (!(error instanceof Error)) throw error;
      }
    }
    return found;
  }

  deviceIdSync(at: unknown): { manufacturer: number; product: number; revision: number; name?: string } {
    const id = this.#call('deviceIdSync', () => this.#wire().transfer(0x7c, Uint8Array.of(address(at) << 1), 3));
    const [first = 0, second = 0, third = 0] = id;
    return {
      manufacturer: (first << 4) | (second >> 4),
      product: ((second & 0x0f) << 5) | (third >> 3),
      revision: third & 0x07,
    };
  }

  i2cReadSync(at: unknown, length: unknown, into: unknown): number {
    const [to, size] = [address(at), length as number];
    const bytes = buffer(into, size);
    bytes.set(this.#call('i2cReadSync', () => this.#wire().transfer(to, new Uint8Array(), size)));
    return size;
  }

  i2cWriteSync(at: unknown, length: unknown, from: unknown): number {
    const [to, size] = [address(at), length as number];
    const bytes = buffer(from, size);
    this.#call('i2cWriteSync', () => this.#wire().transfer(to, new Uint8Array(bytes.subarray(0, size)), 0));
    return size;
  }

  readByteSync(at: unknown, register: unknown): number {
    const [to, from] = [address(at), command(register)];
    return this.#call('readByteSync', () => readByte(this.#wire(), to, from));
  }

  readWordSync(at: unknown, register: unknown): number {
    const [to, from] = [address(at), command(register)];
    return this.#call('readWordSync', () => readWord(this.#wire(), to, from));
  }

  readI2cBlockSync(at: unknown, register: unknown, length: unknown, into: unknown): number {
    const [to, from, size] = [address(at), command(register), block(length)];
    const bytes = buffer(into, size);
    bytes.set(this.#call('readI2cBlockSync', () => readBlock(this.#wire(), to, from, size)));
    return size;
  }

  receiveByteSync(at: unknown): number {
    const to = address(at);
    return this.#call('receiveByteSync', () => receiveByte(this.#wire(), to));
  }

  sendByteSync(at: unknown, value: unknown): this {
    const [to, sent] = [address(at), byte(value)];
    this.#call('sendByteSync', () => sendByte(this.#wire(), to, sent));
    return this;
  }

  writeByteSync(at: unknown, register: unknown, value: unknown): this {
    const [to, into, sent] = [address(at), command(register), byte(value)];
    this.#call('writeByteSync', () => writeByte(this.#wire(), to, into, sent));
    return this;
  }

  writeWordSync(at: unknown, register: unknown, value: unknown): this {
    const [to, into, sent] = [address(at), command(register), word(value)];
    this.#call('writeWordSync', () => writeWord(this.#wire(), to, into, sent));
    return this;
  }

  writeQuickSync(at: unknown, value: unknown): this {
    const to = address(at);
    bit(value);
    this.#call('writeQuickSync', () => quick(this.#wire(), to));
    return this;
  }

  writeI2cBlockSync(at: unknown, register: unknown, length: unknown, from: unknown): number {
    const [to, into, size] = [address(at), command(register), block(length)];
    const bytes = new Uint8Array(buffer(from, size).subarray(0, size));
    this.#call('writeI2cBlockSync', () => writeBlock(this.#wire(), to, into, bytes));
    return size;
  }

  /** @throws Error of node:fs: it cannot be opened */
  #wire(): I2cHandle {
    if (!this.#isOpen) throw fileError(new SystemError('EBADF'), 'ioctl');
    try {
      return (this.#handle ??= this.#program.hardware.openI2c(this.#path));
    } catch (error) {
      throw error instanceof SystemError ? fileError(error, 'open', this.#path) : error;
    }
  }

  /** @throws Error as nan's ErrnoException makes them */
  #call<Result>(syscall: string, run: () => Result): Result {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      const { code } = error;
      const named = code === 'EREMOTEIO' ? '' : code;
      throw Object.assign(new Error(`${named}, ${SAYS[code] ?? wordsOf(code)}`), {
        errno: errnoOf(code),
        code: named,
        syscall,
      });
    }
  }
}
