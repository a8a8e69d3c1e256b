import { describe, expect, it } from 'vitest';
import { TopicAliases } from '#runtime/broker/topic-aliases.ts';
import type { Publish } from '#runtime/mqtt/packet.ts';

const publish = (topic: string, topicAlias?: number): Publish => ({
  type: 'PUBLISH',
  dup: false,
  qos: 0,
  retain: false,
  topic,
  payload: new Uint8Array(0),
  ...(topicAlias !== undefined && { properties: { topicAlias } }),
});

describe('topic aliases from a client', () => {
  it('stand for the topic that came with them last [MQTT5-3.3.2-12]', () => {
    const aliases = new TopicAliases();
    expect(aliases.incoming(publish('a', 1), 10)).toBe('a');
    expect(aliases.incoming(publish('', 1), 10)).toBe('a');
    expect(aliases.incoming(publish('b', 1), 10)).toBe('b');
    expect(aliases.incoming(publish('', 1), 10)).toBe('b');
    expect(aliases.incoming(publish('c'), 10)).toBe('c');
  });

  it('are an error where they stand for nothing', () => {
    expect(() => new TopicAliases().incoming(publish('', 3), 10)).toThrow(
      'The topic alias 3 stands for nothing: no earlier PUBLISH gave it a topic [MQTT5-3.3.2-7]',
    );
  });

  it('are an error with reason code 0x94 past what was announced [MQTT5-3.3.2-9]', () => {
    const aliases = new TopicAliases();
    expect(aliases.incoming(publish('a', 10), 10)).toBe('a');
    expect(() => aliases.incoming(publish('a', 11), 10)).toThrow(
      expect.objectContaining({ reasonCode: 0x94, clause: 'MQTT5-3.3.2-9' }),
    );
    expect(() => new TopicAliases().incoming(publish('a', 1), 0)).toThrow('this broker takes 1 to 0');
  });
});

describe('topic aliases to a client', () => {
  it('come with the topic once, and without it afterwards', () => {
    const aliases = new TopicAliases();
    expect(aliases.outgoing('sensor/1', 2, Infinity)).toEqual({ topic: 'sensor/1', topicAlias: 1 });
    expect(aliases.outgoing('sensor/1', 2, Infinity)).toEqual({ topic: '', topicAlias: 1 });
    expect(aliases.outgoing('sensor/2', 2, Infinity)).toEqual({ topic: 'sensor/2', topicAlias: 2 });
  });

  it('are no more than the client takes [MQTT5-3.1.2-26]', () => {
    const aliases = new TopicAliases();
    aliases.outgoing('sensor/1', 1, Infinity);
    expect(aliases.outgoing('sensor/2', 1, Infinity)).toBeUndefined();
    expect(aliases.outgoing('sensor/1', 1, Infinity)).toEqual({ topic: '', topicAlias: 1 });
  });

  it('are a hundred at most, whatever the client takes: it is the broker that remembers them', () => {
    const aliases = new TopicAliases();
    for (let index = 0; index < 200; index++) aliases.outgoing(`sensor/${index}`, 65_535, Infinity);
    expect(aliases.outgoing('sensor/99', 65_535, Infinity)?.topicAlias).toBe(100);
    expect(aliases.outgoing('sensor/100', 65_535, Infinity)).toBeUndefined();
  });

  it('are not used where they save nothing, or have no room', () => {
    const aliases = new TopicAliases();
    expect(aliases.outgoing('abc', 10, Infinity)).toBeUndefined();
    expect(aliases.outgoing('abcd', 10, 4)).toBeUndefined();
    expect(aliases.outgoing('abcd', 10, 5)).toEqual({ topic: 'abcd', topicAlias: 1 });
  });
});
