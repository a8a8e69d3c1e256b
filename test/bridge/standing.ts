import { expect } from 'vitest';
import { twoBrokers } from './two-brokers.ts';
import type { TwoBrokers } from './two-brokers.ts';

/** A bridge that has been built. */
export async function standing(
  values: Parameters<typeof twoBrokers>[0],
  more?: Parameters<typeof twoBrokers>[1],
): Promise<TwoBrokers> {
  const both = twoBrokers(values, more);
  both.bridge.start();
  await both.clock.settle();
  expect(both.bridge.stands).toBe(true);
  return both;
}
