import { expect, test } from 'vitest';
import { Broker } from '#runtime/broker/broker.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet } from '#runtime/mqtt/packet.ts';
import type { ByteStream, StreamReceiver } from '#runtime/ports.ts';

/** A broker on a clock that this test turns by hand, and streams that note each write. */
function setUp(): {
  pass: (ms: number) => void;
  endTurn: () => void;
  open: (name: string) => (packet: Packet) => void;
  writes: string[];
} {
  let now = 0;
  let soon: (() => void)[] = [];
  const writes: string[] = [];
  const clock = {
    now: () => now,
    timer: () => ({ cancel: () => undefined }),
    soon: (run: () => void) => void soon.push(run),
  };
  const broker = new Broker({ clock, random: { bytes: (length) => new Uint8Array(length) } });
  const endTurn = (): void => {
    const due = soon;
    soon = [];
    for (const run of due) run();
  };
  const open = (name: string) => {
    let receiver: StreamReceiver | undefined;
    const stream: ByteStream = {
      local: { host: '127.0.0.1', port: 1883 },
      remote: { host: '127.0.0.1', port: 40_000 },
      open: (opened) => (receiver = opened),
      write: (bytes) => writes.push(`${name} ${bytes.length}`) > 0,
      end: () => undefined,
      destroy: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
    };
    broker.accept(stream);
    const send = (packet: Packet): void => receiver?.data(encode(packet, 4));
    send({ type: 'CONNECT', level: 4, clean: true, keepAlive: 0, clientId: name });
    if (name === 'sub') send({ type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 'a', qos: 0 }] });
    return send;
  };
  return { pass: (ms) => void (now += ms), endTurn, open, writes };
}

const HELLO: Packet = { type: 'PUBLISH', dup: false, qos: 0, retain: false, topic: 'a', payload: new Uint8Array(3) };

test('after a pause a message goes out as soon as it is handled', () => {
  const { pass, endTurn, open, writes } = setUp();
  open('sub');
  const publish = open('pub');
  endTurn();
  writes.length = 0;
  pass(1);
  publish(HELLO);
  expect(writes).toEqual(['sub 8']);
});

test('while others speak, too, what they bring goes out in one write at the end of the turn', () => {
  const { pass, endTurn, open, writes } = setUp();
  open('sub');
  const publishers = [open('pub1'), open('pub2'), open('pub3')];
  endTurn();
  writes.length = 0;
  pass(1);
  for (const publish of publishers) publish(HELLO);
  expect(writes).toEqual(['sub 8']);
  endTurn();
  expect(writes).toEqual(['sub 8', 'sub 16']);
  publishers[0]?.(HELLO);
  expect(writes).toHaveLength(2);
  endTurn();
  expect(writes).toEqual(['sub 8', 'sub 16', 'sub 8']);
});
