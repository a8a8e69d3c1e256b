import { expect, it } from 'vitest';
import { BROKER_LIMIT, brokerSize } from './broker-size.ts';

it('broker and codec are at most 45 kB of gzip: a page carries them before the first key', async () => {
  expect((await brokerSize()).gzip).toBeLessThanOrEqual(BROKER_LIMIT);
});
