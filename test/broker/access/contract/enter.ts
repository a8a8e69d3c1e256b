import type { Connack, Connect } from '#runtime/mqtt/packet.ts';
import type { MqttTestClient } from '../../../kit/mqtt-client.ts';
import type { GuardedBroker } from '../setup.ts';

export interface Who extends Partial<Omit<Connect, 'password'>> {
  readonly password?: string;
}

/** What CONNACK says. */
export async function connack(broker: GuardedBroker, id: string, who: Who = {}): Promise<Connack> {
  const client = await broker.connect();
  return client.connect(id, asConnect(who));
}

/** A client that is in. */
export async function enter(broker: GuardedBroker, id: string, who: Who = {}): Promise<MqttTestClient> {
  const client = await broker.connect();
  const { reasonCode } = await client.connect(id, asConnect(who));
  if (reasonCode !== 0) throw new Error(`${id} was refused: ${reasonCode}`);
  return client;
}

/** The user of that name, whose password is the name. */
export const as = (username: string): Who => ({ username, password: username });

function asConnect({ password, ...connect }: Who): Partial<Connect> {
  return { ...connect, ...(password !== undefined && { password: new TextEncoder().encode(password) }) };
}
