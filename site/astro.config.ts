import { fileURLToPath } from 'node:url';
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';
import { commandBlocks } from './build/command-blocks.ts';
import { lateStyles } from './build/late-styles.ts';
import { monacoParts } from './build/monaco-parts.ts';
import { relativeUrlsIntegration } from './build/relative-urls.ts';

const project = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

export default defineConfig({
  srcDir: '.',
  publicDir: './public',
  outDir: '../dist/site',
  cacheDir: '../node_modules/.astro',
  output: 'static',
  build: { format: 'directory', inlineStylesheets: 'never' },
  trailingSlash: 'always',
  devToolbar: { enabled: false },
  // Quotes and dashes are written by the authors: German ones are not English ones.
  markdown: {
    syntaxHighlight: false,
    processor: satteri({ hastPlugins: [commandBlocks], features: { smartPunctuation: false } }),
  },
  integrations: [preact(), mdx(), relativeUrlsIntegration()],
  vite: {
    plugins: [lateStyles(), monacoParts()],
    resolve: { alias: { 'kleber/lesson': project('runtime/lesson/api.ts') } },
    worker: {
      format: 'es',
      // Many hosts keep a name with a dot in front of it to themselves: a lesson's `.bash_aliases` would be missing.
      rolldownOptions: {
        output: { chunkFileNames: ({ name }) => `_astro/${name.replace(/^\.+/, '')}-[hash].js` },
      },
    },
    build: {
      // No script and no font inside a page: a policy that forbids inline scripts stays possible.
      assetsInlineLimit: 0,
      target: 'es2022',
      // The first of each that know light-dark(). For older ones it would be rewritten, once at the
      // root, and a dark surface inside a light page (a terminal) would keep the light colours.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    },
    experimental: { renderBuiltUrl: () => ({ relative: true }) },
  },
});
