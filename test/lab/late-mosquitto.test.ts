import { expect, test } from 'vitest';
import { allCommands } from '#runtime/lab/all-commands.ts';
import type { LabCommands } from '#runtime/lab/pi-commands.ts';
import { WHOLE_LAB } from '#runtime/lab/whole-lab.ts';
import type { Late } from '#runtime/pi/late.ts';
import type { Command } from '#runtime/pi/system.ts';
import { TestLab } from '../kit/lab.ts';

/** A lab whose Mosquitto comes when it is fetched, and not before. */
const lateMosquitto = () => {
  const { promise, resolve, reject } = Promise.withResolvers<Command>();
  let there: Command | undefined;
  let fetched = 0;
  const commands: LabCommands = (knowledge) =>
    allCommands(knowledge).map((command): Command => {
      if (command.name !== 'mosquitto') return command;
      const late: Late<Command> = {
        get now() {
          return there;
        },
        get() {
          fetched += 1;
          return promise;
        },
        arrival: promise.then((arrived) => (there = arrived)),
      };
      late.arrival.catch(() => {});
      return { ...command, late };
    });
  const [mosquitto] = allCommands({ topics: () => [] }).filter(({ name }) => name === 'mosquitto');
  if (mosquitto === undefined) throw new Error('there is no mosquitto');
  return { commands, fetched: () => fetched, arrive: () => resolve(mosquitto), fail: reject };
};

test('the lab is ready, and says so, before Mosquitto is there; nobody fetches it for that', async () => {
  const { commands, fetched } = lateMosquitto();
  const lab = await TestLab.open({ ...WHOLE_LAB, commands });
  expect(lab.lab.broker).toEqual({ place: 'own', state: 'ready' });
  expect(lab.of('broker')).toMatchObject([{ place: 'own', state: 'ready' }]);
  await lab.clock.advance(60_000);
  expect(fetched()).toBe(0);
});

test('who connects before it is there has it fetched, waits, and is served', async () => {
  const { commands, fetched, arrive } = lateMosquitto();
  const lab = await TestLab.open({ ...WHOLE_LAB, commands });
  await lab.type('rpi-broker#1', 'mosquitto_sub -h 192.168.1.3 -t a -C 1');
  expect(fetched()).toBeGreaterThan(0);
  await lab.type('rpi-broker#2', 'mosquitto_pub -t a -m early -r');
  expect(lab.of('packet')).toEqual([]);
  arrive();
  await lab.clock.settle();
  expect(lab.screen('rpi-broker#1')).toMatch(/\nearly\n/);
});

test('a port that nobody will listen on is refused once it has started', async () => {
  const { commands, arrive } = lateMosquitto();
  const lab = await TestLab.open({ ...WHOLE_LAB, commands });
  await lab.type('rpi-broker#1', 'mosquitto_pub -p 1999 -t a -m x');
  arrive();
  await lab.clock.settle();
  expect(lab.screen('rpi-broker#1')).toContain('Error: Connection refused');
});

test('a host that starts nothing refuses at once', async () => {
  const { commands, fetched } = lateMosquitto();
  const lab = await TestLab.open({ ...WHOLE_LAB, commands });
  await lab.type('rpi-broker#1', 'mosquitto_pub -h rpi-pub -t a -m x');
  expect(lab.screen('rpi-broker#1')).toContain('Error: Connection refused');
  expect(fetched()).toBe(0);
});

test('stopped before it is there, it is inactive', async () => {
  const { commands } = lateMosquitto();
  const lab = await TestLab.open({ ...WHOLE_LAB, commands });
  await lab.type('rpi-broker#1', 'sudo systemctl stop mosquitto; systemctl is-active mosquitto');
  expect(lab.screen('rpi-broker#1')).toContain('\ninactive\n');
  expect(lab.lab.broker).toEqual({ place: 'own', state: 'stopped' });
});
