import { describe, expect, test } from 'vitest';
import type { BoardState } from '#runtime/lab/boards.ts';
import { LED_LINES } from '#hardware/sim/led-board.ts';
import { readWord } from '#hardware/smbus.ts';
import { TestLab } from '../kit/lab.ts';

async function watched() {
  const test = await TestLab.open({ terminals: ['rpi-broker'] });
  const pictures: (readonly BoardState[])[] = [];
  test.lab.onBoards = (boards) => pictures.push(boards);
  test.lab.watchBoards(true);
  const board = (host: string): BoardState => {
    const found = pictures.at(-1)?.find((each) => each.host === host);
    if (found === undefined) throw new Error(`no picture of ${host}`);
    return found;
  };
  return { ...test, lab: test.lab, clock: test.clock, events: test.events, pictures, board };
}

test('who looks is shown three Pis at once: the sensor at one, the LEDs at another', async () => {
  const { pictures, board } = await watched();
  expect(pictures).toHaveLength(1);
  expect(pictures[0]?.map(({ host }) => host)).toEqual(['rpi-broker', 'rpi-pub', 'rpi-sub']);
  expect(board('rpi-pub').sensor).toMatchObject({ plugged: true, address: 0x48, air: 22, finger: false });
  expect(board('rpi-sub').leds).toEqual({ plugged: true, lit: [], blinking: [] });
  expect(board('rpi-broker')).toEqual({
    host: 'rpi-broker',
    power: 'up',
    cable: true,
    lines: [],
    i2c: { transfers: 0, refused: 0 },
  });
});

test('a temperature that is set is climbed to, at most ten pictures a second', async () => {
  const { lab, clock, pictures, board } = await watched();
  lab.act('rpi-pub', { act: 'temperature', celsius: 40 });
  await clock.advance(3_000);
  const between = board('rpi-pub').sensor?.celsius ?? 0;
  expect(between).toBeGreaterThan(25);
  expect(between).toBeLessThan(35);
  expect(pictures.length).toBeLessThanOrEqual(33);
  await clock.advance(120_000);
  expect(board('rpi-pub').sensor?.celsius).toBe(40);
});

test('nobody is told of what nobody looks at', async () => {
  const { lab, clock, pictures } = await watched();
  lab.watchBoards(false);
  lab.act('rpi-pub', { act: 'finger', on: true });
  await clock.advance(5_000);
  expect(pictures).toHaveLength(1);
  lab.watchBoards(true);
  expect(pictures).toHaveLength(2);
});

test('a lit LED, the line behind it, and each transaction on a bus are in the picture', async () => {
  const { lab, clock, board } = await watched();
  lab.hardware('rpi-sub').gpio.request(LED_LINES.green, { direction: 'out', level: 1, consumer: 'led' });
  const bus = lab.hardware('rpi-pub').i2c;
  readWord(bus, 0x48, 0);
  expect(() => readWord(bus, 0x49, 0)).toThrow();
  await clock.advance(30);
  expect(board('rpi-sub').leds?.lit).toEqual(['green']);
  expect(board('rpi-sub').lines).toEqual([
    { offset: 22, direction: 'out', level: 1, grant: { consumer: 'led', activeLow: false, bias: undefined } },
  ]);
  expect(board('rpi-pub').i2c).toMatchObject({
    transfers: 2,
    refused: 1,
    last: { address: 0x49, acknowledged: false },
  });
});

describe('what hands do is in the log, as the learner’s', () => {
  test.each([
    [
      'rpi-pub',
      { act: 'temperature', celsius: 33 },
      { kind: 'board', host: 'rpi-pub', act: 'temperature', celsius: 33 },
    ],
    ['rpi-pub', { act: 'finger', on: true }, { kind: 'board', act: 'finger', on: true }],
    ['rpi-pub', { act: 'plug', part: 'sensor', plugged: false }, { kind: 'board', part: 'sensor', plugged: false }],
    ['rpi-sub', { act: 'plug', part: 'leds', plugged: false }, { kind: 'board', part: 'leds', plugged: false }],
    ['rpi-broker', { act: 'cable', plugged: false }, { kind: 'wire', action: 'unplug', host: 'rpi-broker' }],
  ] as const)('%s: %j', async (host, act, event) => {
    const { lab, clock, events, board } = await watched();
    lab.act(host, act);
    expect(events.at(-1)).toMatchObject({ by: 'learner', ...event });
    await clock.settle();
    if (act.act === 'cable') expect(board(host).cable).toBe(false);
  });

  test.each([
    ['rpi-sub', { act: 'temperature', celsius: 33 }, 'no sensor is wired to "rpi-sub"'],
    ['rpi-broker', { act: 'plug', part: 'leds', plugged: true }, 'no LED board is wired to "rpi-broker"'],
    ['rpi-4', { act: 'finger', on: true }, 'no host "rpi-4"'],
  ] as const)('%s has no such board: %j', async (host, act, said) => {
    const { lab } = await watched();
    expect(() => lab.act(host, act)).toThrow(said);
  });
});

test('a Pi that is switched off shows it, and its LEDs go dark', async () => {
  const { lab, clock, board } = await watched();
  lab.hardware('rpi-sub').gpio.request(LED_LINES.red, { direction: 'out', level: 1, consumer: 'led' });
  await clock.advance(200);
  lab.pi('rpi-sub').pullPlug();
  await clock.advance(200);
  expect(board('rpi-sub')).toMatchObject({ power: 'off', cable: true, leds: { lit: [] }, lines: [] });
});

describe('blinking', () => {
  /** The red LED changes every so often, from dark to lit first. */
  async function toggling(period: number, times: number) {
    const test = await watched();
    const { gpio } = test.lab.hardware('rpi-sub');
    gpio.request(LED_LINES.red, { direction: 'out', level: 0, consumer: 'led' });
    for (let change = 0; change < times; change++) {
      await test.clock.advance(period);
      gpio.set(LED_LINES.red, change % 2 === 0 ? 1 : 0);
    }
    await test.clock.advance(100);
    return { ...test, leds: () => test.board('rpi-sub').leds };
  }

  test('an LED that changes twice a second blinks, lit or dark', async () => {
    expect((await toggling(500, 3)).leds()).toEqual({ plugged: true, lit: ['red'], blinking: ['red'] });
    expect((await toggling(500, 4)).leds()).toEqual({ plugged: true, lit: [], blinking: ['red'] });
  });

  test('one that follows a reading once a second does not', async () => {
    expect((await toggling(1_000, 6)).leds()?.blinking).toEqual([]);
  });

  test('it has ended soon after the last change', async () => {
    const { leds, clock } = await toggling(500, 5);
    expect(leds()?.blinking).toEqual(['red']);
    await clock.advance(1_000);
    expect(leds()).toEqual({ plugged: true, lit: ['red'], blinking: [] });
  });

  test('LEDs that are not plugged in do not blink', async () => {
    const { lab, leds, clock } = await toggling(500, 5);
    lab.act('rpi-sub', { act: 'plug', part: 'leds', plugged: false });
    await clock.advance(100);
    expect(leds()).toEqual({ plugged: false, lit: [], blinking: [] });
  });
});
