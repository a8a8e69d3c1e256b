import { expect, test } from 'vitest';
import { dealOut } from '../../site/workbench/bench.ts';
import { keptSizes, readSizes } from '../../site/workbench/layout/sizes.ts';

const ordinary = readSizes(null);

class MemoryStorage implements Pick<Storage, 'getItem' | 'setItem'> {
  readonly kept = new Map<string, string>();
  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.kept.set(key, value);
  }
}

test('sizes come back on the next page', () => {
  const storage = new MemoryStorage() as unknown as Storage;
  const first = keptSizes(storage);
  first.sizes.left.value = 61;
  first.end();
  expect(keptSizes(storage).sizes.left.value).toBe(61);
});

test('without storage sizes hold for the visit', () => {
  const { sizes, end } = keptSizes(undefined);
  sizes.left.value = 61;
  expect(sizes.left.value).toBe(61);
  end();
});

test.each(['', '{', 'null', '7', '[]', '{"left":"61"}', '{"left":99}', '{"left":null}', '{"right":40}'])(
  'kept sizes that make no sense are passed over: %s',
  (kept) => {
    expect(readSizes(kept)).toEqual(ordinary);
  },
);

const terminals = (...hosts: string[]): Parameters<typeof dealOut>[0] =>
  hosts.map((host) => ({ id: `${host}#1` as const, host, session: 1 }));
const hosts = (panes: ReturnType<typeof dealOut>): string[][] => panes.map((tabs) => tabs.map(({ host }) => host));

test('of several terminals the last has the right pane', () => {
  expect(hosts(dealOut(terminals('rpi-pub', 'rpi-broker', 'rpi-sub'), true))).toEqual([
    ['rpi-pub', 'rpi-broker'],
    ['rpi-sub'],
  ]);
});

test('with little room all are in one pane; so is a single one, and none', () => {
  expect(hosts(dealOut(terminals('rpi-pub', 'rpi-sub'), false))).toEqual([['rpi-pub', 'rpi-sub']]);
  expect(hosts(dealOut(terminals('rpi-pub'), true))).toEqual([['rpi-pub']]);
  expect(hosts(dealOut([], true))).toEqual([[]]);
});
