/** How the learner has divided the workbench: shares of a hundred, kept from page to page. */
import { effect, signal, type Signal } from '@preact/signals';

const KEY = 'kleber.workbench.sizes';

const ORDINARY = {
  /** Height of the terminals; the wire has the rest. */
  terminals: 37,
  /** Width of the left terminal, where there are two. */
  left: 50,
  /** Width of the lanes beside the bytes. */
  lanes: 58,
  /** Height of the lanes above the bytes. */
  lanesAbove: 58,
  /** Width of the editor beside terminals and wire. */
  editor: 50,
  /** Height of the editor above them. */
  editorAbove: 45,
} as const;

export type SizeName = keyof typeof ORDINARY;
export type Sizes = Readonly<Record<SizeName, Signal<number>>>;

export const SMALLEST_SHARE = 15;
export const LARGEST_SHARE = 85;

/** What was kept may be anything: another version wrote it, or a person did. */
export function readSizes(kept: string | null): Record<SizeName, number> {
  const sizes: Record<SizeName, number> = { ...ORDINARY };
  let stored: unknown;
  try {
    stored = JSON.parse(kept ?? '{}');
  } catch {
    return sizes;
  }
  if (typeof stored !== 'object' || stored === null) return sizes;
  const shares = new Map<string, unknown>(Object.entries(stored));
  for (const name of Object.keys(ORDINARY) as SizeName[]) {
    const share = shares.get(name);
    if (typeof share === 'number' && share >= SMALLEST_SHARE && share <= LARGEST_SHARE) sizes[name] = share;
  }
  return sizes;
}

export const ordinarySize = (name: SizeName): number => ORDINARY[name];

/** @param storage absent: the browser keeps nothing, and sizes hold for this visit */
export function keptSizes(storage: Storage | undefined): { sizes: Sizes; end: () => void } {
  const shares = readSizes(storage?.getItem(KEY) ?? null);
  const sizes: Sizes = {
    terminals: signal(shares.terminals),
    left: signal(shares.left),
    lanes: signal(shares.lanes),
    lanesAbove: signal(shares.lanesAbove),
    editor: signal(shares.editor),
    editorAbove: signal(shares.editorAbove),
  };
  const end = effect(() => {
    const now = Object.fromEntries(Object.entries(sizes).map(([name, share]) => [name, share.value]));
    storage?.setItem(KEY, JSON.stringify(now));
  });
  return { sizes, end };
}
