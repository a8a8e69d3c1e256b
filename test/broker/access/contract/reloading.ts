import { describe, expect, it } from 'vitest';
import { brief } from '../../../kit/mqtt-client.ts';
import type { MqttTestClient } from '../../../kit/mqtt-client.ts';
import type { Guard, GuardedBroker, Setup } from '../setup.ts';
import { as, connack, enter } from './enter.ts';

const PASSWORDS = { ada: 'ada', bob: 'bob' };

/** Who is still there, of one client each: without a name, ada, bob. */
async function remaining(broker: GuardedBroker, change: () => Promise<void>): Promise<string[]> {
  const clients: [string, MqttTestClient][] = [
    ['anonymous', await enter(broker, 'anonymous')],
    ['ada', await enter(broker, 'a', as('ada'))],
    ['bob', await enter(broker, 'b', { ...as('bob'), level: 5 })],
  ];
  await change();
  const still: string[] = [];
  for (const [name, client] of clients) {
    try {
      await client.sync();
      still.push(name);
    } catch {
      await client.end();
    }
  }
  return still;
}

const CHANGES: readonly [what: string, setup: Setup, still: readonly string[]][] = [
  ['nothing has changed', { passwords: PASSWORDS }, ['anonymous', 'ada', 'bob']],
  ['a password has changed', { passwords: { ...PASSWORDS, ada: 'neu' } }, ['anonymous', 'bob']],
  ['a user is gone', { passwords: { ada: 'ada' } }, ['anonymous', 'ada']],
  ['anonymous clients are forbidden', { passwords: PASSWORDS, allowAnonymous: false }, ['ada', 'bob']],
  ['there are no passwords any more', { allowAnonymous: true }, ['anonymous', 'ada', 'bob']],
  ['there are neither passwords nor anonymous clients', { allowAnonymous: false }, []],
  [
    'ids must begin otherwise',
    { passwords: PASSWORDS, settings: { clientidPrefixes: 'z' } },
    ['anonymous', 'ada', 'bob'],
  ],
];

export function reloading(guard: Guard): void {
  describe('reading the configuration again', () => {
    it.each(CHANGES)('leaves the right clients in when %s', async (_what, setup, still) => {
      const broker = await guard({ passwords: PASSWORDS });
      expect(await remaining(broker, () => broker.reload(setup))).toEqual(still);
    });

    it('lets a new user in', async () => {
      const broker = await guard({ passwords: PASSWORDS });
      expect((await connack(broker, 'c', as('neu'))).reasonCode).toBe(5);
      await broker.reload({ passwords: { ...PASSWORDS, neu: 'neu' } });
      expect((await connack(broker, 'c', as('neu'))).reasonCode).toBe(0);
    });

    it('changes at once what a client that is there may read and write', async () => {
      const setup = (line: string): Setup => ({
        passwords: PASSWORDS,
        acl: { users: { ada: [line], bob: ['readwrite #'] } },
      });
      const broker = await guard(setup('readwrite a'));
      const ada = await enter(broker, 'a', { ...as('ada'), level: 5 });
      const bob = await enter(broker, 'b', as('bob'));
      await ada.subscribe('#');
      const seen = async (): Promise<string[]> => {
        for (const topic of ['a', 'b']) bob.publish(topic, 'x');
        await bob.sync();
        ada.publish('a', 'y', { qos: 1, packetId: 1 });
        return (await ada.sync()).map((packet) =>
          packet.type === 'PUBACK' ? String(packet.reasonCode) : brief(packet),
        );
      };
      expect(await seen()).toEqual(['a=x q0 r0', 'a=y q0 r0', '0']);
      await broker.reload(setup('read b'));
      expect(await seen()).toEqual(['b=x q0 r0', '135']);
      await broker.reload(setup('readwrite a'));
      expect(await seen()).toEqual(['a=x q0 r0', 'a=y q0 r0', '0']);
    });
  });
}
