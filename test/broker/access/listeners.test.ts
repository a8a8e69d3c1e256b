import { describe, expect, it } from 'vitest';
import type { ListenerSettings } from '#runtime/broker/broker.ts';
import { DEFAULT_LISTENER } from '#runtime/broker/listener.ts';
import type { Peer } from '#runtime/ports.ts';
import { brief, MqttTestClient } from '../../kit/mqtt-client.ts';
import { streamPair } from '../../kit/wire.ts';
import { brokerInMemory } from '../in-memory.ts';
import type { BrokerInMemory } from '../in-memory.ts';
import { accessOf } from './guarded-in-memory.ts';

/** A client at a listener of its own, which has proven to be somebody. */
function comeBy(room: BrokerInMemory, settings: Partial<ListenerSettings>, peer?: Peer): MqttTestClient {
  const [client, server] = streamPair({ clock: room.clock });
  room.broker.listener(settings).accept(peer === undefined ? server : Object.assign(server, { peer }));
  return new MqttTestClient(client, () => room.clock.settle());
}

describe('each listener', () => {
  it('counts its own clients for max_connections', async () => {
    const room = brokerInMemory();
    const listener = room.broker.listener({ maxConnections: 1 });
    const [, first] = streamPair({ clock: room.clock });
    const [second, refused] = streamPair({ clock: room.clock });
    listener.accept(first);
    listener.accept(refused);
    expect(await new MqttTestClient(second, () => room.clock.settle()).end()).toBe('ended');
    expect(listener.clients).toBe(1);
    expect((await room.connect().connect('elsewhere')).reasonCode).toBe(0);
    first.destroy();
    await room.clock.settle();
    expect(listener.clients).toBe(0);
  });

  it('has its own max_qos and max_topic_alias', async () => {
    const room = brokerInMemory();
    const client = comeBy(room, { maxQos: 1, maxTopicAlias: 3 });
    const { properties } = await client.connect('c', { level: 5 });
    expect(properties).toMatchObject({ maximumQoS: 1, topicAliasMaximum: 3 });
    expect((await client.subscribe({ filter: 'a', qos: 2 })).reasonCodes).toEqual([1]);
    const other = room.connect();
    await other.connect('other', { level: 5 });
    expect((await other.subscribe({ filter: 'a', qos: 2 })).reasonCodes).toEqual([2]);
    client.publish('a', 'x', { qos: 2, packetId: 1 });
    expect((await client.untilEnd()).at(-1)).toMatchObject({ type: 'DISCONNECT', reasonCode: 0x9b });
  });

  it('names clients without an id in its own way, or does not take them', async () => {
    const room = brokerInMemory();
    const named = comeBy(room, { autoIdPrefix: 'raum-' });
    expect((await named.connect('', { level: 5 })).properties?.assignedClientIdentifier).toMatch(/^raum-[0-9A-F]{8}-/);
    expect((await comeBy(room, { allowZeroLengthClientid: false }).connect('')).reasonCode).toBe(2);
  });

  it('has its own doors: one for anonymous clients, one with passwords, one closed', async () => {
    const room = brokerInMemory();
    const access = await accessOf({ passwords: { ada: 'geheim' } }, room.clock);
    const guarded = { allowAnonymous: false, ...(access !== undefined && { access }) };
    const password = new TextEncoder().encode('geheim');
    expect((await comeBy(room, {}).connect('one')).reasonCode).toBe(0);
    expect((await comeBy(room, guarded).connect('two')).reasonCode).toBe(5);
    expect((await comeBy(room, guarded).connect('two', { username: 'ada', password })).reasonCode).toBe(0);
    expect(
      (await comeBy(room, { allowAnonymous: false }).connect('three', { username: 'ada', password })).reasonCode,
    ).toBe(5);
  });
});

