import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import { FlightBars } from './FlightBars.tsx';
import { planLanes } from './lane.ts';
import { LaneHeads } from './LaneHeads.tsx';
import { revealRow, rowsInView } from './virtual-rows.ts';
import type { WireEntry } from './wire-model.ts';
import { WireRow } from './WireRow.tsx';
import { FLOCK, type WireStore } from './wire-store.ts';
import type { Say } from './wire-machinery.ts';
import './lanes.css';

interface LanesProps {
  readonly store: WireStore;
  readonly say: Say;
  readonly text: WorkbenchText;
}

/** Room that a gap between two lines needs for a topic to be read; with less, rows are lines of text. */
const NARROWEST_GAP = 118;
/** Room for two names in one gap. */
const COMFORTABLE_GAP = 210;
/** The view's top while it follows the newest row. */
const AT_THE_END = -1;
/** Times at the left, the last head's room at the right: see lanes.css. */
const MARGINS = 84;

/** The packets as rows between the lines of those who talk, newest last. */
export function Lanes({ store, say, text }: LanesProps): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const room = useRoom(scroller);
  const [top, setTop] = useState(AT_THE_END);
  const following = useRef(true);
  const before = useRef({ first: 0, next: 0 });
  /** Rows below this number came in flocks: they do not fly, and they share elements. */
  const flocks = useRef(0);

  const state = store.shown.value;
  const chosen = store.chosen.value;
  const { entries, lanes, service = '' } = state;
  const plan = planLanes(lanes, service);
  const gap = (room.width - MARGINS) / plan.gaps;
  const drawn = lanes.length > 0 && gap >= NARROWEST_GAP;
  const covered = drawn ? room.head : 0;
  const length = entries.length * room.row;
  // Followed, the view is at the end of a list that the document does not have yet.
  const seenTop = following.current ? Math.max(0, length - room.height) : top;
  const view = rowsInView(entries, { top: seenTop, height: room.height, row: room.row });
  if (entries.next - before.current.next > FLOCK) flocks.current = entries.next;
  const elements = view.last - view.first + 1 + FLOCK;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const forgotten = entries.first - before.current.first;
    before.current = { first: entries.first, next: entries.next };
    if (following.current) element.scrollTop = element.scrollHeight;
    else if (forgotten > 0) element.scrollTop -= forgotten * room.row;
  }, [entries, room]);

  const choose = (entry: WireEntry | undefined, row: number): void => {
    if (entry !== undefined) store.chosen.value = { row, entry };
  };

  const reveal = (row: number): void => {
    const element = scroller.current;
    if (element === null) return;
    const now = { top: element.scrollTop, height: room.height, row: room.row, covered };
    element.scrollTop = revealRow(row - entries.first, now);
  };

  const key = (event: JSX.TargetedKeyboardEvent<HTMLDivElement>): void => {
    if (event.key === 'Escape') {
      store.chosen.value = undefined;
      toNewest();
      return;
    }
    const page = Math.max(1, Math.floor((room.height - covered) / room.row) - 1);
    const from = Math.max(entries.first, chosen?.row ?? entries.next);
    const moves: Readonly<Record<string, number>> = {
      ArrowUp: from - 1,
      ArrowDown: from + 1,
      PageUp: from - page,
      PageDown: from + page,
      Home: entries.first,
      End: entries.next - 1,
    };
    const wanted = moves[event.key];
    if (wanted === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const row = Math.min(entries.next - 1, Math.max(entries.first, wanted));
    choose(entries.at(row), row);
    reveal(row);
  };

  const toNewest = (): void => {
    following.current = true;
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
    setTop(AT_THE_END);
  };

  const below = following.current ? 0 : Math.max(0, Math.floor((length - seenTop - room.height + covered) / room.row));
  const rows: JSX.Element[] = [];
  // Before it is known how much room there is, no row is drawn that may have to be drawn otherwise.
  for (let row = view.first; room.height > 0 && row <= view.last; row += 1) {
    const entry = entries.at(row);
    if (entry === undefined) continue;
    rows.push(
      <WireRow
        key={row < flocks.current ? `element ${row % elements}` : row}
        id={rowId(row)}
        entry={entry}
        place={row - entries.first}
        chosen={chosen?.row === row}
        fresh={row >= Math.max(before.current.next, flocks.current)}
        plan={drawn ? plan : undefined}
        choose={(it) => choose(it, row)}
        say={say}
        text={text}
      />,
    );
  }
  const inView = chosen !== undefined && chosen.row >= view.first && chosen.row <= view.last;
  return (
    <div class="wb-lanes">
      <div
        class="wb-lanes-scroll"
        ref={scroller}
        onScroll={({ currentTarget: element }) => {
          following.current = element.scrollTop + element.clientHeight >= element.scrollHeight - room.row / 2;
          setTop(following.current ? AT_THE_END : element.scrollTop);
        }}
      >
        {drawn && <LaneHeads lanes={lanes} plan={plan} service={service} tight={gap < COMFORTABLE_GAP} text={text} />}
        <div
          class={`wb-rows${drawn ? ' wb-rows-drawn' : ''}`}
          role="listbox"
          tabIndex={0}
          data-panel-start
          aria-label={text.wire.list}
          aria-activedescendant={inView ? rowId(chosen.row) : undefined}
          style={`block-size: calc(${entries.length} * var(--row-h) + 0.5rem)`}
          onKeyDown={key}
        >
          {drawn && (
            <div class="wb-lines" aria-hidden="true">
              {lanes.map(({ id }) => (
                <i key={id} style={`inset-inline-start: ${plan.lanes.get(id) ?? 0}%`} />
              ))}
              <i key="broker" style={`inset-inline-start: ${plan.broker}%`} />
              <FlightBars state={state} plan={plan} view={view} />
            </div>
          )}
          {rows}
        </div>
      </div>
      {below > 0 && (
        <button type="button" class="wb-to-newest" onClick={toNewest}>
          {text.wire.newest(below)}
        </button>
      )}
    </div>
  );
}

const rowId = (row: number): string => `wb-row-${row}`;

interface Room {
  readonly width: number;
  readonly height: number;
  /** Height of a row and of the heads, as the style sheet has them. */
  readonly row: number;
  readonly head: number;
}

function useRoom(scroller: { readonly current: HTMLElement | null }): Room {
  const [room, setRoom] = useState<Room>({ width: 0, height: 0, row: 28, head: 40 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void => {
      const style = getComputedStyle(element);
      const length = (name: string): number => Number.parseFloat(style.getPropertyValue(name));
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setRoom({
        width: element.clientWidth,
        height: element.clientHeight,
        row: length('--row-h') * rem,
        head: length('--wb-lane-head-h') * rem,
      });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return room;
}
