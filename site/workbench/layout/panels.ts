/**
 * Panels beside terminals and wire, which a learner opens and closes: what was last done about each is
 * kept, lesson by lesson (and for the sandbox). Where nothing was done yet, the lesson says what is open.
 *
 *     { "01-hello-world": { "boards": true }, "sandbox": { "boards": false, "editor": true } }
 */
import { effect, signal, type Signal } from '@preact/signals';
import { PANEL_NAMES, type PanelName } from '#runtime/lesson/lesson.ts';

const KEY = 'kleber.workbench.panels';

export type Panels = Readonly<Record<PanelName, Signal<boolean>>>;

type Choices = Readonly<Record<string, Partial<Record<PanelName, boolean>>>>;

/** What was kept may be anything: another version wrote it, or a person did. */
export function readPanels(kept: string | null): Choices {
  let stored: unknown;
  try {
    stored = JSON.parse(kept ?? '{}');
  } catch {
    return {};
  }
  return Object.fromEntries(
    entriesOf(stored).map(([place, choices]) => [
      place,
      Object.fromEntries(
        entriesOf(choices).filter(([name, open]) => isPanelName(name) && typeof open === 'boolean'),
      ) as Choices[string],
    ]),
  );
}

export interface KeptPanels {
  readonly panels: Panels;
  readonly end: () => void;
}

/**
 * @param storage absent: the browser keeps nothing, and what is opened is so for this visit
 * @param place folder of the lesson, or `sandbox`
 * @param first open where nothing was chosen yet
 */
export function keptPanels(storage: Storage | undefined, place: string, first: readonly PanelName[]): KeptPanels {
  const chosen = readPanels(storage?.getItem(KEY) ?? null)[place] ?? {};
  const panels = Object.fromEntries(
    PANEL_NAMES.map((name) => [name, signal(chosen[name] ?? first.includes(name))]),
  ) as Record<PanelName, Signal<boolean>>;
  let before = snapshot(panels);
  const end = effect(() => {
    const now = snapshot(panels);
    const changed = PANEL_NAMES.filter((name) => now[name] !== before[name]);
    before = now;
    if (changed.length === 0 || storage === undefined) return;
    // Another page may have written since: only what was done here is put there.
    const all = readPanels(storage.getItem(KEY));
    const news = Object.fromEntries(changed.map((name) => [name, now[name]]));
    storage.setItem(KEY, JSON.stringify({ ...all, [place]: { ...all[place], ...news } }));
  });
  return { panels, end };
}

const snapshot = (panels: Panels): Record<PanelName, boolean> =>
  Object.fromEntries(PANEL_NAMES.map((name) => [name, panels[name].value])) as Record<PanelName, boolean>;

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

const isPanelName = (name: string): boolean => (PANEL_NAMES as readonly string[]).includes(name);
