import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { LARGEST_SHARE, SMALLEST_SHARE } from './sizes.ts';
import './splitter.css';

interface SplitterProps {
  /** Share of the part before it, in hundredths of the parent. */
  readonly share: Signal<number>;
  readonly ordinary: number;
  /** `x`: between left and right. */
  readonly axis: 'x' | 'y';
  readonly label: string;
}

const STEP = 2;
const LONG_STEP = 10;

/** The hairline between two panels, which is their handle: by pointer, arrow keys, Home and End. */
export function Splitter({ share, ordinary, axis, label }: SplitterProps): JSX.Element {
  const set = (value: number): void => {
    share.value = Math.round(Math.min(LARGEST_SHARE, Math.max(SMALLEST_SHARE, value)) * 10) / 10;
  };

  const drag = (event: JSX.TargetedPointerEvent<HTMLDivElement>): void => {
    const handle = event.currentTarget;
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const box = handle.parentElement?.getBoundingClientRect();
    if (box === undefined) return;
    set(100 * (axis === 'x' ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height));
  };

  const key = (event: JSX.TargetedKeyboardEvent<HTMLDivElement>): void => {
    const step = event.shiftKey ? LONG_STEP : STEP;
    const less = axis === 'x' ? 'ArrowLeft' : 'ArrowUp';
    const more = axis === 'x' ? 'ArrowRight' : 'ArrowDown';
    if (event.key === less) set(share.value - step);
    else if (event.key === more) set(share.value + step);
    else if (event.key === 'Home') set(SMALLEST_SHARE);
    else if (event.key === 'End') set(LARGEST_SHARE);
    else if (event.key === 'Enter') set(ordinary);
    else return;
    event.preventDefault();
  };

  return (
    <div
      class={`wb-split wb-split-${axis}`}
      role="separator"
      tabIndex={0}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(share.value)}
      aria-valuemin={SMALLEST_SHARE}
      aria-valuemax={LARGEST_SHARE}
      aria-label={label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
      }}
      onPointerMove={drag}
      onDblClick={() => set(ordinary)}
      onKeyDown={key}
    />
  );
}
