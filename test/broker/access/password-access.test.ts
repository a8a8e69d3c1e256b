import { pbkdf2Sync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Credentials } from '#runtime/broker/access/access.ts';
import { areEqual, pbkdf2InSlices } from '#runtime/broker/access/password-hash.ts';
import { PasswordAccess } from '#runtime/broker/access/password-access.ts';
import { Turns } from '#runtime/broker/access/turns.ts';
import type { PasswordEntry } from '#runtime/config/password-entry.ts';

const clock = { soon: (run: () => void): void => void setImmediate(run) };

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

/** Written by mosquitto_passwd of Mosquitto 2.0.11, of the second kind with `-H sha512`. */
const REAL: readonly (readonly [password: string, entry: PasswordEntry])[] = [
  [
    'geheim',
    {
      username: 'ada',
      scheme: 7,
      iterations: 101,
      salt: bytes('vNkjfZsb4ro40q9d'),
      hash: bytes('/uSv/ucvkRB1KVSUE9P98iQffJ8xIv0aNhf+5llovwHd3A4V5NKTwEGEP0yG5afnQ1MIFcLg9J1qn8tGf+guog=='),
    },
  ],
  [
    'geheim',
    {
      username: 'ada',
      scheme: 6,
      salt: bytes('OjIJAY/TZ1NDlpDY'),
      hash: bytes('0+GqqofWjTB9NiyFrFfDpzAmywYpvanOBiGItRZHJmTy5aTphQvyaW+kz5p2/022ARVsVEXFjHD5/a/aopGyYw=='),
    },
  ],
  [
    'ümläut€',
    {
      username: 'ada',
      scheme: 7,
      iterations: 101,
      salt: bytes('qi374DLLkaUaWaWi'),
      hash: bytes('SFlf9Upbsi9QOcMvknbFhJjp8kMshUwCJJdsGxQApRCQRCugT0EiZUJ3gVQsAFnwgf1mPU/2CkCA/zeGr3rzFw=='),
    },
  ],
];

const credentials = (password: string | undefined, username: string | undefined = 'ada'): Credentials => ({
  clientId: 'c',
  username,
  password: password === undefined ? undefined : new TextEncoder().encode(password),
  address: '127.0.0.1',
  peer: undefined,
});

describe('a password file', () => {
  it.each(REAL)('knows %s from other words, as mosquitto_passwd wrote it down', async (password, entry) => {
    const access = new PasswordAccess({ clock, passwords: [entry] });
    expect(await access.authenticate(credentials(password))).toBe(true);
    for (const wrong of ['', `${password} `, password.slice(1), password.toUpperCase()]) {
      expect(await access.authenticate(credentials(wrong))).toBe(false);
    }
  });

  it('refuses at once who is not in it, or brings no password', () => {
    const access = new PasswordAccess({ clock, passwords: [REAL[0]![1]] });
    expect(access.authenticate(credentials('geheim', 'eve'))).toBe(false);
    expect(access.authenticate(credentials(undefined))).toBe(false);
    expect(access.authenticate(credentials('geheim', 'Ada'))).toBe(false);
  });

  it('counts by its last line where a name comes twice, as by Mosquitto', async () => {
    const access = new PasswordAccess({ clock, passwords: [REAL[0]![1], REAL[2]![1]] });
    expect(await access.authenticate(credentials('geheim'))).toBe(false);
    expect(await access.authenticate(credentials('ümläut€'))).toBe(true);
  });

  it('that is not there knows nobody and refuses nobody', () => {
    expect(new PasswordAccess({ clock }).authenticate(credentials('geheim'))).toBeUndefined();
  });

  it('asks the machine for hashes where it has them, two at a time', async () => {
    let running = 0;
    let most = 0;
    const hashes = {
      async pbkdf2(password: Uint8Array, salt: Uint8Array, iterations: number): Promise<Uint8Array> {
        most = Math.max(most, ++running);
        await new Promise<void>((resolve) => clock.soon(resolve));
        running--;
        return new Uint8Array(pbkdf2Sync(password, salt, iterations, 64, 'sha512'));
      },
    };
    const access = new PasswordAccess({ clock, hashes, passwords: [REAL[0]![1]] });
    const answers = Array.from({ length: 9 }, (_, index) =>
      Promise.resolve(access.authenticate(credentials(index % 2 ? 'geheim' : 'x'))),
    );
    expect(await Promise.all(answers)).toEqual(answers.map((_, index) => index % 2 === 1));
    expect(most).toBe(2);
  });
});

describe('PBKDF2 in slices', () => {
  it('is what Node makes of it', async () => {
    const any = fc.uint8Array({ maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(any, any, fc.integer({ min: 1, max: 90 }), async (password, salt, iterations) => {
        const expected = new Uint8Array(pbkdf2Sync(password, salt, iterations, 64, 'sha512'));
        expect(await pbkdf2InSlices(clock, password, salt, iterations)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('lets others have their turn', async () => {
    let turns = 0;
    const counting = { soon: (run: () => void) => (turns++, clock.soon(run)) };
    await pbkdf2InSlices(counting, new Uint8Array(1), new Uint8Array(12), 101);
    expect(turns).toBeGreaterThan(3);
  });
});

describe('areEqual', () => {
  it.each([
    [[], [], true],
    [[1, 2], [1, 2], true],
    [[1, 2], [1, 3], false],
    [[0, 2], [1, 2], false],
    [[1], [1, 2], false],
  ])('%j and %j: %s', (one, other, expected) => {
    expect(areEqual(Uint8Array.from(one), Uint8Array.from(other))).toBe(expected);
  });
});

describe('taking turns', () => {
  it('goes on when one fails, in the order of asking', async () => {
    const turns = new Turns(1);
    const done: number[] = [];
    const asked = [0, 1, 2, 3].map((index) =>
      turns.take(async () => {
        await new Promise<void>((resolve) => clock.soon(resolve));
        done.push(index);
        if (index === 1) throw new Error('failed');
        return index;
      }),
    );
    const results = await Promise.allSettled(asked);
    expect(done).toEqual([0, 1, 2, 3]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  });
});
