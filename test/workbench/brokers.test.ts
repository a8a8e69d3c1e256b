import { expect, test } from 'vitest';
import { workbenchEn } from '../../site/i18n/workbench.en.ts';
import { flightBars } from '../../site/workbench/wire/flight-bars.ts';
import { planLanes } from '../../site/workbench/wire/lane.ts';
import { route, shortLaneName } from '../../site/workbench/wire/lane-names.ts';
import { foldWire } from '../../site/workbench/wire/fold-wire.ts';
import { emptyWire } from '../../site/workbench/wire/wire-model.ts';
import { LogWriter, publish } from './wire-kit.ts';

const folded = (log: LogWriter) => {
  const state = foldWire(emptyWire(), log.events);
  return { state, plan: planLanes(state.lanes, state.service) };
};

test('a second broker has a line of its own, and its clients’ packets go there', () => {
  const log = new LogWriter();
  log.open('rpi-broker#1');
  const other = log.openTo('rpi-broker:1884', {
    terminal: 'rpi-broker#2',
    host: 'rpi-broker',
    program: 'mosquitto_pub',
  });
  log.packet(other, 'client', ...publish(1, 9));
  const { state, plan } = folded(log);
  expect(state.service).toBe('rpi-broker');
  expect(state.lanes.map(({ id }) => id)).toEqual(['rpi-broker#1/1', 'rpi-broker#2/1', 'broker/rpi-broker:1884']);
  expect(plan.lanes.get('broker/rpi-broker')).toBe(plan.broker);
  expect(plan.lanes.get('broker/rpi-broker:1884')).toBe(100);
  expect(route(state.entries.at(0)!, workbenchEn)).toBe('rpi-broker, session 2 to rpi-broker:1884');
  expect(flightBars(state, 0, 0)).toMatchObject([{ laneId: 'rpi-broker#2/1' }]);
});

test('a bridge goes from the line of its broker to that of the other', () => {
  const log = new LogWriter();
  const bridge = log.openTo('rpi-pub', { host: 'rpi-broker', program: 'mosquitto' });
  log.packet(bridge, 'client', ...publish(0));
  log.packet(bridge, 'server', ...publish(1, 3));
  log.open('rpi-sub#1');
  const { state, plan } = folded(log);
  expect(state.service).toBe('rpi-broker');
  const [first] = [state.entries.at(0)!];
  expect(route(first, workbenchEn)).toBe('rpi-broker to rpi-pub');
  expect(state.lanes.map((lane) => shortLaneName(lane, 'rpi-broker', workbenchEn))).toEqual(['rpi-pub', 'rpi-sub']);
  expect(plan.lanes.get('broker/rpi-pub')).toBeLessThan(plan.broker);
  expect(flightBars(state, 0, 1)).toMatchObject([{ laneId: 'broker/rpi-pub' }]);
});

test('a broker started in a terminal bridges from there', () => {
  const log = new LogWriter();
  log.open('rpi-broker#1');
  log.openTo('rpi-broker', { terminal: 'rpi-pub#1', host: 'rpi-pub', program: 'mosquitto' });
  const { state } = folded(log);
  expect(state.lanes.map(({ id, program }) => `${id} ${program}`)).toEqual([
    'rpi-broker#1/1 mosquitto_pub',
    'rpi-pub#1/1 mosquitto',
  ]);
});
