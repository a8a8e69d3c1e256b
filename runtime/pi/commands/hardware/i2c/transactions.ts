import type { I2cWire } from '#hardware/sim/wire.ts';
import { SystemError } from '#runtime/ports.ts';

/** Packet error checking (SMBus 2.0, 5.4): a byte more, CRC-8 of all others and of the addresses. */
export class PecWire implements I2cWire {
  readonly #wire: I2cWire;

  constructor(wire: I2cWire) {
    this.#wire = wire;
  }

  /** @throws SystemError also `EIO`: what was read does not match its check byte */
  transfer(address: number, out: Uint8Array, length: number): Uint8Array {
    const wrote = out.length === 0 ? 0 : crc8(0, [address << 1, ...out]);
    if (length === 0)
      return this.#wire.transfer(address, out.length === 0 ? out : Uint8Array.of(...out, wrote), length);
    const read = this.#wire.transfer(address, out, length + 1);
    const bytes = read.subarray(0, length);
    if (crc8(wrote, [(address << 1) | 1, ...bytes]) !== read[length]) throw new SystemError('EIO');
    return bytes;
  }
}

/** x⁸ + x² + x + 1 */
const crc8 = (start: number, bytes: readonly number[]): number => {
  let crc = start;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ ((crc & 0x80) === 0 ? 0 : 0x107)) & 0xff;
  }
  return crc;
};

/** What a transaction gives; undefined: nobody acknowledged it, or it arrived damaged. */
export const attempt = <Result>(transaction: () => Result): Result | undefined => {
  try {
    return transaction();
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
};
