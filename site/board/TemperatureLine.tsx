import type { JSX } from 'preact';
import type { BoardText } from '../i18n/board.en.ts';
import type { Box } from './scene.ts';
import { lineShape, THRESHOLD, type Sample } from './temperature-history.ts';

interface TemperatureLineProps {
  readonly box: Box;
  readonly samples: readonly Sample[];
  readonly now: number;
  readonly text: BoardText;
}

/** Room for the degrees at the left and the caption below. */
const LEFT = 24;
/** A narrower line has neither: only what it says. */
const NARROW = 110;
/** Room for all of the caption, in either language. */
const CAPTION = 150;
const BELOW = 16;

/** What the sensor measured in the last minute. */
export function TemperatureLine({ box, samples, now, text }: TemperatureLineProps): JSX.Element {
  const isNarrow = box.width < NARROW;
  const left = isNarrow ? 0 : LEFT;
  const width = box.width - left - 5;
  const height = box.height - BELOW;
  const shape = lineShape(samples, now, width, height);
  const threshold = shape.heightOf(THRESHOLD);
  const middle = (shape.from + shape.to) / 2;
  return (
    <g
      transform={`translate(${box.x + left} ${box.y})`}
      role="img"
      aria-label={`${text.chart.label}: ${text.chart.values(String(shape.from), String(shape.to))}`}
    >
      <path class="bd-axis" d={`M0 0V${height}H${width}`} />
      {!isNarrow &&
        [shape.from, middle, shape.to].map((degrees) => (
          <text
            key={degrees}
            class="bd-tick"
            x="-6"
            y={height * (1 - (degrees - shape.from) / (shape.to - shape.from)) + 4}
            text-anchor="end"
          >
            {degrees}
          </text>
        ))}
      {threshold !== undefined && (
        <>
          <path class="bd-threshold" d={`M0 ${threshold}H${width}`} />
          <text class="bd-tick bd-here" x="6" y={threshold - 5}>
            33.00
          </text>
        </>
      )}
      <path class="bd-line" d={shape.path} />
      {shape.end !== undefined && <circle class="bd-line-end" cx={shape.end.x} cy={shape.end.y} r="3.5" />}
      <text class="bd-small" x={width} y={height + 14} text-anchor="end">
        {box.width < CAPTION ? text.chart.short : text.chart.caption}
      </text>
    </g>
  );
}
