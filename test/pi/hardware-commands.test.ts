import { describe, expect, test } from 'vitest';
import { temperatureOf } from '#hardware/drivers/lm75b.ts';
import type { PiHardware } from '#hardware/sim/pi-hardware.ts';
import { hardwareOf } from '#runtime/lab/wiring.ts';
import { commands } from '#runtime/pi/commands/hardware/index.ts';
import type { Clock } from '#runtime/ports.ts';
import { runLine, type Outcome } from '../shell/shell-pi.ts';
import { running } from './machine.ts';

/** Runs a line in the shell of a Pi that is wired as that machine of the talk. */
const on = async (
  host: string,
  line: string,
  prepare: (hardware: PiHardware) => void = () => {},
): Promise<Outcome & { readonly hardware: PiHardware }> => {
  let hardware: PiHardware | undefined;
  const wired = (clock: Clock): PiHardware => {
    hardware = hardwareOf(host, clock, 1);
    prepare(hardware);
    return hardware;
  };
  const outcome = await runLine(line, { wired });
  if (hardware === undefined) throw new Error('the Pi was not wired');
  return { ...outcome, hardware };
};

const lit = ({ leds }: PiHardware) => (['red', 'yellow', 'green'] as const).filter((colour) => leds?.isLit(colour));

describe('the talk’s sensor', () => {
  test('is found at 48 on the machine that has it', async () => {
    const { stdout, status } = await on('rpi-pub', 'i2cdetect -y 1 | grep ^40:');
    expect({ stdout, status }).toEqual({ stdout: '40: -- -- -- -- -- -- -- -- 48 -- -- -- -- -- -- -- \n', status: 0 });
  });

  test.each(['rpi-broker', 'rpi-sub'])('is not on %s, which has a bus all the same', async (host) => {
    const { stdout } = await on(host, 'i2cdetect -y 1 | grep -c 48; i2cdetect -l | cut -f1');
    expect(stdout).toBe('0\ni2c-1\n');
  });

  test('gives its temperature as a word with its bytes swapped', async () => {
    const { stdout } = await on('rpi-pub', 'i2cget -y 1 0x48 0x00 w', ({ sensor }) => sensor?.setAir(22));
    expect(stdout).toMatch(/^0x[\da-f]{4}\n$/);
    const word = Number(stdout.trim());
    expect(temperatureOf(((word & 0xff) << 8) | (word >> 8))).toBeCloseTo(22, 0);
  });

  test('unplugged, does not answer', async () => {
    const { stdout, stderr, status } = await on('rpi-pub', 'i2cget -y 1 0x48 0x00 w', ({ sensor }) =>
      sensor?.setPlugged(false),
    );
    expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: 'Error: Read failed\n', status: 2 });
  });

  test('keeps its temperature while it sleeps', async () => {
    const line = 'i2cset -y 1 0x48 1 1; i2cget -y 1 0x48 0 w; sleep 60; i2cget -y 1 0x48 0 w';
    const { stdout } = await on('rpi-pub', line, ({ sensor }) => sensor?.setFinger(true));
    const [before, after] = stdout.split('\n');
    expect(after).toBe(before);
  });
});

describe('the tools of the bus', () => {
  test('reach nobody once somebody has taken its pins, until the next start', async () => {
    const line = 'gpioget 0 2; i2cget -y 1 0x48; pinctrl set 2 a0; i2cget -y 1 0x48 1';
    const { stdout, stderr } = await on('rpi-pub', line);
    expect({ stdout, stderr }).toEqual({ stdout: '1\n0x00\n', stderr: 'Error: Read failed\n' });
  });

  test('are for who is in the group i2c, and for root', async () => {
    const line = 'sudo -u nobody i2cget -y 1 0x48; echo $?; sudo i2cget -y 1 0x48 1; sudo -u nobody i2cdetect -y 1';
    const { stdout, stderr } = await on('rpi-pub', line);
    const refused = "Error: Could not open file `/dev/i2c-1': Permission denied\nRun as root?\n";
    expect({ stdout, stderr }).toEqual({ stdout: '1\n0x00\n', stderr: refused + refused });
  });

  test('find no bus on a machine without one', async () => {
    const { stdout, stderr } = await runLine('i2cdetect -l; i2cdetect -y 1; echo $?; ls /dev/i2c* /dev/gpio*; echo $?');
    expect(stdout).toBe('1\n2\n');
    expect(stderr).toContain("Error: Could not open file `/dev/i2c-1' or `/dev/i2c/1': No such file or directory\n");
  });

  test('send at most 42 messages', async () => {
    const { stderr, status } = await on('rpi-pub', 'i2ctransfer -y 1 $(for i in $(seq 43); do echo w1@0x48 0; done)');
    expect({ stderr, status }).toEqual({ stderr: 'Error: Too many messages (max: 42)\n', status: 1 });
  });

  test('ask at a terminal’s end of input as at a no', async () => {
    const { stdout, stderr, status } = await on('rpi-pub', 'printf y | i2cset 1 0x48 1 1; i2cget -y 1 0x48 1');
    expect(stdout).toBe('0x00\n');
    expect(stderr).toContain('Continue? [Y/n] Aborting on user request.\n');
    expect(status).toBe(0);
  });
});

