/**
 * F6 and Shift+F6 go from panel to panel, as in other programs of panes. A terminal takes Tab for
 * itself, so this is its documented way out [WCAG 2.1.2]; no shell needs the key, and a browser gives
 * it to the page first.
 *
 * A panel is an element with `data-panel`; the lesson's text is one by its id. A panel that is not
 * shown is passed over.
 */
const PANELS = '#text, [data-panel]';

/** @returns what ends it */
export function panelKeys(target: Document): () => void {
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return;
    const panels = [...target.querySelectorAll<HTMLElement>(PANELS)].filter((panel) => panel.checkVisibility());
    if (panels.length === 0) return;
    const here = panels.findIndex((panel) => panel.contains(target.activeElement));
    const from = here < 0 && event.shiftKey ? 0 : here;
    const next = panels[(from + (event.shiftKey ? -1 : 1) + panels.length) % panels.length];
    event.preventDefault();
    if (next !== undefined) enter(next);
  };
  target.addEventListener('keydown', key);
  return () => target.removeEventListener('keydown', key);
}

/** Into what the panel names as its first place, else onto the panel itself. */
function enter(panel: HTMLElement): void {
  const places = panel.querySelectorAll<HTMLElement>('.xterm-helper-textarea, [data-panel-start]');
  // Of several terminals with one tab in front, the others are there and not shown.
  const first = [...places].find((place) => place.checkVisibility());
  (first ?? panel).focus();
}
