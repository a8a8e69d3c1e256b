import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Acl } from '#runtime/broker/access/acl.ts';
import { brief } from '../../kit/mqtt-client.ts';
import { brokerInMemory } from '../in-memory.ts';
import { accessOf, guardedBroker, listenerOf } from './guarded-in-memory.ts';
import { aclRules } from './setup.ts';
import type { Lines, Setup } from './setup.ts';
import { enter, as } from './contract/enter.ts';

const asBroker = ({ connect }: { connect: () => Awaited<ReturnType<typeof enter>> }) => ({
  connect: () => Promise.resolve(connect()),
  reload: () => Promise.resolve(),
  close: () => Promise.resolve(),
});

describe('rights', () => {
  const lines: Lines = {
    users: { ada: ['read haus/#', 'deny haus/bad', 'write haus/+'] },
    patterns: ['write nutzer/%u', 'deny nutzer/+'],
  };

  it('know the line that decided, with what stands for %u put in', () => {
    const rights = new Acl(aclRules(lines)).rights({ clientId: 'c', username: 'ada' });
    expect(rights.decidedBy('haus/a', 'read')).toEqual({ access: 'read', topic: 'haus/#', line: 1 });
    expect(rights.decidedBy('haus/a', 'write')).toEqual({ access: 'write', topic: 'haus/+', line: 3 });
    expect(rights.decidedBy('haus/bad', 'read')).toEqual({ access: 'deny', topic: 'haus/bad', line: 2 });
    expect(rights.decidedBy('nutzer/ada', 'write')).toEqual({ access: 'deny', topic: 'nutzer/+', line: 5 });
    expect(rights.decidedBy('sonst', 'read')).toBeUndefined();
  });

  it('name the pattern as it is for this client', () => {
    const rights = new Acl(aclRules({ patterns: ['write a/%u/%c'] })).rights({ clientId: 'c', username: 'ada' });
    expect(rights.decidedBy('a/ada/c', 'write')?.topic).toBe('a/ada/c');
  });

  it('are as quick as a look into what is remembered, and forget again when that grows', () => {
    const rights = new Acl(aclRules({ anonymous: ['read a/#'] })).rights({ clientId: 'c', username: undefined });
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 2_000; index++) {
        expect(rights.mayRead(`a/${index}`)).toBe(true);
        expect(rights.mayWrite(`a/${index}`)).toBe(false);
        expect(rights.mayRead(`b/${index}`)).toBe(false);
      }
    }
  });

  it('are the same object for all whose lines are the same', () => {
    const acl = new Acl(aclRules({ anonymous: ['read a'], users: { ada: ['read b'] } }));
    const of = (clientId: string, username?: string) => acl.rights({ clientId, username });
    expect(of('1')).toBe(of('2'));
    expect(of('1', 'ada')).toBe(of('2', 'ada'));
    expect(of('1', 'eve')).toBe(of('2', 'mallory'));
    expect(of('1')).not.toBe(of('1', 'ada'));
  });
});

describe('a shared subscription', () => {
  it.each([['debug'], ['notice']] as const)('passes over members who may not read (log level %s)', async (level) => {
    const room = await guardedBroker({ acl: { users: { may: ['readwrite #'] } } }, level === 'notice');
    const broker = asBroker(room);
    const [one, other, third] = [
      await enter(broker, 'one', { username: 'not' }),
      await enter(broker, 'two', { username: 'may' }),
      await enter(broker, 'three', { username: 'neither' }),
    ];
    for (const client of [one, other, third]) await client.subscribe('$share/g/a');
    for (const text of ['1', '2', '3', '4']) other.publish('a', text);
    expect((await other.sync()).map(brief)).toEqual(['1', '2', '3', '4'].map((text) => `a=${text} q0 r0`));
    expect(await one.sync()).toEqual([]);
    expect(await third.sync()).toEqual([]);
  });

  it('none of whose members may read loses the message, and nobody else', async () => {
    const room = await guardedBroker({ acl: { users: { may: ['write #'] } } });
    const broker = asBroker(room);
    const member = await enter(broker, 'one', { username: 'not' });
    await member.subscribe('$share/g/a');
    const publisher = await enter(broker, 'two', { username: 'may' });
    publisher.publish('a', 'x', { qos: 1, packetId: 1 });
    await publisher.expect('PUBACK');
    expect(await member.sync()).toEqual([]);
  });
});

