import type { JSX } from 'preact';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';

/** The strokes of the three qualities of service. */
export function Legend({ text }: { readonly text: WorkbenchText }): JSX.Element {
  return (
    <ul class="wb-legend" aria-label={text.wire.legend}>
      {[0, 1, 2].map((qos) => (
        <li key={qos}>
          <svg viewBox="0 0 30 8" aria-hidden="true" class={`wb-legend-q${qos}`}>
            <path d="M2 4H28" />
            {qos === 2 && <path class="wb-legend-core" d="M2 4H28" />}
          </svg>
          {text.wire.qos(qos)}
        </li>
      ))}
    </ul>
  );
}
