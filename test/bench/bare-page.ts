/**
 * The least that a page with a terminal can be: xterm.js alone, which shows a prompt and repeats each
 * line that is typed. What it takes on this machine, now, is what ours is held against.
 */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainFileServer } from '../kit/plain-file-server.ts';

const html = `<!doctype html>
<html lang="en">
  <head><title>xterm.js alone</title><link rel="stylesheet" href="xterm.css"></head>
  <body>
    <div id="terminal"></div>
    <script type="module">
      import { Terminal } from './xterm.mjs';
      const terminal = new Terminal();
      terminal.open(document.getElementById('terminal'));
      let line = '';
      terminal.onData((key) => {
        if (key === '\\r') {
          terminal.write('\\r\\n' + line + '\\r\\n$ ');
          line = '';
        } else {
          line += key;
          terminal.write(key);
        }
      });
      terminal.write('$ ');
      terminal.focus();
    </script>
  </body>
</html>
`;

export async function barePage(): Promise<{ url: string; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'kleber-bare-'));
  const xterm = (file: string): string => fileURLToPath(import.meta.resolve(`@xterm/xterm/${file}`));
  copyFileSync(xterm('lib/xterm.mjs'), join(folder, 'xterm.mjs'));
  copyFileSync(xterm('css/xterm.css'), join(folder, 'xterm.css'));
  writeFileSync(join(folder, 'index.html'), html);
  const server = await plainFileServer(folder, '/');
  return {
    url: server.url,
    close() {
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