describe('a client that is sent away when the configuration has changed', () => {
  const before: Setup = { passwords: { ada: 'ada' } };
  const after: Setup = { passwords: { ada: 'neu' } };

  it('is told in 5.0, and its will is published [MQTT-3.1.2-8]', async () => {
    const room = await guardedBroker(before);
    const { broker, clock, lines } = room;
    const looker = await enter(asBroker(room), 'looker');
    await looker.subscribe('#');
    const will = { topic: 'w', payload: new Uint8Array([0x77]), qos: 0, retain: false } as const;
    const client = await enter(asBroker(room), 'c', { ...as('ada'), level: 5, will });
    const done = broker.reload({ listeners: new Map([[broker.defaultListener, await listenerOf(after, clock)]]) });
    await clock.settle();
    await done;
    expect(await client.untilEnd()).toMatchObject([{ type: 'DISCONNECT', reasonCode: 0x87 }]);
    expect(lines).toContain('Client c disconnected.');
    expect((await looker.sync()).map(brief)).toEqual(['w=w q0 r0']);
  });

  it('keeps its session, for when it has the right password', async () => {
    const room = await guardedBroker(before);
    const { broker, clock } = room;
    const lasting = { ...as('ada'), clean: false };
    const client = await enter(asBroker(room), 'c', lasting);
    await client.subscribe({ filter: 'a', qos: 1 });
    const done = broker.reload({ listeners: new Map([[broker.defaultListener, await listenerOf(after, clock)]]) });
    await clock.settle();
    await done;
    await client.end();
    const publisher = await enter(asBroker(room), 'p');
    publisher.publish('a', 'x', { qos: 1, packetId: 1 });
    await publisher.expect('PUBACK');
    const back = await enter(asBroker(room), 'c', { ...lasting, password: 'neu' });
    expect((await back.sync()).map(brief)).toEqual(['a=x q1 r0']);
  });
});

describe('a snapshot', () => {
  it('keeps whose sessions they are: what comes while they are away is what their users may read', async () => {
    const setup: Setup = { acl: { users: { ada: ['read a'], all: ['readwrite #'] } } };
    const first = await guardedBroker(setup);
    const client = await enter(asBroker(first), 'c', { username: 'ada', clean: false });
    await client.subscribe({ filter: '#', qos: 1 });
    await client.leave();
    const second = await guardedBroker(setup);
    second.broker.restore(structuredClone(first.broker.snapshot()));
    const publisher = await enter(asBroker(second), 'p', { username: 'all' });
    for (const topic of ['a', 'b']) publisher.publish(topic, 'x', { qos: 1, packetId: 1 });
    await publisher.sync();
    const back = await enter(asBroker(second), 'c', { username: 'ada', clean: false });
    expect((await back.sync()).map(brief)).toEqual(['a=x q1 r0']);
  });

  it('keeps who published what is retained', async () => {
    const setup = (line: string): Setup => ({ acl: { users: { ada: [line], all: ['read #'] } } });
    const first = await guardedBroker(setup('write a'));
    const client = await enter(asBroker(first), 'c', { username: 'ada' });
    client.publish('a', 'x', { retain: true });
    await client.sync();
    for (const [line, retained] of [
      ['write a', ['a=x q0 r1']],
      ['write b', []],
    ] as const) {
      const second = await guardedBroker(setup(line));
      second.broker.restore(first.broker.snapshot());
      const reader = await enter(asBroker(second), 'r', { username: 'all' });
      await reader.subscribe('#');
      expect((await reader.sync()).map(brief)).toEqual(retained);
    }
  });
});

