import { describe, expect, it } from 'vitest';
import { Broker } from '#runtime/broker/broker.ts';
import type { LogLevel } from '#runtime/broker/broker.ts';
import { manualClock } from '../kit/clock.ts';
import { MqttTestClient } from '../kit/mqtt-client.ts';
import { streamPair } from '../kit/wire.ts';
import { countingRandom } from './in-memory.ts';

/** A broker whose log goes to topics. */
function room(logLevels: readonly LogLevel[] = ['error', 'warning', 'notice', 'info', 'debug', 'subscribe']) {
  const clock = manualClock();
  const broker: Broker = new Broker({
    clock,
    random: countingRandom(),
    log: ({ level, text }) => broker.publishLog(level, text),
    logLevels,
  });
  let port = 40_000;
  const connect = (): MqttTestClient => {
    const [client, server] = streamPair({ clock, client: { host: '127.0.0.1', port: ++port } });
    broker.accept(server);
    return new MqttTestClient(client, () => clock.settle());
  };
  return { broker, clock, connect };
}

async function said(client: MqttTestClient): Promise<string[]> {
  return (await client.sync()).map((packet) => {
    if (packet.type !== 'PUBLISH') return packet.type;
    return `${packet.topic.replace('$SYS/broker/log/', '')} ${new TextDecoder().decode(packet.payload)}`;
  });
}

describe('the log under $SYS', () => {
  it('comes to who subscribes to it, by kind, without what debug says', async () => {
    const { connect } = room();
    const watch = connect();
    await watch.connect('watch');
    await watch.subscribe('$SYS/broker/log/#');
    const other = connect();
    await other.connect('other', { keepAlive: 60 });
    await other.subscribe('a');
    await other.leave();
    expect(await said(watch)).toEqual([
      'M/subscribe watch 0 $SYS/broker/log/#',
      'N New connection from 127.0.0.1:40002 on port 1883.',
      'N New client connected from 127.0.0.1:40002 as other (p2, c1, k60).',
      'M/subscribe other 0 a',
      'N Client other disconnected.',
    ]);
  });

  it('is published at QoS 2, not retained, and waits for nobody longer than 20 seconds', async () => {
    const { connect, clock } = room();
    const away = connect();
    await away.connect('away', { level: 5, properties: { sessionExpiryInterval: 100 } });
    await away.subscribe({ filter: '$SYS/broker/log/N', qos: 2 });
    await away.leave();
    await connect().connect('early');
    await clock.advance(15_000);
    await connect().connect('late');
    await clock.advance(6_000);
    const back = connect();
    await back.connect('away', { level: 5, clean: false });
    const messages = (await back.sync()).filter(({ type }) => type === 'PUBLISH');
    expect(messages[0]).toMatchObject({ qos: 2, retain: false, properties: { messageExpiryInterval: 14 } });
    expect(new TextDecoder().decode((messages[0] as { payload: Uint8Array }).payload)).toMatch(/^New connection/);
  });

  it('brings a client that is sent away nothing behind its DISCONNECT', async () => {
    const { connect } = room();
    const client = connect();
    await client.connect('x', { level: 5 });
    await client.subscribe({ filter: '$SYS/broker/log/#', qos: 1 });
    await client.sync();
    client.sendBytes(0x36, 6, 0, 1, 97, 0, 1, 0);
    const rest = await client.untilEnd();
    expect(rest.at(-1)).toMatchObject({ type: 'DISCONNECT', reasonCode: 0x81 });
    expect(rest.filter(({ type }) => type === 'DISCONNECT')).toHaveLength(1);
  });

  it('does not go round when its own messages are dropped', async () => {
    const { connect, clock } = room();
    const slow = connect();
    await slow.connect('slow');
    await slow.subscribe({ filter: '$SYS/broker/log/#', qos: 1 });
    slow.stream.pause();
    for (let count = 0; count < 2_000; count++) await connect().connect(`c${count}`);
    await clock.settle();
    const other = connect();
    await other.connect('other');
    expect(await other.sync()).toEqual([]);
  });

  it('says from now on only what is selected', async () => {
    const { broker, connect } = room();
    const watch = connect();
    await watch.connect('watch');
    await watch.subscribe('$SYS/broker/log/#');
    broker.logLevels = ['error'];
    await watch.sync();
    await connect().connect('x');
    await connect().connect('x');
    expect(await said(watch)).toEqual(['E Client x already connected, closing old connection.']);
  });

  it('is silent when the broker is closed', async () => {
    const { broker, clock } = room();
    broker.publishLog('notice', 'late');
    broker.close();
    broker.publishLog('notice', 'later');
    await expect(clock.settle()).resolves.toBeUndefined();
  });
});