describe('a user name that TLS has proven', () => {
  const PEER: Peer = { commonName: 'ada', subject: 'CN=ada,O=Kleber' };

  it.each([
    ['the certificate’s CN', { useIdentityAsUsername: true }, PEER, 'ada'],
    ['the identity of a pre-shared key', { useIdentityAsUsername: true }, { pskIdentity: 'bob' }, 'bob'],
    ['the whole subject', { useSubjectAsUsername: true }, PEER, 'CN=ada,O=Kleber'],
  ])('is %s, and nobody looks at the password', async (_what, settings, peer, name) => {
    const room = brokerInMemory();
    const access = await accessOf({ passwords: { ada: 'geheim' } }, room.clock);
    const options = { ...settings, allowAnonymous: false, ...(access !== undefined && { access }) };
    expect((await comeBy(room, options, peer).connect('c', { username: 'eve' })).reasonCode).toBe(0);
    expect(room.lines).toContain(`New client connected from 127.0.0.1:40000 as c (p2, c1, k0, u'${name}').`);
  });

  it.each([
    ['there is no encryption', undefined],
    ['no certificate came', {}],
    ['its CN is empty', { commonName: '' }],
  ])('is not there when %s: refused', async (_what, peer) => {
    const client = comeBy(brokerInMemory(), { useIdentityAsUsername: true }, peer);
    expect((await client.connect('c', { username: 'ada' })).reasonCode).toBe(5);
    await client.end();
  });

  it('counts for ACL lines, and with use_username_as_clientid for the id', async () => {
    const room = brokerInMemory();
    const access = await accessOf({ acl: { users: { ada: ['write a'] } } }, room.clock);
    const options = {
      useIdentityAsUsername: true,
      useUsernameAsClientid: true,
      ...(access !== undefined && { access }),
    };
    const client = comeBy(room, options, PEER);
    expect((await client.connect('', { level: 5 })).properties?.assignedClientIdentifier).toBe('ada');
    client.publish('a', 'x', { qos: 1, packetId: 1 });
    expect((await client.expect('PUBACK')).reasonCode).toBe(0x10);
  });
});

describe('the broker’s own end of a bridge', () => {
  it('is asked for nothing, and may do everything that a client may', async () => {
    const room = brokerInMemory();
    const access = await accessOf({ passwords: {}, acl: {} }, room.clock);
    const client = comeBy(room, { isBridge: true, allowAnonymous: false, ...(access !== undefined && { access }) });
    await client.connect('local.name', { level: 5, username: 'nobody', bridge: true });
    client.publish('a', 'x', { qos: 1, packetId: 1, retain: true });
    client.publish('$SYS/broker/connection/name/state', '1', { qos: 1, packetId: 2, retain: true });
    expect(await client.sync()).toMatchObject([{ reasonCode: 0x10 }, { reasonCode: 0x10 }]);
    const other = room.connect();
    await other.connect('other');
    await other.subscribe('a', '$SYS/broker/connection/#');
    expect((await other.sync()).map(brief)).toEqual(['a=x q0 r1', '$SYS/broker/connection/name/state=1 q0 r1']);
  });
});

it('reading the configuration again changes who may come in, and no limit, name or place of a listener', async () => {
  const room = brokerInMemory();
  const listener = room.broker.listener({ port: 1, mountPoint: 'm/', maxQos: 1, autoIdPrefix: 'a-' });
  const changed = { port: 2, mountPoint: '', maxQos: 2, autoIdPrefix: 'b-', allowAnonymous: false } as const;
  await room.broker.reload({ listeners: new Map([[listener, changed]]) });
  expect(listener.settings).toMatchObject({
    port: 1,
    mountPoint: 'm/',
    maxQos: 1,
    autoIdPrefix: 'b-',
    allowAnonymous: false,
  });
});

it('the default listener is one as others are', () => {
  const { broker } = brokerInMemory();
  expect(broker.defaultListener.settings).toEqual(DEFAULT_LISTENER);
});
