import type { Strings } from '../i18n/en.ts';
import { startLabPage, wireReset } from './lab-page.tsx';

/** Three Pis, no task, nothing to keep. */
export function startSandboxPage(say: Strings): void {
  const { lab } = startLabPage(say, {});
  wireReset(() => lab.send({ type: 'reset' }));
}
