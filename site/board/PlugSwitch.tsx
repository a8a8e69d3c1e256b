import type { ComponentChildren, JSX } from 'preact';
import type { Box, Spot } from './scene.ts';

interface PlugSwitchProps {
  /** What is plugged in or not. */
  readonly label: string;
  readonly plugged: boolean;
  /** "plugged in". */
  readonly state: string;
  /** Where the state is written. */
  readonly word: Spot;
  /** What takes hold of it. */
  readonly target: Box;
  /** Where the plug goes when it is pulled. */
  readonly pulls: 'up' | 'right';
  readonly onSwitch: (plugged: boolean) => void;
  /** What moves. */
  readonly children: ComponentChildren;
}

/** A plug that hands pull out and put in again. */
export function PlugSwitch(props: PlugSwitchProps): JSX.Element {
  const { label, plugged, state, word, target, pulls, onSwitch, children } = props;
  const key = (event: JSX.TargetedKeyboardEvent<SVGGElement>): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (!event.repeat) onSwitch(!plugged);
  };
  return (
    <g
      class={`bd-plug bd-plug-${pulls}`}
      role="switch"
      tabindex={0}
      aria-checked={plugged}
      aria-label={`${label}: ${state}`}
      onClick={() => onSwitch(!plugged)}
      onKeyDown={key}
    >
      <g class="bd-plug-moves">{children}</g>
      <text class={`bd-small bd-state${plugged ? '' : ' bd-out'}`} x={word.x} y={word.y}>
        {state}
      </text>
      <rect class="bd-hot" x={target.x} y={target.y} width={target.width} height={target.height} rx="4" />
    </g>
  );
}
