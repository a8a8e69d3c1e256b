import { describe, expect, it } from 'vitest';
import type { Properties, QoS } from '#runtime/mqtt/packet.ts';
import { brief } from '../../../kit/mqtt-client.ts';
import type { MqttTestClient } from '../../../kit/mqtt-client.ts';
import type { Serve } from '../../contract.ts';
import { join, propertiesOf } from './join.ts';

async function pair(serve: Serve, qos: QoS = 0): Promise<[sub: MqttTestClient, pub: MqttTestClient]> {
  const broker = await serve();
  const [sub, pub] = [await join(broker, 'sub'), await join(broker, 'pub')];
  await sub.subscribe({ filter: 'a/#', qos });
  return [sub, pub];
}

const FORWARDED: readonly (readonly [title: string, properties: Properties])[] = [
  ['the payload format indicator [MQTT5-3.3.2-4]', { payloadFormatIndicator: 1 }],
  ['the payload format indicator 0 [MQTT5-3.3.2-4]', { payloadFormatIndicator: 0 }],
  ['the content type [MQTT5-3.3.2-20]', { contentType: 'text/plain; charset=utf-8' }],
  ['the response topic [MQTT5-3.3.2-15]', { responseTopic: 'answers/ä' }],
  ['the correlation data [MQTT5-3.3.2-16]', { correlationData: Uint8Array.of(0, 255, 128, 7) }],
  ['empty correlation data [MQTT5-3.3.2-16]', { correlationData: new Uint8Array() }],
  [
    'the user properties, in order, doubles included [MQTT5-3.3.2-17] [MQTT5-3.3.2-18]',
    {
      userProperties: [
        { name: 'b', value: '1' },
        { name: 'a', value: '' },
        { name: 'b', value: '1' },
        { name: '', value: 'ü' },
      ],
    },
  ],
];

