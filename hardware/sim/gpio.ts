import { SystemError } from '#runtime/ports.ts';
import type { GpioChip, GpioLine } from '../bus.ts';
import type { SimGpioChip } from './gpio-chip.ts';

/** A simulated chip as drivers want it. */
export const gpioChipOver = (chip: SimGpioChip): GpioChip => {
  const granted = new Set<GpioLine>();
  return {
    async request(offset, options) {
      chip.request(offset, options);
      const held = (): SimGpioChip => {
        if (!granted.has(line)) throw new SystemError('EBADF', `GPIO line ${offset}`);
        return chip;
      };
      const line: GpioLine = {
        offset,
        get: async () => held().get(offset),
        set: async (level) => held().set(offset, level),
        async release() {
          if (granted.delete(line)) chip.release(offset);
        },
      };
      granted.add(line);
      return line;
    },
    async close() {
      for (const line of granted) await line.release();
    },
  };
};
