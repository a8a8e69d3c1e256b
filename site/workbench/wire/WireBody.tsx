import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import { ordinarySize, type Sizes } from '../layout/sizes.ts';
import { Splitter } from '../layout/Splitter.tsx';
import { BytesPanel } from './BytesPanel.tsx';
import { Lanes } from './Lanes.tsx';
import type { Say } from './wire-machinery.ts';
import type { WireStore } from './wire-store.ts';

export interface WireBodyProps {
  readonly store: WireStore;
  readonly say: Say;
  readonly sizes: Sizes;
  /** Lanes and bytes side by side. */
  readonly beside: boolean;
  readonly text: WorkbenchText;
}

/** The packets on their lanes, and the bytes of one of them. */
export function WireBody({ store, say, sizes, beside, text }: WireBodyProps): JSX.Element {
  // Both at once, with the list full already, would hold the page up for too long.
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => setDrawn(true), []);
  const share = beside ? sizes.lanes : sizes.lanesAbove;
  return (
    <div class={`wb-wire-body wb-wire-${beside ? 'beside' : 'above'}`} style={`--share: ${share.value}%`}>
      <Lanes store={store} say={say} text={text} />
      <Splitter
        share={share}
        ordinary={ordinarySize(beside ? 'lanes' : 'lanesAbove')}
        axis={beside ? 'x' : 'y'}
        label={beside ? text.split.lanes : text.split.lanesAbove}
      />
      {isDrawn && <BytesPanel store={store} say={say} text={text} />}
    </div>
  );
}
