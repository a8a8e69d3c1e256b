import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldWire } from '../../site/workbench/wire/fold-wire.ts';
import { emptyWire, type WireState } from '../../site/workbench/wire/wire-model.ts';
import { acknowledge, connect, DISCONNECT, LogWriter, PUBACK, publish, PUBREC, PUBCOMP, PUBREL } from './wire-kit.ts';

const fold = (log: LogWriter, skipped = 0): WireState => foldWire(emptyWire(), log.events, skipped);
const rows = (state: WireState): string[] =>
  Array.from(
    { length: state.entries.length },
    (_, index) => state.entries.at(state.entries.first + index)?.kind ?? '?',
  );

test('packets become rows, in order, and are counted with their bytes', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...connect(4));
  log.packet(pub, 'client', ...publish(0));
  log.packet(pub, 'client', ...DISCONNECT);
  log.close(pub);
  const state = fold(log);
  expect(rows(state)).toEqual(['packet', 'packet', 'packet']);
  expect([state.packets, state.bytes, state.skipped]).toEqual([3, 14 + 5 + 2, 0]);
});

test('a batch folds as its events do one by one', () => {
  const log = new LogWriter();
  const sub = log.open('rpi-sub#1', 'mosquitto_sub');
  const pub = log.open('rpi-pub#1');
  for (let id = 1; id < 20; id += 1) {
    log.packet(pub, 'client', ...publish(1, id));
    log.packet(sub, 'server', ...publish(2, id));
    if (id % 3 > 0) log.packet(pub, 'server', ...acknowledge(PUBACK, id));
  }
  log.close(pub, 'ECONNRESET');
  const plain = ({ entries, ...rest }: WireState): unknown => [
    rest,
    Array.from({ length: entries.length }, (_, at) => entries.at(at)),
  ];
  fc.assert(
    fc.property(fc.nat({ max: log.events.length }), (cut) => {
      const parts = foldWire(foldWire(emptyWire(), log.events.slice(0, cut)), log.events.slice(cut));
      expect(plain(parts)).toEqual(plain(fold(log)));
    }),
    { numRuns: 30 },
  );
});

test('the state before a fold is left as it was', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...publish(1, 1));
  const before = fold(log);
  log.packet(pub, 'server', ...acknowledge(PUBACK, 1));
  log.close(pub);
  foldWire(before, log.events.slice(2));
  expect([before.packets, before.entries.length, before.inFlight.size, before.open.size]).toEqual([1, 1, 1, 1]);
});

test.each([3, 4, 5] as const)('the protocol level is that of the CONNECT: %i', (level) => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...connect(level));
  log.packet(pub, 'client', ...publish(0));
  const last = fold(log).entries.at(1);
  expect(last?.kind === 'packet' && last.connection.level).toBe(level);
});

test('a bridge’s CONNECT, whose level has the high bit set, is of the level below it', () => {
  const log = new LogWriter();
  const bridge = log.open('rpi-pub#1');
  log.packet(bridge, 'client', ...connect(3).with(10, 0x83));
  expect(fold(log).open.get(bridge)?.level).toBe(3);
});

test('a connection that ends without a DISCONNECT gets a row of its own', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...connect(4));
  log.close(pub, 'ECONNRESET');
  const state = fold(log);
  expect(rows(state)).toEqual(['packet', 'closed']);
  expect(state.entries.at(1)).toMatchObject({ error: 'ECONNRESET', side: 'client' });
  expect(state.packets).toBe(1);
});

test('a connection that ends before its CONNECT has nothing to tell on the wire', () => {
  const log = new LogWriter();
  log.close(log.open('rpi-pub#1'));
  expect(rows(fold(log))).toEqual([]);
});

test('a PUBLISH at QoS 1 is in flight until its PUBACK', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...publish(1, 7));
  expect([...fold(log).inFlight.values()]).toMatchObject([{ sender: 'client', qos: 1, row: 0 }]);
  log.packet(pub, 'server', ...acknowledge(PUBACK, 7));
  expect(fold(log).inFlight.size).toBe(0);
});

test('a PUBLISH at QoS 2 is in flight until its PUBCOMP', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...publish(2, 7));
  log.packet(pub, 'server', ...acknowledge(PUBREC, 7));
  log.packet(pub, 'client', ...acknowledge(PUBREL, 7));
  expect(fold(log).inFlight.size).toBe(1);
  log.packet(pub, 'server', ...acknowledge(PUBCOMP, 7));
  expect(fold(log).inFlight.size).toBe(0);
});

test('a PUBLISH at QoS 2 that a PUBREC of 5.0 refuses is no longer in flight', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...publish(2, 7));
  log.packet(pub, 'server', PUBREC, 3, 0, 7, 0x97);
  expect(fold(log).inFlight.size).toBe(0);
});

test('equal ids of two directions and of two connections are different handshakes', () => {
  const log = new LogWriter();
  const one = log.open('rpi-pub#1');
  const two = log.open('rpi-sub#1');
  log.packet(one, 'client', ...publish(1, 7));
  log.packet(one, 'server', ...publish(1, 7));
  log.packet(two, 'client', ...publish(1, 7));
  log.packet(one, 'client', ...acknowledge(PUBACK, 7));
  expect([...fold(log).inFlight.values()].map(({ connection, sender }) => [connection.number, sender])).toEqual([
    [one, 'client'],
    [two, 'client'],
  ]);
});

test('what was in flight is not any more once its connection has ended', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...publish(1, 7));
  log.close(pub);
  expect(fold(log).inFlight.size).toBe(0);
});

test('packets that the lab left out are counted, have a row that says so, and end what is known of handshakes', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...publish(1, 7));
  const state = fold(log, 1_234);
  expect([state.packets, state.skipped, state.inFlight.size]).toEqual([1_235, 1_234, 0]);
  expect(state.entries.at(1)).toEqual({ kind: 'skipped', at: 1_002, count: 1_234 });
});

test('the ring forgets the oldest rows; the counters do not', () => {
  const log = new LogWriter();
  const pub = log.open('rpi-pub#1');
  for (let i = 0; i < 5_000; i += 1) log.packet(pub, 'client', ...publish(0));
  const state = foldWire(emptyWire(1_000), log.events);
  expect([state.entries.length, state.packets, state.bytes]).toEqual([1_000, 5_000, 25_000]);
  expect(state.entries.at(4_999)).toBeDefined();
});

test('a packet of a connection that was never opened is an error of the log, and is said', () => {
  const log = new LogWriter();
  log.packet(9, 'client', ...DISCONNECT);
  expect(() => fold(log)).toThrow('packet on connection 9, which was never opened');
});
