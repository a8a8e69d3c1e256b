import { describe, expect, it } from 'vitest';
import { brief } from '../kit/mqtt-client.ts';
import { brokerInMemory } from './in-memory.ts';

const will = (text: string) => ({
  will: { topic: 'w', payload: new TextEncoder().encode(text), qos: 0, retain: false } as const,
});

describe('closing the broker', () => {
  it('publishes all wills while all are still there, then ends every connection in order', async () => {
    const { broker, connect } = brokerInMemory();
    const [one, two] = [connect(), connect()];
    await one.connect('one', will('1'));
    await two.connect('two', will('2'));
    await one.subscribe('w');
    broker.close();
    expect(brief(await one.next())).toBe('w=1 q0 r0');
    expect(brief(await one.next())).toBe('w=2 q0 r0');
    expect(await one.end()).toBe('ended');
    expect(await two.end()).toBe('ended');
    await expect(one.next()).rejects.toThrow('a packet was expected');
    expect(broker.clients).toBe(0);
  });

  it('ends connections that have not said CONNECT, and says nothing of it, as Mosquitto', async () => {
    const { broker, connect, lines } = brokerInMemory();
    const client = connect();
    broker.close();
    expect(await client.end()).toBe('ended');
    expect(lines.at(-1)).toMatch(/^New connection/);
  });

  it('accepts nobody afterwards, and can be closed twice', async () => {
    const { broker, connect } = brokerInMemory();
    broker.close();
    broker.close();
    expect(await connect().end()).toBe('reset');
    expect(broker.clients).toBe(0);
  });

  it('keeps nothing of connections that have ended', async () => {
    const { broker, connect } = brokerInMemory();
    for (let count = 0; count < 20; count++) {
      const client = connect();
      await client.connect(`c${count}`);
      await client.subscribe('a/#');
      if (count % 2 === 0) client.vanish();
      else client.sendBytes(0xff);
      await client.end();
    }
    expect(broker.clients).toBe(0);
    expect(broker.snapshot()).toEqual({ retained: [], sessions: [] });
  });
});
