import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import type { I2cHandle, PiProcess } from '../../../system.ts';
import { begunBy } from '../../admin/begun.ts';
import { hex, readInteger } from '../integer.ts';
import { Misuse, Refusal } from './refusal.ts';

/** Adapters that a Raspberry Pi 3 may have, by the number of their device file. */
const ADAPTERS: readonly (readonly [number: number, name: string])[] = [[1, 'bcm2835 (i2c@7e804000)']];

/** As i2c-tools limit it. */
const LAST_BUS = 0xf_ffff;

/** Those of this Pi. */
export const adapters = (process: PiProcess): typeof ADAPTERS =>
  ADAPTERS.filter(([number]) => {
    try {
      return process.fs.stat(devicePath(number)).kind === 'device';
    } catch (error) {
      if (error instanceof SystemError) return false;
      throw error;
    }
  });

const devicePath = (bus: number): string => `/dev/i2c-${bus}`;

/** The number of the bus that a word means, by number or name. @throws Misuse */
export const readBus = (process: PiProcess, word: string): number => {
  const number = readInteger(word);
  if (number === undefined) {
    const named = adapters(process).find(([, name]) => name === word);
    if (named === undefined) throw new Misuse("I2C bus name doesn't match any bus present");
    return named[0];
  }
  // A negative one is a very large one of strtoul(3).
  if (number < 0 || number > LAST_BUS) throw new Misuse('I2C bus out of range');
  return number;
};

/** @param all also the addresses that the standard reserves. @throws Misuse */
export const readAddress = (word: string, all: boolean): number => {
  const [first, last] = all ? [0x00, 0x7f] : [0x08, 0x77];
  const address = readInteger(word);
  if (address === undefined) throw new Misuse('Chip address is not a number');
  if (address < first || address > last) throw new Misuse(`Chip address out of range (${hex(first)}-${hex(last)})`);
  return address;
};

export interface OpenBus {
  readonly path: string;
  readonly wire: I2cHandle;
}

/** @throws Refusal */
export const openBus = (process: PiProcess, bus: number): OpenBus => {
  const path = devicePath(bus);
  try {
    return { path, wire: process.openI2c(path) };
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    const why = strerror(error.code);
    if (error.code === 'ENOENT')
      throw new Refusal(`Error: Could not open file \`${path}' or \`/dev/i2c/${bus}': ${why}`);
    const advice = error.code === 'EACCES' ? '\nRun as root?' : '';
    throw new Refusal(`Error: Could not open file \`${path}': ${why}${advice}`);
  }
};

/** For Tab: the first word is a bus. */
export const completeBus = (words: readonly string[], process: PiProcess): readonly string[] =>
  words.slice(1, -1).every((word) => word.startsWith('-'))
    ? begunBy(
        words,
        adapters(process).map(([number]) => String(number)),
      )
    : [];
