/**
 * The splitter between text and workbench: dragged, or moved with the arrow keys (Home and End: least
 * and most). Double click: as delivered. Its place is kept in this browser.
 */
import { browserStorage } from './browser-storage.ts';
import { find } from './find.ts';

const KEY = 'kleber.side';
const STEP = 2;
const LEAST = 20;
const MOST = 60;

export function wireSplitter(): void {
  const splitter = find('[data-splitter]');
  const page = find('[data-lab]');
  const storage = browserStorage();
  const place = (percent: number): void => {
    const clamped = Math.min(MOST, Math.max(LEAST, percent));
    page.style.setProperty('--lab-side', `${clamped}vw`);
    splitter.setAttribute('aria-valuenow', String(Math.round(clamped)));
  };
  const now = (): number => (find('#text').getBoundingClientRect().width / innerWidth) * 100;
  const keep = (): void => storage?.setItem(KEY, splitter.getAttribute('aria-valuenow') ?? '');

  const kept = Number(storage?.getItem(KEY) ?? Number.NaN);
  if (kept >= LEAST && kept <= MOST) place(kept);
  else splitter.setAttribute('aria-valuenow', String(Math.round(now())));

  splitter.addEventListener('pointerdown', (down) => {
    down.preventDefault();
    splitter.setPointerCapture(down.pointerId);
    const move = (event: PointerEvent): void => place((event.clientX / innerWidth) * 100);
    splitter.addEventListener('pointermove', move);
    const end = (): void => {
      splitter.removeEventListener('pointermove', move);
      keep();
    };
    splitter.addEventListener('lostpointercapture', end, { once: true });
  });
  splitter.addEventListener('dblclick', () => {
    page.style.removeProperty('--lab-side');
    storage?.removeItem(KEY);
    splitter.setAttribute('aria-valuenow', String(Math.round(now())));
  });
  splitter.addEventListener('keydown', (event) => {
    const moves: Record<string, () => number> = {
      ArrowLeft: () => now() - STEP,
      ArrowRight: () => now() + STEP,
      Home: () => LEAST,
      End: () => MOST,
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    place(move());
    keep();
  });
}
