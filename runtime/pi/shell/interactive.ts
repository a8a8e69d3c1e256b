/** The shell at a prompt: reads a line, runs it, tells what became of jobs, and again. */
import { completeLine } from './complete.ts';
import { executeReporting } from './execute.ts';
import { ExitShell, Interrupted, ReturnFromSource } from './flow.ts';
import { History } from './history.ts';
import { Parser } from './parser.ts';
import { plainQuotes, plainQuotesNote } from './plain-quotes.ts';
import type { OpenQuote } from './plain-quotes.ts';
import { expandPrompt, PS1, PS2 } from './prompt.ts';
import { KeyDecoder } from './readline/keys.ts';
import type { Key } from './readline/keys.ts';
import { LineEditor } from './readline/line-editor.ts';
import type { EditedLine } from './readline/line-editor.ts';
import { reportSyntax, reportWarnings, runText, SYNTAX_STATUS } from './run-text.ts';
import type { Shell } from './shell.ts';
import { codeOf } from './shell.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import { untilExit } from './subshell.ts';
import { ProcessEnded } from '../process.ts';
import type { TerminalDevice } from '../system.ts';

export const runInteractively = async (shell: Shell): Promise<number> => {
  const session = new InteractiveSession(shell);
  await session.begin();
  const status = await untilExit(shell, () => session.loop());
  await session.end();
  return status;
};

/** The end of the window's input may have ended the shell first. */
const unlessEnded = (error: unknown): void => {
  if (!(error instanceof ProcessEnded)) throw error;
};

const RAW = { canonical: false, echo: false, signals: false } as const;

