/**
 * mosquitto.conf and ACL files in the editor: what can be written next, what the words mean, and what the
 * broker would object to, underlined while one types.
 */
import type { EditorText } from '../../i18n/editor.en.ts';
import { aclHover, aclOffers } from '../mosquitto/acl-offers.ts';
import { aclProblems } from '../mosquitto/acl-problems.ts';
import { confHover, confOffers, type Offer } from '../mosquitto/conf-offers.ts';
import { confProblems } from '../mosquitto/conf-problems.ts';
import type { LineProblem } from '../mosquitto/line-problem.ts';
import type { ConfigWords } from '#runtime/pi/manual/config-options.ts';
import { editor, languages, MarkerSeverity, type Position } from './monaco.ts';

export interface MosquittoWords {
  readonly conf: ConfigWords;
  readonly acl: EditorText['acl'];
}

interface Grammar {
  offers(before: string): readonly Offer[] | undefined;
  hover(
    line: string,
    column: number,
  ): { readonly markdown: readonly string[]; readonly from: number; readonly to: number } | undefined;
  problems(text: string, path: string): LineProblem[] | Promise<LineProblem[]>;
}

/** Milliseconds without a key before the file is read as the broker would. */
const QUIET = 250;
const OWNER = 'mosquitto';

export function registerMosquitto({ conf, acl }: MosquittoWords): void {
  const grammars: Readonly<Record<string, Grammar>> = {
    'mosquitto-conf': {
      offers: (before) => confOffers(before, conf),
      hover: (line, column) => confHover(line, column, conf),
      problems: confProblems,
    },
    'mosquitto-acl': {
      offers: (before) => aclOffers(before, acl),
      hover: (line, column) => aclHover(line, column, acl),
      problems: aclProblems,
    },
  };
  for (const [id, grammar] of Object.entries(grammars)) {
    languages.registerCompletionItemProvider(id, {
      triggerCharacters: [' ', '_', '%'],
      provideCompletionItems: (model, position) => ({ suggestions: suggestions(model, position, grammar) }),
    });
    languages.registerHoverProvider(id, {
      provideHover(model, { lineNumber, column }) {
        const found = grammar.hover(model.getLineContent(lineNumber), column);
        return found === undefined
          ? null
          : {
              contents: found.markdown.map((value) => ({ value })),
              range: {
                startLineNumber: lineNumber,
                endLineNumber: lineNumber,
                startColumn: found.from,
                endColumn: found.to,
              },
            };
      },
    });
  }
  editor.onDidCreateModel((model) => watchProblems(model, grammars));
}

function suggestions(model: editor.ITextModel, position: Position, grammar: Grammar): languages.CompletionItem[] {
  const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
  const begun = /[^ ]*$/.exec(before)?.[0].length ?? 0;
  const range = {
    startLineNumber: position.lineNumber,
    endLineNumber: position.lineNumber,
    startColumn: position.column - begun,
    endColumn: position.column,
  };
  return (grammar.offers(before) ?? []).map(({ label, insert, about, value, kind }) => ({
    label,
    insertText: insert,
    range,
    kind: kind === 'option' ? languages.CompletionItemKind.Property : languages.CompletionItemKind.Value,
    ...(value === undefined ? {} : { detail: value }),
    ...(about === undefined ? {} : { documentation: { value: about } }),
    // What was just put in wants a value: its list opens by itself.
    ...(insert.endsWith(' ') ? { command: { id: 'editor.action.triggerSuggest', title: '' } } : {}),
  }));
}

function watchProblems(model: editor.ITextModel, grammars: Readonly<Record<string, Grammar>>): void {
  const grammar = grammars[model.getLanguageId()];
  if (grammar === undefined) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    const version = model.getVersionId();
    const problems = await grammar.problems(model.getValue(), model.uri.path.replace(/^\/[^/]*/, ''));
    if (model.isDisposed() || model.getVersionId() !== version) return;
    editor.setModelMarkers(
      model,
      OWNER,
      problems.map((problem) => marker(model, problem)),
    );
  };
  const changed = model.onDidChangeContent(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), QUIET);
  });
  model.onWillDispose(() => {
    clearTimeout(timer);
    changed.dispose();
  });
  void look();
}

function marker(model: editor.ITextModel, { line, severity, message }: LineProblem): editor.IMarkerData {
  const lineNumber = Math.min(line, model.getLineCount());
  const startColumn = model.getLineFirstNonWhitespaceColumn(lineNumber) || 1;
  return {
    severity: severity === 'error' ? MarkerSeverity.Error : MarkerSeverity.Warning,
    message,
    startLineNumber: lineNumber,
    endLineNumber: lineNumber,
    startColumn,
    endColumn: Math.max(startColumn + 1, model.getLineLastNonWhitespaceColumn(lineNumber)),
  };
}
