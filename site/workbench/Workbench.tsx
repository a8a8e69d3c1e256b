import { effect, type Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { browserStorage } from '../client/browser-storage.ts';
import type { LabConnection } from '../client/lab-connection.ts';
import type { Language } from '../i18n/language.ts';
import type { WorkbenchText } from '../i18n/workbench.en.ts';
import { Bench, type View } from './bench.ts';
import { panelKeys } from './layout/panel-keys.ts';
import { keptSizes, ordinarySize } from './layout/sizes.ts';
import { Splitter } from './layout/Splitter.tsx';
import { terminalMachinery } from './terminal/terminal-screen.ts';
import { Terminals } from './terminal/Terminals.tsx';
import { takeTyping } from './type-for-me.ts';
import { WireMachineryLoader } from './wire/wire-machinery.ts';
import { WirePanel } from './wire/WirePanel.tsx';
import { WireStore, type Pace } from './wire/wire-store.ts';
import './workbench.css';

export interface WorkbenchProps {
  readonly lab: LabConnection;
  readonly language: Language;
  readonly text: WorkbenchText;
  /** On a phone one view is shown; elsewhere all are. "Type it for me" turns it to the terminals. */
  readonly view: Signal<View>;
}

/** Widths from which two terminals, and lanes and bytes, have room beside each other. */
const TWO_PANES = 690;
const BESIDE = 850;

// While the lab still starts: the first prompt then waits for nothing. Should it fail, the terminals say so.
terminalMachinery().catch(() => undefined);

const FLOOD_PACE_MS = 100;

/** In a task of its own between two frames: the next has the terminals to draw, and all of it to paint. */
const paceOfScreen: Pace = (draw, flood) => {
  const afterFrame = (): void => void requestAnimationFrame(() => setTimeout(draw));
  if (flood) setTimeout(afterFrame, FLOOD_PACE_MS);
  else afterFrame();
};

/** The machines' side of a page: terminals above, the wire below. */
export function Workbench({ lab, language, text, view }: WorkbenchProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const parts = useMemo(() => {
    const loader = new WireMachineryLoader(language);
    return {
      bench: new Bench(lab, view, text, () => loader.fetch()),
      store: new WireStore(lab, paceOfScreen),
      loader,
      kept: keptSizes(browserStorage()),
    };
  }, [lab]);
  const { bench, store, loader, kept } = parts;

  useLayoutEffect(() => {
    const element = root.current;
    if (element === null) return;
    const measure = (): void => {
      setWidth(element.clientWidth);
      bench.twoPanes.value = element.clientWidth >= TWO_PANES;
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [bench]);

  // At once, not with the next drawing: a phone opens its keyboard only for a focus within the tap.
  useLayoutEffect(() => effect(() => root.current?.setAttribute('data-view', view.value)), [view]);

  useEffect(() => {
    const endTyping = takeTyping(bench);
    const endKeys = panelKeys(document);
    // Packets of the scenery come without a key.
    const endWaiting = effect(() => {
      if (store.shown.value.entries.length > 0) loader.fetch();
    });
    return () => {
      endWaiting();
      endKeys();
      endTyping();
      store.end();
      bench.end();
      kept.end();
    };
  }, [parts]);

  return (
    <div class="wb" ref={root} style={`--terminals: ${kept.sizes.terminals.value}%`}>
      <Terminals bench={bench} sizes={kept.sizes} text={text} />
      <Splitter
        share={kept.sizes.terminals}
        ordinary={ordinarySize('terminals')}
        axis="y"
        label={text.split.terminals}
      />
      <WirePanel store={store} loader={loader} sizes={kept.sizes} beside={width >= BESIDE} text={text} />
    </div>
  );
}
