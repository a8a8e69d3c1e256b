import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { temperatureOf } from '#hardware/drivers/lm75b.ts';
import type { BoardAct } from '#runtime/events/event.ts';
import type { SensorState } from '#runtime/lab/boards.ts';
import type { BoardText } from '../i18n/board.en.ts';
import { AirField } from './AirField.tsx';
import { FingerButton } from './FingerButton.tsx';
import type { Box } from './scene.ts';
import { COLDEST, HOTTEST, shownCelsius, shownRegister, STEP } from './shown.ts';
import { THRESHOLD } from './temperature-history.ts';
import './thermometer.css';

interface ThermometerProps {
  readonly box: Box;
  readonly sensor: SensorState;
  readonly text: BoardText;
  readonly act: (act: BoardAct) => void;
}

const share = (celsius: number): number => (100 * (celsius - COLDEST)) / (HOTTEST - COLDEST);

/** What the sensor measures, and the air around it, which the learner sets. */
export function Thermometer({ box, sensor, text: { sensor: text }, act }: ThermometerProps): JSX.Element {
  // The lab answers a little later: until then the slider stays where the hand has put it.
  const [wanted, want] = useState<number | undefined>();
  const air = wanted !== undefined && wanted !== sensor.air ? wanted : sensor.air;
  const setAir = (celsius: number): void => {
    want(celsius);
    act({ act: 'temperature', celsius });
  };
  const { register } = sensor;
  return (
    <div
      class="bd-thermometer"
      style={{ insetInlineStart: `${box.x}px`, insetBlockStart: `${box.y}px`, inlineSize: `${box.width}px` }}
    >
      <p class="bd-measured">
        <span>
          {text.heading}
          <small title={text.registerTitle}>
            {text.register} <code>{register === undefined ? '– –' : shownRegister(register)}</code>
          </small>
        </span>
        <strong>
          {register === undefined ? '–' : shownCelsius(temperatureOf(register))} <small>°C</small>
        </strong>
      </p>
      <input
        type="range"
        min={COLDEST}
        max={HOTTEST}
        step={STEP}
        value={air}
        aria-label={text.airLabel}
        aria-valuetext={`${shownCelsius(air)} °C`}
        data-panel-start
        style={{ '--share': share(air) }}
        onInput={(event) => setAir(event.currentTarget.valueAsNumber)}
      />
      <p class="bd-degrees" aria-hidden="true">
        <span style={{ insetInlineStart: '0' }}>{COLDEST}</span>
        <span class="bd-degrees-here" style={{ insetInlineStart: `${share(THRESHOLD)}%` }}>
          33.00
        </span>
        <span style={{ insetInlineEnd: '0' }}>{HOTTEST}</span>
      </p>
      <div class="bd-hands">
        <AirField air={air} text={text} onSet={setAir} />
        <FingerButton on={sensor.finger} text={text} onHold={(on) => act({ act: 'finger', on })} />
      </div>
    </div>
  );
}
