import type { JSX } from 'preact';
import type { PacketLabel } from './packet-label.ts';
import type { Say } from './wire-machinery.ts';
import './arrow.css';

interface PacketArrowProps {
  readonly label: PacketLabel;
  readonly direction: 'left' | 'right';
  /** QoS of the handshake it belongs to; absent: none. */
  readonly qos: number | undefined;
  readonly fly: boolean;
}

/** From foot to head. The stroke of a PUBLISH says its QoS, and so does the digit at the foot. */
export function PacketArrow({ label, direction, qos, fly }: PacketArrowProps): JSX.Element {
  const publish = label.type === 'PUBLISH';
  const kind = `${qos === undefined ? '' : ` wb-arrow-q${qos}`}${publish ? ' wb-arrow-publish' : ''}`;
  return (
    <span class={`wb-arrow wb-arrow-${direction}${kind}${fly ? ' wb-arrow-fly' : ''}`} aria-hidden="true">
      <span class="wb-arrow-line" />
      <span class="wb-arrow-head" />
      <span class="wb-arrow-foot">{publish ? (label.qos ?? '') : ''}</span>
    </span>
  );
}

interface PacketWordsProps {
  readonly label: PacketLabel;
  readonly say: Say;
  readonly malformed: string;
}

export function PacketWords({ label, say, malformed }: PacketWordsProps): JSX.Element {
  return (
    <span class="wb-words">
      <span class="wb-words-main">
        <b>{label.type ?? '?'}</b>
        {label.topic !== undefined && <span class="wb-words-topic">{label.topic}</span>}
        {label.malformed && <em class="wb-words-malformed">{malformed}</em>}
      </span>
      {label.notes.length > 0 && <em>{label.notes.map(say).join(', ')}</em>}
      {label.payload !== undefined && <span class="wb-words-payload">{label.payload}</span>}
    </span>
  );
}
