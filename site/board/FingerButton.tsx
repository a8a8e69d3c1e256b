import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { BoardText } from '../i18n/board.en.ts';

interface FingerButtonProps {
  readonly on: boolean;
  readonly text: BoardText['sensor'];
  readonly onHold: (on: boolean) => void;
}

/** A press shorter than this leaves the finger where it is. */
const SHORT_MS = 350;

/**
 * A finger on the sensor: as long as the button is held, by pointer or by key; a short press leaves it
 * there until the next. A screen reader's click is a short press too.
 */
export function FingerButton({ on, text, onHold }: FingerButtonProps): JSX.Element {
  const pressed = useRef<{ readonly at: number; readonly before: boolean } | undefined>();

  const press = (at: number): void => {
    if (pressed.current !== undefined) return;
    pressed.current = { at, before: on };
    onHold(true);
  };
  /** @param at absent: the press was broken off, and leaves no finger */
  const release = (at?: number): void => {
    if (pressed.current === undefined) return;
    const { at: since, before } = pressed.current;
    pressed.current = undefined;
    onHold(at !== undefined && at - since < SHORT_MS && !before);
  };
  const isKey = ({ key }: KeyboardEvent): boolean => key === ' ' || key === 'Enter';

  return (
    <button
      type="button"
      class="k-button bd-finger-button"
      aria-label={text.fingerLabel}
      aria-pressed={on}
      title={text.fingerHow}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        press(event.timeStamp);
      }}
      onPointerUp={({ timeStamp }) => release(timeStamp)}
      onPointerCancel={() => release()}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isKey(event)) return;
        event.preventDefault();
        if (!event.repeat) press(event.timeStamp);
      }}
      onKeyUp={(event) => {
        if (!isKey(event)) return;
        event.preventDefault();
        release(event.timeStamp);
      }}
      onBlur={() => release()}
      // Pointers and keys came as press and release. What clicks without them is a screen reader.
      onClick={({ detail }) => detail === 0 && pressed.current === undefined && onHold(!on)}
    >
      {text.finger}
    </button>
  );
}