describe('the device files', () => {
  test('belong to root and the groups that may use them', async () => {
    const { stdout } = await on('rpi-pub', "stat -c '%n %U %G %a' /dev/i2c-1 /dev/gpiochip0 /dev/gpiomem");
    expect(stdout).toBe('/dev/i2c-1 root i2c 660\n/dev/gpiochip0 root gpio 660\n/dev/gpiomem root gpio 660\n');
  });

  test('are character devices with the numbers of their drivers', async () => {
    const { stdout } = await on('rpi-pub', "ls -l /dev/i2c-1 /dev/gpiochip0 | sed 's, [A-Z].*,,'");
    expect(stdout).toBe('crw-rw---- 1 root gpio 254, 0\ncrw-rw---- 1 root i2c   89, 1\n');
  });

  test('answer who takes them for files as Linux does', async () => {
    const { stdout, stderr } = await on(
      'rpi-pub',
      'cat /dev/i2c-1; cat /dev/gpiomem; echo x >/dev/i2c-1; echo x >/dev/gpiochip0; timeout 5 cat /dev/gpiochip0; echo $?',
    );
    expect(stdout).toBe('124\n');
    expect(stderr).toBe(
      [
        'cat: /dev/i2c-1: Remote I/O error',
        'cat: /dev/gpiomem: Invalid argument',
        'bash: line 1: echo: write error: Remote I/O error',
        'bash: line 1: echo: write error: Invalid argument',
        '',
      ].join('\n'),
    );
  });

  test('are among what a process has open, until it ends', async () => {
    const { stdout } = await on(
      'rpi-sub',
      'gpioset -m signal 0 17=1 & sleep 1; readlink /proc/$!/fd/3; kill $!; wait; ls /proc/$!/fd 2>&1 | wc -l',
    );
    expect(stdout).toBe('/dev/gpiochip0\n1\n');
  });
});

describe('gpioset', () => {
  test('lights the LEDs, which stay lit after it', async () => {
    const { hardware } = await on('rpi-sub', 'gpioset gpiochip0 17=1 22=1');
    expect(lit(hardware)).toEqual(['red', 'green']);
  });

  test.each([
    ['-D open-drain', { 17: 'out', 22: 'in' }],
    ['-D open-source', { 17: 'in', 22: 'out' }],
    ['-l -D open-drain', { 17: 'in', 22: 'out' }],
  ])('lets go of a line that it may not drive: %s', async (options, directions) => {
    const { stdout, hardware } = await on('rpi-sub', `gpioset ${options} 0 17=0 22=1; echo $?`);
    expect(stdout).toBe('0\n');
    expect({ 17: hardware.gpio.direction(17), 22: hardware.gpio.direction(22) }).toEqual(directions);
  });

  test('has its lines alone until it ends', async () => {
    const { stdout, stderr, hardware } = await on(
      'rpi-sub',
      'gpioset -m time -s 5 0 17=1 & sleep 1; gpioset 0 17=0; echo $?; gpioset 0 27=1; echo $?; wait $!; gpioset 0 17=0; echo $?',
    );
    expect(stdout).toBe('1\n0\n0\n');
    expect(stderr).toBe('gpioset: error setting the GPIO line values: Device or resource busy\n');
    expect(lit(hardware)).toEqual(['yellow']);
  });

  test('goes on in the background, without its terminal', async () => {
    const { stdout } = await on(
      'rpi-sub',
      'gpioset -b -m signal 0 17=1; echo $?; gpioinfo | grep -o "gpioset.*used"; pkill gpioset; sleep 1; gpioinfo | grep -c used',
    );
    expect(stdout).toBe('0\ngpioset"  output  active-high [used\n54\n');
  });

  test('complains before it goes into the background', async () => {
    const { stdout, stderr } = await on('rpi-sub', 'gpioset -b -m signal 0 99=1; echo $?; pgrep -c gpioset');
    expect(stdout).toBe('1\n0\n');
    expect(stderr).toBe('gpioset: error setting the GPIO line values: Invalid argument\n');
  });
});

