/**
 * Where everything lies in the drawing, in pixels: type keeps its size however wide the strip is; boards,
 * gaps and wires give way. Two forms:
 *
 *     row      three Pis beside each other, what is plugged into them above, the switch below
 *     stack    one below the other, their cables down the right edge: for a phone
 *
 * Measures of a Pi are those of the real one, 85 mm by 56 mm, at 3.5 to the millimetre, times `scale`.
 */
import { placeOfPin } from './header.ts';

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Spot {
  readonly width: number;
  readonly height: number;
}

export interface PiScene extends Spot {
  /** Of the board. */
  readonly scale: number;
  /** A line of words above its header. */
  readonly note: Box;
  /** Where the plug of its cable goes in. */
  readonly jack: Spot;
  /** Path of the cable, from the plug to the switch. */
  readonly cable: string;
  /** What its cable carried last; absent: there is no room for it, and it stands in words alone. */
  readonly message?: Box;
  readonly messageAlign: 'start' | 'end';
}

export interface Scene {
  readonly form: 'row' | 'stack';
  readonly width: number;
  readonly height: number;
  readonly pis: Readonly<Record<TalkHost, PiScene>>;
  readonly sensor: Box;
  readonly thermometer: Box;
  readonly chart: Box;
  readonly leds: Box;
  readonly level: Box;
  readonly networkSwitch: Box;
}

export const TALK_HOSTS = ['rpi-pub', 'rpi-broker', 'rpi-sub'] as const;
export type TalkHost = (typeof TALK_HOSTS)[number];

/** Of a Pi: its board; with what stands over at the right; how far a plug is pulled. */
export const PI = { width: 297.5, height: 196, reach: 305, jackX: 292, jackY: 160.3 } as const;
export const PULL = 16;

const NARROWEST_ROW = 632;
const WIDEST = 1440;
const SENSOR = { width: 100, height: 66 } as const;
const LEDS = { width: 144, height: 72 } as const;
/** What air and finger need beside each other. */
const HANDS = 192;
const NOTE = 20;
const MESSAGE = 18;
const SWITCH_HEIGHT = 28;

export interface SceneOptions {
  /** A finger works here: controls are larger. */
  readonly touch: boolean;
  /** Where a row has no room: a phone has one below the other, any other page pushes the row sideways. */
  readonly stack: boolean;
}

/** @param width of the strip; a row is never narrower than it can be drawn, and may be wider than the strip */
export const sceneOf = (width: number, { touch, stack }: SceneOptions): Scene =>
  stack && width < NARROWEST_ROW ? stackOf(width, touch) : rowOf(Math.max(NARROWEST_ROW, width), touch);

/** Height of what sets and shows the temperature. */
const thermometerHeight = (touch: boolean): number => (touch ? 144 : 98);

function rowOf(wide: number, touch: boolean): Scene {
  const width = Math.min(wide, WIDEST);
  const left = (wide - width) / 2;
  const inset = width < 700 ? 16 : 24;
  const column = (width - 2 * inset) / 3;
  const scale = Math.min(0.9, (column - 76) / PI.reach);
  const top = thermometerHeight(touch) + 34;
  const x = (at: number): number => left + inset + 5.6 * scale + at * column;
  const bottom = top + PI.height * scale;

  const sensor = { x: x(0), y: 10, ...SENSOR };
  const thermometer = {
    x: x(0) + SENSOR.width + (width < 700 ? 10 : 14),
    y: 6,
    width: Math.min(230, Math.max(HANDS, column - 130)),
    height: thermometerHeight(touch),
  };
  const leds = { x: x(2), y: 8, ...LEDS, width: width < 700 ? 116 : LEDS.width };
  const level = {
    x: leds.x + leds.width + 12,
    y: 8,
    width: left + width - inset - leds.x - leds.width - 12,
    height: LEDS.height,
  };
  const apart = width < 700 ? 14 : 24;
  const chartLeft = thermometer.x + thermometer.width + apart;
  const chart = { x: chartLeft, y: 14, width: leds.x - apart - chartLeft, height: top - 52 };
  const switchWidth = Math.min(166, Math.max(112, column * 0.5));
  const networkSwitch = {
    x: left + (width - switchWidth) / 2,
    y: bottom + 16,
    width: switchWidth,
    height: SWITCH_HEIGHT,
  };
  const right = networkSwitch.x + networkSwitch.width;

  const before = {
    x: left + inset,
    y: networkSwitch.y + 20,
    width: networkSwitch.x - 12 - left - inset,
    height: MESSAGE,
  };
  const after = { x: right + 12, y: networkSwitch.y + 26, width: left + width - inset - right - 12, height: MESSAGE };

  const pi = (at: number): PiScene => {
    const jack = { x: x(at) + PI.jackX * scale, y: top + PI.jackY * scale };
    const tail = jack.x + plugLength(scale);
    const enters = networkSwitch.y + [14, 8, 20][at]!;
    const end =
      at === 0
        ? `C${tail + 40} ${jack.y} ${tail + 6} ${enters} ${tail + 56} ${enters}H${networkSwitch.x}`
        : `C${tail + 50} ${jack.y} ${tail + 50} ${enters} ${tail + 6} ${enters}H${right}`;
    return {
      x: x(at),
      y: top,
      scale,
      note: { x: [x(0) + 88, x(1) + 6, level.x][at]!, y: top - NOTE - 4, width: column - 88, height: NOTE },
      jack,
      cable: `M${tail} ${jack.y}h${PULL}${end}`,
      // The broker's own cable ends where two others do.
      ...(at === 1 ? {} : { message: at === 0 ? before : after }),
      messageAlign: at === 0 ? 'end' : 'start',
    };
  };
  return {
    form: 'row',
    width: wide,
    height: networkSwitch.y + SWITCH_HEIGHT + 20,
    pis: { 'rpi-pub': pi(0), 'rpi-broker': pi(1), 'rpi-sub': pi(2) },
    sensor,
    thermometer,
    chart,
    leds,
    level,
    networkSwitch,
  };
}

