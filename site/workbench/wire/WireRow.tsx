import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import { HostMark } from '../layout/HostMark.tsx';
import type { LanePlan } from './lane.ts';
import { programOf, route, shortLaneName } from './lane-names.ts';
import { PacketArrow, PacketWords } from './PacketArrow.tsx';
import { packetLabel, type PacketLabel } from './packet-label.ts';
import type { PacketEntry, WireEntry } from './wire-model.ts';
import { rowTime } from './wire-time.ts';
import type { Say } from './wire-machinery.ts';

export interface WireRowProps {
  readonly id: string;
  readonly entry: WireEntry;
  /** Rows above it in the list. */
  readonly place: number;
  readonly chosen: boolean;
  /** It has just come: it may be seen crossing. */
  readonly fresh: boolean;
  /** Absent: too many lanes for the room; the row says in words what a line would. */
  readonly plan: LanePlan | undefined;
  readonly choose: (entry: WireEntry) => void;
  readonly say: Say;
  readonly text: WorkbenchText;
}

export function WireRow(props: WireRowProps): JSX.Element {
  const { id, entry, place, chosen, plan, text } = props;
  const [fly] = useState(props.fresh);
  return (
    <div
      id={id}
      class={`wb-row${chosen ? ' wb-row-chosen' : ''}`}
      role="option"
      aria-selected={chosen}
      aria-label={rowLabel(props)}
      style={`inset-block-start: calc(${place} * var(--row-h))`}
      onClick={() => props.choose(entry)}
    >
      <time>{rowTime(entry.at)}</time>
      {entry.kind !== 'packet' ? (
        <p class={`wb-note wb-note-${entry.kind}`}>{noteOf(entry, text)}</p>
      ) : plan === undefined ? (
        <ListedPacket {...props} entry={entry} fly={fly} />
      ) : (
        <DrawnPacket {...props} entry={entry} plan={plan} fly={fly} />
      )}
    </div>
  );
}

type PacketProps = WireRowProps & { readonly entry: PacketEntry; readonly fly: boolean };

/** Between the client's line and that of its broker. */
function DrawnPacket({ entry, plan, fly, say, text }: PacketProps & { readonly plan: LanePlan }): JSX.Element {
  const label = packetLabel(entry);
  const client = plan.lanes.get(entry.connection.lane.id) ?? 0;
  const broker = plan.lanes.get(entry.connection.brokerLane.id) ?? 0;
  const left = Math.min(client, broker);
  const toRight = (entry.sender === 'client') === client < broker;
  return (
    <span class="wb-field">
      <span class="wb-packet" style={`inset-inline-start: ${left}%; inline-size: ${Math.abs(client - broker)}%`}>
        <PacketWords label={label} say={say} malformed={text.wire.malformed} />
        <PacketArrow label={label} direction={toRight ? 'right' : 'left'} qos={qosOf(label)} fly={fly} />
      </span>
    </span>
  );
}

/** Client, direction, packet: as a line of text. */
function ListedPacket({ entry, fly, say, text }: PacketProps): JSX.Element {
  const label = packetLabel(entry);
  const { lane, service } = entry.connection;
  return (
    <span class="wb-listed">
      <span class="wb-listed-client">
        <HostMark host={lane.host} />
        <span>{shortLaneName(lane, service, text)}</span>
      </span>
      <span class="wb-listed-arrow">
        <PacketArrow
          label={label}
          direction={entry.sender === 'client' ? 'right' : 'left'}
          qos={qosOf(label)}
          fly={fly}
        />
      </span>
      <PacketWords label={label} say={say} malformed={text.wire.malformed} />
    </span>
  );
}

/** Of a PUBLISH, or of the handshake that an acknowledgement belongs to. */
function qosOf({ type, qos }: PacketLabel): number | undefined {
  switch (type) {
    case 'PUBLISH':
      return qos;
    case 'PUBACK':
      return 1;
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return 2;
    default:
      return undefined;
  }
}

function noteOf(entry: Exclude<WireEntry, PacketEntry>, text: WorkbenchText): string {
  return entry.kind === 'skipped'
    ? text.wire.skipped(entry.count)
    : text.wire.closed[entry.side](programOf(entry.connection));
}

function rowLabel({ entry, say, text }: WireRowProps): string {
  if (entry.kind !== 'packet') return noteOf(entry, text);
  const label = packetLabel(entry);
  const words = [
    label.topic,
    label.qos === undefined ? undefined : text.wire.qos(label.qos),
    ...label.notes.map(say),
    label.payload,
    label.malformed ? text.wire.malformed : undefined,
  ].filter((word) => word !== undefined);
  return `${route(entry, text)}: ${label.type ?? '?'}${words.length > 0 ? ` ${words.join(', ')}` : ''}`;
}
