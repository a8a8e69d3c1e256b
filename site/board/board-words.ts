/**
 * What the drawing shows, in sentences: whoever cannot see it, or would rather read, misses nothing.
 * Made of the same state, Pi by Pi.
 */
import { LED_COLOURS } from '#hardware/drivers/leds.ts';
import { temperatureOf } from '#hardware/drivers/lm75b.ts';
import type { BoardState, BusActivity, LedsState, LineState, SensorState } from '#runtime/lab/boards.ts';
import type { BoardText } from '../i18n/board.en.ts';
import type { HostMessages } from './cable-messages.ts';
import { pinOf } from './header.ts';
import { levelShown } from './led-level.ts';
import { payloadWords } from './message-words.ts';
import { shownAddress, shownBytes, shownCelsius, shownRegister } from './shown.ts';

const LONGEST_PAYLOAD = 40;

/** @param address of the Pi on its network */
export function boardWords(
  board: BoardState,
  address: string,
  messages: HostMessages,
  text: BoardText,
): readonly string[] {
  const { words, plug, power } = text;
  const { sent, received } = messages;
  const payload = (message: NonNullable<typeof sent>): string => payloadWords(message, LONGEST_PAYLOAD, text);
  return [
    `${words.pi(board.host, address, power[board.power])} ${words.cable(plug(board.cable))}`,
    ...(board.sensor === undefined ? [] : [sensorWords(board.sensor, text)]),
    ...(board.sensor === undefined && board.i2c.transfers === 0 ? [] : [busWords(board.i2c, text)]),
    ...(board.leds === undefined ? [] : [ledWords(board.leds, text)]),
    ...board.lines.map((line) => lineWords(line, text)),
    ...(sent === undefined ? [] : [words.sent(sent.topic, payload(sent))]),
    ...(received === undefined ? [] : [words.received(received.topic, payload(received))]),
  ];
}

function sensorWords({ plugged, address, air, finger, register }: SensorState, { words, plug }: BoardText): string {
  return [
    words.sensor(shownAddress(address), plug(plugged)),
    words.air(shownCelsius(air)),
    ...(finger ? [words.finger] : []),
    ...(register === undefined ? [] : [words.register(shownRegister(register), shownCelsius(temperatureOf(register)))]),
  ].join(' ');
}

function busWords({ transfers, refused, last }: BusActivity, { words }: BoardText): string {
  const all = words.bus(transfers, refused);
  if (last === undefined) return all;
  const address = shownAddress(last.address);
  const shown = (bytes: Uint8Array): string => (bytes.length === 0 ? words.nothing : shownBytes(bytes));
  return `${all} ${
    last.acknowledged ? words.lastAnswered(address, shown(last.wrote), shown(last.read)) : words.lastRefused(address)
  }`;
}

function ledWords(leds: LedsState, { words, plug, leds: names }: BoardText): string {
  const each = LED_COLOURS.map((colour) =>
    words.led(
      names.colours[colour],
      leds.blinking.includes(colour) ? names.blinking : leds.lit.includes(colour) ? names.lit : names.dark,
    ),
  );
  const level = levelShown(leds);
  const all = words.leds(plug(leds.plugged), each.join(', '));
  return level === undefined ? all : `${all} ${words.level(level, names.levels[level])}`;
}

function lineWords({ offset, direction, level, grant }: LineState, { words }: BoardText): string {
  const pin = pinOf(offset);
  return [
    direction === 'out' ? words.output(offset, level) : words.input(offset, level),
    pin === undefined ? '' : words.pin(pin),
    grant === undefined ? '' : words.heldBy(grant.consumer),
    '.',
  ].join('');
}
