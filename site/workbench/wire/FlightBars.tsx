import type { JSX } from 'preact';
import { flightBars } from './flight-bars.ts';
import type { LanePlan } from './lane.ts';
import type { RowsInView } from './virtual-rows.ts';
import type { WireState } from './wire-model.ts';

interface FlightBarsProps {
  readonly state: WireState;
  readonly plan: LanePlan;
  readonly view: RowsInView;
}

/** Where in its row an arrow lies: see arrow.css. */
const ARROW_FROM_FOOT = 9;
const below = (row: number): string => `calc(${row + 1} * var(--row-h) - ${ARROW_FROM_FOOT}px)`;

/** Beside a line, from a PUBLISH above QoS 0 to its acknowledgement: the packet id is in flight. */
export function FlightBars({ state, plan, view }: FlightBarsProps): JSX.Element {
  const oldest = state.entries.first;
  return (
    <>
      {flightBars(state, view.first, view.last).map(({ laneId, sender, qos, from, to }) => {
        const at = plan.lanes.get(laneId) ?? 0;
        const top = Math.max(from, view.first) - oldest;
        const bottom = (to ?? state.entries.next - 1) - oldest;
        // Below the view or not yet over: to the end of the list.
        const length = `calc(${Math.max(0, bottom - top)} * var(--row-h) + ${to === undefined ? ARROW_FROM_FOOT : 0}px)`;
        return (
          <span
            key={`${laneId} ${sender} ${from}`}
            class={`wb-flight wb-flight-q${qos}`}
            style={`inset-inline-start: ${at}%; inset-block-start: ${below(top)}; block-size: ${length}`}
          />
        );
      })}
    </>
  );
}
