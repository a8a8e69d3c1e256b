import type { JSX } from 'preact';
import { PANEL_NAMES } from '#runtime/lesson/lesson.ts';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import type { Panels } from './panels.ts';
import './panel-buttons.css';

interface PanelButtonsProps {
  readonly panels: Panels;
  readonly text: WorkbenchText;
}

/** Open and close what may stand beside terminals and wire. On a phone the bar of views does that. */
export function PanelButtons({ panels, text }: PanelButtonsProps): JSX.Element {
  return (
    <span class="wb-panel-buttons">
      {PANEL_NAMES.map((name) => (
        <button
          key={name}
          type="button"
          class="k-button k-button-bare"
          aria-expanded={panels[name].value}
          {...(panels[name].value ? { 'aria-controls': `wb-${name}` } : {})}
          onClick={() => (panels[name].value = !panels[name].value)}
        >
          {text.panels[name]}
        </button>
      ))}
    </span>
  );
}