describe('gpiomon', () => {
  test('prints edges as they come, by the clock of the system', async () => {
    const { stdout } = await on(
      'rpi-sub',
      'gpiomon -n 3 0 4 17 & sleep 1; pinctrl set 4 pd; sleep 1.5; pinctrl set 4 pu; pinctrl set 17 pu; wait',
    );
    const events = stdout.replace(/\[ *\d+\.\d{9}\]/g, '[T]');
    expect(events).toBe(
      'event: FALLING EDGE offset: 4 timestamp: [T]\nevent:  RISING EDGE offset: 4 timestamp: [T]\nevent:  RISING EDGE offset: 17 timestamp: [T]\n',
    );
    const [first = 0, second = 0] = [...stdout.matchAll(/\[ *([\d.]+)\]/g)].map(([, time]) => Number(time));
    expect(second - first).toBeCloseTo(1.5, 1);
  });

  test('prints only the edges that are asked for, in the format that is asked for', async () => {
    const line = "gpiomon -r -n 1 -F '%o %e %%|%x' 0 4 & sleep 1; pinctrl set 4 pd; pinctrl set 4 pu; wait $!; echo $?";
    const { stdout } = await on('rpi-sub', line);
    expect(stdout).toBe('4 1 %|%x\n0\n');
  });

  test('ends well with ^C, and with what it has seen', async () => {
    const line = 'gpiomon -F %e 0 4 & sleep 1; pinctrl set 4 pd; sleep 1; kill -INT $!; wait $!; echo $?';
    // What bash starts in the background ignores SIGINT, this program handles it nevertheless.
    const { stdout } = await on('rpi-sub', line);
    expect(stdout).toBe('0\n0\n');
  });
});

describe('gpio tools without rights', () => {
  test('say what they could not do', async () => {
    const commands = ['gpiodetect', 'gpioinfo', 'gpiofind GPIO17', 'gpioget 0 4', 'gpioset 0 4=1', 'gpiomon 0 4'];
    const line = commands.map((command) => `sudo -u nobody ${command}; echo $?`).join('; ');
    const { stdout, stderr } = await on('rpi-sub', line);
    expect(stdout).toBe('1\n'.repeat(6));
    expect(stderr.split('\n')).toEqual([
      'gpiodetect: unable to access GPIO chips: Permission denied',
      'gpioinfo: error accessing GPIO chips: Permission denied',
      'gpiofind: error performing the line lookup: Permission denied',
      'gpioget: error reading GPIO values: Permission denied',
      'gpioset: error setting the GPIO line values: Permission denied',
      'gpiomon: error waiting for events: Permission denied',
      '',
    ]);
  });
});

describe('Tab', () => {
  const offered = async (...words: string[]): Promise<readonly string[]> => {
    const command = commands.find(({ name }) => name === words[0]);
    let candidates: readonly string[] = [];
    let leftOpen = -1;
    const { faults } = await running(
      async (process) => {
        const before = process.fds.size;
        candidates = command?.complete?.(words, process) ?? [];
        leftOpen = process.fds.size - before;
        return 0;
      },
      { hardware: true },
    );
    // It runs in the shell, which lives on.
    expect({ faults, leftOpen }).toEqual({ faults: [], leftOpen: 0 });
    return candidates;
  };

  test.each([
    [['i2cget', '-y', ''], ['1']],
    [['i2cget', '-y', '1', ''], []],
    [['gpioinfo', ''], ['gpiochip0']],
    [['gpioget', 'gp'], ['gpiochip0']],
    [
      ['gpioget', '-l', 'gpiochip0', '2'],
      ['2', ...Array.from({ length: 8 }, (_, index) => `2${index}`)],
    ],
    [['gpioset', 'gpiochip0', '17=1', '26'], ['26=']],
    [['gpiofind', 'LAN'], ['LAN_RUN_BOOT']],
    [['pinctrl', 'f'], ['funcs']],
    [['pinctrl', 'get', 'GPIO27'], ['GPIO27']],
    [
      ['pinctrl', 'set', '17', 'd'],
      ['dh', 'dl'],
    ],
  ])('after %j offers %j', async (words, candidates) => {
    expect(await offered(...words)).toEqual(candidates);
  });
});
