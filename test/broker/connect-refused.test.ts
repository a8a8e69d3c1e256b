import { describe, expect, it } from 'vitest';
import type { Connect, Will } from '#runtime/mqtt/packet.ts';
import { brokerInMemory } from './in-memory.ts';
import type { AllSettings } from './in-memory.ts';

const will = (options: Partial<Will> = {}): { will: Will } => ({
  will: { topic: 'w', payload: new Uint8Array(11), qos: 2, retain: true, ...options },
});

const REFUSED: readonly (readonly [
  why: string,
  settings: Partial<AllSettings>,
  connect: Partial<Connect>,
  returnCode: number,
  reasonCode: number,
  log: string,
])[] = [
  [
    'an empty id where none is given',
    { allowZeroLengthClientid: false },
    { clientId: '' },
    2,
    0x85,
    'disconnected due to protocol error.',
  ],
  [
    'a will larger than message_size_limit',
    { messageSizeLimit: 10 },
    will(),
    5,
    0x95,
    'disconnected due to oversize payload.',
  ],
  [
    'a retained will where nothing is retained [MQTT5-3.2.2-13]',
    { retainAvailable: false },
    will(),
    5,
    0x9a,
    'disconnected due to QoS too high or retain not supported.',
  ],
  [
    'a will of a QoS above max_qos [MQTT5-3.2.2-12]',
    { maxQos: 1 },
    will(),
    5,
    0x9b,
    'disconnected due to QoS too high or retain not supported.',
  ],
];

describe('a CONNECT that is refused', () => {
  it.each(REFUSED)('for %s', async (_why, settings, options, returnCode, reasonCode, log) => {
    for (const [level, code] of [
      [4, returnCode],
      [5, reasonCode],
    ] as const) {
      const { connect, lines } = brokerInMemory({ settings });
      const client = connect();
      const answer = await client.connect('x', { keepAlive: 60, level, ...options });
      expect([answer.reasonCode, answer.sessionPresent]).toEqual([code, false]);
      expect(await client.untilEnd()).toEqual([]);
      expect(lines.slice(-2)).toEqual([`Sending CONNACK to 127.0.0.1 (0, ${code})`, `Client <unknown> ${log}`]);
    }
  });

  it('is told why, unless the client wants no such words [MQTT5-3.1.2-29]', async () => {
    for (const requestProblemInformation of [0, 1] as const) {
      const { connect } = brokerInMemory();
      const properties = { requestProblemInformation, authenticationMethod: 'SCRAM-SHA-1' };
      const { reasonCode, properties: said } = await connect().connect('x', { level: 5, properties });
      expect(reasonCode).toBe(0x8c);
      if (requestProblemInformation === 1) expect(said?.reasonString).toContain('SCRAM-SHA-1 is not known');
      else expect(said).toBeUndefined();
    }
  });

  it('is told in few bytes where the client takes few [MQTT5-3.2.2-19]', async () => {
    const { connect } = brokerInMemory();
    const properties = { maximumPacketSize: 20, authenticationMethod: 'SCRAM-SHA-1' };
    const answer = await connect().connect('x', { level: 5, properties });
    expect(answer).toEqual({ type: 'CONNACK', sessionPresent: false, reasonCode: 0x8c });
  });

  it('is not told at length what it sent itself', async () => {
    const { connect } = brokerInMemory();
    for (const padding of ['', 'x']) {
      const properties = { authenticationMethod: padding + '😀'.repeat(16_000) };
      const { reasonCode, properties: said } = await connect().connect('x', { level: 5, properties });
      expect(reasonCode).toBe(0x8c);
      expect(said?.reasonString).toMatch(/^The authentication method x?😀+\uFFFD?…$/u);
      expect(said?.reasonString?.length).toBeLessThanOrEqual(301);
    }
  });

  it('is so with 0x95 when its CONNACK would be too large, and nobody is thrown out for it [MQTT5-3.1.2-24]', async () => {
    const { connect, lines } = brokerInMemory();
    const [older, newer] = [connect(), connect()];
    await older.connect('x', { level: 5, keepAlive: 60 });
    const answer = await newer.connect('x', { level: 5, keepAlive: 60, properties: { maximumPacketSize: 8 } });
    expect(answer.reasonCode).toBe(0x95);
    expect(await newer.untilEnd()).toEqual([]);
    expect(await older.sync()).toEqual([]);
    expect(lines).toContain('Client <unknown> disconnected due to oversize packet.');
  });

  it('is told nothing where the client takes no CONNACK at all', async () => {
    const { connect } = brokerInMemory();
    const client = connect();
    const properties = { maximumPacketSize: 4 };
    client.send({ type: 'CONNECT', level: 5, clean: true, keepAlive: 60, clientId: 'x', properties });
    expect(await client.untilEnd()).toEqual([]);
  });

  it('leaves the session of that id alone', async () => {
    const { connect } = brokerInMemory();
    const properties = { sessionExpiryInterval: 60 };
    await (async () => {
      const client = connect();
      await client.connect('x', { level: 5, properties });
      await client.leave();
    })();
    const refused = connect();
    await refused.connect('x', { level: 5, clean: true, properties: { authenticationMethod: 'A' } });
    await refused.end();
    expect((await connect().connect('x', { level: 5, clean: false, properties })).sessionPresent).toBe(true);
  });
});