export function publishing(serve: Serve): void {
  describe('publishing', () => {
    it.each(FORWARDED)('passes on %s', async (_title, properties) => {
      const [sub, pub] = await pair(serve);
      pub.publish('a/b', 'x', { properties });
      await pub.sync();
      const message = await sub.expect('PUBLISH');
      expect(brief(message)).toBe('a/b=x q0 r0');
      expect(message.properties).toEqual(properties);
    });

    it.each([1, 2] as const)('passes all of them on at QoS %i', async (qos) => {
      const [sub, pub] = await pair(serve, qos);
      const properties = Object.assign({}, ...FORWARDED.map(([, each]) => each)) as Properties;
      pub.publish('a', 'x', { qos, packetId: 1, properties });
      if (qos === 2) pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
      await pub.sync();
      expect((await sub.expect('PUBLISH')).properties).toEqual(properties);
    });

    it('keeps them with a retained message', async () => {
      const [sub, pub] = await pair(serve);
      const properties: Properties = { contentType: 'x/y', userProperties: [{ name: 'a', value: 'b' }] };
      pub.publish('r', 'x', { retain: true, properties });
      await pub.sync();
      await sub.subscribe('r');
      expect((await sub.expect('PUBLISH')).properties).toEqual(properties);
    });

    it('does not check a payload that is said to be UTF-8', async () => {
      const [sub, pub] = await pair(serve);
      pub.publish('a', Uint8Array.of(0xff), { properties: { payloadFormatIndicator: 1 } });
      await pub.sync();
      expect((await sub.expect('PUBLISH')).payload).toEqual(Uint8Array.of(0xff));
    });

    it('acknowledges QoS 1 with the packet id and 0 when somebody gets it [MQTT5-3.3.4-1] [MQTT5-3.4.2-1] [MQTT5-4.3.2-4] [MQTT5-2.2.1-5]', async () => {
      const [, pub] = await pair(serve);
      pub.publish('a', 'x', { qos: 1, packetId: 77 });
      expect(await pub.sync()).toMatchObject([{ type: 'PUBACK', packetId: 77, reasonCode: 0 }]);
    });

    it('acknowledges QoS 1 with 0x10 when nobody has subscribed [MQTT5-3.4.2-1]', async () => {
      const [, pub] = await pair(serve);
      pub.publish('nobody', 'x', { qos: 1, packetId: 7 });
      expect(await pub.sync()).toMatchObject([{ type: 'PUBACK', packetId: 7, reasonCode: 0x10 }]);
    });

    it('refuses a message for $SYS with 0x87', async () => {
      const [, pub] = await pair(serve);
      pub.publish('$SYS/x', 'x', { qos: 1, packetId: 7 });
      expect(await pub.sync()).toMatchObject([{ type: 'PUBACK', packetId: 7, reasonCode: 0x87 }]);
    });

    it('takes a message of QoS 1 under the same packet id for a new one [MQTT5-4.3.2-5]', async () => {
      const [sub, pub] = await pair(serve);
      pub.publish('a', 'x', { qos: 1, packetId: 9 });
      pub.publish('a', 'x', { qos: 1, packetId: 9, dup: true });
      expect((await pub.sync()).map(brief)).toEqual(['PUBACK', 'PUBACK']);
      expect((await sub.sync()).map(brief)).toEqual(['a=x q0 r0', 'a=x q0 r0']);
    });

    it('answers QoS 2 with PUBREC and PUBCOMP of its packet id [MQTT5-3.3.4-1] [MQTT5-3.5.2-1] [MQTT5-3.7.2-1] [MQTT5-4.3.3-8] [MQTT5-4.3.3-11]', async () => {
      const [sub, pub] = await pair(serve);
      pub.publish('a', 'x', { qos: 2, packetId: 9 });
      expect(await pub.sync()).toMatchObject([{ type: 'PUBREC', packetId: 9, reasonCode: 0 }]);
      pub.send({ type: 'PUBREL', packetId: 9, reasonCode: 0 });
      expect(await pub.sync()).toMatchObject([{ type: 'PUBCOMP', packetId: 9, reasonCode: 0 }]);
      expect((await sub.sync()).map(brief)).toEqual(['a=x q0 r0']);
    });

    it('passes a message of QoS 2 on once, however often it comes before PUBREL [MQTT5-4.3.3-10]', async () => {
      const [sub, pub] = await pair(serve);
      pub.publish('a', 'x', { qos: 2, packetId: 9 });
      pub.publish('a', 'x', { qos: 2, packetId: 9, dup: true });
      expect((await pub.sync()).map(brief)).toEqual(['PUBREC', 'PUBREC']);
      pub.send({ type: 'PUBREL', packetId: 9, reasonCode: 0 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['a=x q0 r0']);
    });

    it('takes a message of QoS 2 after PUBCOMP for a new one [MQTT5-4.3.3-12]', async () => {
      const [sub, pub] = await pair(serve);
      for (const payload of ['1', '2']) {
        pub.publish('a', payload, { qos: 2, packetId: 9 });
        pub.send({ type: 'PUBREL', packetId: 9, reasonCode: 0 });
      }
      expect((await pub.sync()).map(brief)).toEqual(['PUBREC', 'PUBCOMP', 'PUBREC', 'PUBCOMP']);
      expect((await sub.sync()).map(brief)).toEqual(['a=1 q0 r0', 'a=2 q0 r0']);
    });

    it('answers PUBREL and PUBREC for what it does not know, with 0 or 0x92 [MQTT5-3.6.2-1] [MQTT5-3.7.2-1]', async () => {
      const [, pub] = await pair(serve);
      pub.send({ type: 'PUBREL', packetId: 9, reasonCode: 0 });
      pub.send({ type: 'PUBREC', packetId: 8, reasonCode: 0 });
      const answers = await pub.sync();
      expect(answers).toMatchObject([
        { type: 'PUBCOMP', packetId: 9 },
        { type: 'PUBREL', packetId: 8 },
      ]);
      for (const each of answers) expect([0, 0x92]).toContain('reasonCode' in each && each.reasonCode);
    });

    it('hands QoS 2 over in four packets under an unused packet id [MQTT5-2.2.1-4] [MQTT5-4.3.3-1] [MQTT5-4.3.3-2] [MQTT5-4.3.3-4]', async () => {
      const [sub, pub] = await pair(serve, 2);
      for (const id of [1, 2]) {
        pub.publish('a', String(id), { qos: 2, packetId: id });
        pub.send({ type: 'PUBREL', packetId: id, reasonCode: 0 });
      }
      await pub.sync();
      const messages = await sub.sync();
      expect(messages).toMatchObject([
        { type: 'PUBLISH', qos: 2, dup: false, packetId: 1 },
        { type: 'PUBLISH', qos: 2, dup: false, packetId: 2 },
      ]);
      sub.send({ type: 'PUBREC', packetId: 2, reasonCode: 0 });
      expect(await sub.sync()).toMatchObject([{ type: 'PUBREL', packetId: 2, reasonCode: 0 }]);
      sub.send({ type: 'PUBCOMP', packetId: 2, reasonCode: 0 });
      expect(await sub.sync()).toEqual([]);
    });

    it('sends QoS 1 under an unused packet id, without DUP [MQTT5-2.2.1-4] [MQTT5-4.3.2-1] [MQTT5-4.3.2-2]', async () => {
      const [sub, pub] = await pair(serve, 1);
      for (const id of [5, 5, 5]) pub.publish('a', 'x', { qos: 1, packetId: id });
      await pub.sync();
      const messages = await sub.sync();
      expect(messages.map((each) => 'packetId' in each && each.packetId)).toEqual([1, 2, 3]);
      expect(messages.map(brief)).toEqual(Array.from({ length: 3 }, () => 'a=x q1 r0'));
    });

    it('sends QoS 0 without DUP and without a packet id [MQTT5-3.3.1-2] [MQTT5-4.3.1-1] [MQTT5-2.2.1-2]', async () => {
      const [sub, pub] = await pair(serve);
      pub.publish('a', 'x', { qos: 1, packetId: 5, dup: true });
      await pub.sync();
      const message = await sub.expect('PUBLISH');
      expect([message.dup, message.packetId]).toEqual([false, undefined]);
    });

    it('does not pass DUP on [MQTT5-3.3.1-3]', async () => {
      const [sub, pub] = await pair(serve, 1);
      pub.publish('a', 'x', { qos: 1, packetId: 5, dup: true });
      await pub.sync();
      expect((await sub.expect('PUBLISH')).dup).toBe(false);
    });

    it('keeps the order of one publisher [MQTT5-4.6.0-5] [MQTT5-4.6.0-6]', async () => {
      const [sub, pub] = await pair(serve, 1);
      const numbers = Array.from({ length: 15 }, (_, index) => String(index));
      for (const [index, number] of numbers.entries()) {
        pub.publish('a', number, {
          qos: 1,
          packetId: index + 1,
          properties: index % 2 === 0 ? {} : { contentType: 'x' },
        });
      }
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(numbers.map((number) => `a=${number} q1 r0`));
    });

    it('retains, replaces, leaves alone and clears [MQTT5-3.3.1-5] [MQTT5-3.3.1-6] [MQTT5-3.3.1-7] [MQTT5-3.3.1-8]', async () => {
      const [sub, pub] = await pair(serve);
      const found = async (): Promise<string[]> => {
        await pub.sync();
        await sub.sync();
        await sub.subscribe('r');
        return (await sub.sync()).map(brief).filter((each) => each.endsWith('r1'));
      };
      pub.publish('r', 'old', { retain: true });
      pub.publish('r', 'new', { retain: true });
      expect(await found()).toEqual(['r=new q0 r1']);
      pub.publish('r', 'passing');
      expect(await found()).toEqual(['r=new q0 r1']);
      pub.publish('r', '', { retain: true });
      expect(await found()).toEqual([]);
    });

    it('brings topics under which the subscriber has subscribed, as they are [MQTT5-3.3.2-1] [MQTT5-3.3.2-3] [MQTT5-4.7.3-4] [MQTT5-1.5.4-3]', async () => {
      const [sub, pub] = await pair(serve);
      const topics = ['a', 'a/', 'a//b', 'a/B', 'a/ä', 'a/a\u0308', 'a/\ufeffb', 'b', 'A'];
      for (const topic of topics) pub.publish(topic, '');
      await pub.sync();
      const came = (await sub.sync()).map((each) => (each.type === 'PUBLISH' ? each.topic : each.type));
      expect(came).toEqual(topics.slice(0, -2));
    });

    it('sends no reason strings and user properties to who wants none [MQTT5-3.1.2-29]', async () => {
      const broker = await serve();
      const quiet = await join(broker, 'quiet', { properties: { requestProblemInformation: 0 } });
      quiet.publish('nobody', 'x', { qos: 1, packetId: 7 });
      quiet.publish('$SYS/x', 'x', { qos: 1, packetId: 8 });
      quiet.publish('nobody', 'x', { qos: 2, packetId: 9 });
      quiet.send({ type: 'PUBREL', packetId: 9, reasonCode: 0 });
      quiet.send({ type: 'UNSUBSCRIBE', packetId: 10, filters: ['a'] });
      const answers = [...(await quiet.sync()), await quiet.subscribe('a')];
      expect(answers.map(({ type }) => type)).toEqual(['PUBACK', 'PUBACK', 'PUBREC', 'PUBCOMP', 'UNSUBACK', 'SUBACK']);
      for (const each of answers) {
        expect(propertiesOf(each).reasonString).toBeUndefined();
        expect(propertiesOf(each).userProperties).toBeUndefined();
      }
    });
  });

  describe('topic aliases from the client', () => {
    const aliased = (topic: string, payload: string, topicAlias: number) =>
      [topic, payload, { properties: { topicAlias } }] as const;

    it('stand for a topic once they were said, and can be said anew [MQTT5-3.3.2-12]', async () => {
      const [sub, pub] = await pair(serve);
      pub.publish(...aliased('a/one', '1', 1));
      pub.publish(...aliased('a/ten', '2', 10));
      pub.publish(...aliased('', '3', 1));
      pub.publish(...aliased('', '4', 10));
      pub.publish(...aliased('a/new', '5', 1));
      pub.publish(...aliased('', '6', 1));
      expect(await pub.sync()).toEqual([]);
      const messages = await sub.sync();
      expect(messages.map(brief)).toEqual([
        'a/one=1 q0 r0',
        'a/ten=2 q0 r0',
        'a/one=3 q0 r0',
        'a/ten=4 q0 r0',
        'a/new=5 q0 r0',
        'a/new=6 q0 r0',
      ]);
      for (const each of messages) expect(propertiesOf(each).topicAlias).toBeUndefined();
    });

    it('work for QoS 1 and 2 and for what is retained', async () => {
      const [sub, pub] = await pair(serve, 2);
      pub.publish('a/b', '0', { properties: { topicAlias: 3 } });
      pub.publish('', '1', { qos: 1, packetId: 1, properties: { topicAlias: 3 } });
      pub.publish('', '2', { qos: 2, packetId: 2, retain: true, properties: { topicAlias: 3 } });
      pub.send({ type: 'PUBREL', packetId: 2, reasonCode: 0 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['a/b=0 q0 r0', 'a/b=1 q1 r0', 'a/b=2 q2 r0']);
      await sub.subscribe('a/b');
      expect((await sub.sync()).map(brief)).toEqual(['a/b=2 q0 r1']);
    });

    it('are those of one client', async () => {
      const broker = await serve();
      const [one, two] = [await join(broker, 'one'), await join(broker, 'two')];
      await one.subscribe('#');
      one.publish(...aliased('a/one', '', 1));
      two.publish(...aliased('a/two', '', 1));
      await two.sync();
      one.publish(...aliased('', 'x', 1));
      expect((await one.sync()).map(brief)).toContain('a/one=x q0 r0');
    });
  });
}
