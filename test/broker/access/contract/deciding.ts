import { describe, expect, it } from 'vitest';
import { brief } from '../../../kit/mqtt-client.ts';
import type { Guard, GuardedBroker, Lines } from '../setup.ts';
import { as, enter } from './enter.ts';

const PASSWORDS = Object.fromEntries(['ada', 'bob', 'a+', 'a#', 'a/b', '$x', 'all'].map((name) => [name, name]));

/** Everything, for who looks on or publishes what the other is to read. */
const ALL = ['readwrite #', 'readwrite $SYS/#', 'readwrite $x/#'];

const TOPICS = [
  'offen/a',
  'haus/a',
  'haus/bad',
  'mehr',
  'n/ada/a',
  'n/ada/zu',
  'n/bob/zu',
  'g/c1',
  'c1ada',
  'ada',
  'q/',
  'q/a',
  'ws/a b',
  '$x/a',
  'n/a/b/x',
];

/** User, id and lines; then what it may do with which of the topics: read, write. */
type Case = readonly [what: string, user: string | undefined, id: string, lines: Lines, reads: string, writes: string];

const CASES: readonly Case[] = [
  ['nothing is allowed that no line allows', undefined, 'c1', {}, '', ''],
  [
    'lines before the first user are for anonymous clients',
    undefined,
    'c1',
    { anonymous: ['readwrite offen/#'] },
    'offen/a',
    'offen/a',
  ],
  ['and for nobody else', 'ada', 'c1', { anonymous: ['readwrite offen/#'] }, '', ''],
  ['an empty user name is anonymous', '', 'c1', { anonymous: ['readwrite offen/#'] }, 'offen/a', 'offen/a'],
  [
    'lines of a user are for that user',
    'ada',
    'c1',
    { users: { ada: ['readwrite mehr'], bob: ['readwrite ada'] } },
    'mehr',
    'mehr',
  ],
  ['reading is not writing', 'ada', 'c1', { users: { ada: ['read haus/#', 'write mehr'] } }, 'haus/a haus/bad', 'mehr'],
  ['two lines may allow both', 'ada', 'c1', { users: { ada: ['read mehr', 'write mehr'] } }, 'mehr', 'mehr'],
  [
    'deny wins when it comes later',
    'ada',
    'c1',
    { users: { ada: ['readwrite haus/#', 'deny haus/bad'] } },
    'haus/a',
    'haus/a',
  ],
  ['deny wins when it comes first', 'ada', 'c1', { users: { ada: ['deny haus/#', 'readwrite haus/a'] } }, '', ''],
  ['a pattern is for everybody', undefined, 'c1', { patterns: ['readwrite g/%c'] }, 'g/c1', 'g/c1'],
  [
    'a pattern with %u is for users',
    'ada',
    'c1',
    { patterns: ['readwrite n/%u/#'] },
    'n/ada/a n/ada/zu',
    'n/ada/a n/ada/zu',
  ],
  ['and not for who has no name', undefined, 'c1', { patterns: ['readwrite n/%u/#'] }, '', ''],
  ['%c and %u stand for themselves in other lines', 'ada', 'c1', { users: { ada: ['readwrite n/%u/#'] } }, '', ''],
  ['both are put in wherever they stand', 'ada', 'c1', { patterns: ['write %c%u', 'read %u'] }, 'ada', 'c1ada'],
  ['a pattern need not have any', 'ada', 'c1', { patterns: ['read haus/+'] }, 'haus/a haus/bad', ''],
  ['of patterns deny wins', 'ada', 'c1', { patterns: ['readwrite n/%u/#', 'deny n/%u/zu'] }, 'n/ada/a', 'n/ada/a'],
  [
    'a line of the user decides before a pattern',
    'ada',
    'c1',
    { users: { ada: ['readwrite n/#'] }, patterns: ['deny n/%u/zu'] },
    'n/ada/a n/ada/zu n/bob/zu n/a/b/x',
    'n/ada/a n/ada/zu n/bob/zu n/a/b/x',
  ],
  [
    'its deny too',
    'ada',
    'c1',
    { users: { ada: ['deny n/ada/zu'] }, patterns: ['readwrite n/%u/#'] },
    'n/ada/a',
    'n/ada/a',
  ],
  ['no pattern is for a user name with +', 'a+', 'c1', { patterns: ['readwrite #', 'readwrite n/%u/#'] }, '', ''],
  ['nor with #', 'a#', 'c1', { patterns: ['readwrite #'] }, '', ''],
  ['nor for an id with a wildcard', 'ada', '+', { patterns: ['readwrite g/%c'] }, '', ''],
  [
    'but its own lines are',
    'a+',
    'c1',
    { users: { 'a+': ['readwrite mehr'] }, patterns: ['readwrite #'] },
    'mehr',
    'mehr',
  ],
  ['a slash is no danger', 'a/b', 'c1', { patterns: ['readwrite n/%u/#'] }, 'n/a/b/x', 'n/a/b/x'],
  [
    '# does not mean what begins with $',
    'ada',
    'c1',
    { users: { ada: ['readwrite #'] } },
    TOPICS.filter((topic) => !topic.startsWith('$')).join(),
    TOPICS.filter((topic) => !topic.startsWith('$')).join(),
  ],
  ['a line that begins with $ does', 'ada', 'c1', { users: { ada: ['readwrite $x/#'] } }, '$x/a', '$x/a'],
  ['a topic may have a space', 'ada', 'c1', { users: { ada: ['readwrite ws/a b'] } }, 'ws/a b', 'ws/a b'],
  ['+ is one level, also an empty one', 'ada', 'c1', { users: { ada: ['readwrite q/+'] } }, 'q/ q/a', 'q/ q/a'],
];

