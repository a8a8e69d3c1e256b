import type { ITheme } from '@xterm/xterm';

/** xterm's colours by token. Glass is dark in both themes, so they are read once. */
const TOKENS = {
  background: '--glass',
  foreground: '--ink',
  cursor: '--ink',
  cursorAccent: '--glass',
  selectionBackground: '--f3',
  black: '--case-2',
  red: '--rasp',
  green: '--leaf',
  yellow: '--ochre',
  blue: '--c-num',
  magenta: '--c-key',
  cyan: '--q1',
  white: '--ink-2',
  brightBlack: '--ink-3',
  brightRed: '--rasp',
  brightGreen: '--c-str',
  brightYellow: '--q2',
  brightBlue: '--c-num',
  brightMagenta: '--c-fun',
  brightCyan: '--q1',
  brightWhite: '--ink',
  scrollbarSliderBackground: '--case-2',
  scrollbarSliderHoverBackground: '--edge',
  scrollbarSliderActiveBackground: '--edge',
} as const satisfies Partial<Record<keyof ITheme, string>>;

/** @param glass an element of the dark surface: the tokens are resolved as they are there */
export function terminalTheme(glass: HTMLElement): ITheme {
  const probe = document.createElement('span');
  probe.hidden = true;
  glass.append(probe);
  const colour = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const theme = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, colour(token)]));
  probe.remove();
  return theme;
}
