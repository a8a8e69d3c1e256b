/**
 * Reads one whole command at a prompt, of as many lines as it takes: what was typed on a phone is made
 * plain, `!` is expanded, and history remembers it.
 */
import { completeLine } from './complete/complete-line.ts';
import type { History } from './history.ts';
import { expandHistory, HistoryProblem } from './history-expansion.ts';
import type { Events } from './history-expansion.ts';
import { joinedLines } from './joined-lines.ts';
import { Parser } from './parser.ts';
import { plainQuotes, plainQuotesNote } from './plain-quotes.ts';
import type { OpenQuote } from './plain-quotes.ts';
import { promptOf } from './prompt.ts';
import { LineEditor } from './readline/line-editor.ts';
import type { EditedLine } from './readline/line-editor.ts';
import { parserOptions, reportSyntax, SYNTAX_STATUS } from './run-text.ts';
import type { Shell } from './shell.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import { TerminalKeys } from './terminal-keys.ts';

/** `nothing`: it was given up, or is not to be run. `time-out`: TMOUT has passed. */
export type TypedCommand =
  { readonly kind: 'command'; readonly text: string } | { readonly kind: 'nothing' | 'end' | 'time-out' };

const NOTHING: TypedCommand = { kind: 'nothing' };

export class CommandReader {
  readonly #shell: Shell;
  readonly #history: History;
  readonly #editor: LineEditor;
  readonly #keys: TerminalKeys;
  /** What is turned plain was said once. */
  #noted = false;

  constructor(shell: Shell, history: History) {
    this.#shell = shell;
    this.#history = history;
    this.#keys = new TerminalKeys(shell);
    const terminal = shell.process.fds.get(0)?.terminal;
    this.#editor = new LineEditor({
      screen: {
        write: (text) => shell.print(text, 2),
        get columns() {
          return terminal?.columns ?? 80;
        },
        get rows() {
          return terminal?.rows ?? 24;
        },
      },
      complete: (line, cursor, kind) => completeLine(shell, line, cursor, kind),
      expandHistory: (line) => {
        try {
          return expandHistory(line, history).text;
        } catch (error) {
          if (error instanceof HistoryProblem) return undefined;
          throw error;
        }
      },
    });
  }

  /** @param options.shown the prompt stands on the screen already */
  async read(prompt: string, options: { shown?: boolean } = {}): Promise<TypedCommand> {
    let text = '';
    let open: OpenQuote | undefined;
    let kept = false;
    this.#history.holdsCurrent = false;
    for (;;) {
      const edited = await this.#edit(
        text === '' ? prompt : await promptOf(this.#shell, 'PS2'),
        options.shown === true && text === '',
      );
      if (edited.kind !== 'line') return this.#ended(edited, text);
      const plain = plainQuotes(edited.text, open);
      if (plain.changed.size > 0) await this.#note(plain.changed);
      const line = await this.#expanded(plain.text, text);
      if (line === undefined) return NOTHING;
      if (this.#shell.options.verbose) await this.#shell.print(`${line}\n`, 2);
      open = plain.open;
      const first = text === '';
      text += `${line}\n`;
      if (first) kept = this.#remember(line);
      else if (kept) this.#remember(line, text);
      this.#history.holdsCurrent = kept;
      if (!this.#isUnfinished(text)) return { kind: 'command', text };
    }
  }

  async #edit(prompt: string, shown: boolean): Promise<EditedLine> {
    const history = this.#history;
    const first = history.first;
    const entries = history.entries.map(({ line }) => line);
    const edited = await this.#editor.edit({ prompt, keys: this.#keys.next, history: entries, shown });
    for (const [index, line] of this.#editor.edits) history.replace(first + index, line, 'edited');
    return edited;
  }

  async #ended({ kind }: EditedLine, text: string): Promise<TypedCommand> {
    if (this.#keys.timedOut) {
      await this.#shell.print('\x07timed out waiting for input: auto-logout\n', 2);
      return { kind: 'time-out' };
    }
    if (kind === 'interrupt') this.#shell.status = 130;
    else if (text === '') return { kind: 'end' };
    else await this.#complainOfEnd(text);
    return NOTHING;
  }

  /** @returns the line with `!` expanded; undefined: it is not to be run */
  async #expanded(line: string, before: string): Promise<string | undefined> {
    const shell = this.#shell;
    if (!shell.options.histexpand) return line;
    try {
      const { text, changed, onlyShown } = expandHistory(line, this.#events(before), before);
      if (changed) await shell.print(`${text}\n`, 2);
      if (!onlyShown) return text;
      this.#remember(text);
      return undefined;
    } catch (error) {
      if (!(error instanceof HistoryProblem)) throw error;
      await shell.complain(error.message);
      return undefined;
    }
  }

  /** What `!` may mean. The command that is being typed is none of it, though its first lines are remembered already. */
  #events(before: string): Events {
    const { entries } = this.#history;
    return {
      entries: before === '' ? entries : entries.slice(0, -1),
      at: (number) => this.#history.at(number),
    };
  }

  /** @param whole the command so far, when this line goes on with it. @returns whether history has it */
  #remember(line: string, whole?: string): boolean {
    const { options, shopts } = this.#shell;
    if (!options.history) return false;
    if (whole === undefined || shopts.get('cmdhist') !== true) return this.#history.add(line);
    const joined = shopts.get('lithist') === true ? whole.slice(0, -1) : joinedLines(whole);
    this.#history.replace(this.#history.next - 1, joined);
    return true;
  }

  async #note(changed: ReadonlySet<'quotes' | 'dashes'>): Promise<void> {
    if (this.#noted) return;
    this.#noted = true;
    await this.#shell.print(`${plainQuotesNote(changed)}\n`, 2);
  }

  #isUnfinished(text: string): boolean {
    try {
      const parser = new Parser(text, { ...parserOptions(this.#shell), open: true });
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
      new Parser(text, parserOptions(this.#shell)).line();
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      await reportSyntax(this.#shell, error, text);
    }
    this.#shell.status = SYNTAX_STATUS;
  }
}
