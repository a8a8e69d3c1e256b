import type { Runner } from './program-host.ts';

/** Where the commands that run programs are on a Pi, and what else leads to them. */
export const RUNNERS: readonly { readonly name: Runner; readonly path: string; readonly links: readonly string[] }[] = [
  { name: 'node', path: '/usr/bin/node', links: ['/usr/bin/nodejs'] },
  { name: 'python3', path: '/usr/bin/python3', links: ['/usr/bin/python'] },
];
