/**
 * `node test/config/record.ts`: what the installed Mosquitto makes of each configuration, into recordings.json.
 * It is ended before it opens a port: by a `-p 0` that is read after the file or, where the whole is to be seen,
 * by a process id file that cannot be written.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { configCases, type ConfigCase } from './cases.ts';
import { type Recording, written } from './recording.ts';

const END = { port: 'Error: Invalid port specified (0).', pid: 'Error: Unable to write pid file.' };

function record({ files, whole }: ConfigCase): Recording {
  const directory = mkdtempSync(join(tmpdir(), 'conf-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(directory, dirname(path)), { recursive: true });
      writeFileSync(join(directory, path), path === 't.conf' && whole ? `${text}pid_file /nowhere/pid\n` : text);
    }
    const args = ['-c', 't.conf', ...(whole ? [] : ['-p', '0'])];
    const { stdout, stderr, status } = spawnSync('mosquitto', args, {
      cwd: directory,
      encoding: 'utf8',
      timeout: 5_000,
    });
    const printed = `${stdout}${stderr}`
      .split('\n')
      .slice(0, -1)
      .map((line) => line.replace(/^\d+: /, ''));
    const end = printed.at(-1) === END.port || printed.at(-1) === END.pid;
    if (!end && status !== 3) throw new Error(`${JSON.stringify(files)}: status ${status}\n${printed.join('\n')}`);
    return { files, accepted: end, said: end ? printed.slice(0, -1) : printed };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const recordings = configCases.map(record);
writeFileSync(new URL('recordings.json', import.meta.url), written(recordings));
console.log(`${recordings.length} configurations, ${recordings.filter(({ accepted }) => accepted).length} accepted`);
