import type { JSX } from 'preact';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import { ordinarySize, type Sizes } from '../layout/sizes.ts';
import { Splitter } from '../layout/Splitter.tsx';
import { BytesPanel } from './BytesPanel.tsx';
import { Lanes } from './Lanes.tsx';
import { Legend } from './Legend.tsx';
import type { WireState } from './wire-model.ts';
import type { WireStore } from './wire-store.ts';
import type { Say } from './words.ts';
import './wire-panel.css';

interface WirePanelProps {
  readonly store: WireStore;
  /** Absent while the dictionary is on its way. */
  readonly say: Say | undefined;
  readonly sizes: Sizes;
  /** Lanes and bytes side by side. */
  readonly beside: boolean;
  readonly text: WorkbenchText;
}

/** Every packet that passes between clients and broker, and the bytes of one of them. */
export function WirePanel({ store, say, sizes, beside, text }: WirePanelProps): JSX.Element {
  const state = store.shown.value;
  const paused = store.paused.value;
  const share = beside ? sizes.lanes : sizes.lanesAbove;
  return (
    <section class="wb-wire" aria-label={text.wire.heading} data-panel tabIndex={-1}>
      <div class="wb-wire-head">
        <h2>{text.wire.heading}</h2>
        <span class="wb-wire-totals">{paused ? text.wire.paused(store.unseen) : totals(state, text)}</span>
        <Legend text={text} />
        <button type="button" class="k-button k-button-bare wb-wire-pause" onClick={() => store.pause(!paused)}>
          {paused ? text.wire.goOn : text.wire.pause}
        </button>
      </div>
      {state.entries.length === 0 || say === undefined ? (
        <p class="wb-wire-empty">{text.wire.empty}</p>
      ) : (
        <div class={`wb-wire-body wb-wire-${beside ? 'beside' : 'above'}`} style={`--share: ${share.value}%`}>
          <Lanes store={store} say={say} text={text} />
          <Splitter
            share={share}
            ordinary={ordinarySize(beside ? 'lanes' : 'lanesAbove')}
            axis={beside ? 'x' : 'y'}
            label={beside ? text.split.lanes : text.split.lanesAbove}
          />
          <BytesPanel store={store} say={say} text={text} />
        </div>
      )}
    </section>
  );
}

function totals({ packets, bytes, skipped, entries }: WireState, text: WorkbenchText): string {
  if (packets === 0) return '';
  if (entries.first > 0) return text.wire.totalsKept(packets, entries.length);
  return skipped === 0 ? text.wire.totals(packets, bytes) : text.wire.totalsSkipped(packets, skipped);
}
