/** TypeScript and JavaScript in the editor: with what a program on the Pi can import, and nothing of a page. */
import { compilerOptions } from '../typescript/compiler-options.ts';
import { piTypes } from '../typescript/pi-types.ts';
import type { ImportedFile } from '../typescript/imported-files.ts';
import { uriOf } from './model-buffer.ts';
import { javascriptDefaults, typescriptDefaults } from './monaco.ts';

const types = piTypes.map(({ uri, text }) => ({ filePath: uri, content: text }));

export function registerTypeScript(): void {
  tellImported([]);
  for (const defaults of [typescriptDefaults, javascriptDefaults]) {
    defaults.setCompilerOptions(compilerOptions);
    // One file imports another that is open, too.
    defaults.setEagerModelSync(true);
    defaults.setModeConfiguration({
      completionItems: true,
      hovers: true,
      diagnostics: true,
      documentHighlights: true,
      signatureHelp: true,
      definitions: false,
      references: false,
      documentSymbols: false,
      rename: false,
      documentRangeFormattingEdits: false,
      onTypeFormattingEdits: true,
      codeActions: false,
      inlayHints: false,
    });
  }
  typescriptDefaults.setDiagnosticsOptions({ noSemanticValidation: false, noSyntaxValidation: false });
  // JavaScript is not checked, as node does not check it either.
  javascriptDefaults.setDiagnosticsOptions({ noSemanticValidation: true, noSyntaxValidation: false });
}

/** Files that open programs import: what is open itself is known without. */
export function tellImported(files: readonly ImportedFile[]): void {
  const imported = files.map((file) => ({ filePath: uriOf(file).toString(), content: file.text }));
  for (const defaults of [typescriptDefaults, javascriptDefaults]) defaults.setExtraLibs([...types, ...imported]);
}
