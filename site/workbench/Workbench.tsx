import { effect, untracked, type Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PanelName } from '#runtime/lesson/lesson.ts';
import { BoardLoader } from '../board/board-loader.ts';
import { BoardPlace } from '../board/BoardPlace.tsx';
import { browserStorage } from '../client/browser-storage.ts';
import type { LabConnection } from '../client/lab-connection.ts';
import { EditorLoader } from '../editor/editor-loader.ts';
import { EditorPlace } from '../editor/EditorPlace.tsx';
import type { Language } from '../i18n/language.ts';
import type { WorkbenchText } from '../i18n/workbench.en.ts';
import { Bench, type View } from './bench.ts';
import { onPhone } from './layout/on-phone.ts';
import { panelKeys } from './layout/panel-keys.ts';
import { keptPanels } from './layout/panels.ts';
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
  /** Folder of the lesson, or `sandbox`: what is open is kept by it. */
  readonly place: string;
  /** Open where the learner has chosen nothing yet. */
  readonly panels: readonly PanelName[];
}

/** Widths from which two terminals, lanes and bytes, editor and terminals have room beside each other. */
const TWO_PANES = 690;
const BESIDE = 850;
const EDITOR_BESIDE = 820;

// While the lab still starts: the first prompt then waits for nothing. Should it fail, the terminals say so.
terminalMachinery().catch(() => undefined);

const FLOOD_PACE_MS = 100;

/** In a task of its own between two frames: the next has the terminals to draw, and all of it to paint. */
const paceOfScreen: Pace = (draw, flood) => {
  const afterFrame = (): void => void requestAnimationFrame(() => setTimeout(draw));
  if (flood) setTimeout(afterFrame, FLOOD_PACE_MS);
  else afterFrame();
};

/** The machines' side of a page: boards above all, the editor beside the rest: terminals above, the wire below. */
export function Workbench({ lab, language, text, view, place, panels: first }: WorkbenchProps): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [frameWidth, setFrameWidth] = useState(0);
  const parts = useMemo(() => {
    const loader = new WireMachineryLoader(language);
    const panels = keptPanels(browserStorage(), place, first);
    const bench = new Bench({ lab, view, text, panels: panels.panels, pressed: () => loader.fetch() });
    return {
      bench,
      editor: new EditorLoader(bench, language),
      panels,
      phone: onPhone(),
      boards: new BoardLoader(language),
      store: new WireStore(lab, paceOfScreen, loader),
      loader,
      kept: keptSizes(browserStorage()),
    };
  }, [lab]);
  const { bench, store, loader, kept, phone } = parts;

  useLayoutEffect(() => {
    const [whole, element] = [frame.current, root.current];
    if (whole === null || element === null) return;
    const measure = (): void => {
      setFrameWidth(whole.clientWidth);
      // While a phone shows another view the rest has no width, and keeps what it had.
      if (element.clientWidth === 0) return;
      setWidth(element.clientWidth);
      bench.twoPanes.value = element.clientWidth >= TWO_PANES;
    };
    const observer = new ResizeObserver(measure);
    observer.observe(whole);
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
    const endEdits = openForEdits(bench);
    return () => {
      endEdits();
      endWaiting();
      endKeys();
      endTyping();
      store.end();
      parts.editor.end();
      bench.end();
      kept.end();
      parts.panels.end();
      phone.end();
    };
  }, [parts]);

  const shown = (panel: PanelName): boolean => (phone.is.value ? view.value === panel : bench.panels[panel].value);
  const editor = shown('editor') ? (frameWidth >= EDITOR_BESIDE ? 'beside' : 'above') : 'closed';
  const share = editor === 'beside' ? 'editor' : 'editorAbove';
  return (
    <div class="wb-frame" ref={frame}>
      {shown('boards') && <BoardPlace lab={lab} store={store} loader={parts.boards} text={text} />}
      <div class="wb-desk" data-editor={editor} style={`--editor: ${kept.sizes[share].value}%`}>
        {editor !== 'closed' && (
          <>
            <EditorPlace loader={parts.editor} text={text} />
            <Splitter
              key={share}
              share={kept.sizes[share]}
              ordinary={ordinarySize(share)}
              axis={editor === 'beside' ? 'x' : 'y'}
              label={text.split[share]}
            />
          </>
        )}
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
      </div>
    </div>
  );
}

/** A command that wants a file edited opens the editor. @returns what ends it */
function openForEdits(bench: Bench): () => void {
  let before = 0;
  return effect(() => {
    const now = bench.lab.edits.value.length;
    if (now > before) untracked(() => bench.openEditor());
    before = now;
  });
}
