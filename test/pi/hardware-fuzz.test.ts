import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commands } from '#runtime/pi/commands/hardware/index.ts';
import { machines } from './machine.ts';

/** What the command lines of these tools are made of, and what they are not. */
const word = fc.oneof(
  fc.constantFrom('-y', '-a', '-f', '-r', '-q', '-l', '-F', '-m', '-b', '-n', '-B', '-D', '-s', '-v', '-p', '-e', '-c'),
  fc.constantFrom(
    '0',
    '1',
    '0x48',
    '0x49',
    '72',
    '2',
    '3',
    '17',
    '22',
    '27',
    '54',
    '-1',
    '0x',
    '99999999999',
    '32',
    '33',
  ),
  fc.constantFrom('b', 'w', 'W', 'c', 'i', 's', 'bp', 'wp', 'cp', 'w1@0x48', 'r2', 'r?@0x48', '9=', '0-3', '3-0'),
  fc.constantFrom(
    'gpiochip0',
    '/dev/gpiomem',
    '/dev/null',
    '17=1',
    '27=0',
    '54=1',
    'x=1',
    'GPIO17',
    'exit',
    'time',
    'wait',
  ),
  fc.constantFrom(
    'get',
    'set',
    'funcs',
    'op',
    'ip',
    'dh',
    'dl',
    'pu',
    'a0',
    '4,5',
    '4-6',
    'pull-up',
    'open-drain',
    'bcm2835',
  ),
  fc.string({ maxLength: 6 }).filter((text) => !text.includes('\0')),
);

test.each(commands)('$name ends in good order, whatever its words are', async (command) => {
  const { pi, clock, faults, hardware } = machines({ hardware: true });
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (words) => {
      const argv = [command.name, ...words];
      const { pid, exited } = pi.spawn({ run: command.paths[0] ?? '', argv, user: 'pi', by: 'learner' });
      await clock.advance(20);
      // gpiomon, or gpioset that waits.
      if (pi.processes().some((process) => process.pid === pid && process.state !== 'zombie')) pi.kill(pid, 'SIGKILL');
      await clock.advance(20);
      const { status } = await exited;
      expect(faults).toEqual([]);
      expect([0, 1, 2, 137, 255]).toContain(status);
      for (let offset = 0; offset < 54; offset += 1) expect(hardware.gpio.grant(offset)).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});
