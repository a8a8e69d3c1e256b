import { expect, test } from 'vitest';
import { glanceAtPacket } from '../../site/workbench/wire/packet-glance.ts';

const glance = (...bytes: number[]): unknown => glanceAtPacket(Uint8Array.from(bytes));

test('a PUBLISH at QoS 0 has no packet id, even where its payload looks like one', () => {
  expect(glance(0x30, 5, 0, 1, 0x61, 0, 7)).toEqual({ type: 'PUBLISH', qos: 0 });
});

test('the packet id of a PUBLISH stands after its topic', () => {
  expect(glance(0x32, 7, 0, 1, 0x61, 0x12, 0x34, 1, 2)).toEqual({ type: 'PUBLISH', qos: 1, packetId: 0x1234 });
});

test('a remaining length of several bytes is stepped over', () => {
  const bytes = new Uint8Array(1 + 3 + 20_000);
  bytes.set([0x3c, 0xa0, 0x9c, 0x01, 0, 2, 0x61, 0x62, 0xff, 0xfe]);
  expect(glanceAtPacket(bytes)).toEqual({ type: 'PUBLISH', qos: 2, packetId: 0xfffe });
});

test('the four acknowledgements carry the id of their PUBLISH', () => {
  for (const [first, type] of [
    [0x40, 'PUBACK'],
    [0x50, 'PUBREC'],
    [0x62, 'PUBREL'],
    [0x70, 'PUBCOMP'],
  ] as const) {
    expect(glance(first, 2, 1, 2)).toEqual({ type, packetId: 258 });
  }
});

test('a PUBREC of 5.0 may refuse, and then says so', () => {
  expect(glance(0x50, 3, 0, 7, 0x97)).toEqual({ type: 'PUBREC', packetId: 7, refused: true });
  expect(glance(0x50, 4, 0, 7, 0x10, 0)).toEqual({ type: 'PUBREC', packetId: 7 });
  expect(glance(0x40, 3, 0, 7, 0x97)).toEqual({ type: 'PUBACK', packetId: 7 });
});

test('other packets show their type alone', () => {
  expect(glance(0x82, 6, 0, 1, 0, 1, 0x61, 0)).toEqual({ type: 'SUBSCRIBE' });
  expect(glance(0xc0, 0)).toEqual({ type: 'PINGREQ' });
});

test('what is malformed has no id, and nothing throws', () => {
  expect(glance()).toEqual({});
  expect(glance(0x00, 0)).toEqual({});
  expect(glance(0x36, 5, 0, 1, 0x61, 0, 7)).toEqual({ type: 'PUBLISH' });
  expect(glance(0x32, 5, 0xff, 0xff, 0x61)).toEqual({ type: 'PUBLISH', qos: 1 });
  expect(glance(0x32, 0xff, 0xff, 0xff, 0xff, 0xff)).toEqual({ type: 'PUBLISH', qos: 1 });
  expect(glance(0x40, 1, 1)).toEqual({ type: 'PUBACK' });
});
