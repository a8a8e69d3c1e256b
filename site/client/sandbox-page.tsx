import type { Strings } from '../i18n/en.ts';
import type { WorkbenchText } from '../i18n/workbench.en.ts';
import { startLabPage, wireReset } from './lab-page.tsx';

/** Three Pis, no task, nothing to keep. */
export function startSandboxPage(say: Strings, workbench: WorkbenchText): void {
  const { lab } = startLabPage(say, workbench, {});
  wireReset(() => lab.send({ type: 'reset' }));
}
