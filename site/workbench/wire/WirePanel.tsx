import type { JSX } from 'preact';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import type { Sizes } from '../layout/sizes.ts';
import { Legend } from './Legend.tsx';
import type { WireMachineryLoader } from './wire-machinery.ts';
import type { WireState } from './wire-model.ts';
import type { WireStore } from './wire-store.ts';
import './wire-panel.css';

interface WirePanelProps {
  readonly store: WireStore;
  readonly loader: WireMachineryLoader;
  readonly sizes: Sizes;
  /** Lanes and bytes side by side. */
  readonly beside: boolean;
  readonly text: WorkbenchText;
}

/** Every packet that passes between clients and broker, and the bytes of one of them. */
export function WirePanel({ store, loader, sizes, beside, text }: WirePanelProps): JSX.Element {
  const state = store.shown.value;
  const paused = store.paused.value;
  const machinery = loader.machinery.value;
  const isEmpty = state.entries.length === 0;
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
      {isEmpty || machinery === undefined ? (
        <p class="wb-wire-empty">{loader.failed.value ? text.wire.notLoaded : text.wire.empty}</p>
      ) : (
        <machinery.Body store={store} say={machinery.say} sizes={sizes} beside={beside} text={text} />
      )}
    </section>
  );
}

function totals({ packets, bytes, skipped, entries }: WireState, text: WorkbenchText): string {
  if (packets === 0) return '';
  if (entries.first > 0) return text.wire.totalsKept(packets, entries.length);
  return skipped === 0 ? text.wire.totals(packets, bytes) : text.wire.totalsSkipped(packets, skipped);
}
