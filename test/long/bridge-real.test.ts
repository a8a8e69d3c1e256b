/**
 * A bridge between our broker and the Mosquitto of this machine, in both roles, over a wire that breaks
 * again and again, anywhere in a packet. At QoS 1 nothing is lost, at QoS 2 everything comes once.
 *
 * Few messages are under way at a time: past `max_inflight_messages` Mosquitto 2.0.11 loses some of QoS 2
 * by itself. Its bridges of 5.0 ask for no session that outlives their connection, so that nothing waits
 * for them on the other side, and what was half sent at QoS 2 is forgotten there: of those only what
 * goes out at QoS 1 can be held to that.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { Client } from '#runtime/client/client.ts';
import { SeededRandom } from '#runtime/lab/random.ts';
import type { QoS } from '#runtime/mqtt/packet.ts';
import { NodeClock } from '#runtime/programs/node/node-clock.ts';
import { NodeNetwork } from '#runtime/programs/node/node-network.ts';
import { hasMosquitto } from '../golden/implementation.ts';
import { freePorts } from '../golden/free-ports.ts';
import { mosquittoProcess } from '../kit/mosquitto.ts';
import { brokerProcess } from './broker-process.ts';
import { cuttingProxy } from './cutting-proxy.ts';

/** Each way. Mosquitto's bridges take five seconds to come back, and are cut less often for that. */
const MESSAGES = { 'we bridge to it': 250, 'it bridges to us': 90 } as const;
/** Under way at a time, each way. */
const WINDOW = 8;

const closers: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Running {
  readonly port: number;
  stop(): Promise<void>;
  log(): string;
}

async function realBroker(settings = ''): Promise<Running> {
  const [port = 0] = await freePorts(1);
  const mosquitto = await mosquittoProcess(`listener ${port} 127.0.0.1\nallow_anonymous true\n${settings}`);
  return { port, log: () => mosquitto.log(), stop: () => mosquitto.stop() };
}

/** Somebody at a broker who reads one topic and writes another one. */
async function person(port: number, clientId: string, reads: string): Promise<{ client: Client; texts: string[] }> {
  const texts: string[] = [];
  let subscribed = (): void => undefined;
  const ready = new Promise<void>((resolve) => (subscribed = resolve));
  const client = new Client({ clientId, level: 5, clean: true, keepAlive: 60 }, new NodeClock(), {
    connack: () => void client.subscribe([{ filter: reads, qos: 2 }]),
    suback: () => subscribed(),
    message: ({ payload }) => void texts.push(new TextDecoder().decode(payload)),
  });
  void client.run(await new NodeNetwork().connect({ host: '127.0.0.1', port }));
  await ready;
  closers.push(() => client.disconnect());
  return { client, texts };
}

/** Writes all messages, a few ahead of what has arrived on the other side. */
async function write(
  client: Client,
  topic: string,
  qos: QoS,
  numbers: readonly string[],
  arrived: readonly string[],
): Promise<void> {
  const end = Date.now() + 150_000;
  for (const text of numbers) {
    while (Number(text) - new Set(arrived).size >= WINDOW && Date.now() < end) await pause(5);
    client.publish({ topic, payload: new TextEncoder().encode(text), qos, retain: false });
  }
  while (new Set(arrived).size < numbers.length && Date.now() < end) await pause(20);
}

interface Case {
  readonly role: 'we bridge to it' | 'it bridges to us';
  readonly version: 'mqttv311' | 'mqttv50';
  readonly qos: QoS;
  readonly directions: readonly ('out' | 'in')[];
}

const both = ['out', 'in'] as const;
const CASES: readonly Case[] = [
  { role: 'we bridge to it', version: 'mqttv311', qos: 1, directions: both },
  { role: 'we bridge to it', version: 'mqttv311', qos: 2, directions: both },
  { role: 'we bridge to it', version: 'mqttv50', qos: 1, directions: both },
  { role: 'we bridge to it', version: 'mqttv50', qos: 2, directions: both },
  { role: 'it bridges to us', version: 'mqttv311', qos: 1, directions: both },
  { role: 'it bridges to us', version: 'mqttv311', qos: 2, directions: both },
  { role: 'it bridges to us', version: 'mqttv50', qos: 1, directions: ['out'] },
];

describe.skipIf(!hasMosquitto)('a bridge over a wire that breaks', () => {
  test.each(CASES)('$role, $version, QoS $qos', async ({ role, version, qos, directions }) => {
    const random = new SeededRandom(qos * 10 + version.length);
    const between = (low: number, high: number): number => {
      const [one = 0, two = 0] = random.bytes(2);
      return low + ((one * 256 + two) % (high - low));
    };
    const start = (isOurs: boolean, settings?: string): Promise<Running> =>
      isOurs ? brokerProcess(settings) : realBroker(settings);
    // Where one way only is used, twice as many go that way.
    const length = (MESSAGES[role] * 2) / directions.length;
    const numbers = Array.from({ length }, (_, index) => String(index));
    const weBridge = role === 'we bridge to it';
    const there = await start(!weBridge);
    closers.push(() => there.stop());
    // Where little is sent, little lies between two cuts.
    const longest = directions.length === 1 ? 750 : 1_500;
    const proxy = await cuttingProxy(there.port, () => between(200, longest));
    closers.push(() => proxy.close());
    const here = await start(
      weBridge,
      [
        'connection up',
        `address 127.0.0.1:${proxy.port}`,
        `bridge_protocol_version ${version}`,
        'restart_timeout 1',
        `topic out out ${qos} "" there/`,
        `topic in in ${qos} "" there/`,
        '',
      ].join('\n'),
    );
    closers.push(() => here.stop());
    const atHere = await person(here.port, 'at-here', 'in');
    const atThere = await person(there.port, 'at-there', 'there/out');
    while (!/SUBSCRIBE from \S*\.up[\s\S]*SUBACK to \S*\.up/.test(weBridge ? there.log() : '') && proxy.cuts === 0) {
      if (!weBridge && here.log().includes('Received SUBACK')) break;
      await pause(20);
    }
    await Promise.all([
      directions.includes('out') && write(atHere.client, 'out', qos, numbers, atThere.texts),
      directions.includes('in') && write(atThere.client, 'there/in', qos, numbers, atHere.texts),
    ]);
    proxy.relent();
    await pause(3_000);
    expect(proxy.cuts).toBeGreaterThan(5);
    for (const [direction, { texts }] of [
      ['out', atThere],
      ['in', atHere],
    ] as const) {
      if (!directions.includes(direction)) continue;
      const got = qos === 2 ? texts : [...new Set(texts)].sort((one, other) => Number(one) - Number(other));
      expect({ direction, cuts: proxy.cuts, texts: got }).toEqual({ direction, cuts: proxy.cuts, texts: numbers });
    }
  });
});
