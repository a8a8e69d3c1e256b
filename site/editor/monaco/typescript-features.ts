/** TypeScript and JavaScript in the editor: with what a program on the Pi can import, and nothing of a page. */
import { compilerOptions } from '../typescript/compiler-options.ts';
import { piTypes } from '../typescript/pi-types.ts';
import { javascriptDefaults, typescriptDefaults } from './monaco.ts';

export function registerTypeScript(): void {
  for (const defaults of [typescriptDefaults, javascriptDefaults]) {
    defaults.setCompilerOptions(compilerOptions);
    defaults.setExtraLibs(piTypes.map(({ uri, text }) => ({ filePath: uri, content: text })));
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
