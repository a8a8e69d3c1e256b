import { describe, expect, it } from 'vitest';
import { KeepAlive } from '#runtime/broker/session/keep-alive.ts';
import type { Watched } from '#runtime/broker/session/keep-alive.ts';
import { manualClock } from '../kit/clock.ts';
import { brief } from '../kit/mqtt-client.ts';
import { brokerInMemory } from './in-memory.ts';

describe('keep alive', () => {
  it('ends a client that is silent for one and a half times its keep alive [MQTT-3.1.2-24]', async () => {
    const { clock, connect, lines } = brokerInMemory();
    const client = connect();
    await client.connect('still', { keepAlive: 10 });
    await clock.advance(14_999);
    expect(client.isOpen).toBe(true);
    await clock.advance(1_001);
    expect(client.isOpen).toBe(false);
    expect(lines).toContain('Client still has exceeded timeout, disconnecting.');
  });

  it('leaves a client that pings in time', async () => {
    const { clock, connect } = brokerInMemory();
    const client = connect();
    await client.connect('x', { keepAlive: 10 });
    for (let minute = 0; minute < 6; minute++) {
      await clock.advance(10_000);
      await client.sync();
    }
    expect(client.isOpen).toBe(true);
  });

  it('counts from the last packet, whatever it was', async () => {
    const { clock, connect } = brokerInMemory();
    const client = connect();
    await client.connect('x', { keepAlive: 10 });
    await clock.advance(9_000);
    client.publish('a', 'x');
    await clock.advance(14_000);
    expect(client.isOpen).toBe(true);
    await clock.advance(2_000);
    expect(client.isOpen).toBe(false);
  });

  it('does not count what the broker sends', async () => {
    const { clock, connect } = brokerInMemory();
    const [quiet, busy] = [connect(), connect()];
    await quiet.connect('quiet', { keepAlive: 10 });
    await quiet.subscribe('a');
    await busy.connect('busy');
    for (let second = 0; second < 16; second++) {
      busy.publish('a', 'x');
      await clock.advance(1_000);
    }
    expect(quiet.isOpen).toBe(false);
  });

  it('never ends a client whose keep alive is 0', async () => {
    const { clock, connect } = brokerInMemory();
    const client = connect();
    await client.connect('x', { keepAlive: 0 });
    await clock.advance(7 * 86_400_000);
    expect(client.isOpen).toBe(true);
  });

  it('does not count half a packet', async () => {
    const { clock, connect } = brokerInMemory();
    const client = connect();
    await client.connect('x', { keepAlive: 10 });
    for (let second = 0; second < 16; second++) {
      client.sendBytes(second === 0 ? 0x30 : second === 1 ? 100 : 0);
      await clock.advance(1_000);
    }
    expect(client.isOpen).toBe(false);
  });

  it('publishes the will of whom it ends', async () => {
    const { clock, connect } = brokerInMemory();
    const [watch, still] = [connect(), connect()];
    await watch.connect('watch');
    await watch.subscribe('w');
    const will = { topic: 'w', payload: Uint8Array.of(120), qos: 0, retain: false } as const;
    await still.connect('still', { keepAlive: 5, will });
    await clock.advance(8_000);
    expect((await watch.sync()).map(brief)).toEqual(['w=x q0 r0']);
  });

  it.each([
    ['nothing at all', []],
    ['half a CONNECT', [0x10, 13, 0, 4, 77]],
  ])('ends a connection that says %s for 90 seconds', async (_what, bytes) => {
    const { clock, connect, lines } = brokerInMemory();
    const client = connect();
    client.sendBytes(...bytes);
    await clock.advance(89_000);
    expect(client.isOpen).toBe(true);
    await clock.advance(2_000);
    expect(client.isOpen).toBe(false);
    expect(lines).toContain('Client <unknown> has exceeded timeout, disconnecting.');
  });

  it('leaves no timer behind when the last client has gone', async () => {
    let timers = 0;
    const clock = manualClock();
    const counted = {
      now: () => clock.now(),
      soon: (run: () => void) => clock.soon(run),
      timer: (ms: number, run: () => void) => {
        timers++;
        const timer = clock.timer(ms, run);
        return { cancel: () => (timers--, timer.cancel()) };
      },
    };
    const watch = new KeepAlive(counted);
    const watched = (keepAlive: number): Watched => ({
      keepAlive,
      lastReceived: clock.now(),
      watchedUntil: undefined,
      overdue: () => undefined,
    });
    const all = Array.from({ length: 1000 }, (_, index) => watched(10 + (index % 50)));
    for (const each of all) watch.watch(each);
    expect(timers).toBe(1);
    for (const each of all) watch.forget(each);
    expect(timers).toBe(0);
  });

  it('ends each of many at its own time', async () => {
    const clock = manualClock();
    const watch = new KeepAlive(clock);
    const start = clock.now();
    const ended: number[] = [];
    for (const keepAlive of [7, 3, 60, 1, 20]) {
      const watched: Watched = {
        keepAlive,
        lastReceived: start,
        watchedUntil: undefined,
        overdue: () => ended.push(Math.ceil((clock.now() - start) / 1000)),
      };
      watch.watch(watched);
    }
    await clock.advance(120_000);
    expect(ended).toEqual([2, 5, 11, 30, 90]);
  });
});
