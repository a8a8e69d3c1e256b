import { describe, expect, it } from 'vitest';
import type { Guard, Setup } from '../setup.ts';
import { connack } from './enter.ts';
import type { Who } from './enter.ts';

const PASSWORDS = { ada: 'geheim', '': 'leer' };

const RIGHT: Who = { username: 'ada', password: 'geheim' };

/** Who comes; whether it is let in where anonymous clients are, and where they are not. */
const VISITORS: readonly [who: string, visitor: Who, withAnonymous: boolean, without: boolean][] = [
  ['without a user name', {}, true, false],
  ['with an empty user name', { username: '' }, true, false],
  ['with an empty user name and the password of nobody', { username: '', password: 'x' }, true, false],
  ['with an empty user name that has a password', { username: '', password: 'leer' }, true, false],
  ['with the right password', RIGHT, true, true],
  ['with a wrong password', { username: 'ada', password: 'Geheim' }, false, false],
  ['with an empty password', { username: 'ada', password: '' }, false, false],
  ['without a password', { username: 'ada' }, false, false],
  ['with an unknown user name', { username: 'eve', password: 'geheim' }, false, false],
  ['with an unknown user name and no password', { username: 'eve' }, false, false],
];

const CASES = VISITORS.flatMap(([who, visitor, withAnonymous, without]) => [
  [who, true, visitor, withAnonymous] as const,
  [who, false, visitor, without] as const,
]);

export function entering(guard: Guard): void {
  describe('a password file', () => {
    it.each(CASES)('answers who comes %s, where allow_anonymous is %s', async (_who, allowAnonymous, visitor, isIn) => {
      const broker = await guard({ passwords: PASSWORDS, allowAnonymous });
      expect((await connack(broker, 'c', { ...visitor, level: 3 })).reasonCode).toBe(isIn ? 0 : 5);
      expect((await connack(broker, 'c', { ...visitor, level: 4 })).reasonCode).toBe(isIn ? 0 : 5);
      expect((await connack(broker, 'c', { ...visitor, level: 5 })).reasonCode).toBe(isIn ? 0 : 0x87);
    });

    it('answers a client of 5.0 that has a password and no user name as one that has neither', async () => {
      const visitor = { level: 5, password: 'geheim' } as const;
      expect((await connack(await guard({ passwords: PASSWORDS }), 'c', visitor)).reasonCode).toBe(0);
      const closed = await guard({ passwords: PASSWORDS, allowAnonymous: false });
      expect((await connack(closed, 'c', visitor)).reasonCode).toBe(0x87);
    });
  });

  describe('without a password file', () => {
    it.each([
      ['a user name', { username: 'ada', password: 'x' }],
      ['a user name alone', { username: 'ada' }],
      ['an empty user name', { username: '' }],
      ['nothing', {}],
    ])('who brings %s is in where anonymous clients are, and nowhere else', async (_what, visitor) => {
      const setups: readonly [Setup, number][] = [
        [{ allowAnonymous: true }, 0],
        [{ allowAnonymous: false }, 5],
        [{ allowAnonymous: true, acl: { anonymous: ['readwrite #'] } }, 0],
        [{ allowAnonymous: false, acl: { anonymous: ['readwrite #'] } }, 5],
      ];
      for (const [setup, code] of setups) {
        expect((await connack(await guard(setup), 'c', visitor)).reasonCode).toBe(code);
      }
    });
  });

  describe('use_username_as_clientid', () => {
    const setup: Setup = { passwords: PASSWORDS, listener: { useUsernameAsClientid: true } };

    it('makes the user name the id, whatever id there is', async () => {
      const broker = await guard(setup);
      const first = await broker.connect();
      const password = new TextEncoder().encode('geheim');
      await first.connect('one', { username: 'ada', password });
      expect((await connack(broker, 'other', RIGHT)).reasonCode).toBe(0);
      await first.end();
    });

    it('tells a client of 5.0 that brought no id', async () => {
      const { properties } = await connack(await guard(setup), '', { ...RIGHT, level: 5 });
      expect(properties?.assignedClientIdentifier).toBe('ada');
    });

    it.each([
      [4, 5],
      [5, 0x87],
    ] as const)('refuses who has no user name (level %i)', async (level, code) => {
      const broker = await guard(setup);
      expect((await connack(broker, 'c', { level })).reasonCode).toBe(code);
      expect((await connack(broker, 'c', { level, username: '' })).reasonCode).toBe(code);
    });

    it('still refuses an empty id with a session that is to last in 3.1.1', async () => {
      const { reasonCode } = await connack(await guard(setup), '', { ...RIGHT, clean: false });
      expect(reasonCode).toBe(2);
    });
  });

  describe('clientid_prefixes', () => {
    it.each([
      ['se-1', 0, 0],
      ['x', 5, 0x87],
      ['se', 5, 0x87],
      ['', 5, 0x87],
    ])('answers the id %j', async (id, code, code5) => {
      const broker = await guard({ settings: { clientidPrefixes: 'se-' } });
      expect((await connack(broker, id, { level: 4 })).reasonCode).toBe(code);
      expect((await connack(broker, id, { level: 5 })).reasonCode).toBe(code5);
    });
  });
}
