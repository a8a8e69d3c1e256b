import { PasswordAccess } from '#runtime/broker/access/password-access.ts';
import type { Access } from '#runtime/broker/access/access.ts';
import type { ListenerSettings } from '#runtime/broker/broker.ts';
import type { Clock } from '#runtime/ports.ts';
import { manualClock } from '../../kit/clock.ts';
import { brokerInMemory } from '../in-memory.ts';
import type { BrokerInMemory } from '../in-memory.ts';
import { aclRules, passwordEntries } from './setup.ts';
import type { Guard, Setup } from './setup.ts';

export async function accessOf({ passwords, acl }: Setup, clock: Clock): Promise<Access | undefined> {
  if (passwords === undefined && acl === undefined) return undefined;
  return new PasswordAccess({
    clock,
    ...(passwords !== undefined && { passwords: await passwordEntries(passwords) }),
    ...(acl !== undefined && { acl: aclRules(acl) }),
  });
}

/** The listener's settings that a setup asks for. */
export async function listenerOf(setup: Setup, clock: Clock): Promise<Partial<ListenerSettings>> {
  const access = await accessOf(setup, clock);
  return { allowAnonymous: setup.allowAnonymous ?? true, ...setup.listener, ...(access !== undefined && { access }) };
}

/** @param quiet nobody reads the debug log: packets take the hot path */
export async function guardedBroker(setup: Setup, quiet = false): Promise<BrokerInMemory> {
  const clock = manualClock();
  return brokerInMemory({
    clock,
    settings: { ...setup.settings, ...(await listenerOf(setup, clock)) },
    ...(quiet && { logLevels: ['notice'] }),
  });
}

export const guardedInMemory =
  (quiet: boolean): Guard =>
  async (first) => {
    const { broker, clock, connect } = await guardedBroker(first, quiet);
    return {
      connect: () => Promise.resolve(connect()),
      async reload(setup) {
        const done = broker.reload({
          settings: setup.settings ?? {},
          listeners: new Map([[broker.defaultListener, await listenerOf(setup, clock)]]),
        });
        await clock.settle();
        await done;
      },
      close: () => Promise.resolve(broker.close()),
    };
  };
