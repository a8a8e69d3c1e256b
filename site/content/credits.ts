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
  { name: 'Mock Service Worker', licence: 'MIT', use: 'msw' },
  { name: 'Astro', licence: 'MIT', use: 'astro' },
  { name: 'Valibot', licence: 'MIT', use: 'valibot' },
  { name: 'ws', licence: 'MIT', use: 'ws' },
  { name: 'sirv', licence: 'MIT', use: 'sirv' },
  { name: 'qrcode', licence: 'MIT', use: 'qrcode' },
  { name: 'Node.js', licence: 'MIT', use: 'node' },
];
