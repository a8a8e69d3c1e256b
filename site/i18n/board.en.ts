import type { LedColour, LedLevel } from '#hardware/drivers/leds.ts';
import type { PowerState } from '#runtime/pi/power.ts';

/** What the boards say, in English: in the drawing, to those who hear it, and in words below it. */
const power: Record<PowerState, string> = {
  up: 'running',
  stopping: 'shutting down',
  booting: 'starting',
  off: 'switched off',
};
const levels: Record<LedLevel, string> = {
  0: 'off',
  1: 'green: fine',
  2: 'red: too hot',
  3: 'yellow: attention',
  4: 'all blink: controller gone',
};
const colours: Record<LedColour, string> = { red: 'red', yellow: 'yellow', green: 'green' };
const plug = (plugged: boolean): string => (plugged ? 'plugged in' : 'unplugged');

export const boardEn = {
  inWords: 'Boards in words',
  drawing: 'Three Raspberry Pis on one switch',
  power,
  plug,
  /** Of a switch: it is on while plugged in. */
  cableOf: (host: string) => `Network cable of ${host}`,
  wiresOfSensor: 'Wires of the sensor board',
  wiresOfLeds: 'Wires of the LED board',
  networkSwitch: 'switch',
  broker: {
    own: 'Mosquitto in this page',
    server: 'Mosquitto on the server',
    stopped: 'Mosquitto is stopped',
    lost: 'Mosquitto is out of reach',
  },
  sensor: {
    heading: 'Sensor',
    air: 'Air',
    airLabel: 'Temperature of the air around the sensor',
    airField: 'Temperature of the air, exactly',
    outOfReach: (coldest: string, hottest: string) => `a number from ${coldest} to ${hottest}`,
    finger: 'Finger',
    fingerLabel: 'Finger on the sensor',
    fingerHow: 'As long as you hold it; a short press leaves the finger there until the next',
    /** The register of that name. */
    register: 'Temp',
    registerTitle: 'register Temp, in hexadecimal',
  },
  chart: {
    label: 'What the sensor measured in the last 60 seconds',
    caption: 'sensor, last 60 s',
    short: '60 s',
    values: (from: string, to: string) => `from ${from} to ${to} °C`,
  },
  leds: {
    colours,
    levels,
    level: (level: LedLevel) => `Level ${level}`,
    lit: 'lit',
    dark: 'off',
    blinking: 'blinks',
  },
  bus: 'I2C',
  /** Lines that are outputs. */
  lines: 'GPIO',
  words: {
    pi: (host: string, address: string, state: string) => `${host}, ${address}: ${state}.`,
    cable: (state: string) => `Network cable: ${state}.`,
    sensor: (address: string, state: string) => `Sensor LM75B at ${address}: ${state}.`,
    air: (celsius: string) => `The air around it has ${celsius} °C.`,
    finger: 'A finger is on it.',
    register: (bytes: string, celsius: string) => `Its register Temp holds ${bytes}, which is ${celsius} °C.`,
    bus: (transfers: number, refused: number) =>
      `I2C bus: ${transfers} ${transfers === 1 ? 'transaction' : 'transactions'}, ${refused} without an answer.`,
    lastAnswered: (address: string, wrote: string, read: string) =>
      `The last was answered at ${address}: wrote ${wrote}, read ${read}.`,
    lastRefused: (address: string) => `At ${address} nobody answered the last.`,
    nothing: 'nothing',
    leds: (state: string, each: string) => `LED board, ${state}: ${each}.`,
    led: (colour: string, state: string) => `${colour} ${state}`,
    level: (level: LedLevel, meaning: string) => `That is level ${level}, ${meaning}.`,
    output: (line: number, level: number) => `GPIO ${line}: output, ${level === 1 ? 'high' : 'low'}`,
    input: (line: number, level: number) => `GPIO ${line}: input, ${level === 1 ? 'high' : 'low'}`,
    pin: (pin: number) => ` (pin ${pin})`,
    heldBy: (consumer: string) => `, taken by ${consumer}`,
    sent: (topic: string, payload: string) => `Last sent through its cable: ${topic} ${payload}.`,
    received: (topic: string, payload: string) => `Last received through its cable: ${topic} ${payload}.`,
  },
  message: {
    sent: 'sent',
    received: 'received',
    empty: '(empty)',
    bytes: (length: number) => `(${length} bytes)`,
  },
};

export type BoardText = typeof boardEn;
