import type { JSX } from 'preact';
import type { WorkbenchText } from '../../i18n/workbench.en.ts';
import type { Bench } from '../bench.ts';
import './key-row.css';

interface KeyRowProps {
  readonly bench: Bench;
  readonly text: WorkbenchText;
}

/** Held for the next key. */
const CONTROL = 'Ctrl';
const CHARACTERS = ['|', '#', '$', "'", '"', '-', '/'] as const;

/** The keys that a phone's keyboard lacks or hides. They leave the focus, and so the keyboard, where it is. */
export function KeyRow({ bench, text }: KeyRowProps): JSX.Element {
  const screen = bench.used();
  const { keys } = text;
  const holdControl = (): void => {
    if (screen !== undefined) screen.control.value = !screen.control.value;
  };
  const all: readonly (readonly [string, string, () => void])[] = [
    ['Tab', keys.tab, () => screen?.input('\t')],
    [CONTROL, keys.control, holdControl],
    ['Ctrl-C', keys.interrupt, () => screen?.input('\x03')],
    ['←', keys.left, () => screen?.arrow('D')],
    ['→', keys.right, () => screen?.arrow('C')],
    ['↑', keys.up, () => screen?.arrow('A')],
    ['↓', keys.down, () => screen?.arrow('B')],
    ...CHARACTERS.map((character) => [character, keys.character[character], () => screen?.input(character)] as const),
  ];
  return (
    <div class="wb-key-row" role="group" aria-label={keys.heading}>
      {all.map(([face, name, press]) => (
        <button
          key={face}
          type="button"
          class="wb-key"
          aria-label={name}
          {...(face === CONTROL ? { 'aria-pressed': screen?.control.value ?? false } : {})}
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={press}
        >
          {face}
        </button>
      ))}
    </div>
  );
}
