import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { BoardText } from '../i18n/board.en.ts';
import { celsiusWritten, COLDEST, HOTTEST, shownCelsius } from './shown.ts';

interface AirFieldProps {
  readonly air: number;
  readonly text: BoardText['sensor'];
  readonly onSet: (celsius: number) => void;
}

/** The air's temperature as a number: exactly 33.000 is easier written than found with a slider. */
export function AirField({ air, text, onSet }: AirFieldProps): JSX.Element {
  const [written, write] = useState<string | undefined>();
  const [wrong, setWrong] = useState(false);

  // Set otherwise meanwhile, by the slider: what was begun here is over.
  useEffect(() => {
    write(undefined);
    setWrong(false);
  }, [air]);

  const finish = (): void => {
    if (written === undefined) return;
    const celsius = celsiusWritten(written);
    setWrong(celsius === undefined);
    if (celsius === undefined) return;
    write(undefined);
    onSet(celsius);
  };
  const key = (event: JSX.TargetedKeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') finish();
    if (event.key !== 'Escape') return;
    write(undefined);
    setWrong(false);
  };

  return (
    <label class="bd-air">
      <span>{text.air}</span>
      <input
        type="text"
        inputMode="decimal"
        size={6}
        aria-label={text.airField}
        aria-invalid={wrong}
        {...(wrong ? { 'aria-describedby': 'bd-air-wrong' } : {})}
        value={written ?? shownCelsius(air)}
        onInput={(event) => write(event.currentTarget.value)}
        onBlur={finish}
        onKeyDown={key}
      />
      <span aria-hidden="true">°C</span>
      {wrong && (
        <span class="bd-air-wrong" id="bd-air-wrong" role="alert">
          {text.outOfReach(String(COLDEST), String(HOTTEST))}
        </span>
      )}
    </label>
  );
}
