import type { Random } from './ports.ts';

/** A whole number from 0 to 2³² − 1, by chance. Below all layers, as ports.ts. */
export function randomUint32(random: Random): number {
  return new DataView(random.bytes(4).slice().buffer).getUint32(0);
}
