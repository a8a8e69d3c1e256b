import { describe, expect, it } from 'vitest';
import type { Access } from '#runtime/broker/access/access.ts';
import type { LogLevel } from '#runtime/broker/broker.ts';
import { brief } from '../../kit/mqtt-client.ts';
import type { MqttTestClient } from '../../kit/mqtt-client.ts';
import { brokerInMemory } from '../in-memory.ts';
import type { BrokerInMemory } from '../in-memory.ts';

interface Check {
  readonly username: string | undefined;
  answer(isIn: boolean): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** A broker whose password checks take as long as the test says. */
function slowRoom(logLevels?: readonly LogLevel[]): BrokerInMemory & { readonly checks: Check[] } {
  const checks: Check[] = [];
  const access: Access = {
    rights: () => undefined,
    authenticate: ({ username }) =>
      new Promise<boolean>((resolve, reject) => {
        const answer = (isIn: boolean): Promise<void> => (resolve(isIn), room.clock.settle());
        const fail = (error: Error): Promise<void> => (reject(error), room.clock.settle());
        checks.push({ username, answer, fail });
      }),
  };
  const room = brokerInMemory({ settings: { access }, ...(logLevels !== undefined && { logLevels }) });
  return { ...room, checks };
}

async function knock({ connect, clock }: BrokerInMemory, clientId: string, username?: string): Promise<MqttTestClient> {
  const client = connect();
  client.send({
    type: 'CONNECT',
    level: 4,
    clean: true,
    keepAlive: 0,
    clientId,
    ...(username !== undefined && { username, password: new Uint8Array([1]) }),
  });
  await clock.settle();
  return client;
}

describe('while a password is being checked', () => {
  it('nothing is answered, and what the client sends waits, in order', async () => {
    const room = slowRoom();
    const client = await knock(room, 'c', 'ada');
    client.send({ type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 'a', qos: 0 }] });
    client.publish('a', '1');
    await room.clock.settle();
    client.publish('a', '2');
    await room.clock.settle();
    expect(client.chunks).toEqual([]);
    await room.checks[0]!.answer(true);
    expect((await client.sync()).map(brief)).toEqual(['CONNACK', 'SUBACK', 'a=1 q0 r0', 'a=2 q0 r0']);
  });

  it.each([undefined, ['notice'] as const])('what came in the same chunk behind CONNECT waits, too', async (levels) => {
    const room = slowRoom(levels);
    const client = room.connect();
    // CONNECT of c, user a, password p; SUBSCRIBE to a; two PUBLISH, the second cut off.
    // prettier-ignore
    client.sendBytes(
      0x10, 19, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0xc2, 0, 0, 0, 1, 0x63, 0, 1, 0x61, 0, 1, 0x70,
      0x82, 6, 0, 1, 0, 1, 0x61, 0,
      0x30, 4, 0, 1, 0x61, 0x31, 0x30, 4, 0,
    );
    await room.clock.settle();
    expect(room.checks).toHaveLength(1);
    client.sendBytes(1, 0x61, 0x32);
    await room.clock.settle();
    await room.checks[0]!.answer(true);
    expect((await client.sync()).map(brief)).toEqual(['CONNACK', 'SUBACK', 'a=1 q0 r0', 'a=2 q0 r0']);
  });

  it('others are served', async () => {
    const room = slowRoom();
    await knock(room, 'slow', 'ada');
    const other = room.connect();
    expect((await other.connect('other')).reasonCode).toBe(0);
    expect(await other.sync()).toEqual([]);
  });

  it('the client may go: nothing is left of it when the answer comes', async () => {
    const room = slowRoom();
    const client = await knock(room, 'c', 'ada');
    client.stream.destroy();
    await room.clock.settle();
    expect(room.broker.clients).toBe(0);
    await room.checks[0]!.answer(true);
    expect(room.lines.filter((line) => line.startsWith('New client'))).toEqual([]);
    expect((await room.connect().connect('c')).sessionPresent).toBe(false);
  });

  it('a second CONNECT waits as all else, and then is one too many [MQTT-3.1.0-2]', async () => {
    const room = slowRoom();
    const client = await knock(room, 'c', 'ada');
    client.send({ type: 'CONNECT', level: 4, clean: true, keepAlive: 0, clientId: 'c' });
    await room.clock.settle();
    expect(room.checks).toHaveLength(1);
    await room.checks[0]!.answer(true);
    expect((await client.untilEnd()).map(brief)).toEqual(['CONNACK']);
  });

  it('a wrong one is refused, and what came behind CONNECT counts for nothing', async () => {
    const room = slowRoom();
    const client = await knock(room, 'c', 'ada');
    client.publish('a', '1', { retain: true });
    await room.clock.settle();
    await room.checks[0]!.answer(false);
    expect(await client.untilEnd()).toMatchObject([{ type: 'CONNACK', reasonCode: 5 }]);
    const other = room.connect();
    await other.connect('other');
    await other.subscribe('#');
    expect(await other.sync()).toEqual([]);
  });

