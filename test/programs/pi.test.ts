import { expect, test } from 'vitest';
import { Broker } from '#runtime/broker/broker.ts';
import { programs } from '#runtime/lab/programs.ts';
import { machines, printed } from '../pi/machine.ts';

/** Two Pis with the programs, and a broker on the first. */
function lab() {
  const all = machines({ commands: programs });
  let next = 0;
  // Client ids that the broker makes up are to differ.
  const random = { bytes: (length: number) => new Uint8Array(length).fill(next++) };
  const broker = new Broker({ clock: all.clock, random, log: () => {} });
  const run = (line: string, host: 'pi' | 'other' = 'other') => {
    const argv = line.split(' ');
    return all[host].spawn({ run: `/usr/bin/${argv[0]}`, argv });
  };
  const listening = all.lan.hostNamed('rpi-broker')?.listen({ port: 1883 }, (stream) => broker.accept(stream));
  return { ...all, run, ready: async () => void (await Promise.all([listening, all.clock.settle()])) };
}

test('a request and its answer between two Pis', async () => {
  const { run, ready, clock, events } = lab();
  await ready();
  run('mosquitto_sub -V 5 -t frage -F %p:%R', 'pi');
  await clock.settle();
  run('mosquitto_rr -h rpi-broker -t frage -e antwort -m warm?');
  await clock.settle();
  expect(printed(events, 'mosquitto_sub')).toBe('warm?:antwort\n');
  run('mosquitto_pub -t antwort -m 21.5', 'pi');
  await clock.settle();
  expect(printed(events, 'mosquitto_rr')).toBe('21.5\n');
  expect(events.filter((event) => event.kind === 'process-ended' && event.program === 'mosquitto_rr')).toMatchObject([
    { status: 0 },
  ]);
});

test.for([
  ['--cafile ca.crt', 'TLS is not there yet on this machine'],
  ['--proxy socks5h://proxy', 'Proxies are not there yet on this machine'],
  ['--unix /run/mosquitto.sock', 'Unix sockets are not there yet on this machine'],
] as const)('%s says that it is not there, and connects to nobody', async ([options, sentence]) => {
  const { run, ready, clock, events } = lab();
  await ready();
  run(`mosquitto_pub -h rpi-broker -t a -m x ${options}`);
  await clock.settle();
  expect(printed(events, 'mosquitto_pub', 'stderr')).toMatch(
    new RegExp(`^Error: ${sentence}: connect without --.*\\.\\n$`),
  );
  expect(events.filter((event) => event.kind === 'connection-opened')).toEqual([]);
  expect(events.filter((event) => event.kind === 'process-ended')).toMatchObject([{ status: 1 }]);
});
