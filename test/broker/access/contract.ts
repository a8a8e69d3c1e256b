import { afterEach, describe } from 'vitest';
import { bridging } from './contract/bridging.ts';
import { deciding } from './contract/deciding.ts';
import { entering } from './contract/entering.ts';
import { holding } from './contract/holding.ts';
import { reloading } from './contract/reloading.ts';
import type { Guard, GuardedBroker } from './setup.ts';

/** Who may come in, and what they may do then: held against our broker on both its paths, and against the real one. */
export function accessContract(name: string, open: Guard): void {
  describe(name, () => {
    let running: GuardedBroker[] = [];
    afterEach(async () => {
      const ending = running;
      running = [];
      for (const broker of ending) await broker.close();
    });
    const guard: Guard = async (setup) => {
      const broker = await open(setup);
      running.push(broker);
      return broker;
    };
    entering(guard);
    deciding(guard);
    holding(guard);
    reloading(guard);
    bridging(guard);
  });
}
