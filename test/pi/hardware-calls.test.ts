import { describe, expect, test } from 'vitest';
import { readWord } from '#hardware/smbus.ts';
import { SystemError } from '#runtime/ports.ts';
import type { PiProgram } from '#runtime/pi/system.ts';
import { machines, printed, running } from './machine.ts';

const BUS = '/dev/i2c-1';
const CHIP = '/dev/gpiochip0';
const REGISTERS = '/dev/gpiomem';

/** Prints what the call gives, or its error's code. */
const says =
  (call: (process: Parameters<PiProgram>[0]) => unknown): PiProgram =>
  async (process) => {
    try {
      await process.stdout.write(`${String(call(process))}\n`);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await process.stdout.write(`${error.code} ${error.subject ?? ''}\n`);
    }
    return 0;
  };

const said = async (
  call: (process: Parameters<PiProgram>[0]) => unknown,
  options: { user?: string; hardware?: boolean } = {},
): Promise<string> => printed((await running(says(call), { hardware: true, ...options })).events);

describe('a process opens', () => {
  test('the bus, and reads the sensor', async () => {
    expect(await said((process) => readWord(process.openI2c(BUS), 0x48, 0).toString(16))).toBe('16\n');
  });

  test('a GPIO chip, and is told of its lines', async () => {
    const line = await said((process) => JSON.stringify(process.openGpio(CHIP).info(17)));
    expect(JSON.parse(line)).toEqual({ name: 'GPIO17', direction: 'in' });
  });

  test.each([
    [BUS, 'nobody'],
    [CHIP, 'mosquitto'],
  ])('%s only by the rights of its file: %s may not', async (path, user) => {
    const open = path === BUS ? 'openI2c' : 'openGpio';
    expect(await said((process) => process[open](path), { user })).toBe(`EACCES ${path}\n`);
  });

  test.each(['/dev/null', '/etc/hosts', CHIP])('no bus at %s', async (path) => {
    expect(await said((process) => process.openI2c(path), { user: 'root' })).toBe(`ENOTTY ${path}\n`);
  });

  test('nothing on a Pi without such hardware', async () => {
    expect(await said((process) => process.openI2c(BUS), { hardware: false })).toBe(`ENOENT ${BUS}\n`);
  });

  test('the registers, at their own file alone', async () => {
    expect(await said((process) => process.openGpio(CHIP).registers)).toBe('undefined\n');
    expect(await said((process) => process.openGpio(REGISTERS).registers?.read(2).function)).toBe('a0\n');
  });
});

describe('a line', () => {
  const hold: PiProgram = async (process) => {
    process.openGpio(CHIP).request(17, { direction: 'out', level: 1, consumer: 'holder' });
    await process.sleep(10_000);
    return 0;
  };

  test('is one process’s until that ends, and then stays as it was left', async () => {
    const { pi, clock, hardware, events } = machines({ hardware: true });
    const holder = pi.spawn({ run: hold, argv: ['holder'], user: 'pi' });
    await clock.settle();
    const ask = says((process) => process.openGpio(CHIP).request(17, { direction: 'in', consumer: 'other' }).get());
    pi.spawn({ run: ask, argv: ['early'], user: 'pi' });
    await clock.settle();
    expect(printed(events, 'early')).toBe('EBUSY GPIO line 17\n');
    pi.kill(holder.pid, 'SIGKILL');
    await clock.settle();
    expect([hardware.gpio.level(17), hardware.gpio.grant(17)]).toEqual([1, undefined]);
    pi.spawn({ run: ask, argv: ['late'], user: 'pi' });
    await clock.settle();
    expect(printed(events, 'late')).toBe('0\n');
  });

  test('that changes is told of to whoever holds it, and not after its release', async () => {
    const seen: number[] = [];
    const watch: PiProgram = async (process) => {
      const line = process.openGpio(CHIP).request(4, { direction: 'in', bias: 'pull-down', consumer: 'watcher' });
      line.onChange((level) => seen.push(level));
      await process.sleep(1_000);
      line.release();
      await process.sleep(1_000);
      return 0;
    };
    const { pi, clock, hardware } = machines({ hardware: true });
    pi.spawn({ run: watch, argv: ['watcher'], user: 'pi' });
    await clock.settle();
    hardware.gpio.write(4, { pull: 'up' });
    await clock.advance(1_500);
    hardware.gpio.write(4, { pull: 'down' });
    await clock.settle();
    expect(seen).toEqual([1]);
  });

  test('is an input again after a reboot', async () => {
    const { pi, clock, hardware } = machines({ hardware: true });
    pi.spawn({ run: hold, argv: ['holder'], user: 'pi' });
    await clock.settle();
    expect(hardware.leds?.isLit('red')).toBe(true);
    pi.pullPlug();
    expect(hardware.leds?.isLit('red')).toBe(false);
    pi.plugIn();
    await clock.advance(20_000);
    expect([hardware.gpio.direction(17), hardware.gpio.grant(17)]).toEqual(['in', undefined]);
  });
});

describe('the log', () => {
  test('tells of lines and transactions, by whom', async () => {
    const { events } = await running(
      async (process) => {
        process.openGpio(CHIP).request(22, { direction: 'out', level: 1, consumer: 'led' });
        readWord(process.openI2c(BUS), 0x48, 0);
        return 0;
      },
      { hardware: true },
    );
    expect(events.filter(({ kind }) => kind === 'line-changed' || kind === 'i2c')).toEqual([
      expect.objectContaining({ by: 'learner', host: 'rpi-broker', line: 22, level: 1, direction: 'out' }),
      expect.objectContaining({ by: 'learner', address: 0x48, acknowledged: true, skipped: 0 }),
      // Its end leaves the line as it is.
    ]);
  });

  test('of a flood it tells a sample, and how many it left out', async () => {
    const { pi, clock, events } = machines({ hardware: true });
    pi.spawn({
      run: async (process) => {
        const bus = process.openI2c(BUS);
        for (let second = 0; second < 3; second++) {
          for (let turn = 0; turn < 500; turn++) readWord(bus, 0x48, 0);
          await process.sleep(1_000);
        }
        return 0;
      },
      argv: ['reader'],
      user: 'pi',
    });
    await clock.advance(5_000);
    const told = events.filter((event) => event.kind === 'i2c');
    expect(told).toHaveLength(60);
    expect(told.map(({ skipped }) => skipped).filter((skipped) => skipped > 0)).toEqual([480, 480]);
  });
});
