import { describe, expect, it } from 'vitest';
import type { Packet } from '#runtime/mqtt/packet.ts';
import type { MqttTestClient } from '../kit/mqtt-client.ts';
import { brokerInMemory } from './in-memory.ts';
import type { BrokerInMemory } from './in-memory.ts';

interface Guest {
  readonly room: BrokerInMemory;
  readonly client: MqttTestClient;
}

type Offence = (guest: Guest) => unknown;

const bytes =
  (...sent: number[]): Offence =>
  ({ client }) =>
    client.sendBytes(...sent);

/** What a client does or undergoes, the reason code it is told, and the words of the log. */
const ENDS: readonly (readonly [what: string, offence: Offence, reasonCode: number, log: string | undefined])[] = [
  ['a packet that is cut off', bytes(0x30, 3, 0, 5, 97), 0x81, 'disconnected due to malformed packet.'],
  ['a second CONNECT', secondConnect, 0x82, 'disconnected due to protocol error.'],
  ['AUTH [MQTT5-4.12.0-7]', bytes(0xf0, 0), 0x82, 'disconnected due to protocol error.'],
  ['a packet above max_packet_size', bytes(0x30, 0xff, 0x7f), 0x95, 'disconnected due to oversize packet.'],
  ['silence [MQTT5-3.1.2-22]', ({ room }) => room.clock.advance(91_000), 0x8d, 'has exceeded timeout, disconnecting.'],
  ['another with its id [MQTT5-3.1.4-3]', twin, 0x8e, 'already connected, closing old connection.'],
  ['the end of the broker', ({ room }) => room.broker.close(), 0x8b, undefined],
];

function secondConnect({ client }: Guest): void {
  client.send({ type: 'CONNECT', level: 5, clean: true, keepAlive: 60, clientId: 'x' });
}

async function twin({ room }: Guest): Promise<void> {
  await room.connect().connect('x', { level: 5, keepAlive: 60 });
}

async function guest(level: 4 | 5, properties = {}): Promise<Guest> {
  const room = brokerInMemory({ settings: { maxPacketSize: 1000 } });
  const client = room.connect();
  await client.connect('x', { level, keepAlive: 60, properties });
  return { room, client };
}

async function lastWords({ room, client }: Guest, offence: Offence): Promise<Packet[]> {
  await offence({ room, client });
  return client.untilEnd();
}

describe('what a client is told before the broker closes', () => {
  it.each(ENDS)('after %s', async (_what, offence, reasonCode, log) => {
    const modern = await guest(5);
    expect(await lastWords(modern, offence)).toMatchObject([{ type: 'DISCONNECT', reasonCode }]);
    if (log !== undefined) expect(modern.room.lines).toContain(`Client x ${log}`);
  });

  it('is nothing below 5.0 [MQTT-4.8.0-1]', async () => {
    for (const [, offence] of ENDS.filter(([what]) => what !== 'a second CONNECT')) {
      expect(await lastWords(await guest(4), offence)).toEqual([]);
    }
  });

  it('is nothing to a client that has said DISCONNECT', async () => {
    const { client } = await guest(5);
    client.send({ type: 'DISCONNECT', reasonCode: 0 });
    expect(await client.untilEnd()).toEqual([]);
  });

  it('names the rule that was broken, with its clause', async () => {
    const [said] = await lastWords(await guest(5), secondConnect);
    expect(said).toMatchObject({
      properties: { reasonString: 'A client says CONNECT once on a connection [MQTT5-3.1.0-2]' },
    });
  });

  it('can be said, wherever a filter was cut short in it', async () => {
    for (let length = 118; length < 130; length++) {
      const { client } = await guest(5);
      const filter = new TextEncoder().encode(`${'a'.repeat(length)}😀/#/b`);
      client.sendBytes(0x82, 0x80 | (filter.length + 6 - 128), 1, 0, 1, 0, 0, filter.length, ...filter, 0);
      const [said] = await client.untilEnd();
      expect(said).toMatchObject({ type: 'DISCONNECT', reasonCode: 0x8f });
      expect(said).toMatchObject({ properties: { reasonString: expect.stringContaining('[MQTT5-4.7.1-1]') } });
    }
  });

  it('has no words for a client that wants none [MQTT5-3.1.2-29]', async () => {
    const said = await lastWords(await guest(5, { requestProblemInformation: 0 }), secondConnect);
    expect(said).toEqual([{ type: 'DISCONNECT', reasonCode: 0x82 }]);
  });

  it('has no words where they make it too large [MQTT5-3.14.2-3]', async () => {
    const said = await lastWords(await guest(5, { maximumPacketSize: 30 }), secondConnect);
    expect(said).toEqual([{ type: 'DISCONNECT', reasonCode: 0x82 }]);
  });

  it('is 0x95 when an answer is larger than it takes [MQTT5-3.1.2-24]', async () => {
    const { client } = await guest(5, { maximumPacketSize: 20 });
    const subscriptions = Array.from({ length: 20 }, (_, index) => ({ filter: `f${index}`, qos: 0 as const }));
    client.send({ type: 'SUBSCRIBE', packetId: 1, subscriptions });
    expect(await client.untilEnd()).toEqual([{ type: 'DISCONNECT', reasonCode: 0x95 }]);
  });

  it('comes after all that was sent before', async () => {
    const { client } = await guest(5);
    client.send({ type: 'PINGREQ' });
    client.sendBytes(0xf0, 0);
    expect((await client.untilEnd()).map(({ type }) => type)).toEqual(['PINGRESP', 'DISCONNECT']);
  });

  it('is nothing before CONNECT [MQTT5-3.14.0-1]', async () => {
    const { broker, clock, connect } = brokerInMemory();
    const [silent, wrong, last] = [connect(), connect(), connect()];
    wrong.speak(5).sendBytes(0xf0, 0);
    expect(await wrong.untilEnd()).toEqual([]);
    await clock.advance(91_000);
    expect(await silent.untilEnd()).toEqual([]);
    const late = connect();
    broker.close();
    expect([await last.untilEnd(), await late.untilEnd()]).toEqual([[], []]);
  });
});
