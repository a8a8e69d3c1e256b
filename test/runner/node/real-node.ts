import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** The same files and the same line, by the Node that runs this test. */
export function ranByNode(files: Readonly<Record<string, string>>, args: readonly string[], input = ''): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'kleber-node-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const ran = spawnSync(process.execPath, args, { cwd: folder, input, encoding: 'utf8', env: { PATH: '/usr/bin' } });
    const clean = (text: string): string => text.replaceAll(folder, '/home/pi');
    return { stdout: clean(ran.stdout), stderr: withoutInsides(clean(ran.stderr)), status: ran.status ?? -1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Node names its own files and lines too; here only those of the program are. */
export const withoutInsides = (stderr: string): string =>
  stderr
    // The place, where it is one of Node's.
    .replace(/^node:[^\n]*\n[^\n]*\n *\^+\n\n?/m, '')
    .replace(/\n +at [^\n]*\((?:node:|<anonymous>)[^\n]*?( \{)?$/gm, '$1')
    .replace(/\n +at (?:async )?(?:node:|new Promise|process\.|\[eval\]-wrapper)[^\n]*?( \{)?$/gm, '$1')
    .replace(/\n +\.\.\. \d+ lines matching cause stack trace \.\.\.$/gm, '')
    .replaceAll(/^\(node:\d+\)/gm, '(node:1)');
