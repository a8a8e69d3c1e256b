import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Inflight } from '#runtime/broker/session/inflight.ts';
import { Message } from '#runtime/broker/message.ts';

const message = (text: string): Message => Message.of('t', new TextEncoder().encode(text), 1, false);
const textOf = (message: Message): string => new TextDecoder().decode(message.payload);

describe('what is on its way to a client', () => {
  it('has packet ids from 1 on, and from 1 again after 65,535 [MQTT-2.3.1-4]', () => {
    const inflight = new Inflight(20);
    const ids: number[] = [];
    for (let count = 0; count < 65_537; count++) {
      const slot = inflight.start(undefined, 1, false);
      ids.push(slot.packetId);
      inflight.done(slot);
    }
    expect([ids[0], ids[1], ids[65_534], ids[65_535], ids[65_536]]).toEqual([1, 2, 65_535, 1, 2]);
  });

  it('is not held up by a message that is never acknowledged: the others go on for as long as one likes', () => {
    const inflight = new Inflight(4);
    const stuck = inflight.start(message('stuck'), 1, false);
    let held = 0;
    for (let count = 0; count < 200_000; count++) {
      if (!inflight.hasRoom) held++;
      const slot = inflight.start(undefined, 1, false);
      if (slot.packetId === stuck.packetId) held++;
      inflight.done(slot);
    }
    expect(held).toBe(0);
    expect(inflight.awaiting(1, 'PUBACK')).toBe(stuck);
    expect(inflight.sent().map(({ message }) => textOf(message))).toEqual(['stuck']);
    inflight.done(stuck);
    expect(inflight.awaiting(1, 'PUBACK')).toBeUndefined();
  });

  it('waits for one answer each', () => {
    const inflight = new Inflight(20);
    inflight.start(message('one'), 1, false);
    inflight.start(message('two'), 2, false);
    expect(inflight.awaiting(1, 'PUBREC')).toBeUndefined();
    expect(inflight.awaiting(1, 'PUBACK')?.qos).toBe(1);
    expect(inflight.awaiting(2, 'PUBACK')).toBeUndefined();
    expect(inflight.awaiting(2, 'PUBREC')?.qos).toBe(2);
    expect(inflight.awaiting(3, 'PUBACK')).toBeUndefined();
  });

  it('cannot be sent again where no message was kept', () => {
    const inflight = new Inflight(20);
    inflight.start(undefined, 1, false);
    inflight.start(message('kept'), 1, false);
    expect(inflight.sent().map(({ packetId }) => packetId)).toEqual([2]);
  });

  it('is sent again before what waits, as far as the window goes', () => {
    const inflight = new Inflight(3);
    for (const text of ['1', '2', '3']) inflight.start(message(text), 1, false);
    inflight.enqueue({ message: message('4'), qos: 1, retain: false });
    inflight.window = 2;
    inflight.sendAgain();
    expect(inflight.isOpen).toBe(false);
    expect([inflight.nextAgain(), inflight.nextAgain()].map((entry) => entry?.packetId)).toEqual([1, 2]);
    expect(inflight.nextAgain()).toBeUndefined();
    expect(inflight.dequeue()).toBeUndefined();
    inflight.done(inflight.awaiting(1, 'PUBACK')!);
    expect(inflight.nextAgain()?.packetId).toBe(3);
    inflight.done(inflight.awaiting(2, 'PUBACK')!);
    expect(textOf(inflight.dequeue()!.message)).toBe('4');
  });

  it('leaves out what is acknowledged before it was sent again', () => {
    const inflight = new Inflight(1);
    inflight.start(message('1'), 1, false);
    inflight.window = 2;
    inflight.start(message('2'), 1, false);
    inflight.window = 1;
    inflight.sendAgain();
    expect(inflight.nextAgain()?.packetId).toBe(1);
    inflight.done(inflight.awaiting(2, 'PUBACK')!);
    inflight.done(inflight.awaiting(1, 'PUBACK')!);
    expect(inflight.nextAgain()).toBeUndefined();
    expect(inflight.waits).toBe(false);
  });

  it('lets nothing overtake what waits', () => {
    const inflight = new Inflight(5);
    expect(inflight.isOpen).toBe(true);
    inflight.enqueue({ message: message('first'), qos: 1, retain: false });
    expect([inflight.hasRoom, inflight.isOpen]).toEqual([true, false]);
    inflight.dequeue();
    expect(inflight.isOpen).toBe(true);
  });

  it('counts the bytes that wait', () => {
    const inflight = new Inflight(5);
    for (const text of ['12345', '123']) inflight.enqueue({ message: message(text), qos: 1, retain: false });
    expect(inflight.queuedBytes).toBe(2 * 3 + 8);
    inflight.dequeue();
    expect(inflight.queuedBytes).toBe(3 + 3);
    inflight.dequeue();
    expect(inflight.queuedBytes).toBe(0);
  });

  it('comes back from a snapshot in its order, under its ids', () => {
    const inflight = new Inflight(20);
    const entry = { qos: 2, retain: false } as const;
    inflight.restore(
      3,
      [
        { ...entry, packetId: 65_535, awaits: 'PUBCOMP', message: message('old') },
        { ...entry, packetId: 7, awaits: 'PUBREC', message: message('older than 3') },
        { ...entry, packetId: 3, awaits: 'PUBREC', message: message('new') },
      ],
      [],
    );
    expect(inflight.sent().map(({ packetId, awaits }) => [packetId, awaits])).toEqual([
      [65_535, 'PUBCOMP'],
      [7, 'PUBREC'],
      [3, 'PUBREC'],
    ]);
    expect(inflight.start(undefined, 1, false).packetId).toBe(4);
  });

  it('behaves as a plain list of what was sent would, whatever is acknowledged when', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.constant('send' as const) },
      { weight: 2, arbitrary: fc.nat() },
      { weight: 1, arbitrary: fc.constant('jump' as const) },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(step, { maxLength: 300 }), (window, steps) => {
        const inflight = new Inflight(window);
        let sent: { packetId: number; text: string }[] = [];
        for (const [index, each] of steps.entries()) {
          expect(inflight.hasRoom).toBe(sent.length < window);
          if (each === 'send' && sent.length < window) {
            const { packetId } = inflight.start(message(String(index)), 1, false);
            expect(sent.some((other) => other.packetId === packetId)).toBe(false);
            sent.push({ packetId, text: String(index) });
          } else if (each === 'jump' && sent.length < window) {
            for (let count = 0; count < 70; count++) inflight.done(inflight.start(undefined, 1, false));
          } else if (typeof each === 'number' && sent.length > 0) {
            const { packetId } = sent[each % sent.length]!;
            inflight.done(inflight.awaiting(packetId, 'PUBACK')!);
            sent = sent.filter((other) => other.packetId !== packetId);
          }
        }
        expect(inflight.sent().map(({ packetId, message }) => ({ packetId, text: textOf(message) }))).toEqual(sent);
      }),
      { numRuns: 200 },
    );
  });
});
