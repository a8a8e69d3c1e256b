import type { JSX } from 'preact';
import type { Bits, Field } from '#runtime/mqtt/annotate.ts';
import { PACKET_TYPES } from '#runtime/mqtt/packet.ts';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import { byteRange, tintOf } from './byte-runs.ts';
import type { Say } from './wire-machinery.ts';
import './field-table.css';

interface FieldTableProps {
  readonly fields: readonly Field[];
  readonly lit: number | undefined;
  readonly point: (field: number | undefined) => void;
  readonly say: Say;
  readonly text: WorkbenchText;
}

/** Every field in words: which bytes, its name, its value; of flags, each bit. */
export function FieldTable({ fields, lit, point, say, text }: FieldTableProps): JSX.Element {
  return (
    <table class="wb-fields" onMouseLeave={() => point(undefined)}>
      <thead class="k-heard">
        <tr>
          <th scope="col">{text.bytes.offset}</th>
          <th scope="col">{text.bytes.field}</th>
          <th scope="col">{text.bytes.value}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field, index) => {
          const rowClass = `wb-tint-${tintOf(index)}${index === lit ? ' wb-field-lit' : ''}`;
          return (
            <>
              <tr key={index} class={rowClass} onMouseEnter={() => point(index)}>
                <td class="wb-field-range">{byteRange(field)}</td>
                <th scope="row">
                  <button
                    type="button"
                    class={`wb-field-name${field.flaw === undefined ? '' : ' wb-field-flawed'}`}
                    onFocus={() => point(index)}
                    onBlur={() => point(undefined)}
                  >
                    <span class="wb-field-swatch" />
                    {say({ id: `field.${field.name}` })}
                  </button>
                </th>
                <td class="wb-field-value">{field.value}</td>
              </tr>
              {field.bits !== undefined && (index === lit || (lit === undefined && index === 0)) && (
                <tr key={`${index} bits`} class={`wb-field-bits ${rowClass}`}>
                  <td colSpan={3}>
                    <BitRow bits={field.bits} say={say} />
                  </td>
                </tr>
              )}
            </>
          );
        })}
      </tbody>
    </table>
  );
}

function BitRow({ bits, say }: { readonly bits: readonly Bits[]; readonly say: Say }): JSX.Element {
  const name = (run: Bits): string => {
    const said = say({ id: `bit.${run.name}` });
    if (run.name === 'packet-type') return `${said} ${run.value}: ${PACKET_TYPES[run.value] ?? '–'}`;
    return run.width > 1 && run.name !== 'reserved' ? `${said} ${run.value}` : said;
  };
  const digits = (run: Bits): string => run.value.toString(2).padStart(run.width, '0');
  return (
    <ul class="wb-bits">
      {bits.map((run, index) => (
        <li key={index} style={`--width: ${run.width}`}>
          <span class="wb-bits-digits" aria-hidden="true">
            {[...digits(run)].map((digit, at) => (
              <b key={at}>{digit}</b>
            ))}
          </span>
          <span class="k-heard">{digits(run)} </span>
          <span class="wb-bits-name">{name(run)}</span>
        </li>
      ))}
    </ul>
  );
}
