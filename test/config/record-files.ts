/**
 * `node test/config/record-files.ts`: what the installed Mosquitto makes of each access file, into
 * file-recordings.json. It is ended by a Unix socket that cannot be made.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILE_CASES, type FileKind, HASHES } from './file-cases.ts';

/** Lines that every start has. */
const USUAL = /^(mosquitto version |Config loaded |Opening unix |Error binding unix )/;

function record(
  kind: FileKind,
  text: string,
): readonly [kind: FileKind, text: string, accepted: boolean, ...said: string[]] {
  const directory = mkdtempSync(join(tmpdir(), 'access-'));
  try {
    // It is not root when it reads them.
    chmodSync(directory, 0o755);
    writeFileSync(
      join(directory, 'f'),
      text.replace(/HASH[67]/g, (name) => HASHES[name] ?? name),
    );
    writeFileSync(join(directory, 'c'), `listener 0 /nowhere/socket\n${kind} f\n`);
    const { stderr, status } = spawnSync('mosquitto', ['-c', 'c'], {
      cwd: directory,
      encoding: 'utf8',
      timeout: 5_000,
    });
    if (status !== 1 && status !== 3) throw new Error(`${kind} ${JSON.stringify(text)}: status ${status}\n${stderr}`);
    const said = stderr
      .split('\n')
      .map((line) => line.replace(/^\d+: /, ''))
      .filter((line) => line !== '' && !USUAL.test(line));
    return [kind, text, status === 1, ...said];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const recordings = Object.entries(FILE_CASES).flatMap(([kind, texts]) =>
  texts.map((text) => record(kind as FileKind, text)),
);
writeFileSync(
  new URL('file-recordings.json', import.meta.url),
  `[\n${recordings.map((recording) => JSON.stringify(recording)).join(',\n')}\n]\n`,
);
console.log(`${recordings.length} access files`);
