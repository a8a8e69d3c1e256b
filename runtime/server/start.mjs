/**
 * `npm start` and `npm run build`: installs what is missing, then hands over to the `kleber` command.
 * Plain JavaScript for whatever Node is there; everything after the install runs on the Node that is
 * installed with Kleber.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, node24, root } from './install.mjs';

ensureInstalled();
const kleber = spawn(node24, [join(root, 'runtime/server/main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
// Ctrl-C reaches the whole foreground group; a signal sent to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => kleber.kill(signal));
kleber.on('exit', (status, signal) => process.exit(signal === null ? status : 1));
