import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Running } from './machine.ts';
import { shownBytes } from './machine.ts';

/** A command in a shell, in a process group of its own, with all that it printed so far. */
export class ShellProcess implements Running {
  readonly command: string;
  readonly #child: ChildProcess;
  readonly #output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  readonly #ended: Promise<void>;
  #exit: number | 'running' = 'running';

  /** @param stdin text, then the end of the input; `open`: to be written later; absent: an empty input */
  constructor(command: string, cwd: string, env: NodeJS.ProcessEnv, stdin?: string) {
    this.command = command;
    const input = stdin === undefined ? 'ignore' : 'pipe';
    this.#child = spawn('bash', ['-c', command], { cwd, env, detached: true, stdio: [input, 'pipe', 'pipe'] });
    for (const stream of ['stdout', 'stderr'] as const) {
      this.#child[stream]?.on('data', (bytes: Buffer) => this.#output[stream].push(bytes));
    }
    // Whoever writes to a process that has ended notices at the end of the case.
    this.#child.stdin?.on('error', () => undefined);
    this.#ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('exit', (code, signal) => {
        this.#exit = code ?? 128 + constants.signals[signal ?? 'SIGKILL'];
        // Output may be on its way, and a grandchild may hold the pipe open.
        const late = setTimeout(resolve, 3000);
        this.#child.once('close', () => {
          clearTimeout(late);
          resolve();
        });
      });
    });
    this.#ended.catch(() => undefined);
    if (stdin !== undefined && stdin !== 'open') {
      this.write(stdin);
      this.close();
    }
  }

  get exit(): number | 'running' {
    return this.#exit;
  }

  write(text: string): void {
    this.#child.stdin?.write(text);
  }

  close(): void {
    this.#child.stdin?.end();
  }

  signal(signal: NodeJS.Signals): void {
    if (this.#child.pid === undefined || this.#exit !== 'running') return;
    try {
      process.kill(-this.#child.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  text(stream: 'stdout' | 'stderr'): string {
    return shownBytes(this.bytes(stream));
  }

  bytes(stream: 'stdout' | 'stderr'): Buffer {
    return Buffer.concat(this.#output[stream]);
  }

  /** @returns whether it ended within `ms` */
  async wait(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
    const ended = await Promise.race([this.#ended.then(() => true), timeout]);
    clearTimeout(timer);
    return ended;
  }
}
