import { startLabPage, wireReset, type LabWords } from './lab-page.tsx';

/** Three Pis, no task, nothing to keep. */
export function startSandboxPage(words: LabWords): void {
  const { lab } = startLabPage(words, {});
  wireReset(() => lab.send({ type: 'reset' }));
}
