import { describe, expect, test } from 'vitest';
import type { PiHardware } from '#hardware/sim/pi-hardware.ts';
import { hardwareOf } from '#runtime/lab/wiring.ts';
import { runLine } from '../shell/shell-pi.ts';

const run = async (line: string) => {
  let hardware: PiHardware | undefined;
  const outcome = await runLine(line, { wired: (clock) => (hardware = hardwareOf('rpi-sub', clock, 1)) });
  return { ...outcome, hardware };
};

const said = async (line: string): Promise<string> => {
  const { stdout, stderr } = await run(`${line}; echo $?`);
  expect(stderr).toBe('');
  return stdout;
};

describe('pinctrl get', () => {
  test('says of each pin what it is, its level and its names', async () => {
    expect(await said('pinctrl get 2,4,17')).toBe(
      ' 2: a0    -- | hi // SDA1/GPIO2 = SDA1\n 4: ip    -- | hi // GPIO_GCLK/GPIO4 = input\n17: ip    -- | lo // GPIO17 = input\n0\n',
    );
  });

  test('of an output says that it cannot tell the drive', async () => {
    expect(await said('pinctrl set 17 op dh; pinctrl 17')).toBe('17: op -- -- | hi // GPIO17 = output\n0\n');
  });

  test('knows ranges either way round, names, and lists in pieces', async () => {
    const numbers = async (list: string) => (await said(`pinctrl get ${list}`)).match(/^ *\d+(?=:)/gm)?.map(Number);
    expect(await numbers('20-22')).toEqual([20, 21, 22]);
    expect(await numbers('22-20')).toEqual([20, 21, 22]);
    expect(await numbers('GPIO17,SDA1,5-7')).toEqual([2, 5, 6, 7, 17]);
    expect(await numbers('4 ,5')).toEqual([4, 5]);
    expect(await numbers('GPIO20-GPIO22')).toEqual([20, 21, 22]);
  });

  test('prints all 54 without a list', async () => {
    const { stdout } = await run('pinctrl | wc -l; pinctrl get | tail -n 1');
    expect(stdout).toBe('54\n53: ip    -- | hi // SD_DATA3_R/GPIO53 = input\n');
  });

  test('goes by the header with -p, where not every pin is a line', async () => {
    expect(await said('pinctrl -p | head -n 3; pinctrl -p get 11,GPIO27; pinctrl -p | wc -l')).toBe(
      ' 1: 3v3\n 2: 5v\n 3: a0    -- | hi // GPIO2 = SDA1\n11: ip    -- | lo // GPIO17 = input\n13: ip    -- | lo // GPIO27 = input\n40\n0\n',
    );
  });
});

describe('pinctrl set', () => {
  test('lights an LED, and asks nobody who has the line', async () => {
    const { hardware, stdout } = await run(
      'gpioset -m signal 0 17=0 & sleep 1; pinctrl set 17 op dh; echo $?; kill $!',
    );
    expect(stdout).toBe('0\n');
    expect(hardware?.leds?.isLit('red')).toBe(true);
  });

  test('needs no word `set`, and prints with -e what it did', async () => {
    expect(await said('pinctrl -e 17,22 op dh')).toBe(
      '17: op -- -- | hi // GPIO17 = output\n22: op -- -- | hi // GPIO22 = output\n0\n',
    );
  });

  test('sets pulls and other functions', async () => {
    const { hardware } = await run('pinctrl set 17 pu; pinctrl set 27 ip pn; pinctrl set 14,15 a0; pinctrl set 4 no');
    const state = [17, 27, 14, 4].map((offset) => hardware?.gpio.pin(offset));
    expect(state).toMatchObject([{ pull: 'up' }, { pull: 'none' }, { function: 'a0' }, { function: 'ip' }]);
  });

  test('drives no input', async () => {
    expect(await said('pinctrl set 17 dh')).toBe("Can't set pin value, not an output\n0\n");
  });

  test('cannot set what is no line of the header', async () => {
    expect(await said('pinctrl -p set 1 op')).toBe('Pin 1 cannot be set\n0\n');
  });
});

test('pinctrl funcs prints what a pin can be, on its own chip or on one that is named', async () => {
  expect(await said('pinctrl funcs 2,14; pinctrl -c bcm2835 2; pinctrl -c rp1')).toBe(
    [
      '2, SDA1/GPIO2, SDA1, SA3, LCD_VSYNC, AVEOUT_VSYNC, AVEIN_VSYNC, -',
      '14, TXD1/GPIO14, TXD0, SD6, DPI_D10, AVEOUT_VID10, AVEIN_VID10, TXD1',
      '2, GPIO2, SDA1, SA3, LCD_VSYNC, AVEOUT_VSYNC, AVEIN_VSYNC, -',
      'No GPIO chips found',
      '255',
      '',
    ].join('\n'),
  );
});

test('pinctrl poll prints levels, and changes with the time between', async () => {
  const { stdout } = await run(
    'stdbuf -oL pinctrl poll 17 & sleep 1; pinctrl set 17 op dh; sleep 2; pinctrl set 17 dl; sleep 1; kill $!',
  );
  const lines = stdout.split('\n');
  expect(lines.filter((line) => !line.startsWith('+'))).toEqual([
    '17: lo // GPIO17',
    '17: hi // GPIO17',
    '17: lo // GPIO17',
    '',
  ]);
  const [first = 0, second = 0] = lines.filter((line) => line.startsWith('+')).map((line) => Number.parseInt(line, 10));
  expect(first / 1e6).toBeCloseTo(1, 1);
  expect(second / 1e6).toBeCloseTo(2, 1);
});

test('pinctrl -v names the chip first', async () => {
  expect(await said('pinctrl -v 17')).toBe(
    'GPIO chips:\n  3f200000: bcm2835 (54 gpios)\n17: ip    -- | lo // GPIO17 = input\n0\n',
  );
});

test('pinctrl is for who may open /dev/gpiomem', async () => {
  expect(await said('sudo -u nobody pinctrl get 17')).toBe('Must be root\n255\n');
});

test('pinctrl finds no chip on a machine without one', async () => {
  const { stdout } = await runLine('pinctrl get 17; echo $?');
  expect(stdout).toBe('No GPIO chips found\n255\n');
});

describe('pinctrl objects to', () => {
  test.each([
    ['sey 17', 'Unknown command "sey"', 1],
    ['get 54', 'Unknown GPIO "54"', 1],
    ['get 4,foo', 'Unknown GPIO "foo"', 1],
    ['get 4-foo', 'Unknown GPIO "foo"', 1],
    ['get 4,', 'Unknown GPIO ""', 1],
    ['17,foo', 'Unknown GPIO "foo"', 1],
    ['set', 'Need GPIO number to set', 1],
    ['poll', 'Need GPIO number to poll', 1],
    ['set 17', 'Need a function or pull to set', 1],
    ['get 17 op', 'Too many arguments', 1],
    ['set 17 up', 'Unknown argument "up"', 1],
    ['-x', 'Unknown option \'-x\' - try "pinctrl help"', 1],
    ['-c', "* chip name expected - use 'pinctrl -h' for help", 255],
    ['-p get SD_CLK_R', 'Signal "SD_CLK_R" is not on a header pin', 1],
  ])('pinctrl %s', async (args, message, status) => {
    expect(await said(`pinctrl ${args}`)).toBe(`${message}\n${status}\n`);
  });
});
