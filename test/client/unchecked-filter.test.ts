import { expect, test } from 'vitest';
import { encodeForClient } from '#runtime/client/unchecked-filter.ts';
import { encode } from '#runtime/mqtt/encode.ts';

const bytes = (text: string): number[] => [...Buffer.from(text, 'hex')];

test.for([
  ['an empty filter, 3.1.1', 4, '', '82 05 0001 0000 01'],
  ['an empty filter, 5.0', 5, '', '82 06 0001 00 0000 09'],
  ['a group without a filter', 5, '$share/g', '82 0e 0001 00 0008 2473686172652f67 09'],
] as const)('%s, is left to the server to refuse', ([, level, filter, hex]) => {
  const subscription = { filter, qos: 1, retainAsPublished: true } as const;
  const packet = { type: 'SUBSCRIBE', packetId: 1, subscriptions: [subscription] } as const;
  expect([...encodeForClient(packet, level)]).toEqual(bytes(hex.replaceAll(' ', '')));
});

test('UNSUBSCRIBE too, with its properties', () => {
  const properties = { userProperties: [{ name: 'k', value: 'v' }] };
  expect([...encodeForClient({ type: 'UNSUBSCRIBE', packetId: 2, filters: [''], properties }, 5)]).toEqual(
    bytes('a20c0002' + '0726' + '00016b' + '000176' + '0000'),
  );
});

test('a filter that is right is encoded as ever, in a group too', () => {
  const packet = {
    type: 'SUBSCRIBE',
    packetId: 1,
    subscriptions: [
      { filter: 'a/+', qos: 0 },
      { filter: '$share/g/a', qos: 2, retainHandling: 2 },
    ],
    properties: { subscriptionIdentifier: [300] },
  } as const;
  for (const level of [4, 5] as const) expect(encodeForClient(packet, level)).toEqual(encode(packet, level));
});

test('what else is wrong is refused', () => {
  expect(() => encodeForClient({ type: 'SUBSCRIBE', packetId: 1, subscriptions: [] }, 5)).toThrow();
  expect(() => encodeForClient({ type: 'UNSUBSCRIBE', packetId: 1, filters: ['', 'x'.repeat(70_000)] }, 5)).toThrow();
});
