/**
 * A million packets, each changed a little, against one broker in memory. The choices come from a seed,
 * so that a failure can be had again.
 */
import { expect, test } from 'vitest';
import { Broker } from '#runtime/broker/broker.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet } from '#runtime/mqtt/packet.ts';
import type { StreamReceiver } from '#runtime/ports.ts';
import { countingRandom } from '../broker/in-memory.ts';
import { manualClock } from '../kit/clock.ts';
import { MqttTestClient } from '../kit/mqtt-client.ts';
import { streamPair } from '../kit/wire.ts';
import { heapAfterCollection } from './heap.ts';

const SEED = 20_151_122;
const PACKETS = 500_000;
/** Packets of one connection, if it lives that long. */
const PER_CONNECTION = 20;

/** Park and Miller's minimal standard generator. */
function* seeded(seed: number): Generator<number, never> {
  for (let state = seed % 2_147_483_647; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state;
  }
}

const payload = new TextEncoder().encode('payload');
const properties = {
  userProperties: [{ name: 'name', value: 'value' }],
  contentType: 'text/plain',
  messageExpiryInterval: 60,
} as const;

function goodPackets(level: 4 | 5): Uint8Array[] {
  const five = level === 5;
  const packets: Packet[] = [
    { type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 'a/#', qos: 1 }] },
    {
      type: 'SUBSCRIBE',
      packetId: 2,
      subscriptions: [
        { filter: '+/b', qos: 2 },
        { filter: '#', qos: 0 },
      ],
    },
    { type: 'PUBLISH', dup: false, qos: 0, retain: true, topic: 'a/b', payload, ...(five && { properties }) },
    { type: 'PUBLISH', dup: false, qos: 1, retain: false, topic: 'a', packetId: 2, payload },
    {
      type: 'PUBLISH',
      dup: false,
      qos: 2,
      retain: false,
      topic: 'a',
      packetId: 3,
      payload,
      ...(five && { properties }),
    },
    { type: 'PUBLISH', dup: false, qos: 0, retain: true, topic: 'a/b', payload: new Uint8Array() },
    { type: 'PUBREL', packetId: 3, reasonCode: 0 },
    { type: 'PUBACK', packetId: 1, reasonCode: 0 },
    { type: 'PUBREC', packetId: 1, reasonCode: 0 },
    { type: 'PUBCOMP', packetId: 1, reasonCode: 0 },
    { type: 'UNSUBSCRIBE', packetId: 4, filters: ['a/#', 'x'] },
    { type: 'PINGREQ' },
    { type: 'DISCONNECT', reasonCode: 0 },
  ];
  return packets.map((packet) => encode(packet, level));
}

const connectBytes = (level: 4 | 5, clientId: string, clean: boolean): Uint8Array =>
  encode(
    { type: 'CONNECT', level, clean, keepAlive: 60, clientId, will: { topic: 'a/w', payload, qos: 1, retain: false } },
    level,
  );

const END =
  /^(Client .+ (closed its connection|disconnected( due to [\w ]+|, not authorised)?|has exceeded timeout, disconnecting|already connected, closing old connection)\.|Bad socket read\/write on client .+: [\w ]+\.?)$/s;

class Ear implements StreamReceiver {
  isClosed = false;
  data(): void {}
  drain(): void {}
  closed(): void {
    this.isClosed = true;
  }
}

test.each([4, 5] as const)(
  'half a million mutated packets of protocol level %i neither crash the broker nor fill its memory, and every end is explained',
  async (level) => {
    const numbers = seeded(SEED + level);
    const below = (limit: number): number => numbers.next().value % limit;
    const clock = manualClock();
    let ends = 0;
    let opened = 0;
    const broker = new Broker({
      clock,
      random: countingRandom(),
      log: ({ text }) => {
        if (END.test(text)) ends++;
      },
    });
    const good = goodPackets(level);

    /** One byte changed, one left out, one put in, the end cut off, or as it was. */
    function mutate(bytes: Uint8Array): Uint8Array {
      const at = below(bytes.length);
      switch (below(6)) {
        case 0:
        case 1:
          return bytes.with(at, below(256));
        case 2:
          return Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1));
        case 3:
          return Uint8Array.of(...bytes.subarray(0, at), below(256), ...bytes.subarray(at));
        case 4:
          return bytes.slice(0, at);
        default:
          return bytes.slice();
      }
    }

    async function connection(): Promise<number> {
      const [client, server] = streamPair({ clock });
      const ear = new Ear();
      broker.accept(server);
      opened++;
      client.open(ear);
      // A few ids for all: sessions are taken over and come back.
      const hello = connectBytes(level, `c${below(20)}`, below(2) === 0);
      client.write(below(5) === 0 ? mutate(hello) : hello);
      let sent = 1;
      for (; sent < PER_CONNECTION && !ear.isClosed; sent++) {
        client.write(mutate(good[below(good.length)] as Uint8Array));
        if (sent % 5 === 4) await clock.settle();
      }
      if (below(2) === 0) client.end();
      else client.destroy();
      await clock.settle();
      return sent;
    }

    const heaps: number[] = [];
    for (let quarter = 0; quarter < 4; quarter++) {
      for (let sent = 0; sent < PACKETS / 4;) sent += await connection();
      await clock.advance(10_000);
      heaps.push(await heapAfterCollection());
    }
    expect(broker.clients).toBe(0);
    expect(ends).toBe(opened);
    // Twenty sessions and what waits for them: full after the first quarter, and no more after the last.
    expect((heaps[3] as number) - (heaps[1] as number)).toBeLessThan(8_000_000);

    const [client, server] = streamPair({ clock });
    broker.accept(server);
    const sound = new MqttTestClient(client, () => clock.settle());
    expect(await sound.connect('sound')).toMatchObject({ reasonCode: 0 });
    expect(await sound.sync()).toEqual([]);
  },
);
