/** The views of a phone: one at a time. On a wide page all are there, and this only remembers. */
import { effect, signal, type Signal } from '@preact/signals';
import type { View } from '../workbench/bench.ts';
import { find } from './find.ts';

export type { View };

export function wireViews(): Signal<View> {
  const view = signal<View>('lesson');
  const page = find('[data-lab]');
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('[data-view-button]')];
  for (const button of buttons) {
    button.addEventListener('click', () => (view.value = button.dataset['viewButton'] as View));
  }
  effect(() => {
    page.dataset['view'] = view.value;
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(button.dataset['viewButton'] === view.value));
    }
  });
  return view;
}