function stackOf(width: number, touch: boolean): Scene {
  const inset = 16;
  const scale = 0.6;
  const x = inset + 4;
  const high = PI.height * scale;
  /** The right edge belongs to the cables. */
  const edge = width - 48;
  const thermometer = {
    x: x + SENSOR.width + 14,
    y: 6,
    width: width - 12 - x - SENSOR.width - 14,
    height: thermometerHeight(touch),
  };
  const first = thermometer.height + 34;
  const chart = { x, y: first + high + 26, width: edge - x, height: 76 };
  const second = chart.y + chart.height + 44;
  const leds = { x, y: second + high + 24, ...LEDS };
  const third = leds.y + LEDS.height + 44;
  const networkSwitch = { x, y: third + high + 20, width: 150, height: SWITCH_HEIGHT };
  const right = networkSwitch.x + networkSwitch.width;
  const level = { x: leds.x + LEDS.width + 12, y: leds.y, width: edge - leds.x - LEDS.width - 12, height: LEDS.height };

  const pi = (at: number): PiScene => {
    const y = [first, second, third][at]!;
    const jack = { x: x + PI.jackX * scale, y: y + PI.jackY * scale };
    const tail = jack.x + plugLength(scale);
    const lane = width - 12 - at * 8;
    const enters = networkSwitch.y + [20, 14, 8][at]!;
    const reach = x + PI.reach * scale + 10;
    return {
      x,
      y,
      scale,
      note: { x: x + [88, 2, 100][at]!, y: y - NOTE - 4, width: edge - x - 88, height: NOTE },
      jack,
      cable: `M${tail} ${jack.y}H${lane - 14}Q${lane} ${jack.y} ${lane} ${jack.y + 14}V${enters - 14}Q${lane} ${enters} ${lane - 14} ${enters}H${right}`,
      message: { x: reach, y: y + 6, width: edge - reach, height: 3 * MESSAGE },
      messageAlign: 'start',
    };
  };
  return {
    form: 'stack',
    width,
    height: networkSwitch.y + SWITCH_HEIGHT + 16,
    pis: { 'rpi-pub': pi(0), 'rpi-broker': pi(1), 'rpi-sub': pi(2) },
    sensor: { x, y: 10, ...SENSOR },
    thermometer,
    chart,
    leds,
    level,
    networkSwitch,
  };
}

/** The plug of a network cable grows with its Pi, but less. */
export const plugScale = (scale: number): number => Math.max(0.7, Math.min(1, scale * 1.1));
const plugLength = (scale: number): number => 32 * plugScale(scale);

/** Middle of a pin of the header. @param pin 1 to 40 */
export function pinSpot({ x, y, scale }: Spot & { readonly scale: number }, pin: number): Spot {
  const { column, row: line } = placeOfPin(pin);
  return { x: x + (29.3 + column * 8.89) * scale, y: y + (line === 'inner' ? 16.7 : 7.8) * scale };
}
