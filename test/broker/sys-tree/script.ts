import type { Packet } from '#runtime/mqtt/packet.ts';
import type { MqttTestClient } from '../../kit/mqtt-client.ts';

/** A broker that has just started, with `sys_interval 1`: it looks every two seconds. */
export interface Started {
  connect(): Promise<MqttTestClient>;
  /** Until so many seconds after its start. */
  until(seconds: number): Promise<void>;
  /** Lets happen what needs no time. */
  settle(): Promise<void>;
}

/** What is said under `$SYS/broker`, in order: topic without that, payload. */
export type Said = readonly (readonly [topic: string, value: string])[];

export interface SysRecording {
  /** Retained, before anything has happened. */
  readonly first: Said;
  /** Retained, after the first look that found something. */
  readonly afterTraffic: Said;
  /** Of a look when nothing but this watching has happened: topics alone, since each value counts itself. */
  readonly changes: readonly string[];
  /** Retained, more than a minute after the last client went. */
  readonly idle: Said;
}

/** What Mosquitto tells of its heap, which is not there in ours; two retained messages less. */
export const ours = (topic: string): boolean => !topic.startsWith('heap/');

function said(packets: readonly Packet[]): Said {
  return packets.flatMap((packet) =>
    packet.type === 'PUBLISH'
      ? [[packet.topic.replace('$SYS/broker/', ''), new TextDecoder().decode(packet.payload)] as const]
      : [],
  );
}

/** Whoever comes and asks for all of it. */
async function newcomer(broker: Started, id: string): Promise<{ client: MqttTestClient; retained: Said }> {
  const client = await broker.connect();
  await client.connect(id);
  await client.subscribe('$SYS/broker/#');
  return { client, retained: said(await client.sync()).filter(([topic]) => ours(topic)) };
}

async function traffic(broker: Started): Promise<void> {
  const away = await broker.connect();
  await away.connect('away', { clean: false });
  await away.subscribe({ filter: 'q', qos: 1 });
  await away.leave();
  const old = await broker.connect();
  await old.connect('old');
  await old.subscribe({ filter: 'a/+', qos: 0 }, { filter: '$share/g/c', qos: 0 });
  const five = await broker.connect();
  await five.connect('five', { level: 5 });
  for (const text of ['x', 'xx', 'xxx']) five.publish('a/b', text);
  five.publish('a/b', 'one', { qos: 1, packetId: 1 });
  five.publish('q', 'waits', { qos: 1, packetId: 2 });
  five.publish('r', 'stays', { qos: 2, packetId: 3, retain: true });
  await five.sync();
  five.send({ type: 'PUBREL', packetId: 3, reasonCode: 0 });
  await five.sync();
  await old.sync();
  await broker.settle();
}

/** Played before both. @param start starts a broker, and ends the one before */
export async function record(start: () => Promise<Started>): Promise<SysRecording> {
  const early = await newcomer(await start(), 'early');
  const broker = await start();
  await traffic(broker);
  await broker.until(2.6);
  const watch = await newcomer(broker, 'watch');
  await broker.until(6.6);
  const second = said(await watch.client.sync()).filter(([topic]) => ours(topic));
  const from = second.findLastIndex(([topic]) => topic === 'uptime');
  await watch.client.leave();
  await broker.until(80.6);
  const late = await newcomer(broker, 'late');
  return {
    first: early.retained,
    afterTraffic: watch.retained,
    changes: second.slice(from).map(([topic]) => topic),
    idle: late.retained,
  };
}
