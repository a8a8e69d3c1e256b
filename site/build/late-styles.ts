/**
 * Astro links the style sheets of everything that a page might fetch, also of what it fetches late or never.
 * Those of Monaco are larger than all of the rest together, so they travel inside its script: each is put
 * into the page when the module that imports it is run.
 */
import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';

const LATE = /[\\/]node_modules[\\/]monaco-editor[\\/]/;
const MARK = '\0late-style:';

export function lateStyles(): Plugin {
  return {
    name: 'late-styles',
    enforce: 'pre',
    resolveId(source, importer) {
      if (importer === undefined || !LATE.test(importer) || !source.endsWith('.css')) return null;
      // Another ending: what ends with `.css` is a style sheet to every plugin that follows.
      return `${MARK}${resolve(dirname(importer), source)}.js`;
    },
    load(id) {
      if (!id.startsWith(MARK)) return null;
      const path = id.slice(MARK.length, -'.js'.length);
      return `import css from ${JSON.stringify(`${path}?inline`)};
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);`;
    },
  };
}
