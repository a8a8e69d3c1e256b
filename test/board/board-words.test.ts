import { describe, expect, test } from 'vitest';
import type { BoardState } from '#runtime/lab/boards.ts';
import { boardWords } from '../../site/board/board-words.ts';
import { boardDe } from '../../site/i18n/board.de.ts';
import { boardEn } from '../../site/i18n/board.en.ts';

const pub: BoardState = {
  host: 'rpi-pub',
  power: 'up',
  cable: true,
  sensor: { plugged: true, address: 0x48, air: 35, finger: false, celsius: 33.51, register: 0x2180 },
  lines: [],
  i2c: {
    transfers: 2,
    refused: 0,
    last: { address: 0x48, wrote: Uint8Array.of(0), read: Uint8Array.of(0x21, 0x80), acknowledged: true },
  },
};
const sub: BoardState = {
  host: 'rpi-sub',
  power: 'up',
  cable: true,
  leds: { plugged: true, lit: ['red'], blinking: [] },
  lines: [
    { offset: 17, direction: 'out', level: 1, grant: { consumer: 'led', activeLow: false, bias: undefined } },
    { offset: 40, direction: 'in', level: 0 },
  ],
  i2c: { transfers: 0, refused: 0 },
};
const words = (board: BoardState, messages = {}) => boardWords(board, '192.168.1.4', messages, boardEn);

describe('boards in words', () => {
  test('a Pi with a sensor: power, cable, air, register and bus', () => {
    expect(words(pub)).toEqual([
      'rpi-pub, 192.168.1.4: running. Network cable: plugged in.',
      'Sensor LM75B at 0x48: plugged in. The air around it has 35.000 °C. Its register Temp holds 21 80, which is 33.500 °C.',
      'I2C bus: 2 transactions, 0 without an answer. The last was answered at 0x48: wrote 00, read 21 80.',
    ]);
  });

  test('a finger, a pulled sensor, a pulled cable, and an address that nobody answered', () => {
    const { sensor } = pub;
    if (sensor === undefined) throw new Error('rpi-pub has a sensor');
    const { register: _, ...unplugged } = sensor;
    const all = words({
      ...pub,
      cable: false,
      sensor: { ...unplugged, plugged: false, finger: true },
      i2c: {
        transfers: 1,
        refused: 1,
        last: { address: 0x49, wrote: new Uint8Array(), read: new Uint8Array(), acknowledged: false },
      },
    });
    expect(all).toEqual([
      'rpi-pub, 192.168.1.4: running. Network cable: unplugged.',
      'Sensor LM75B at 0x48: unplugged. The air around it has 35.000 °C. A finger is on it.',
      'I2C bus: 1 transaction, 1 without an answer. At 0x49 nobody answered the last.',
    ]);
  });

  test('a Pi with LEDs: each of them, their level, its lines and their pins', () => {
    expect(words(sub)).toEqual([
      'rpi-sub, 192.168.1.4: running. Network cable: plugged in.',
      'LED board, plugged in: red lit, yellow off, green off. That is level 2, red: too hot.',
      'GPIO 17: output, high (pin 11), taken by led.',
      'GPIO 40: input, low.',
    ]);
  });

  test('LEDs that blink blink, whether lit just now or not', () => {
    const blinking = ['red', 'yellow', 'green'] as const;
    expect(words({ ...sub, leds: { plugged: true, lit: [], blinking } })[1]).toBe(
      'LED board, plugged in: red blinks, yellow blinks, green blinks. That is level 4, all blink: controller gone.',
    );
  });

  test('a Pi that is off says so', () => {
    expect(words({ ...sub, power: 'off' })[0]).toBe('rpi-sub, 192.168.1.4: switched off. Network cable: plugged in.');
  });

  test('what its cable carried, both ways', () => {
    const [sent, received] = [
      { topic: 'a', beginning: '1', length: 1 },
      { topic: 'b', length: 0 },
    ];
    expect(words({ ...pub, sensor: undefined } as never, { sent, received }).slice(-2)).toEqual([
      'Last sent through its cable: a 1.',
      'Last received through its cable: b (empty).',
    ]);
  });

  test('in German', () => {
    expect(boardWords(pub, '192.168.1.4', {}, boardDe)[1]).toBe(
      'Sensor LM75B an 0x48: eingesteckt. Die Luft um ihn hat 35.000 °C. In seinem Register Temp steht 21 80, das sind 33.500 °C.',
    );
  });
});