/** Which of the topics are named in a list, which is separated by spaces or commas: one has a space itself. */
const named = (list: string): string[] => {
  const names = list.includes(',') ? list.split(',') : list === 'ws/a b' ? [list] : list.split(' ');
  return TOPICS.filter((topic) => names.includes(topic));
};

const guardFor = (guard: Guard, { users, ...lines }: Lines): Promise<GuardedBroker> =>
  guard({ passwords: PASSWORDS, acl: { ...lines, users: { ...users, all: ALL } } });

export function deciding(guard: Guard): void {
  describe('an ACL file', () => {
    it.each(CASES)('%s', async (_what, user, id, lines, reads, writes) => {
      const broker = await guardFor(guard, lines);
      const client = await enter(broker, id, {
        level: 5,
        ...(user === undefined || user === '' ? { ...(user === '' && { username: '' }) } : as(user)),
      });
      const written: string[] = [];
      for (const topic of TOPICS) {
        client.publish(topic, 'x', { qos: 1, packetId: 7 });
        const { reasonCode } = await client.expect('PUBACK');
        expect([0x10, 0x87]).toContain(reasonCode);
        if (reasonCode === 0x10) written.push(topic);
      }
      expect(written).toEqual(named(writes));

      // Granted whatever it is, and silent where it may not read.
      expect((await client.subscribe('#', '$x/#')).reasonCodes).toEqual([0, 0]);
      const other = await enter(broker, 'other', { level: 5, ...as('all') });
      for (const topic of TOPICS) other.publish(topic, 'y');
      await other.sync();
      const read = (await client.sync()).map((packet) => (packet.type === 'PUBLISH' ? packet.topic : packet.type));
      expect(read).toEqual(named(reads));
    });

    it('says nothing to a client of 3.1.1 whose PUBLISH it denies: the answer is the usual one [MQTT-3.3.5-2]', async () => {
      const broker = await guardFor(guard, { anonymous: ['read #'] });
      const client = await enter(broker, 'c');
      const other = await enter(broker, 'other', as('all'));
      await other.subscribe('#');
      client.publish('a', 'zero');
      client.publish('a', 'one', { qos: 1, packetId: 1 });
      client.publish('a', 'two', { qos: 2, packetId: 2 });
      client.publish('a', 'kept', { retain: true });
      client.send({ type: 'PUBREL', packetId: 2, reasonCode: 0 });
      expect((await client.sync()).map(brief)).toEqual(['PUBACK', 'PUBREC', 'PUBCOMP']);
      await other.subscribe('a');
      expect((await other.sync()).map(brief)).toEqual([]);
    });

    it('tells a client of 5.0 by 0x87', async () => {
      const broker = await guardFor(guard, {});
      const client = await enter(broker, 'c', { level: 5 });
      client.publish('a', 'one', { qos: 1, packetId: 1 });
      client.publish('a', 'two', { qos: 2, packetId: 2 });
      expect(await client.sync()).toMatchObject([
        { type: 'PUBACK', packetId: 1, reasonCode: 0x87 },
        { type: 'PUBREC', packetId: 2, reasonCode: 0x87 },
      ]);
    });

    it('gives out what is retained to who may read it only', async () => {
      const broker = await guardFor(guard, { anonymous: ['read a/#'] });
      const other = await enter(broker, 'other', as('all'));
      for (const topic of ['a/1', 'b/1', 'a/2']) other.publish(topic, 'x', { retain: true });
      await other.sync();
      const client = await enter(broker, 'c');
      await client.subscribe('#');
      expect((await client.sync()).map(brief).sort()).toEqual(['a/1=x q0 r1', 'a/2=x q0 r1']);
    });

    it('publishes no will where its client may not write', async () => {
      const broker = await guardFor(guard, { anonymous: ['write ok/#'] });
      const other = await enter(broker, 'other', as('all'));
      await other.subscribe('#', '$SYS/broker/connection/#');
      for (const topic of ['no/1', '$SYS/x', '$SYS/broker/connection/c/state', 'ok/1']) {
        const will = { topic, payload: new Uint8Array([0x77]), qos: 0, retain: false } as const;
        const client = await enter(broker, 'c', { level: 5, will });
        await client.leave(4);
      }
      expect(brief(await other.expect('PUBLISH'))).toBe('ok/1=w q0 r0');
    });
  });

  describe('without an ACL file', () => {
    it.each([
      ['a', 0x10],
      ['$foo/a', 0x10],
      ['$SYS/a', 0x87],
      ['$SYSx', 0x87],
      ['$SYS/broker/connection/a/state', 0x10],
      ['$SYS/broker/connection/a/b/state', 0x87],
      ['$share/g/t', 0x87],
      ['$shared/a', 0x87],
    ])('a PUBLISH to %s is answered with %i', async (topic, code) => {
      const client = await enter(await guard({}), 'c', { level: 5 });
      client.publish(topic, 'x', { qos: 1, packetId: 1 });
      expect((await client.expect('PUBACK')).reasonCode).toBe(code);
    });
  });
}
