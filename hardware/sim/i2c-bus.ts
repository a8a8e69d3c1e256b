import { SystemError } from '#runtime/ports.ts';
import type { I2cChip, I2cTransfer, I2cWire } from './wire.ts';

const NOTHING = new Uint8Array();

/** A simulated I2C bus: chips at addresses, and silence at all others. */
export class SimI2cBus implements I2cWire {
  readonly #chips = new Map<number, I2cChip>();
  readonly #watchers = new Set<(transfer: I2cTransfer) => void>();
  readonly #isConnected: () => boolean;

  /** @param isConnected whether the controller's SDA and SCL lead to the chips */
  constructor(isConnected: () => boolean = () => true) {
    this.#isConnected = isConnected;
  }

  /** Hears of every transaction, those that nobody acknowledged too. @returns ends it */
  watch(transferred: (transfer: I2cTransfer) => void): () => void {
    this.#watchers.add(transferred);
    return () => this.#watchers.delete(transferred);
  }

  attach(address: number, chip: I2cChip): void {
    this.#chips.set(address, chip);
  }

  /** Nobody answers there any more. */
  detach(address: number): void {
    this.#chips.delete(address);
  }

  transfer(address: number, out: Uint8Array, length: number): Uint8Array {
    const chip = this.#isConnected() ? this.#chips.get(address) : undefined;
    const taken = chip?.write(out) ?? 0;
    const acknowledged = chip !== undefined && taken === out.length;
    const read = acknowledged ? chip.read(length) : NOTHING;
    for (const transferred of this.#watchers) transferred({ address, wrote: out, read, acknowledged });
    if (!acknowledged) throw new SystemError('EREMOTEIO', `0x${address.toString(16).padStart(2, '0')}`);
    return read;
  }
}
