/**
 * The shell at a prompt: reads a line, runs it, tells what became of jobs, and again. All that is about
 * editing a line is in command-reader.ts, which a page fetches with the first key.
 */
import type { CommandReader, TypedCommand } from './command-reader.ts';
import { executeReporting } from './execute.ts';
import { DiscardLine, Interrupted, ReturnFromSource } from './flow.ts';
import type { History } from './history.ts';
import { lateParts } from './late-part.ts';
import { Parser } from './parser.ts';
import { DEFAULT_PROMPTS, promptOf, promptText } from './prompt.ts';
import { parserOptions, reportSyntax, reportWarnings, runText, SYNTAX_STATUS } from './run-text.ts';
import type { Shell } from './shell.ts';
import { codeOf } from './shell.ts';
import { startUpFiles } from './start-up-files.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import { untilExit } from './subshell.ts';
import { beginEditing, endEditing } from './terminal-mode.ts';
import { ProcessEnded } from '../process.ts';
import type { OpenFile, TerminalDevice } from '../system.ts';

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

class InteractiveSession {
  readonly #shell: Shell;
  readonly #terminal: TerminalDevice | undefined;
  /** Comes with the first key, like all that is about lines. */
  #history: History | undefined;
  #reader: CommandReader | undefined;
  /** Ends of input in a row, for `set -o ignoreeof`. */
  #ends = 0;

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#terminal = shell.process.fds.get(0)?.terminal;
  }

  async begin(): Promise<void> {
    const shell = this.#shell;
    const { process, variables, options } = shell;
    shell.jobControl = this.#terminal !== undefined;
    options.history = options.histexpand = options.emacs = true;
    // Handlers, not `ignore`: what is ignored stays ignored in the commands that the shell starts.
    for (const signal of ['SIGTERM', 'SIGQUIT', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'] as const)
      shell.traps.usually(signal, () => {});
    shell.traps.usually('SIGINT', () => shell.interrupt());
    shell.traps.usually('SIGHUP', () => void this.#hangUp().catch(unlessEnded));
    if (this.#terminal !== undefined) this.#terminal.foreground = process.group;
    for (const [name, prompt] of Object.entries(DEFAULT_PROMPTS))
      if (variables.get(name) === undefined) variables.set(name, prompt);
    if (variables.get('HISTFILE') === undefined)
      variables.set('HISTFILE', `${variables.get('HOME') ?? ''}/.bash_history`);
    for (const path of startUpFiles(shell)) await this.#readFile(path);
    if (variables.get('HISTSIZE') === undefined) variables.set('HISTSIZE', '500');
    if (variables.get('HISTFILESIZE') === undefined) variables.set('HISTFILESIZE', variables.get('HISTSIZE') ?? '500');
  }

  /** @returns the status to leave with */
  async loop(): Promise<number> {
    const shell = this.#shell;
    for (;;) {
      await shell.jobs.notices();
      shell.settleInterrupt();
      const typed = await this.#readCommand();
      if (typed.kind === 'end') {
        const status = await this.#endOfInput();
        if (status !== undefined) return status;
        continue;
      }
      this.#ends = 0;
      if (typed.kind === 'time-out') return shell.status;
      if (typed.kind !== 'command') continue;
      const stillWarned = shell.warnedOfStopped;
      await this.#keepHistory();
      await this.#run(typed.text);
      if (stillWarned) shell.warnedOfStopped = false;
    }
  }

  async end(): Promise<void> {
    const file = this.#historyFile;
    if (file !== undefined && this.#shell.options.history) await this.#history?.save(this.#shell.process, file);
    const { jobs, login, shopts } = this.#shell;
    if (login && shopts.get('huponexit') === true) jobs.hangUp();
    jobs.endStopped();
  }

  /**
   * As `PROMPT_COMMAND='history -a'` would, which many set: a page may be reloaded at any time, and then its
   * shells end without a word.
   */
  async #keepHistory(): Promise<void> {
    const file = this.#historyFile;
    if (file === undefined || !this.#shell.options.history) return;
    try {
      await this.#history?.append(this.#shell.process, file);
    } catch (error) {
      codeOf(error); // bash(1): a history file that cannot be written is not saved, silently.
    }
  }

  /** Ctrl-D. @returns the status to leave with; undefined: the shell goes on */
  async #endOfInput(): Promise<number | undefined> {
    const shell = this.#shell;
    const patience = shell.variables.get('IGNOREEOF') ?? (shell.options.ignoreeof ? '10' : undefined);
    if (patience !== undefined && ++this.#ends <= (/^\d+$/.test(patience) ? Number(patience) : 10)) {
      await shell.print(`Use "${shell.login ? 'logout' : 'exit'}" to leave the shell.\n`, 2);
      return undefined;
    }
    const warned = shell.warnedOfStopped;
    await shell.builtin('exit')?.(shell, ['exit']);
    return shell.warnedOfStopped && !warned ? undefined : shell.status;
  }

  /** The window was closed: what was typed is kept. */
  async #hangUp(): Promise<void> {
    const { jobs, process } = this.#shell;
    jobs.hangUp();
    await this.end();
    process.onSignal('SIGHUP', 'default');
    process.kill(process.pid, 'SIGHUP');
  }

  /** undefined: HISTFILE was taken away, nothing is kept */
  get #historyFile(): string | undefined {
    const path = this.#shell.variables.get('HISTFILE');
    return path === '' ? undefined : path;
  }

  async #readFile(path: string): Promise<void> {
    const shell = this.#shell;
    await this.#guarded(async () => {
      shell.sources++;
      try {
        const text = new TextDecoder().decode(await shell.process.files.read(path));
        shell.status = await runText(shell, text, { name: path });
      } catch (error) {
        // `return` in such a file ends just it.
        if (!(error instanceof ReturnFromSource)) throw error;
      } finally {
        shell.sources--;
      }
    });
  }

  async #readCommand(): Promise<TypedCommand> {
    const shell = this.#shell;
    await this.#promptCommands();
    const prompt = await promptOf(shell, 'PS1');
    await beginEditing(shell);
    let typed: TypedCommand | undefined;
    try {
      typed = await this.#typedAt(prompt);
      return typed;
    } finally {
      await endEditing(shell, typed?.kind === 'end');
    }
  }

  /** The first prompt is shown without the editor: that comes when somebody types. */
  async #typedAt(prompt: string): Promise<TypedCommand> {
    if (this.#reader !== undefined) return this.#reader.read(prompt);
    await this.#shell.print(prompt.replace(/[\x01\x02]/g, ''), 2);
    this.#reader = await this.#fetchReader();
    return this.#reader?.read(prompt, { shown: true }) ?? { kind: 'end' };
  }

  /** @returns undefined at the end of input */
  async #fetchReader(): Promise<CommandReader | undefined> {
    const shell = this.#shell;
    for (;;) {
      const input = shell.process.fds.get(0);
      if (input === undefined) return undefined;
      await somethingTyped(shell, input);
      try {
        const { CommandReader, historyOf } = await lateParts(shell);
        const history = historyOf(shell);
        if (history === undefined) throw new Error('only an interactive shell reads keys');
        return new CommandReader(shell, await this.#loaded(history));
      } catch (error) {
        // What was typed is spent on this: the next key tries again.
        await input.read(65_536);
        await shell.print(`\nThis page could not fetch the shell's line editor (${String(error)}).\n`, 2);
        await shell.print('Press a key to try again, or reload the page.\n', 2);
      }
    }
  }

  async #loaded(history: History): Promise<History> {
    const shell = this.#shell;
    this.#history = history;
    const file = this.#historyFile;
    if (file !== undefined) await history.load(shell.process, file);
    return history;
  }

  /** PROMPT_COMMAND, or each of its elements. `$?` is as the last command left it. */
  async #promptCommands(): Promise<void> {
    const shell = this.#shell;
    const { status, pipeStatus, lastArgument } = shell;
    for (const command of shell.variables.values('PROMPT_COMMAND')) {
      await this.#guarded(async () => void (await runText(shell, command, { name: 'PROMPT_COMMAND' })));
      shell.status = status;
    }
    shell.pipeStatus = pipeStatus;
    shell.lastArgument = lastArgument;
  }

  async #run(text: string): Promise<void> {
    const shell = this.#shell;
    const between = shell.variables.get('PS0');
    if (between !== undefined && between !== '')
      await shell.print((await promptText(shell, between)).replace(/[\x01\x02]/g, ''), 2);
    await this.#guarded(async () => {
      const parser = new Parser(text, parserOptions(shell));
      for (let list = parser.line(); list !== undefined; list = parser.line()) {
        await reportWarnings(shell, parser);
        shell.commandNumber++;
        await executeReporting(shell, list);
      }
    }, text);
    shell.loops = 0;
    shell.conditions = 0;
    const { terminal } = shell.process;
    if (terminal !== undefined && shell.shopts.get('checkwinsize') === true) {
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
      } else if (error instanceof DiscardLine || error instanceof ReturnFromSource) {
        shell.status = error.status;
      } else {
        throw error;
      }
    }
  }
}

/** Waits for a key, or the end of input. Signals that are handled meanwhile change nothing. */
const somethingTyped = async (shell: Shell, input: OpenFile): Promise<void> => {
  for (;;) {
    try {
      await input.readable();
      return;
    } catch (error) {
      if (codeOf(error) !== 'EINTR') throw error;
      if (shell.interrupted) return;
      await shell.traps.run();
    }
  }
};
