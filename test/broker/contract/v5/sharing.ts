import { describe, expect, it } from 'vitest';
import type { Packet } from '#runtime/mqtt/packet.ts';
import { brief } from '../../../kit/mqtt-client.ts';
import type { MqttTestClient } from '../../../kit/mqtt-client.ts';
import type { BrokerUnderTest, Serve } from '../../contract.ts';
import { join, lasting } from './join.ts';

const payload = (packet: Packet): string => brief(packet).replace(/^.*=(.*) q.*$/, '$1');

/** A publisher and as many members of `$share/g/t`. */
async function group(serve: Serve, members: number): Promise<[BrokerUnderTest, MqttTestClient, MqttTestClient[]]> {
  const broker = await serve();
  const all: MqttTestClient[] = [];
  for (let n = 1; n <= members; n++) {
    const member = await join(broker, `member-${n}`);
    await member.subscribe({ filter: '$share/g/t', qos: 2 });
    all.push(member);
  }
  return [broker, await join(broker, 'pub'), all];
}

async function publish(pub: MqttTestClient, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n++) pub.publish('t', String(n));
  await pub.sync();
}

const received = async (client: MqttTestClient): Promise<string> => (await client.sync()).map(payload).join(' ');

export function sharing(serve: Serve): void {
  describe('shared subscriptions', () => {
    it('give each message to one member, in turn', async () => {
      const [, pub, [one, two]] = await group(serve, 2);
      if (one === undefined || two === undefined) throw new Error('two members were asked for');
      await publish(pub, 1, 6);
      expect([await received(one), await received(two)]).toEqual(['1 3 5', '2 4 6']);
    });

    it('leave other subscribers and other groups alone', async () => {
      const [broker, pub, members] = await group(serve, 2);
      const [all, other] = [await join(broker, 'all'), await join(broker, 'other')];
      await all.subscribe('t');
      await other.subscribe('$share/h/t');
      await publish(pub, 1, 4);
      expect([await received(all), await received(other)]).toEqual(['1 2 3 4', '1 2 3 4']);
      const shared = (await Promise.all(members.map(received))).flatMap((each) => each.split(' '));
      expect(shared.sort()).toEqual(['1', '2', '3', '4']);
    });

    it('are another subscription than the one to the same filter, for one client', async () => {
      const [, pub, [one]] = await group(serve, 1);
      if (one === undefined) throw new Error('a member was asked for');
      await one.subscribe('t');
      await publish(pub, 1, 1);
      expect(await received(one)).toBe('1 1');
    });

    it('go on with the members that are left when one leaves, vanishes or unsubscribes', async () => {
      const [, pub, [one, two, three, four]] = await group(serve, 4);
      if (one === undefined || two === undefined || three === undefined || four === undefined) throw new Error();
      await one.leave();
      two.vanish();
      await two.end();
      three.send({ type: 'UNSUBSCRIBE', packetId: 3, filters: ['$share/g/t'] });
      expect((await three.expect('UNSUBACK')).reasonCodes).toEqual([0]);
      await publish(pub, 1, 3);
      expect([await received(three), await received(four)]).toEqual(['', '1 2 3']);
    });

    it('match with wildcards, but not topics of $', async () => {
      const broker = await serve();
      const [sub, pub] = [await join(broker, 'sub'), await join(broker, 'pub')];
      await sub.subscribe('$share/g/a/+', '$share/g/#');
      for (const topic of ['a/b', 'c', '$own']) pub.publish(topic, topic);
      await pub.sync();
      expect((await received(sub)).split(' ').sort()).toEqual(['a/b', 'a/b', 'c']);
    });

    it('deliver at the QoS of the member that gets the message [MQTT5-4.8.2-3]', async () => {
      const broker = await serve();
      const [low, high] = [await join(broker, 'low'), await join(broker, 'high')];
      const pub = await join(broker, 'pub');
      await low.subscribe({ filter: '$share/g/t', qos: 0 });
      await high.subscribe({ filter: '$share/g/t', qos: 1 });
      for (const id of [1, 2]) pub.publish('t', 'x', { qos: 1, packetId: id });
      await pub.sync();
      expect([(await low.sync()).map(brief), (await high.sync()).map(brief)]).toEqual([['t=x q0 r0'], ['t=x q1 r0']]);
    });

    it('carry the subscription identifier of the member', async () => {
      const broker = await serve();
      const [sub, pub] = [await join(broker, 'sub'), await join(broker, 'pub')];
      await sub.subscribeWith({ subscriptionIdentifier: [5] }, '$share/g/t');
      await publish(pub, 1, 1);
      expect((await sub.expect('PUBLISH')).properties?.subscriptionIdentifier).toEqual([5]);
    });

    it('get retained messages when they are new, as Mosquitto 2.0.11 has it and the standard has not', async () => {
      const broker = await serve();
      const [sub, pub] = [await join(broker, 'sub'), await join(broker, 'pub')];
      pub.publish('t', 'kept', { retain: true });
      await pub.sync();
      await sub.subscribe('$share/g/t');
      expect((await sub.sync()).map(brief)).toEqual(['t=kept q0 r1']);
    });

    it('prefer members that are there to members that are away; Mosquitto does not', async () => {
      const broker = await serve();
      const [gone, here, pub] = [
        await join(broker, 'gone', lasting(60)),
        await join(broker, 'here'),
        await join(broker, 'pub'),
      ];
      for (const member of [gone, here]) await member.subscribe({ filter: '$share/g/t', qos: 1 });
      await gone.leave();
      for (const id of [1, 2, 3]) pub.publish('t', String(id), { qos: 1, packetId: id });
      await pub.sync();
      expect(await received(here)).toBe('1 2 3');
    });

    it('keep messages of QoS 1 for a member that is away when none is there [MQTT5-4.5.0-1]', async () => {
      const broker = await serve();
      const [gone, pub] = [await join(broker, 'gone', lasting(60)), await join(broker, 'pub')];
      await gone.subscribe({ filter: '$share/g/t', qos: 1 });
      await gone.leave();
      pub.publish('t', 'x', { qos: 1, packetId: 1 });
      await pub.sync();
      expect((await (await join(broker, 'gone', lasting(60))).sync()).map(brief)).toEqual(['t=x q1 r0']);
    });

    it('finish a message of QoS 2 with the member they began it with [MQTT5-4.8.2-4]', async () => {
      const broker = await serve();
      const [first, other, pub] = [
        await join(broker, 'first', lasting(60)),
        await join(broker, 'other'),
        await join(broker, 'pub'),
      ];
      for (const member of [first, other]) await member.subscribe({ filter: '$share/g/t', qos: 2 });
      pub.publish('t', 'x', { qos: 2, packetId: 1 });
      pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
      await pub.sync();
      expect((await first.sync()).map(brief)).toEqual(['t=x q2 r0']);
      first.vanish();
      await first.end();
      expect(await other.sync()).toEqual([]);
      const again = await join(broker, 'first', lasting(60));
      expect((await again.sync()).map(brief)).toEqual(['t=x q2 r0 dup']);
    });

    it('do not hand a message of QoS 2 on when the session of its member ends [MQTT5-4.8.2-5]', async () => {
      const [, pub, [one, two]] = await group(serve, 2);
      if (one === undefined || two === undefined) throw new Error('two members were asked for');
      pub.publish('t', 'x', { qos: 2, packetId: 1 });
      pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
      await pub.sync();
      expect((await one.sync()).map(brief)).toEqual(['t=x q2 r0']);
      await one.leave();
      expect(await two.sync()).toEqual([]);
    });

    it.each([
      ['PUBACK', 1],
      ['PUBREC', 2],
    ] as const)('do not hand a message on that its member refused by %s [MQTT5-4.8.2-6]', async (type, qos) => {
      const [, pub, [one, two]] = await group(serve, 2);
      if (one === undefined || two === undefined) throw new Error('two members were asked for');
      pub.publish('t', 'x', { qos, packetId: 1 });
      if (qos === 2) pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
      await pub.sync();
      expect(await one.sync()).toHaveLength(1);
      one.send({ type, packetId: 1, reasonCode: 0x83 });
      expect([await one.sync(), await two.sync()]).toEqual([[], []]);
    });

    it.each([
      ['a share name of no character [MQTT5-4.8.2-1]', '$share//t'],
      ['a share name with + [MQTT5-4.8.2-2]', '$share/g+/t'],
      ['a share name with # [MQTT5-4.8.2-2]', '$share/g#/t'],
      ['no filter behind the share name [MQTT5-4.8.2-2]', '$share/g'],
      ['an empty filter behind the share name [MQTT5-4.8.2-2]', '$share/g/'],
    ])('are refused with %s; Mosquitto lets some of them pass', async (_title, filter) => {
      const broker = await serve();
      const client = await join(broker, 'x');
      client.sendBytes(0x82, filter.length + 6, 0, 1, 0, 0, filter.length, ...Buffer.from(filter), 0);
      const answer = await client.next();
      if (answer.type === 'SUBACK') expect(answer.reasonCodes[0]).toBeGreaterThanOrEqual(0x80);
      else expect(answer).toMatchObject({ type: 'DISCONNECT', reasonCode: expect.any(Number) });
      expect(answer.type === 'SUBACK' || answer.type === 'DISCONNECT').toBe(true);
    });

    it('are refused with No Local: 0x82 [MQTT5-3.8.3-4]', async () => {
      const client = await join(await serve(), 'x');
      client.sendBytes(0x82, 16, 0, 1, 0, 0, 10, ...Buffer.from('$share/g/t'), 0b100);
      expect(await client.untilEnd()).toMatchObject([{ type: 'DISCONNECT', reasonCode: 0x82 }]);
    });
  });
}
