import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PasswordAccess } from '#runtime/broker/access/password-access.ts';
import { pbkdf2InSlices } from '#runtime/broker/access/password-hash.ts';
import { Broker } from '#runtime/broker/broker.ts';
import { NodeClock } from '#runtime/programs/node/node-clock.ts';
import { nodeRandom } from '#runtime/programs/node/node-random.ts';
import type { Hashes } from '#runtime/ports.ts';
import { MqttTestClient } from '../../kit/mqtt-client.ts';
import { streamPair } from '../../kit/wire.ts';

const LOGINS = 500;
/** As `mosquitto_passwd` of 2.0.11 writes it. */
const ITERATIONS = 101;

const threads: Hashes = {
  pbkdf2: async (password, salt, iterations) =>
    new Uint8Array(await promisify(pbkdf2)(password, salt, iterations, 64, 'sha512')),
};

const clock = new NodeClock();
const turn = (): Promise<void> => new Promise((resolve) => clock.soon(resolve));
const password = new TextEncoder().encode('geheim');
const salt = new Uint8Array(12);

async function floodedBroker(hashes: Hashes | undefined): Promise<Broker> {
  const hash = await pbkdf2InSlices(clock, password, salt, ITERATIONS);
  const passwords = [{ username: 'ada', scheme: 7, iterations: ITERATIONS, salt, hash } as const];
  const access = new PasswordAccess({ clock, passwords, ...(hashes !== undefined && { hashes }) });
  return new Broker({ clock, random: nodeRandom, listener: { access } });
}

function connectTo(broker: Broker): MqttTestClient {
  const [client, server] = streamPair();
  broker.accept(server);
  return new MqttTestClient(client);
}

describe.each([
  ['computed here, in slices', undefined],
  ['computed in other threads', threads],
])('a flood of logins, %s,', (_how, hashes) => {
  it('keeps nobody waiting who is in, and answers each as its password deserves', async () => {
    const broker = await floodedBroker(hashes);
    const client = connectTo(broker);
    await client.connect('in');
    const begun = performance.now();
    let left = LOGINS;
    const codes = Array.from({ length: LOGINS }, async (_, index) => {
      const login = connectTo(broker);
      const tried = index % 5 === 0 ? password : new TextEncoder().encode(`wrong ${index}`);
      const { reasonCode } = await login.connect(`c${index}`, { username: 'ada', password: tried });
      left--;
      return reasonCode;
    });
    let worst = 0;
    let pings = 0;
    while (left > 0) {
      const asked = performance.now();
      await client.sync();
      worst = Math.max(worst, performance.now() - asked);
      pings++;
      await turn();
    }
    const whole = performance.now() - begun;
    expect(await Promise.all(codes)).toEqual(Array.from({ length: LOGINS }, (_, index) => (index % 5 === 0 ? 0 : 5)));
    // A check that stops the others would answer the first ping after the last login.
    expect(worst).toBeLessThan(whole / 2);
    expect(pings).toBeGreaterThan(20);
    broker.close();
  }, 60_000);
});