describe('both paths through the broker', () => {
  const part = fc.constantFrom('a', 'b', 'c');
  const topic = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  const filter = fc
    .tuple(fc.array(fc.oneof(part, fc.constant('+')), { minLength: 1, maxLength: 2 }), fc.boolean())
    .map(([parts, all]) => [...parts, ...(all ? ['#'] : [])].join('/'));
  const line = fc.tuple(fc.constantFrom('read', 'write', 'readwrite', 'deny'), filter).map((parts) => parts.join(' '));
  const published = fc.record({ topic, qos: fc.constantFrom(0, 1, 2), retain: fc.boolean(), by: fc.nat(1) });

  /** What two clients get, of whom each publishes and reads. */
  async function bytes(
    lines: Lines,
    messages: readonly { topic: string; qos: number; retain: boolean; by: number }[],
    quiet: boolean,
  ) {
    const room = await guardedBroker({ acl: lines }, quiet);
    const clients = [
      await enter(asBroker(room), 'one', { username: 'ada' }),
      await enter(asBroker(room), 'two', { level: 5, username: 'bob' }),
    ];
    for (const client of clients) await client.subscribe({ filter: '#', qos: 1 });
    let packetId = 0;
    for (const { topic, qos, retain, by } of messages) {
      const id = ++packetId;
      clients[by]!.publish(topic, String(id), { qos: qos as 0 | 1 | 2, retain, ...(qos > 0 && { packetId: id }) });
      if (qos === 2) clients[by]!.send({ type: 'PUBREL', packetId: id, reasonCode: 0 });
    }
    for (const client of clients) await client.sync();
    const late = await enter(asBroker(room), 'late', { username: 'ada' });
    await late.subscribe('#');
    await late.sync();
    return [...clients, late].map(({ chunks }) => Buffer.concat(chunks).toString('hex'));
  }

  it('decide alike, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          users: fc.record({ ada: fc.array(line, { maxLength: 4 }), bob: fc.array(line, { maxLength: 4 }) }),
          patterns: fc.array(line, { maxLength: 2 }),
        }),
        fc.array(published, { maxLength: 12 }),
        async (lines, messages) => {
          expect(await bytes(lines, messages, true)).toEqual(await bytes(lines, messages, false));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('max_inflight_bytes', () => {
  it.each([
    [0, 20],
    [10, 4],
    [1, 1],
    [100, 20],
  ])('of %i lets %i messages of three bytes be on their way', async (maxInflightBytes, expected) => {
    const room = brokerInMemory({ settings: { maxInflightBytes } });
    const client = room.connect();
    await client.connect('c');
    await client.subscribe({ filter: 'a', qos: 1 });
    const publisher = room.connect();
    await publisher.connect('p');
    for (let packetId = 1; packetId <= 30; packetId++) publisher.publish('a', 'abc', { qos: 1, packetId });
    await publisher.sync();
    const got = await client.sync();
    expect(got).toHaveLength(expected);
    client.send({ type: 'PUBACK', packetId: 1, reasonCode: 0 });
    expect(await client.sync()).toHaveLength(1);
  });

  it('counts again what is sent again', async () => {
    const room = brokerInMemory({ settings: { maxInflightBytes: 10 } });
    const publisher = room.connect();
    await publisher.connect('p');
    const first = room.connect();
    await first.connect('c', { clean: false });
    await first.subscribe({ filter: 'a', qos: 1 });
    for (let packetId = 1; packetId <= 5; packetId++) publisher.publish('a', 'abc', { qos: 1, packetId });
    await publisher.sync();
    expect(await first.sync()).toHaveLength(4);
    await first.leave();
    const back = room.connect();
    await back.connect('c', { clean: false });
    expect((await back.sync()).map(brief)).toEqual(Array(4).fill('a=abc q1 r0 dup'));
    for (const packetId of [1, 2, 3, 4]) back.send({ type: 'PUBACK', packetId, reasonCode: 0 });
    expect((await back.sync()).map(brief)).toEqual(['a=abc q1 r0']);
  });
});

describe('connection_messages false', () => {
  it('leaves out of the log who comes and goes, and nothing else', async () => {
    const access = await accessOf({ passwords: {} }, brokerInMemory().clock);
    const room = brokerInMemory({ settings: { connectionMessages: false, ...(access !== undefined && { access }) } });
    const client = room.connect();
    await client.connect('c');
    await room.connect().connect('c');
    await client.end();
    expect((await room.connect().connect('d', { username: 'x' })).reasonCode).toBe(5);
    expect(room.lines).toEqual([
      'Sending CONNACK to c (0, 0)',
      'Sending CONNACK to c (0, 0)',
      'Sending CONNACK to 127.0.0.1 (0, 5)',
    ]);
  });
});
