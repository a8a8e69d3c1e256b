/**
 * A window of the page: keys in, text out. Behind it an SSH session from the presenter's laptop,
 * which logs in as `pi` and shows what comes. When the shell ends, the window says so; Enter logs
 * in anew.
 */
import type { Cause, TerminalId } from '#runtime/events/event.ts';
import { SystemError } from '#runtime/ports.ts';
import { strerror } from './error-text.ts';
import type { Kernel } from './kernel/kernel.ts';
import { lastLoginLine, loginEnvironment } from './login.ts';
import type { PowerState } from './power.ts';
import type { PiProgram } from './system.ts';
import { Tty } from './tty/tty.ts';

/** Where the windows connect from: the laptop that shows the page. */
const LAPTOP = '192.168.1.2';

const AGAIN = 'Press Enter to log in again.\r\n';

export interface LoginShell {
  readonly run: string | PiProgram;
  readonly argv: readonly string[];
}

/** The leading `-` is how login(1) tells a shell that it is one; bash takes `-l` for the same. */
export const LOGIN_SHELL: LoginShell = { run: '/usr/bin/bash', argv: ['-bash', '-l'] };

export interface TerminalOptions {
  readonly id: TerminalId;
  readonly kernel: Kernel;
  readonly by: Cause;
  readonly columns: number;
  readonly rows: number;
  readonly user: string;
  readonly shell: LoginShell;
}

export class Terminal {
  readonly id: TerminalId;
  readonly #options: TerminalOptions;
  #output: ((text: string) => void) | undefined;
  /** What came before anybody listened. */
  #early = '';
  #columns: number;
  #rows: number;
  #tty: Tty | undefined;
  #isClosed = false;
  /** Why the session ended, when the machine ended it. */
  #isCutOff = false;

  constructor(options: TerminalOptions) {
    this.id = options.id;
    this.#options = options;
    this.#columns = options.columns;
    this.#rows = options.rows;
    this.#logIn();
  }

  /** What is to be shown: text and the control sequences of an xterm. */
  get output(): (text: string) => void {
    return this.#output ?? (() => {});
  }

  set output(output: (text: string) => void) {
    this.#output = output;
    const early = this.#early;
    this.#early = '';
    if (early !== '') output(early);
  }

  /** Keys, as an xterm sends them: Enter is `\r`. */
  input(text: string): void {
    if (this.#isClosed) return;
    const { kernel, by } = this.#options;
    kernel.append(by, { kind: 'keys', terminal: this.id, text });
    if (this.#tty !== undefined) this.#tty.input(text);
    else if (/[\r\n]/.test(text)) this.#enter();
  }

  /** The machine goes down, or comes up. */
  powerChanged(state: PowerState): void {
    if (state === 'stopping') this.#isCutOff = true;
  }

  /** Enter where nobody is logged in: ssh once more, or the plug. */
  #enter(): void {
    const { kernel } = this.#options;
    const { power, hostname } = kernel;
    if (power.state === 'up') return this.#logIn();
    if (power.state === 'off') {
      power.switchOn();
      return this.#show(`You pull the plug of ${hostname} and put it in again. It starts.\r\n${AGAIN}`);
    }
    const reason = power.state === 'stopping' ? 'ECONNREFUSED' : 'EHOSTUNREACH';
    this.#show(`ssh: connect to host ${hostname} port 22: ${strerror(reason)}\r\n${AGAIN}`);
  }

  resize(columns: number, rows: number): void {
    if (this.#isClosed || (columns === this.#columns && rows === this.#rows)) return;
    this.#columns = columns;
    this.#rows = rows;
    const { kernel, by } = this.#options;
    kernel.append(by, { kind: 'resize', terminal: this.id, columns, rows });
    this.#tty?.resize(columns, rows);
  }

  /** The screen has drawn that many UTF-16 units of `output`: writers that wait may go on. */
  drawn(units: number): void {
    this.#tty?.drawn(units);
  }

  /** The window is closed for good: its session is hung up. */
  close(): void {
    this.#isClosed = true;
    this.#tty?.hangUp();
    this.#tty = undefined;
  }

  #show(text: string): void {
    if (this.#output === undefined) this.#early += text;
    else this.#output(text);
  }

  #logIn(): void {
    this.#isCutOff = false;
    const { kernel, user, shell, by } = this.#options;
    const tty = new Tty({
      id: this.id,
      kernel,
      number: Number(this.id.slice(this.id.indexOf('#') + 1)) - 1,
      columns: this.#columns,
      rows: this.#rows,
      output: (text) => {
        if (this.#tty === tty) this.#show(text);
      },
    });
    this.#tty = tty;
    this.#show(`${lastLoginLine(kernel.lastLogin, LAPTOP)}\r\n`);
    kernel.lastLogin = kernel.clock.now();
    const env = loginEnvironment(user, true, kernel.environment);
    const descriptors = new Map([0, 1, 2].map((number) => [number, tty.description] as const));
    try {
      const task = kernel.start({
        run: shell.run,
        argv: shell.argv,
        env: { ...env, SSH_CONNECTION: `${LAPTOP} 50022 ${kernel.lan.address} 22`, SSH_TTY: tty.name },
        cwd: env['HOME'] ?? '/',
        user,
        by,
        parent: kernel.init,
        group: 'session',
        terminal: tty,
        descriptors,
        ignore: [],
      });
      void kernel.exitOf(task).then(() => this.#loggedOut(tty));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      this.#show(`${String(shell.run)}: ${strerror(error.code)}\r\n`);
      this.#loggedOut(tty);
    }
  }

  #loggedOut(tty: Tty): void {
    if (this.#tty !== tty) return;
    tty.hangUp();
    this.#tty = undefined;
    const { kernel } = this.#options;
    if (this.#isCutOff) this.#show(`Connection to ${kernel.hostname} closed by remote host.\r\n`);
    this.#show(`Connection to ${kernel.hostname} closed.\r\n${AGAIN}`);
  }
}
