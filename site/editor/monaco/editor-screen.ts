/**
 * The one editor of a page: its element belongs into a panel, and it shows one buffer after the other.
 *
 * Tab indents here, so that other keys lead out: F6, as everywhere in the workbench, and Escape, after which
 * Tab and Shift+Tab go on through the page until something is typed [WCAG 2.1.2].
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { ModelBuffer } from './model-buffer.ts';
import { editor, KeyCode, KeyMod, MarkerSeverity, type IDisposable } from './monaco.ts';
import { followTheme, THEME } from './theme.ts';

/** Pixels; as the tokens have it. */
const FONT_SIZE = 13;
const LINE_HEIGHT = 20;

export interface Cursor {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

export interface EditorScreenOptions {
  readonly save: () => void;
  /** Tab leads out of the editor now, or indents again. */
  readonly leaving: (isLeaving: boolean) => void;
}

export class EditorScreen {
  readonly element: HTMLElement = document.createElement('div');
  readonly #editor: editor.IStandaloneCodeEditor;
  readonly #cursor = signal<Cursor>({ line: 1, column: 1 });
  readonly #options: EditorScreenOptions;
  readonly #endTheme: () => void;
  readonly #endMarkers: IDisposable;
  readonly #errors = signal(0);
  #shown: ModelBuffer | undefined;
  #isLeaving = false;

  constructor(options: EditorScreenOptions) {
    this.#options = options;
    // Monaco puts its menus here, and has its colours in what it calls so.
    this.element.className = 'ed-screen monaco-component';
    const page = document.documentElement;
    const family = getComputedStyle(page).getPropertyValue('--mono').trim() || 'monospace';
    this.#endTheme = followTheme(page);
    this.#editor = editor.create(this.element, {
      model: null,
      theme: THEME,
      automaticLayout: true,
      fontFamily: family,
      fontSize: FONT_SIZE,
      lineHeight: LINE_HEIGHT,
      fontLigatures: false,
      minimap: { enabled: false },
      overviewRulerLanes: 0,
      overviewRulerBorder: false,
      hideCursorInOverviewRuler: true,
      scrollBeyondLastLine: false,
      renderLineHighlight: 'line',
      lineNumbersMinChars: 3,
      glyphMargin: false,
      folding: false,
      padding: { top: 8, bottom: 8 },
      stickyScroll: { enabled: false },
      bracketPairColorization: { enabled: false },
      guides: { indentation: false },
      occurrencesHighlight: 'singleFile',
      links: false,
      'semanticHighlighting.enabled': false,
      // A page's own paste event is there without a secure context; its clipboard is not.
      dropIntoEditor: { enabled: false },
      fixedOverflowWidgets: true,
      useShadowDOM: false,
      tabCompletion: 'on',
      suggest: { showWords: true, preview: false, showStatusBar: false },
      smoothScrolling: false,
      scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    });
    this.#editor.addCommand(KeyMod.CtrlCmd | KeyCode.KeyS, () => options.save());
    this.#editor.onDidChangeCursorPosition(({ position }) => {
      this.#cursor.value = { line: position.lineNumber, column: position.column };
    });
    this.#editor.onKeyDown((event) => this.#key(event));
    this.#editor.onDidBlurEditorText(() => this.#leave(false));
    this.#endMarkers = editor.onDidChangeMarkers(() => this.#countErrors());
    void this.#fonts(family);
  }

  get cursor(): ReadonlySignal<Cursor> {
    return this.#cursor;
  }

  /** How many errors are underlined in what is shown. */
  get errors(): ReadonlySignal<number> {
    return this.#errors;
  }

  /** @param label what screen readers say of it */
  show(buffer: ModelBuffer | undefined, label: string, isReadOnly: boolean, readOnlyBecause: string): void {
    this.#editor.updateOptions({
      ariaLabel: label,
      readOnly: isReadOnly,
      domReadOnly: isReadOnly,
      readOnlyMessage: { value: readOnlyBecause },
    });
    if (this.#shown === buffer) return;
    const isScript = /^(?:type|java)script$/.test(buffer?.model.getLanguageId() ?? '');
    this.#editor.updateOptions({
      // TypeScript knows which strings can stand there, names of events above all; elsewhere words of the file are all there is.
      quickSuggestions: { other: 'on', comments: 'off', strings: isScript ? 'on' : 'off' },
      wordBasedSuggestions: isScript ? 'off' : 'currentDocument',
    });
    if (this.#shown !== undefined && !this.#shown.model.isDisposed()) this.#shown.view = this.#editor.saveViewState();
    this.#shown = buffer;
    this.#editor.setModel(buffer?.model ?? null);
    if (buffer !== undefined && buffer.view !== null) this.#editor.restoreViewState(buffer.view);
    const { lineNumber: line = 1, column = 1 } = this.#editor.getPosition() ?? {};
    this.#cursor.value = { line, column };
    this.#countErrors();
    this.#markStart();
  }

  focus(): void {
    this.#editor.focus();
  }

  /** @param line from 1; the last one, where there are not so many */
  goTo(line: number): void {
    this.#editor.setPosition({ lineNumber: line, column: 1 });
    this.#editor.revealLineInCenterIfOutsideViewport(line);
  }

  /** Shows the next error where it is, with what TypeScript or the broker says of it. */
  nextError(): void {
    this.#editor.focus();
    this.#editor.trigger('kleber', 'editor.action.marker.next', undefined);
  }

  /** Long lines are broken, where there is no room to scroll. */
  wrap(isNarrow: boolean): void {
    this.#editor.updateOptions({ wordWrap: isNarrow ? 'on' : 'off' });
  }

  end(): void {
    this.#endTheme();
    this.#endMarkers.dispose();
    this.#editor.dispose();
    this.element.remove();
  }

  #key({ keyCode, browserEvent }: { readonly keyCode: KeyCode; readonly browserEvent: KeyboardEvent }): void {
    if (keyCode === KeyCode.Escape) {
      // The first Escape belongs to what is open above the text: the list, a hover, the search.
      if (this.#hasOpenWidget()) return;
      this.#leave(true);
    } else if (keyCode !== KeyCode.Tab && !['Shift', 'Control', 'Alt', 'Meta'].includes(browserEvent.key)) {
      this.#leave(false);
    }
  }

  #leave(isLeaving: boolean): void {
    if (this.#isLeaving === isLeaving) return;
    this.#isLeaving = isLeaving;
    this.#editor.updateOptions({ tabFocusMode: isLeaving });
    this.#options.leaving(isLeaving);
  }

  #hasOpenWidget(): boolean {
    const open = '.suggest-widget.visible, .find-widget.visible, .parameter-hints-widget.visible';
    return document.querySelector(open) !== null || this.#editor.getSelection()?.isEmpty() === false;
  }

  #countErrors(): void {
    const resource = this.#shown?.model.uri;
    const markers = resource === undefined ? [] : editor.getModelMarkers({ resource });
    this.#errors.value = markers.filter(({ severity }) => severity === MarkerSeverity.Error).length;
  }

  /** F6 goes to the panel's first place of input. */
  #markStart(): void {
    const input = this.element.querySelector('.native-edit-context, textarea.inputarea');
    input?.setAttribute('data-panel-start', '');
  }

  /** Monaco measures letters once: before the font is there it would measure another. */
  async #fonts(family: string): Promise<void> {
    await Promise.all(['400', '600'].map((weight) => document.fonts.load(`${weight} ${FONT_SIZE}px ${family}`)));
    editor.remeasureFonts();
  }
}
