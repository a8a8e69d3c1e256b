import { expect, test } from 'vitest';
import { annotate } from '#runtime/mqtt/annotate.ts';
import { byteCells, byteRange, tintOf } from '../../site/workbench/wire/byte-runs.ts';
import { packetLabel } from '../../site/workbench/wire/packet-label.ts';
import type { PacketEntry } from '../../site/workbench/wire/wire-model.ts';
import { foldWire } from '../../site/workbench/wire/fold-wire.ts';
import { emptyWire } from '../../site/workbench/wire/wire-model.ts';
import { LogWriter } from './wire-kit.ts';

const HELLO = [0x30, 9, 0, 2, 0x61, 0x2f, ...new TextEncoder().encode('H\u00e4 !')];

function entryOf(bytes: readonly number[], sender: 'client' | 'server' = 'client'): PacketEntry {
  const log = new LogWriter();
  log.packet(log.open('rpi-pub#1'), sender, ...bytes);
  const entry = foldWire(emptyWire(), log.events).entries.at(0);
  if (entry?.kind !== 'packet') throw new Error('no packet');
  return entry;
}

test('every byte has a cell, in runs of its field, over its character', () => {
  const bytes = Uint8Array.from(HELLO);
  const fields = annotate(bytes, { sender: 'client', level: 4 });
  const cells = byteCells(bytes, fields, 512);
  expect(cells.map(({ hex }) => hex).join(' ')).toBe('30 09 00 02 61 2f 48 c3 a4 20 21');
  expect(cells.map(({ character }) => character).join('')).toBe('0···a/H··␣!');
  expect(cells.map(({ field }) => field)).toEqual([0, 1, 2, 2, 3, 3, 4, 4, 4, 4, 4]);
  expect(cells.filter(({ first }) => first).map(({ offset }) => offset)).toEqual([0, 1, 2, 4, 6]);
  expect(cells.filter(({ last }) => last).map(({ offset }) => offset)).toEqual([0, 1, 3, 5, 10]);
});

test('of a huge packet only the beginning becomes cells', () => {
  const bytes = new Uint8Array(300_000).fill(0x41);
  bytes.set([0x30, 0xdc, 0xa7, 0x12, 0, 1, 0x61]);
  const fields = annotate(bytes, { sender: 'client', level: 4 });
  expect(byteCells(bytes, fields, 512)).toHaveLength(512);
});

test('ranges name the first and the last byte; tints go round', () => {
  const [flags, , length] = annotate(Uint8Array.from(HELLO), { sender: 'client', level: 4 });
  expect([flags, length].map((field) => field && byteRange(field))).toEqual(['0', '2–3']);
  expect([0, 5, 6].map(tintOf)).toEqual([1, 6, 1]);
});

test('the label of a PUBLISH has its topic and the beginning of its payload', () => {
  expect(packetLabel(entryOf(HELLO))).toMatchObject({ type: 'PUBLISH', qos: 0, topic: 'a/', payload: 'Hä !' });
});

test('a payload that is no line of text is not shown in the label', () => {
  for (const payload of [[0xff, 0xfe], [0x61, 0x0a, 0x62], []]) {
    expect(packetLabel(entryOf([0x30, 3 + payload.length, 0, 1, 0x61, ...payload])).payload).toBeUndefined();
  }
});

test('a long payload is cut between characters', () => {
  const payload = [...new TextEncoder().encode('x' + 'ä'.repeat(40))];
  const label = packetLabel(entryOf([0x30, 3 + payload.length, 0, 1, 0x61, ...payload]));
  expect(label.payload).toBe('x' + 'ä'.repeat(23));
});

test('a packet that breaks a rule is labelled as such, and throws nothing', () => {
  expect(packetLabel(entryOf([0x36, 3, 0, 1, 0x61]))).toMatchObject({ type: 'PUBLISH', malformed: true });
  expect(packetLabel(entryOf([0x00, 0]))).toEqual({ notes: [], malformed: true });
  expect(packetLabel(entryOf([0x20, 2, 0, 0], 'client'))).toMatchObject({ type: 'CONNACK', malformed: true });
});
