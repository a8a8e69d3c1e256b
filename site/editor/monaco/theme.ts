/** Monaco's colours, by token, as they are on this page now: by day or in the dark. */
import { editor } from './monaco.ts';

export const THEME = 'kleber';

const COLOURS = {
  'editor.background': '--paper',
  'editor.foreground': '--ink',
  'editorCursor.foreground': '--ink',
  'editorLineNumber.foreground': '--ink-3',
  'editorLineNumber.activeForeground': '--ink',
  'editor.lineHighlightBackground': '--case',
  'editor.lineHighlightBorder': '--case',
  'editor.selectionBackground': '--f3',
  'editor.inactiveSelectionBackground': '--f2',
  'editor.wordHighlightBackground': '--f2',
  'editor.wordHighlightStrongBackground': '--f2',
  'editor.wordHighlightTextBackground': '--f2',
  'editor.findMatchBackground': '--f5',
  'editor.findMatchHighlightBackground': '--ochre-tint',
  'editorBracketMatch.background': '--f2',
  'editorBracketMatch.border': '--edge',
  'editorIndentGuide.background1': '--rule',
  'editorIndentGuide.activeBackground1': '--edge',
  'editorWhitespace.foreground': '--edge',
  'editorGutter.background': '--paper',
  'editorError.foreground': '--rasp',
  'editorWarning.foreground': '--ochre',
  'editorInfo.foreground': '--q1',
  'editorWidget.background': '--case',
  'editorWidget.foreground': '--ink',
  'editorWidget.border': '--edge',
  'editorHoverWidget.background': '--case',
  'editorHoverWidget.foreground': '--ink',
  'editorHoverWidget.border': '--edge',
  'editorHoverWidget.statusBarBackground': '--case-2',
  'editorHoverWidget.highlightForeground': '--rasp',
  'editorSuggestWidget.background': '--case',
  'editorSuggestWidget.foreground': '--ink',
  'editorSuggestWidget.border': '--edge',
  'editorSuggestWidget.highlightForeground': '--rasp',
  'editorSuggestWidget.focusHighlightForeground': '--rasp',
  'editorSuggestWidget.selectedBackground': '--case-2',
  'editorSuggestWidget.selectedForeground': '--ink',
  'editorSuggestWidget.selectedIconForeground': '--ink',
  'list.hoverBackground': '--case-2',
  'list.focusBackground': '--case-2',
  'input.background': '--paper',
  'input.foreground': '--ink',
  'input.border': '--edge',
  'input.placeholderForeground': '--ink-3',
  'inputOption.activeBorder': '--rasp',
  'inputOption.activeBackground': '--rasp-tint',
  'inputOption.activeForeground': '--ink',
  'menu.background': '--case',
  'menu.foreground': '--ink',
  'menu.selectionBackground': '--case-2',
  'menu.selectionForeground': '--ink',
  'menu.border': '--edge',
  'menu.separatorBackground': '--rule',
  'icon.foreground': '--ink-2',
  foreground: '--ink',
  descriptionForeground: '--ink-2',
  focusBorder: '--rasp',
  'textLink.foreground': '--ink',
  'textLink.activeForeground': '--rasp',
  'textCodeBlock.background': '--case-2',
  'textPreformat.foreground': '--ink',
  'scrollbarSlider.background': '--case-2',
  'scrollbarSlider.hoverBackground': '--edge',
  'scrollbarSlider.activeBackground': '--edge',
} as const;

/** What stands behind everything, and is no thing of its own. */
const NO_SHADOW = '#00000000';

const TOKENS = {
  '': '--ink',
  comment: '--c-com',
  keyword: '--c-key',
  'keyword.operator': '--ink',
  operator: '--ink',
  delimiter: '--ink-2',
  string: '--c-str',
  'string.escape': '--c-num',
  // The quotes themselves.
  'string.escape.python': '--c-str',
  regexp: '--c-str',
  number: '--c-num',
  constant: '--c-num',
  type: '--c-fun',
  'type.identifier': '--c-fun',
  identifier: '--ink',
  variable: '--c-fun',
  'variable.predefined': '--c-fun',
  'attribute.name': '--c-fun',
  tag: '--c-fun',
  metatag: '--c-com',
  option: '--c-key',
  value: '--c-num',
  topic: '--c-str',
} as const;

/** Reads the tokens where `place` is, and has every editor take them. */
export function applyTheme(place: HTMLElement): void {
  const read = tokenReader(place);
  const isDark = luminance(read('--paper')) < 0.5;
  editor.defineTheme(THEME, {
    base: isDark ? 'vs-dark' : 'vs',
    inherit: false,
    colors: {
      ...Object.fromEntries(Object.entries(COLOURS).map(([id, token]) => [id, read(token)])),
      'widget.shadow': NO_SHADOW,
      'scrollbar.shadow': NO_SHADOW,
    },
    rules: Object.entries(TOKENS).map(([token, colour]) => ({
      token,
      foreground: read(colour).slice(1),
      ...(token === 'comment' ? { fontStyle: 'italic' } : {}),
    })),
  });
  editor.setTheme(THEME);
}

/** The page's theme may change at any time: by its button, or by the system. @returns what ends the watching */
export function followTheme(place: HTMLElement): () => void {
  const apply = (): void => applyTheme(place);
  const chosen = new MutationObserver(apply);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', apply);
  apply();
  return () => {
    chosen.disconnect();
    system.removeEventListener('change', apply);
  };
}

/** @returns reads a token as `#rrggbb`, which is the only form that Monaco takes */
function tokenReader(place: HTMLElement): (token: string) => string {
  const probe = document.createElement('span');
  probe.hidden = true;
  place.append(probe);
  const read = (token: string): string => {
    probe.style.color = `var(${token})`;
    const channels =
      getComputedStyle(probe)
        .color.match(/[\d.]+/g)
        ?.slice(0, 3) ?? [];
    return `#${channels.map((channel) => Math.round(Number(channel)).toString(16).padStart(2, '0')).join('')}`;
  };
  queueMicrotask(() => probe.remove());
  return read;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
