import { expect, test } from 'vitest';
import { flightBars } from '../../site/workbench/wire/flight-bars.ts';
import { foldWire } from '../../site/workbench/wire/fold-wire.ts';
import { emptyWire } from '../../site/workbench/wire/wire-model.ts';
import { acknowledge, connect, LogWriter, PUBACK, publish } from './wire-kit.ts';

const bars = (log: LogWriter, first: number, last: number, skipped = 0): unknown =>
  flightBars(foldWire(emptyWire(), log.events, skipped), first, last);

test('a bar reaches from the PUBLISH to its acknowledgement, at the sender’s line', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...publish(1, 7));
  log.packet(pub, 'client', ...publish(0));
  log.packet(pub, 'server', ...acknowledge(PUBACK, 7));
  expect(bars(log, 0, 2)).toEqual([{ laneId: 'rpi-pub#1/1', sender: 'client', qos: 1, from: 0, to: 2 }]);
});

test('QoS 0 has no bar', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...publish(0));
  expect(bars(log, 0, 0)).toEqual([]);
});

test('a bar that ended above the view is not drawn; one that is still open is, from however far above', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...publish(2, 1));
  log.packet(pub, 'client', ...publish(1, 2));
  log.packet(pub, 'server', ...acknowledge(PUBACK, 2));
  for (let i = 0; i < 1_000; i += 1) log.packet(pub, 'client', ...publish(0));
  expect(bars(log, 900, 930)).toEqual([{ laneId: 'rpi-pub#1/1', sender: 'client', qos: 2, from: 0 }]);
  expect(bars(log, 100, 130)).toEqual([{ laneId: 'rpi-pub#1/1', sender: 'client', qos: 2, from: 0 }]);
});

test('a bar ends where its connection does', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...connect(4));
  log.packet(pub, 'client', ...publish(1, 7));
  log.close(pub, 'ECONNRESET');
  expect(bars(log, 0, 5)).toMatchObject([{ from: 1, to: 2 }]);
});

test('a bar ends where packets were left out', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...publish(1, 7));
  expect(bars(log, 0, 5, 99)).toMatchObject([{ from: 0, to: 1 }]);
});