  it('one that cannot be checked is refused as unavailable, and the log says why', async () => {
    const room = slowRoom();
    const client = await knock(room, 'c', 'ada');
    await room.checks[0]!.fail(new Error('no threads left'));
    expect(await client.untilEnd()).toMatchObject([{ type: 'CONNACK', reasonCode: 3 }]);
    expect(room.lines).toContain('Error: A password could not be checked: no threads left');
  });

  it('the time that a client has before CONNECT goes on', async () => {
    const room = slowRoom();
    const client = await knock(room, 'c', 'ada');
    await room.clock.advance(89_000);
    expect(client.isOpen).toBe(true);
    await room.clock.advance(2_000);
    await client.end();
    await room.checks[0]!.answer(true);
    expect(room.broker.clients).toBe(0);
  });

  it('the broker may close', async () => {
    const room = slowRoom();
    const client = await knock(room, 'c', 'ada');
    room.broker.close();
    await client.end();
    await room.checks[0]!.answer(true);
    expect(room.broker.clients).toBe(0);
  });
});

describe('a configuration that changes while a password is being checked', () => {
  const reload = async ({ broker, clock }: BrokerInMemory, isIn: boolean): Promise<void> => {
    const access: Access = { rights: () => undefined, authenticate: () => isIn };
    const done = broker.reload({ listeners: new Map([[broker.defaultListener, { access }]]) });
    await clock.settle();
    await done;
  };

  it('is what counts: who was right is refused', async () => {
    const room = slowRoom();
    const client = await knock(room, 'c', 'ada');
    await reload(room, false);
    expect(client.chunks).toEqual([]);
    await room.checks[0]!.answer(true);
    expect(await client.untilEnd()).toMatchObject([{ type: 'CONNACK', reasonCode: 5 }]);
  });

  it('is what counts: who was wrong is let in', async () => {
    const room = slowRoom();
    const client = await knock(room, 'c', 'ada');
    client.publish('a', 'x', { qos: 1, packetId: 1 });
    await reload(room, true);
    await room.checks[0]!.answer(false);
    expect((await client.sync()).map(brief)).toEqual(['CONNACK', 'PUBACK']);
  });

  it('and changes again sends nobody away whom the last one lets in', async () => {
    const room = slowRoom();
    const client = await knock(room, 'c', 'ada');
    await room.checks[0]!.answer(true);
    const { broker } = room;
    const { access } = broker.defaultListener.settings;
    const first = broker.reload({
      listeners: new Map([[broker.defaultListener, access === undefined ? {} : { access }]]),
    });
    await reload(room, true);
    await room.checks[1]!.answer(false);
    await first;
    expect((await client.sync()).map(brief)).toEqual(['CONNACK']);
  });
});

describe('two clients with the same id', () => {
  it('come in in the order of their CONNECT, however long each check takes [MQTT-3.1.4-2]', async () => {
    const room = slowRoom();
    const first = await knock(room, 'c', 'ada');
    const second = await knock(room, 'c', 'bob');
    await room.checks[1]!.answer(true);
    expect(second.chunks).toEqual([]);
    await room.checks[0]!.answer(true);
    expect((await first.untilEnd()).map(brief)).toEqual(['CONNACK']);
    expect((await second.sync()).map(brief)).toEqual(['CONNACK']);
  });

  it('even where the second needs no check', async () => {
    const room = slowRoom();
    const first = await knock(room, 'c', 'ada');
    const second = await knock(room, 'c');
    expect(second.chunks).toEqual([]);
    await room.checks[0]!.answer(true);
    await first.end();
    expect((await second.sync()).map(brief)).toEqual(['CONNACK']);
  });

  it('do not disturb each other when the first is refused, or has gone', async () => {
    const room = slowRoom();
    const first = await knock(room, 'c', 'ada');
    const second = await knock(room, 'c', 'bob');
    const third = await knock(room, 'c', 'eve');
    first.stream.destroy();
    await room.clock.settle();
    await room.checks[2]!.answer(true);
    await room.checks[1]!.answer(false);
    await room.checks[0]!.answer(true);
    expect(await second.untilEnd()).toMatchObject([{ type: 'CONNACK', reasonCode: 5 }]);
    expect((await third.sync()).map(brief)).toEqual(['CONNACK']);
  });

  it('with another id nobody waits for them', async () => {
    const room = slowRoom();
    await knock(room, 'c', 'ada');
    const other = await knock(room, 'd', 'bob');
    await room.checks[1]!.answer(true);
    expect((await other.sync()).map(brief)).toEqual(['CONNACK']);
  });
});
