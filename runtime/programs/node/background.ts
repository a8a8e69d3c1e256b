import { spawn } from 'node:child_process';

/** In the environment of a process in the background: whoever has started it waits to be told that it runs. */
const AWAITED = 'KLEBER_AWAITED';

/**
 * Runs this program once more with these words, apart from terminal and session. @see Process.background
 * @param own how many words of its command line are the program's: before them are the script and its name
 */
export function background(words: readonly string[], own: number): Promise<number> {
  const before = process.argv.slice(1, process.argv.length - own);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, ...before, ...words], {
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, [AWAITED]: '1' },
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('message', () => {
      child.disconnect();
      child.unref();
      resolve(0);
    });
  });
}

/** Tells whoever waits, if somebody does. @see Process.ready */
export function ready(): void {
  if (process.env[AWAITED] === undefined || process.send === undefined) return;
  process.send('ready', () => process.disconnect());
}
