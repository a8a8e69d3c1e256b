import type { StillStrings } from '../i18n/still.en.ts';

interface Credit {
  readonly name: string;
  readonly licence: string;
  readonly use: keyof StillStrings['credits']['uses'];
}

/** What reaches a browser or a server of ours from other hands. */
export const CREDITS: readonly Credit[] = [
  { name: 'IBM Plex Serif, Sans, Mono', licence: 'OFL 1.1', use: 'fonts' },
  { name: 'Preact', licence: 'MIT', use: 'preact' },
  { name: 'Preact Signals', licence: 'MIT', use: 'signals' },
  { name: 'xterm.js', licence: 'MIT', use: 'xterm' },
  { name: 'Monaco Editor', licence: 'MIT', use: 'monaco' },
  { name: 'Codicons', licence: 'CC BY 4.0', use: 'codicons' },
  { name: 'TypeScript', licence: 'Apache 2.0', use: 'typescript' },
  { name: 'Pyodide, with CPython', licence: 'MPL 2.0, PSF', use: 'pyodide' },
  { name: 'MQTT.js', licence: 'MIT', use: 'mqtt' },
  { name: 'Sucrase', licence: 'MIT', use: 'sucrase' },
  { name: 'es-module-lexer', licence: 'MIT', use: 'lexer' },
  {
    name: 'buffer, events, node-inspect-extracted, path-browserify, readable-stream, string_decoder',
    licence: 'MIT',
    use: 'nodeModules',
  },
  { name: 'jsdiff', licence: 'BSD 3-Clause', use: 'diff' },
  { name: 'Mock Service Worker', licence: 'MIT', use: 'msw' },
  { name: 'Astro', licence: 'MIT', use: 'astro' },
  { name: 'Valibot', licence: 'MIT', use: 'valibot' },
  { name: 'ws', licence: 'MIT', use: 'ws' },
  { name: 'sirv', licence: 'MIT', use: 'sirv' },
  { name: 'qrcode', licence: 'MIT', use: 'qrcode' },
  { name: 'Node.js', licence: 'MIT', use: 'node' },
];
