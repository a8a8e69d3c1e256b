import type { JSX } from 'preact';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import { HostMark } from '../layout/HostMark.tsx';
import type { Lane, LanePlan } from './lane.ts';
import { shortLaneName } from './lane-names.ts';

interface LaneHeadsProps {
  readonly lanes: readonly Lane[];
  readonly plan: LanePlan;
  readonly service: string;
  /** Little room: the broker's name stands under its mark. */
  readonly tight: boolean;
  readonly text: WorkbenchText;
}

/** Who stands over each line. Rows say it again in words, so this is for the eye. */
export function LaneHeads({ lanes, plan, service, tight, text }: LaneHeadsProps): JSX.Element {
  return (
    <div class={`wb-lane-heads${tight ? ' wb-lane-heads-tight' : ''}`} aria-hidden="true">
      <div class="wb-lane-heads-field" style={`--gap: ${100 / plan.gaps}%`}>
        {lanes.map((lane) => (
          <div
            key={lane.id}
            class={`wb-lane-head wb-lane-${lane.side}`}
            style={`--at: ${plan.lanes.get(lane.id) ?? 0}%`}
          >
            <span>
              <HostMark host={lane.host} />
              <b>{shortLaneName(lane, service, text)}</b>
            </span>
            <small>{lane.program}</small>
          </div>
        ))}
        <div class="wb-lane-head wb-lane-broker" style={`--at: ${plan.broker}%`}>
          <span>
            <HostMark host={service} />
            <b>{service}</b>
          </span>
        </div>
      </div>
    </div>
  );
}
