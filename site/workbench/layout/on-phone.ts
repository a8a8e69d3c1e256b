import { signal, type ReadonlySignal } from '@preact/signals';

/** Where one view is shown at a time: the same width as in the style sheets. */
const PHONE = '(max-width: 760px)';

/** @returns whether this page is so narrow now, and what ends the watching */
export function onPhone(): { readonly is: ReadonlySignal<boolean>; readonly end: () => void } {
  const query = matchMedia(PHONE);
  const is = signal(query.matches);
  const changed = (): void => void (is.value = query.matches);
  query.addEventListener('change', changed);
  return { is, end: () => query.removeEventListener('change', changed) };
}
