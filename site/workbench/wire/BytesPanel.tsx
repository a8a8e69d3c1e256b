import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { annotate } from '#runtime/mqtt/annotate.ts';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import { byteCells } from './byte-runs.ts';
import { FieldTable } from './FieldTable.tsx';
import { HexView } from './HexView.tsx';
import { programOf, route } from './lane-names.ts';
import { glanceAtPacket } from './packet-glance.ts';
import type { PacketEntry, WireEntry } from './wire-model.ts';
import type { WireStore } from './wire-store.ts';
import { wholeTime } from './wire-time.ts';
import type { Say } from './wire-machinery.ts';
import './bytes-panel.css';

interface BytesPanelProps {
  readonly store: WireStore;
  readonly say: Say;
  readonly text: WorkbenchText;
}

/** Nobody reads faster; and in a flood the panel costs little. */
const NEWEST_EVERY_MS = 200;
/** Cells shown at once: a packet of 300 kB would be 300,000 of them. */
const BYTES_SHOWN = 512;
const BYTES_MORE = 2_048;

/** The chosen packet, or the newest, byte by byte. */
export function BytesPanel({ store, say, text }: BytesPanelProps): JSX.Element {
  const chosen = store.chosen.value;
  const [held, setHeld] = useState(false);
  const newest = useNewest(store, held);
  const entry = chosen?.entry ?? newest;
  return (
    <section
      class="wb-bytes"
      aria-label={text.bytes.heading}
      tabIndex={-1}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      {entry === undefined ? (
        <p class="wb-bytes-empty">{text.bytes.empty}</p>
      ) : (
        <>
          <BytesHead entry={entry} text={text}>
            {chosen === undefined ? (
              <span>{held ? text.bytes.held : text.bytes.isNewest}</span>
            ) : (
              <button type="button" class="wb-bytes-newest" onClick={() => (store.chosen.value = undefined)}>
                {text.bytes.toNewest}
              </button>
            )}
          </BytesHead>
          {entry.kind === 'packet' ? (
            <PacketBytes entry={entry} say={say} text={text} />
          ) : (
            <p class="wb-bytes-said">
              {entry.kind === 'skipped' ? text.bytes.skipped : text.bytes.closed}
              {entry.kind === 'closed' && entry.error !== undefined && ` ${text.bytes.closedError(entry.error)}`}
            </p>
          )}
        </>
      )}
    </section>
  );
}

interface BytesHeadProps {
  readonly entry: WireEntry;
  readonly text: WorkbenchText;
  readonly children: JSX.Element;
}

function BytesHead({ entry, text, children }: BytesHeadProps): JSX.Element {
  const about =
    entry.kind === 'packet'
      ? [route(entry, text), text.bytes.size(entry.bytes.length), wholeTime(entry.at)]
      : [wholeTime(entry.at)];
  const title =
    entry.kind === 'packet'
      ? (glanceAtPacket(entry.bytes).type ?? '?')
      : entry.kind === 'skipped'
        ? text.wire.skipped(entry.count)
        : text.wire.closed[entry.side](programOf(entry.connection));
  return (
    <header class="wb-bytes-head">
      <b>{title}</b>
      <span>{about.join(', ')}</span>
      {children}
    </header>
  );
}

interface PacketBytesProps {
  readonly entry: PacketEntry;
  readonly say: Say;
  readonly text: WorkbenchText;
}

function PacketBytes({ entry, say, text }: PacketBytesProps): JSX.Element {
  const { bytes, sender, connection } = entry;
  const [limit, setLimit] = useState(BYTES_SHOWN);
  const [pointed, setPointed] = useState<number | undefined>(undefined);
  const [at, setAt] = useState(0);
  const of = useRef(entry);
  if (of.current !== entry) {
    of.current = entry;
    setLimit(BYTES_SHOWN);
    setPointed(undefined);
    setAt(0);
  }
  const fields = useMemo(() => annotate(bytes, { sender, level: connection.level }), [entry]);
  const cells = useMemo(() => byteCells(bytes, fields, limit), [fields, limit]);
  const hidden = bytes.length - cells.length;
  const lit = pointed === undefined ? undefined : fields[pointed];
  // Without anybody pointing: what is wrong with the packet, else what it is for.
  const told = lit ?? fields.find(({ flaw }) => flaw !== undefined) ?? fields[0];
  return (
    <>
      <HexView
        cells={cells}
        fields={fields}
        lit={pointed}
        at={Math.min(at, Math.max(0, cells.length - 1))}
        go={(offset) => {
          setAt(offset);
          setPointed(cells[offset]?.field);
        }}
        point={setPointed}
        say={say}
        text={text}
      />
      {hidden > 0 && (
        <p class="wb-bytes-more">
          {text.bytes.more(hidden)}{' '}
          <button type="button" onClick={() => setLimit(limit + BYTES_MORE)}>
            {text.bytes.showMore(Math.min(hidden, BYTES_MORE))}
          </button>
        </p>
      )}
      <p class="wb-bytes-said" aria-live={lit === undefined ? 'off' : 'polite'}>
        {told !== undefined && (
          <>
            {lit !== undefined && <b>{say({ id: `field.${told.name}` })}</b>}{' '}
            {told.note !== undefined && say(told.note)}
            {told.flaw !== undefined && told.flaw.id !== told.note?.id && ` ${say(told.flaw)}`}
            {told.clause !== undefined && (
              <>
                {' '}
                <cite>[{told.clause}]</cite>
              </>
            )}
          </>
        )}
        {lit === undefined && <span class="wb-bytes-point"> {text.bytes.point}</span>}
      </p>
      <FieldTable fields={fields} lit={pointed} point={setPointed} say={say} text={text} />
    </>
  );
}

/** The newest row, at a pace that can be read; while somebody points at its bytes, the one they point at. */
function useNewest(store: WireStore, held: boolean): WireEntry | undefined {
  const { entries } = store.shown.value;
  const newest = entries.at(entries.next - 1);
  const [shown, setShown] = useState(newest);
  const last = useRef(0);
  useEffect(() => {
    if (held) return;
    const wait = Math.max(0, last.current + NEWEST_EVERY_MS - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      setShown(newest);
    }, wait);
    return () => clearTimeout(timer);
  }, [newest, held]);
  return shown;
}
