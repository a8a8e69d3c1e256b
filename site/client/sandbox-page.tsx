import { startLabPage, wireReset } from './lab-page.tsx';

/** Three Pis, no task, nothing to keep. */
export function startSandboxPage(): void {
  const { lab } = startLabPage({});
  wireReset(() => lab.send({ type: 'reset' }));
}