class InteractiveSession {
  readonly #shell: Shell;
  readonly #terminal: TerminalDevice | undefined;
  readonly #history: History;
  readonly #editor: LineEditor;
  readonly #decoder = new KeyDecoder();
  #keys: Key[] = [];
  #noted = false;

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#history = new History({
      variable: (name) => shell.parameter(name),
      now: () => shell.process.clock.now(),
    });
    this.#terminal = shell.process.fds.get(0)?.terminal;
    const terminal = this.#terminal;
    this.#editor = new LineEditor({
      screen: {
        write: (text) => shell.print(text, 2),
        get columns() {
          return terminal?.columns ?? 80;
        },
      },
      complete: (line, cursor) => completeLine(shell, line, cursor),
    });
  }

  async begin(): Promise<void> {
    const shell = this.#shell;
    const { process, variables } = shell;
    shell.jobControl = this.#terminal !== undefined;
    shell.history = this.#history;
    // Handlers, not `ignore`: what is ignored stays ignored in the commands that the shell starts.
    for (const signal of ['SIGTERM', 'SIGQUIT', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'] as const)
      process.onSignal(signal, () => {});
    process.onSignal('SIGINT', () => shell.interrupt());
    process.onSignal('SIGHUP', () => void this.#hangUp().catch(unlessEnded));
    if (this.#terminal !== undefined) this.#terminal.foreground = process.group;
    if (variables.get('PS1') === undefined) variables.set('PS1', PS1);
    if (variables.get('PS2') === undefined) variables.set('PS2', PS2);
    if (variables.get('HISTFILE') === undefined) variables.set('HISTFILE', this.#historyFile);
    await this.#startUpFiles();
    if (variables.get('HISTSIZE') === undefined) variables.set('HISTSIZE', '500');
    if (variables.get('HISTFILESIZE') === undefined) variables.set('HISTFILESIZE', variables.get('HISTSIZE') ?? '500');
    await this.#history.load(process, this.#historyFile);
  }

  /** @returns the status to leave with */
  async loop(): Promise<number> {
    const shell = this.#shell;
    for (;;) {
      await shell.jobs.notices();
      shell.settleInterrupt();
      const typed = await this.#readCommand();
      if (typed === undefined) {
        const leaving = shell.setting.builtins.get('exit');
        const warned = shell.warnedOfStopped;
        await leaving?.(shell, ['exit']);
        if (shell.warnedOfStopped && !warned) continue;
        return shell.status;
      }
      const stillWarned = shell.warnedOfStopped;
      await this.#run(typed);
      if (stillWarned) shell.warnedOfStopped = false;
    }
  }

  async end(): Promise<void> {
    await this.#history.save(this.#shell.process, this.#historyFile);
    this.#hangUpJobs();
  }

  /** The window was closed: what was typed is kept. */
  async #hangUp(): Promise<void> {
    const { process } = this.#shell;
    await this.end();
    process.onSignal('SIGHUP', 'default');
    process.kill(process.pid, 'SIGHUP');
  }

  /** Stopped jobs of a shell that ends would never go on. */
  #hangUpJobs(): void {
    for (const job of this.#shell.jobs.all) {
      if (job.state !== 'stopped' || job.group === undefined) continue;
      this.#shell.process.kill(-job.group, 'SIGHUP');
      this.#shell.process.kill(-job.group, 'SIGCONT');
    }
  }

  get #historyFile(): string {
    const { variables } = this.#shell;
    return variables.get('HISTFILE') ?? `${variables.get('HOME') ?? ''}/.bash_history`;
  }

  /** bash(1), INVOCATION: a login shell reads the first of its profiles, any other ~/.bashrc. */
  async #startUpFiles(): Promise<void> {
    const shell = this.#shell;
    const home = shell.variables.get('HOME') ?? '';
    const profiles = ['.bash_profile', '.bash_login', '.profile'].map((name) => `${home}/${name}`);
    const isFile = (path: string): boolean => {
      try {
        return shell.process.fs.stat(path).kind === 'file';
      } catch (error) {
        codeOf(error);
        return false;
      }
    };
    const first = (shell.login ? profiles : [`${home}/.bashrc`]).find(isFile);
    if (first === undefined) return;
    await this.#guarded(async () => {
      shell.sources++;
      try {
        const text = new TextDecoder().decode(await shell.process.files.read(first));
        shell.status = await runText(shell, text, { name: first });
      } finally {
        shell.sources--;
      }
    });
  }

  /** One whole command, of as many lines as it takes. undefined: the end of input */
  async #readCommand(): Promise<string | undefined> {
    let text = '';
    let open: OpenQuote | undefined;
    for (;;) {
      const edited = await this.#readLine(text === '' ? 'PS1' : 'PS2');
      if (edited.kind !== 'line') {
        if (edited.kind === 'interrupt') this.#shell.status = 130;
        else if (text === '') return undefined;
        else await this.#complainOfEnd(text);
        return '';
      }
      const plain = plainQuotes(edited.text, open);
      open = plain.open;
      text += `${plain.text}\n`;
      if (plain.changed.size > 0 && !this.#noted) {
        this.#noted = true;
        await this.#shell.print(`${plainQuotesNote(plain.changed)}\n`, 2);
      }
      if (!this.#isUnfinished(text)) break;
    }
    this.#history.add(text.slice(0, -1));
    return text;
  }

  #isUnfinished(text: string): boolean {
    try {
      const parser = new Parser(text, { open: true, aliases: this.#shell.aliases });
      while (parser.line() !== undefined);
      return false;
    } catch (error) {
      if (error instanceof SyntaxProblem) return error.kind === 'unfinished';
      throw error;
    }
  }

  /** Ctrl-D at `> `. */
  async #complainOfEnd(text: string): Promise<void> {
    await this.#shell.print('\n', 2);
    try {
      new Parser(text).line();
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      await reportSyntax(this.#shell, error, text);
    }
    this.#shell.status = SYNTAX_STATUS;
  }

  async #readLine(prompt: 'PS1' | 'PS2'): Promise<EditedLine> {
    const shell = this.#shell;
    const terminal = this.#terminal;
    const cooked = terminal?.mode;
    if (terminal !== undefined) terminal.mode = RAW;
    try {
      const shown = expandPrompt(shell.variables.get(prompt) ?? '', shell);
      const above = shown.lastIndexOf('\n') + 1;
      if (above > 0) await shell.print(shown.slice(0, above), 2);
      return await this.#editor.edit(
        shown.slice(above),
        () => this.#nextKey(),
        this.#history.entries.map(({ line }) => line),
      );
    } finally {
      if (terminal !== undefined && cooked !== undefined) terminal.mode = cooked;
    }
  }

  /** Byte by byte: what was typed or pasted behind this line is left to the command that the line runs. */
  async #nextKey(): Promise<Key | null> {
    for (;;) {
      const key = this.#keys.shift();
      if (key !== undefined) return key;
      const input = this.#shell.process.fds.get(0);
      const byte = input === undefined ? undefined : await this.#shell.readByte(input);
      if (byte === undefined) return null;
      const bytes = new Uint8Array([byte]);
      this.#keys = this.#decoder.keys(bytes);
    }
  }

  async #run(text: string): Promise<void> {
    const shell = this.#shell;
    await this.#guarded(async () => {
      const parser = new Parser(text, { aliases: shell.aliases });
      for (let list = parser.line(); list !== undefined; list = parser.line()) {
        await reportWarnings(shell, parser);
        await executeReporting(shell, list);
      }
    }, text);
    shell.loops = 0;
    shell.conditions = 0;
    const { terminal } = shell.process;
    if (terminal !== undefined) {
      shell.variables.set('COLUMNS', String(terminal.columns));
      shell.variables.set('LINES', String(terminal.rows));
    }
  }

  async #guarded(run: () => Promise<void>, text = ''): Promise<void> {
    const shell = this.#shell;
    try {
      await run();
    } catch (error) {
      if (error instanceof SyntaxProblem) {
        await reportSyntax(shell, error, text);
        shell.status = SYNTAX_STATUS;
      } else if (error instanceof Interrupted) {
        shell.status = error.status;
        if (shell.interrupted) await shell.print('\n', 2);
      } else if (error instanceof ReturnFromSource) {
        shell.status = error.status;
      } else if (error instanceof ExitShell) {
        throw error;
      } else {
        throw error;
      }
    }
  }
}
