import { describe, expect, it } from 'vitest';
import { brief } from '../../kit/mqtt-client.ts';
import type { MqttTestClient } from '../../kit/mqtt-client.ts';
import type { Serve } from '../contract.ts';

async function client(serve: Serve): Promise<MqttTestClient> {
  const one = await (await serve()).connect();
  await one.connect('x');
  return one;
}

/** Subscribes, and says what came behind SUBACK. */
async function found(one: MqttTestClient, ...filters: string[]): Promise<string[]> {
  await one.subscribe(...filters);
  return (await one.sync()).map(brief);
}

export function retaining(serve: Serve): void {
  describe('retaining', () => {
    it('gives a new subscriber the last retained message, with retain 1 [MQTT-3.3.1-5] [MQTT-3.3.1-6] [MQTT-3.3.1-7] [MQTT-3.3.1-8]', async () => {
      const one = await client(serve);
      one.publish('r', 'old', { retain: true });
      one.publish('r', 'new', { retain: true });
      expect(await found(one, 'r')).toEqual(['r=new q0 r1']);
    });

    it('says retain 0 to who is there already [MQTT-3.3.1-9]', async () => {
      const one = await client(serve);
      await one.subscribe('r');
      one.publish('r', 'new', { retain: true });
      expect((await one.sync()).map(brief)).toEqual(['r=new q0 r0']);
    });

    it('takes a retained PUBLISH and a SUBSCRIBE of one connection in their order', async () => {
      const one = await client(serve);
      one.sendBytes(0x31, 4, 0, 1, 114, 49, 0x82, 6, 0, 1, 0, 1, 114, 0);
      await one.expect('SUBACK');
      expect(brief(await one.next())).toBe('r=1 q0 r1');
    });

    it('keeps the retained message when one comes that is not to be retained [MQTT-3.3.1-12]', async () => {
      const one = await client(serve);
      one.publish('r', 'kept', { retain: true });
      one.publish('r', 'passing');
      expect(await found(one, 'r')).toEqual(['r=kept q0 r1']);
    });

    it('clears it at an empty retained payload, which live subscribers get [MQTT-3.3.1-10] [MQTT-3.3.1-11]', async () => {
      const one = await client(serve);
      one.publish('r', 'x', { retain: true });
      await found(one, 'r');
      one.publish('r', '', { retain: true });
      expect((await one.sync()).map(brief)).toEqual(['r= q0 r0']);
      expect(await found(one, 'r')).toEqual([]);
    });

    it('sends it once for each matching filter, as Mosquitto does', async () => {
      const one = await client(serve);
      one.publish('a/b', 'x', { retain: true });
      expect(await found(one, 'a/b', 'a/#', 'a/+')).toHaveLength(3);
    });

    it('sends it again for a filter that comes again [MQTT-3.8.4-3]', async () => {
      const one = await client(serve);
      one.publish('r', 'x', { retain: true });
      await found(one, 'r');
      expect(await found(one, 'r')).toEqual(['r=x q0 r1']);
    });

    it('meets wildcards as live messages do, the oldest topic first', async () => {
      const one = await client(serve);
      for (const topic of ['a', 'a/b', 'a/b/c', 'b', '/a', '$own/a']) one.publish(topic, '.', { retain: true });
      const topics = async (filter: string): Promise<string> =>
        (await found(one, filter)).map((each) => each.replace(/=.*/, '')).join(' ');
      expect(await topics('a/#')).toBe('a a/b a/b/c');
      expect(await topics('a/+')).toBe('a/b');
      expect(await topics('+')).toBe('a b');
      expect(await topics('+/+')).toBe('a/b /a');
      expect(await topics('#')).toBe('a a/b a/b/c b /a');
      expect(await topics('$own/#')).toBe('$own/a');
      expect(await topics('a/+/#')).toBe('a/b a/b/c');
      expect(await topics('c/#')).toBe('');
    });

    it('delivers it at the smaller of both QoS', async () => {
      const one = await client(serve);
      one.publish('r', 'x', { qos: 1, packetId: 3, retain: true });
      await one.sync();
      await one.subscribe({ filter: 'r', qos: 2 });
      expect((await one.sync()).map(brief)).toEqual(['r=x q1 r1']);
    });

    it('delivers more of QoS 1 than the window holds, as they are acknowledged', async () => {
      const one = await client(serve);
      for (let id = 1; id <= 30; id++) one.publish(`r/${id}`, '.', { qos: 1, packetId: id, retain: true });
      await one.sync();
      await one.subscribe({ filter: 'r/#', qos: 1 });
      expect(await one.sync()).toHaveLength(20);
      for (let id = 1; id <= 20; id++) one.send({ type: 'PUBACK', packetId: id, reasonCode: 0 });
      expect(await one.sync()).toHaveLength(10);
    });

    it('outlives the client that published it [MQTT-3.1.2-7]', async () => {
      const broker = await serve();
      const [gone, later] = [await broker.connect(), await broker.connect()];
      await gone.connect('gone');
      gone.publish('r', 'x', { retain: true });
      gone.send({ type: 'DISCONNECT', reasonCode: 0 });
      await gone.end();
      await later.connect('later');
      expect(await found(later, 'r')).toEqual(['r=x q0 r1']);
    });

    it('says which version it behaves as under $SYS/broker/version, and # does not see it [MQTT-4.7.2-1]', async () => {
      const one = await client(serve);
      expect(await found(one, '$SYS/broker/version')).toEqual(['$SYS/broker/version=mosquitto version 2.0.11 q0 r1']);
      expect(await found(one, '#', '+/broker/version')).toEqual([]);
    });
  });
}
