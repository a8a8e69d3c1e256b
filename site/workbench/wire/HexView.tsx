import type { JSX } from 'preact';
import type { Field } from '#runtime/mqtt/annotate.ts';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import { BYTES_PER_LINE, hexOf, tintOf, type ByteCell } from './byte-runs.ts';
import type { Say } from './wire-machinery.ts';
import './hex-view.css';

interface HexViewProps {
  readonly cells: readonly ByteCell[];
  readonly fields: readonly Field[];
  /** Number of the field that is pointed at, here or in the table. */
  readonly lit: number | undefined;
  /** The byte that the arrow keys have come to. */
  readonly at: number;
  readonly go: (offset: number) => void;
  readonly point: (field: number | undefined) => void;
  readonly say: Say;
  readonly text: WorkbenchText;
}

/** Sixteen bytes a line, each over its character, in runs of one field. */
export function HexView({ cells, fields, lit, at, go, point, say, text }: HexViewProps): JSX.Element {
  const key = (event: JSX.TargetedKeyboardEvent<HTMLDivElement>): void => {
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at - BYTES_PER_LINE,
      ArrowDown: at + BYTES_PER_LINE,
      Home: 0,
      End: cells.length - 1,
    };
    const wanted = moves[event.key];
    if (wanted === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const offset = wanted < 0 || wanted >= cells.length ? at : wanted;
    go(offset);
    document.getElementById(byteId(offset))?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <div
      class="wb-hex"
      role="listbox"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={text.bytes.hex}
      aria-activedescendant={byteId(at)}
      onKeyDown={key}
      onFocus={() => go(at)}
      onBlur={() => point(undefined)}
      onMouseLeave={() => point(undefined)}
    >
      {cells.map((cell) => (
        <Byte
          key={cell.offset}
          cell={cell}
          field={fields[cell.field]}
          lit={lit}
          at={at}
          go={go}
          point={point}
          say={say}
          text={text}
        />
      ))}
    </div>
  );
}

const byteId = (offset: number): string => `wb-byte-${offset}`;

interface ByteProps extends Pick<HexViewProps, 'lit' | 'at' | 'go' | 'point' | 'say' | 'text'> {
  readonly cell: ByteCell;
  readonly field: Field | undefined;
}

function Byte({ cell, field, lit, at, go, point, say, text }: ByteProps): JSX.Element {
  const { offset, hex, character } = cell;
  const classes = ['wb-byte', `wb-tint-${tintOf(cell.field)}`];
  if (cell.first) classes.push('wb-byte-first');
  if (cell.last) classes.push('wb-byte-last');
  if (cell.field === lit) classes.push('wb-byte-lit');
  if (offset === at) classes.push('wb-byte-at');
  const name = field === undefined ? '' : say({ id: `field.${field.name}` });
  return (
    <>
      {offset % BYTES_PER_LINE === 0 && (
        <span class="wb-hex-offset" aria-hidden="true">
          {hexOf(offset)}
        </span>
      )}
      <span
        id={byteId(offset)}
        class={classes.join(' ')}
        role="option"
        aria-selected={cell.field === lit}
        aria-label={text.bytes.byte(offset, `0x${hex}`, name, field?.value ?? '')}
        onMouseEnter={() => point(cell.field)}
        onClick={() => go(offset)}
      >
        <span>{hex}</span>
        <span>{character}</span>
      </span>
    </>
  );
}
