import type { I2cBus } from '../bus.ts';
import * as smbus from '../smbus.ts';
import type { I2cWire } from './wire.ts';

/** A wire as drivers want it. */
export const i2cBusOver = (wire: I2cWire, close: () => void = () => {}): I2cBus => ({
  quick: async (address) => smbus.quick(wire, address),
  receiveByte: async (address) => smbus.receiveByte(wire, address),
  sendByte: async (address, byte) => smbus.sendByte(wire, address, byte),
  readByte: async (address, register) => smbus.readByte(wire, address, register),
  writeByte: async (address, register, byte) => smbus.writeByte(wire, address, register, byte),
  readWord: async (address, register) => smbus.readWord(wire, address, register),
  writeWord: async (address, register, word) => smbus.writeWord(wire, address, register, word),
  readBlock: async (address, register, length) => smbus.readBlock(wire, address, register, length),
  writeBlock: async (address, register, bytes) => smbus.writeBlock(wire, address, register, bytes),
  close: async () => close(),
});
