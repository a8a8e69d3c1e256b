/** What the sensor measured while somebody looked: enough for the line of the last minute. */
export interface Sample {
  /** Milliseconds of the page's clock. */
  readonly at: number;
  /** Absent: the sensor was not plugged in. */
  readonly celsius?: number;
}

export const SHOWN_MS = 60_000;

export class TemperatureHistory {
  #samples: readonly Sample[] = [];

  /** Oldest first; the first may be older than a minute: the line begins with what it says. */
  get samples(): readonly Sample[] {
    return this.#samples;
  }

  add(sample: Sample): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && last.celsius === sample.celsius) return;
    const since = sample.at - SHOWN_MS;
    const kept = this.#samples.findLastIndex(({ at }) => at <= since);
    this.#samples = [...this.#samples.slice(Math.max(0, kept)), sample];
  }

  forget(): void {
    this.#samples = [];
  }
}

export interface LineShape {
  /** Of an SVG path, in a box of that width and height; empty: nothing to draw. */
  readonly path: string;
  /** Where the line ends, while the sensor measures. */
  readonly end?: { readonly x: number; readonly y: number };
  /** °C at the bottom and at the top. */
  readonly from: number;
  readonly to: number;
  /** Height of a temperature in the box; undefined: beyond it. */
  heightOf(celsius: number): number | undefined;
}

/** The talk's controller switches here. */
export const THRESHOLD = 33;
/** Less than this would make noise look like news. */
const SMALLEST_SPAN = 4;
/** The threshold is shown when it is as near as this. */
const NEAR = 4;

/** Steps, as the sensor takes them; a gap while it was unplugged. */
export function lineShape(samples: readonly Sample[], now: number, width: number, height: number): LineShape {
  const seen = samples.flatMap(({ celsius }) => (celsius === undefined ? [] : [celsius]));
  const { from, to } = span(seen);
  const x = (at: number): number => round((1 - Math.min(SHOWN_MS, Math.max(0, now - at)) / SHOWN_MS) * width);
  const y = (celsius: number): number => round((1 - (celsius - from) / (to - from)) * height);
  let path = '';
  let drawing = false;
  for (const { at, celsius } of samples) {
    if (drawing) path += `H${x(at)}`;
    if (celsius === undefined) drawing = false;
    else {
      path += drawing ? `V${y(celsius)}` : `M${x(at)} ${y(celsius)}`;
      drawing = true;
    }
  }
  const last = samples.at(-1)?.celsius;
  return {
    path: drawing ? `${path}H${x(now)}` : path,
    ...(last === undefined ? {} : { end: { x: x(now), y: y(last) } }),
    from,
    to,
    heightOf: (celsius) => (celsius < from || celsius > to ? undefined : y(celsius)),
  };
}

/** Whole degrees around what was seen, and the threshold with it when that is near. */
function span(seen: readonly number[]): { readonly from: number; readonly to: number } {
  const [least, most] = seen.length === 0 ? [THRESHOLD, THRESHOLD] : [Math.min(...seen), Math.max(...seen)];
  const near = THRESHOLD >= least - NEAR && THRESHOLD <= most + NEAR;
  let from = Math.floor(Math.min(least, near ? THRESHOLD : least) - 0.5);
  let to = Math.ceil(Math.max(most, near ? THRESHOLD : most) + 0.5);
  for (let turn = 0; to - from < SMALLEST_SPAN || (to - from) % 2 === 1; turn++) {
    if (turn % 2 === 0) to += 1;
    else from -= 1;
  }
  return { from, to };
}

const round = (value: number): number => Math.round(value * 10) / 10;
