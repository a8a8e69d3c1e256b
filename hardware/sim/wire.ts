/**
 * One transaction on a simulated I2C bus, and the SMBus ones made of it. It takes no time: a program
 * that may not wait (readWordSync) has its answer at once.
 *
 *     START 0x48 W 00 · START 0x48 R 19 00 STOP      transfer(0x48, [0x00], 2) → [0x19, 0x00]
 *     START 0x48 W 01 60 STOP                        transfer(0x48, [0x01, 0x60], 0) → []
 *     START 0x48 W STOP                              transfer(0x48, [], 0): "Quick Command"
 */
export interface I2cWire {
  /**
   * @param out written first, after the address with W; empty with a `length`: only read
   * @param length bytes read after that, with a repeated START
   * @throws SystemError `EREMOTEIO` when the address, or a byte, is not acknowledged
   */
  transfer(address: number, out: Uint8Array, length: number): Uint8Array;
}

/** What answers at an address. */
export interface I2cChip {
  /** Bytes that follow the address with W. @returns how many it acknowledged */
  write(bytes: Uint8Array): number;
  /** @returns exactly so many; a chip that has no more to say leaves the bus high, 0xFF */
  read(length: number): Uint8Array;
}

export interface I2cTransfer {
  readonly address: number;
  readonly wrote: Uint8Array;
  readonly read: Uint8Array;
  readonly acknowledged: boolean;
}
