import { expect, test } from 'vitest';
import { planLanes } from '../../site/workbench/wire/lane.ts';
import { foldWire } from '../../site/workbench/wire/fold-wire.ts';
import { emptyWire } from '../../site/workbench/wire/wire-model.ts';
import { DISCONNECT, LogWriter } from './wire-kit.ts';

const lanesOf = (log: LogWriter): ReturnType<typeof foldWire>['lanes'] => foldWire(emptyWire(), log.events).lanes;
const names = (log: LogWriter): string[] => lanesOf(log).map(({ id, side }) => `${id} ${side}`);

test('on one host the first session stands left, the second right, like their terminals', () => {
  const log = new LogWriter();
  log.open('rpi-broker#1', 'mosquitto_sub');
  log.open('rpi-broker#2');
  expect(names(log)).toEqual(['rpi-broker#1/1 left', 'rpi-broker#2/1 right']);
});

test('rpi-pub stands left and rpi-sub right, whatever their session', () => {
  const log = new LogWriter();
  log.open('rpi-sub#1');
  log.open('rpi-pub#2');
  expect(names(log)).toEqual(['rpi-sub#1/1 right', 'rpi-pub#2/1 left']);
});

test('programs that follow one another in a terminal share its lane, which names the last', () => {
  const log = new LogWriter();
  const first = log.open('rpi-pub#1');
  log.packet(first, 'client', ...DISCONNECT);
  log.close(first);
  log.open('rpi-pub#1', 'mosquitto_sub');
  expect(lanesOf(log).map(({ id, program }) => [id, program])).toEqual([['rpi-pub#1/1', 'mosquitto_sub']]);
});

test('programs that run at once in a terminal stand side by side; a third shares the second lane', () => {
  const log = new LogWriter();
  for (let i = 0; i < 3; i += 1) log.open('rpi-pub#1');
  expect(names(log)).toEqual(['rpi-pub#1/1 left', 'rpi-pub#1/2 left']);
});

test('clients from outside this lab stand on the far right', () => {
  const log = new LogWriter();
  log.open(undefined);
  log.open('rpi-sub#1');
  const lanes = lanesOf(log);
  const plan = planLanes(lanes);
  expect(lanes.find(({ id }) => id === 'outside/1')?.host).toBeUndefined();
  expect(plan.lanes.get('outside/1')).toBe(100);
  expect(plan.lanes.get('rpi-sub#1/1')).toBeLessThan(100);
});

test('both sides have room from the start, so that the broker does not move with the second client', () => {
  const log = new LogWriter();
  expect(planLanes(lanesOf(log))).toMatchObject({ broker: 50, gaps: 2 });
  log.open('rpi-broker#1');
  expect(planLanes(lanesOf(log)).broker).toBe(50);
  log.open('rpi-broker#2');
  const plan = planLanes(lanesOf(log));
  expect([plan.lanes.get('rpi-broker#1/1'), plan.broker, plan.lanes.get('rpi-broker#2/1')]).toEqual([0, 50, 100]);
});

test('a place does not depend on who came first', () => {
  const one = new LogWriter();
  const other = new LogWriter();
  const terminals = ['rpi-pub#1', 'rpi-broker#1', 'rpi-sub#1'] as const;
  for (const terminal of terminals) one.open(terminal);
  for (const terminal of terminals.toReversed()) other.open(terminal);
  const sorted = (log: LogWriter): unknown => [...planLanes(lanesOf(log)).lanes].sort();
  expect(sorted(one)).toEqual(sorted(other));
});
