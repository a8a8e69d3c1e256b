/**
 * The real bash at a real terminal (tmux), to be typed at: what stands on its screen, and where the
 * cursor is. It begins with `$ ` in an empty screen, in a home of its own.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PromptSetting {
  readonly columns: number;
  readonly rows: number;
  /** Lines that are run before the first prompt. */
  readonly startUp: string;
  /** Below the home, where it starts; a name that ends in a slash is a directory, one in bin/ a program. */
  readonly files: readonly string[];
}

export interface Shown {
  readonly lines: readonly string[];
  readonly cursor: { readonly row: number; readonly column: number };
}

export class RealPrompt {
  readonly #socket = `kleber-${process.pid}-${Math.random().toString(36).slice(2)}`;
  readonly #directory = mkdtempSync(join(tmpdir(), 'kleber-prompt-'));

  static async open(setting: PromptSetting): Promise<RealPrompt> {
    const prompt = new RealPrompt();
    await prompt.#open(setting);
    return prompt;
  }

  async #open({ columns, rows, startUp, files }: PromptSetting): Promise<void> {
    const home = join(this.#directory, 'home');
    mkdirSync(home);
    for (const name of files) {
      const path = join(home, name);
      mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
      if (!name.endsWith('/')) writeFileSync(path, '', { mode: name.startsWith('bin/') ? 0o755 : 0o644 });
    }
    // Ctrl-S is a key of ours, not the terminal's. A login shell has read /etc/profile before.
    writeFileSync(join(home, '.bash_profile'), `/usr/bin/stty -ixon\n${startUp}\n`);
    const environment = [`HOME=${home}`, 'TERM=screen', 'LANG=C.UTF-8', `PATH=${home}/bin`];
    const command = ['env', '-i', ...environment, '/usr/bin/bash', '-c', 'exec -a -bash /usr/bin/bash'];
    writeFileSync(
      join(this.#directory, 'tmux.conf'),
      'set -s escape-time 0\nset -g status off\nset -g history-limit 0\n',
    );
    await this.#tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), '-c', home, ...command);
    await this.#until(({ lines }) => lines.some((line) => line.startsWith('$')));
  }

  /** Presses one key after the other. */
  async type(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const bytes = [...new TextEncoder().encode(key)].map((byte) => byte.toString(16).padStart(2, '0'));
      await this.#tmux('send-keys', '-H', ...bytes);
    }
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  /** What is shown when nothing moves any more. */
  async shown(): Promise<Shown> {
    return this.#until(() => true);
  }

  async close(): Promise<void> {
    await this.#tmux('kill-server');
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #until(condition: (shown: Shown) => boolean): Promise<Shown> {
    const end = Date.now() + 10_000;
    let before = '';
    while (Date.now() < end) {
      const shown = await this.#capture();
      const text = JSON.stringify(shown);
      if (text === before && condition(shown)) return shown;
      before = text;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    throw new Error(`the real prompt does not come to rest: ${before}`);
  }

  async #capture(): Promise<Shown> {
    const text = await this.#tmux('capture-pane', '-p');
    const [row = 0, column = 0] = (await this.#tmux('display-message', '-p', '#{cursor_y} #{cursor_x}'))
      .split(' ')
      .map(Number);
    const lines = text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => line.trimEnd());
    return { lines, cursor: { row, column } };
  }

  async #tmux(...args: string[]): Promise<string> {
    const conf = join(this.#directory, 'tmux.conf');
    const { stdout } = await run('tmux', ['-u', '-L', this.#socket, '-f', conf, ...args]);
    return stdout;
  }
}
