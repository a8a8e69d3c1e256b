import type { LedColour, LedLevel } from '#hardware/drivers/leds.ts';
import type { PowerState } from '#runtime/pi/power.ts';
import type { BoardText } from './board.en.ts';

const power: Record<PowerState, string> = {
  up: 'läuft',
  stopping: 'fährt herunter',
  booting: 'startet',
  off: 'ausgeschaltet',
};
const levels: Record<LedLevel, string> = {
  0: 'aus',
  1: 'grün: alles gut',
  2: 'rot: zu heiß',
  3: 'gelb: Achtung',
  4: 'alle blinken: Steuerung weg',
};
const colours: Record<LedColour, string> = { red: 'rot', yellow: 'gelb', green: 'grün' };
const plug = (plugged: boolean): string => (plugged ? 'eingesteckt' : 'ausgesteckt');

/** Was die Platinen sagen, auf Deutsch. */
export const boardDe: BoardText = {
  inWords: 'Die Platinen in Worten',
  drawing: 'Drei Raspberry Pis an einem Switch',
  power,
  plug,
  cableOf: (host) => `Netzwerkkabel von ${host}`,
  wiresOfSensor: 'Drähte der Sensorplatine',
  wiresOfLeds: 'Drähte der LED-Platine',
  networkSwitch: 'Switch',
  broker: {
    own: 'Mosquitto in dieser Seite',
    server: 'Mosquitto auf dem Server',
    stopped: 'Mosquitto ist angehalten',
    lost: 'Mosquitto ist nicht erreichbar',
  },
  sensor: {
    heading: 'Sensor',
    air: 'Luft',
    airLabel: 'Temperatur der Luft um den Sensor',
    airField: 'Temperatur der Luft, genau',
    outOfReach: (coldest, hottest) => `eine Zahl von ${coldest} bis ${hottest}`,
    finger: 'Finger',
    fingerLabel: 'Finger auf dem Sensor',
    fingerHow: 'So lange du hältst; ein kurzer Druck lässt den Finger dort bis zum nächsten',
    register: 'Temp',
    registerTitle: 'Register Temp, hexadezimal',
  },
  chart: {
    label: 'Was der Sensor in den letzten 60 Sekunden gemessen hat',
    caption: 'Sensor, letzte 60 s',
    short: '60 s',
    values: (from, to) => `von ${from} bis ${to} °C`,
  },
  leds: {
    colours,
    levels,
    level: (level) => `Stufe ${level}`,
    lit: 'leuchtet',
    dark: 'aus',
    blinking: 'blinkt',
  },
  bus: 'I2C',
  /** Lines that are outputs. */
  lines: 'GPIO',
  words: {
    pi: (host, address, state) => `${host}, ${address}: ${state}.`,
    cable: (state) => `Netzwerkkabel: ${state}.`,
    sensor: (address, state) => `Sensor LM75B an ${address}: ${state}.`,
    air: (celsius) => `Die Luft um ihn hat ${celsius} °C.`,
    finger: 'Ein Finger liegt darauf.',
    register: (bytes, celsius) => `In seinem Register Temp steht ${bytes}, das sind ${celsius} °C.`,
    bus: (transfers, refused) =>
      `I2C-Bus: ${transfers} ${transfers === 1 ? 'Übertragung' : 'Übertragungen'}, ${refused} ohne Antwort.`,
    lastAnswered: (address, wrote, read) =>
      `Auf die letzte hat ${address} geantwortet: geschrieben ${wrote}, gelesen ${read}.`,
    lastRefused: (address) => `Auf die letzte hat an ${address} niemand geantwortet.`,
    nothing: 'nichts',
    leds: (state, each) => `LED-Platine, ${state}: ${each}.`,
    led: (colour, state) => `${colour} ${state}`,
    level: (level, meaning) => `Das ist Stufe ${level}, ${meaning}.`,
    output: (line, level) => `GPIO ${line}: Ausgang, ${level === 1 ? 'high' : 'low'}`,
    input: (line, level) => `GPIO ${line}: Eingang, ${level === 1 ? 'high' : 'low'}`,
    pin: (pin) => ` (Pin ${pin})`,
    heldBy: (consumer) => `, belegt von ${consumer}`,
    sent: (topic, payload) => `Zuletzt durch sein Kabel gesendet: ${topic} ${payload}.`,
    received: (topic, payload) => `Zuletzt durch sein Kabel empfangen: ${topic} ${payload}.`,
  },
  message: {
    sent: 'gesendet',
    received: 'empfangen',
    empty: '(leer)',
    bytes: (length) => `(${length} Bytes)`,
  },
};
