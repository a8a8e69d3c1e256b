import { describe, expect, it } from 'vitest';
import type { Connect, Properties } from '#runtime/mqtt/packet.ts';
import { brokerInMemory } from './in-memory.ts';
import type { AllSettings } from './in-memory.ts';

/** The CONNACK that a client of 5.0 gets, byte by byte. */
async function answer(settings: Partial<AllSettings>, connect: Partial<Connect> = {}): Promise<number[]> {
  const client = brokerInMemory({ settings }).connect();
  await client.connect('x', { level: 5, keepAlive: 60, ...connect });
  return Array.from(Buffer.concat(client.chunks));
}

/** What CONNACK says, when it lets the client in. */
async function terms(settings: Partial<AllSettings>, connect: Partial<Connect> = {}): Promise<Properties> {
  const client = brokerInMemory({ settings }).connect();
  const { reasonCode, properties } = await client.connect('x', { level: 5, keepAlive: 60, ...connect });
  expect(reasonCode).toBe(0);
  return properties ?? {};
}

const PLAIN = { topicAliasMaximum: 10, receiveMaximum: 20 };

describe('what CONNACK of 5.0 says', () => {
  it('is in the order in which Mosquitto says it', async () => {
    const settings = { maxKeepalive: 30, retainAvailable: false, maxPacketSize: 60, maxQos: 1 } as const;
    // prettier-ignore
    expect(await answer(settings)).toEqual([
      0x20, 21, 0, 0, 18,
      0x22, 0, 10, 0x13, 0, 30, 0x25, 0, 0x27, 0, 0, 0, 60, 0x21, 0, 20, 0x24, 1,
    ]);
  });

  it('is the id in the middle of it, when the client brought none', async () => {
    const bytes = await answer({ maxKeepalive: 30 }, { clientId: '' });
    expect(bytes.slice(5, 14)).toEqual([0x22, 0, 10, 0x13, 0, 30, 0x12, 0, 41]);
    expect(bytes.slice(-3)).toEqual([0x21, 0, 20]);
  });

  it('is nothing at all where nothing is limited', async () => {
    expect(await answer({ maxTopicAlias: 0, maxInflightMessages: 0 })).toEqual([0x20, 3, 0, 0, 0]);
  });

  it('is max_topic_alias and max_inflight_messages, if the standard’s own are not meant', async () => {
    expect(await terms({ maxTopicAlias: 3, maxInflightMessages: 5 })).toEqual({
      topicAliasMaximum: 3,
      receiveMaximum: 5,
    });
    expect(await terms({ maxInflightMessages: 65_535 })).toEqual({ topicAliasMaximum: 10 });
  });

  it.each([
    [60, 60, undefined],
    [61, 60, 60],
    [0, 60, 60],
    [0, 0, undefined],
    [600, 0, undefined],
    [0, 65_535, 65_535],
  ])(
    'is, for a keep alive of %i with max_keepalive %i, the server keep alive %s [MQTT5-3.2.2-21]',
    async (keepAlive, maxKeepalive, said) => {
      const expected = said === undefined ? PLAIN : { ...PLAIN, serverKeepAlive: said };
      expect(await terms({ maxKeepalive }, { keepAlive })).toEqual(expected);
    },
  );

  it.each([
    [60, 3600, undefined],
    [7200, 3600, 3600],
    [0xffff_ffff, 3600, 3600],
    [0xffff_ffff, 0, undefined],
    [0, 3600, undefined],
  ])(
    'is, for a session expiry of %i with persistent_client_expiration %i, the session expiry %s',
    async (sessionExpiryInterval, persistentClientExpiration, said) => {
      const expected = said === undefined ? PLAIN : { ...PLAIN, sessionExpiryInterval: said };
      expect(await terms({ persistentClientExpiration }, { properties: { sessionExpiryInterval } })).toEqual(expected);
    },
  );

  it('grants no more than max_qos [MQTT5-3.2.2-9] [MQTT5-3.2.2-10]', async () => {
    const client = brokerInMemory({ settings: { maxQos: 1 } }).connect();
    const { properties } = await client.connect('x', { level: 5, keepAlive: 60 });
    expect(properties?.maximumQoS).toBe(1);
    expect((await client.subscribe({ filter: 'a', qos: 2 }, { filter: 'b', qos: 0 })).reasonCodes).toEqual([1, 0]);
  });

  it('is two bytes below 5.0, whatever is set', async () => {
    const settings = { maxKeepalive: 100, retainAvailable: false, maxPacketSize: 60, maxQos: 1 } as const;
    expect(await answer(settings, { level: 4 })).toEqual([0x20, 2, 0, 0]);
    expect(await answer(settings, { level: 3 })).toEqual([0x20, 2, 0, 0]);
  });
});
