/**
 * Monaco's module that starts the worker of TypeScript imports every part of the editor, for its own effect
 * alone. Which parts there are is said by `site/editor/monaco/monaco.ts`; those imports are left out.
 */
import type { Plugin } from 'vite';

const STARTS_WORKERS = /[\\/]monaco-editor[\\/]esm[\\/]vs[\\/]internal[\\/]common[\\/]workers\.js$/;
const FOR_ITS_EFFECT = /^import '[^']+';$/gm;

export function monacoParts(): Plugin {
  return {
    name: 'monaco-parts',
    transform(code, id) {
      if (!STARTS_WORKERS.test(id)) return null;
      const without = code.replaceAll(FOR_ITS_EFFECT, '');
      if (without === code) throw new Error(`${id} imports nothing for its effect any more: this plugin can go`);
      return { code: without, map: null };
    },
  };
}
