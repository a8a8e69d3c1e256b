/**
 * The transactions of SMBus 2.0, each made of one on the wire. Registers ("commands") and bytes are 0 to 255;
 * words 0 to 65535, the low byte first on the wire.
 */
import type { I2cWire } from './sim/wire.ts';

const NOTHING = new Uint8Array();

/** 5.5.1 Quick Command: the address alone. @throws SystemError `EREMOTEIO` */
export const quick = (wire: I2cWire, address: number): void => void wire.transfer(address, NOTHING, 0);

/** 5.5.3 */
export const receiveByte = (wire: I2cWire, address: number): number => byteAt(wire.transfer(address, NOTHING, 1), 0);

/** 5.5.2 */
export const sendByte = (wire: I2cWire, address: number, byte: number): void =>
  void wire.transfer(address, Uint8Array.of(byte), 0);

/** 5.5.5 */
export const readByte = (wire: I2cWire, address: number, register: number): number =>
  byteAt(wire.transfer(address, Uint8Array.of(register), 1), 0);

/** 5.5.4 */
export const writeByte = (wire: I2cWire, address: number, register: number, byte: number): void =>
  void wire.transfer(address, Uint8Array.of(register, byte), 0);

/** 5.5.5 */
export const readWord = (wire: I2cWire, address: number, register: number): number => {
  const bytes = wire.transfer(address, Uint8Array.of(register), 2);
  return byteAt(bytes, 0) | (byteAt(bytes, 1) << 8);
};

/** 5.5.4 */
export const writeWord = (wire: I2cWire, address: number, register: number, word: number): void =>
  void wire.transfer(address, Uint8Array.of(register, word & 0xff, word >> 8), 0);

/** i2c-dev(4), I2C_SMBUS_I2C_BLOCK_DATA: 1 to 32 bytes, their number is not on the wire. */
export const readBlock = (wire: I2cWire, address: number, register: number, length: number): Uint8Array =>
  wire.transfer(address, Uint8Array.of(register), length);

export const writeBlock = (wire: I2cWire, address: number, register: number, bytes: Uint8Array): void =>
  void wire.transfer(address, Uint8Array.of(register, ...bytes), 0);

const byteAt = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0xff;
