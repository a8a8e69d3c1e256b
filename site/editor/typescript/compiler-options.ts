/** How programs are checked: as strictly as TypeScript can, and with nothing that `node` on the Pi would not run. */
import type { CompilerOptions, ModuleResolutionKind } from 'monaco-editor/languages/features/typescript/register';

/** TypeScript's own numbers, of enums that Monaco's interface does not carry. */
const ES_NEXT = 99;
const BUNDLER = 100 as ModuleResolutionKind;
const FORCE = 3;

export const compilerOptions: CompilerOptions = {
  target: ES_NEXT,
  module: ES_NEXT,
  moduleResolution: BUNDLER,
  // Every file is a program of its own: two of them may have a `client` each.
  moduleDetection: FORCE,
  lib: ['lib.es2024.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
  allowJs: true,
  checkJs: false,
  skipLibCheck: true,
  esModuleInterop: true,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
  // Node leaves types out and changes nothing else: no enum, and types are imported as types.
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
};
