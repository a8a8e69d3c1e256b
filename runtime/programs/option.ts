import { UsageError, valueError } from './usage-error.ts';
import type { Settings, ToolName } from './settings.ts';

/**
 * One option of the mosquitto_* programs. All options stand in one table (`options.ts`), which the
 * parser, the completion of the terminal and, for each program, the answer "unknown option" read.
 */
export interface Option {
  /** `['-h', '--host']` */
  readonly names: readonly string[];
  /** Programs that have it; absent: all. */
  readonly tools?: readonly ToolName[];
  /**
   * Present when a value follows: what Mosquitto says when none does, after `-h argument given but `.
   * It names the first of `names`, whichever was written.
   */
  readonly missing?: string;
  /** The name in that sentence, where it is not the first. */
  readonly called?: string;
  /** @throws UsageError */
  readonly set?: (settings: Settings, value: string) => void;
  /**
   * Instead of `set`, for an option that decides itself how many words belong to it.
   * @param words what follows it, to the end of the command line
   * @returns how many of them it took
   * @throws UsageError
   */
  readonly take?: (settings: Settings, words: readonly string[]) => number;
}

/** `--help` or `--version` was asked for: printed on standard output, exit status 1. */
export class HelpRequest extends Error {
  override readonly name = 'HelpRequest';
  readonly what: 'help' | 'version';

  constructor(what: 'help' | 'version') {
    super(what);
    this.what = what;
  }
}

/**
 * Reads words into settings.
 * @param words as a shell leaves them, without the program's name
 * @throws UsageError, HelpRequest
 */
export function parseOptions(options: readonly Option[], words: readonly string[], settings: Settings): void {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const option = findOption(options, word, settings.tool);
    if (option === undefined) throw new UsageError(`Error: Unknown option '${word}'.\n`);
    if (option.take !== undefined) {
      at += option.take(settings, words.slice(at + 1));
      continue;
    }
    if (option.missing === undefined) {
      option.set?.(settings, '');
      continue;
    }
    // Mosquitto looks at what came before it looks for a value: `-m x -m` is one message too many.
    if (at + 1 >= words.length) {
      if (isMessage(option) && settings.source !== undefined) option.set?.(settings, '');
      throw valueError(`${option.called ?? option.names[0]} argument given but ${option.missing}.`);
    }
    at++;
    option.set?.(settings, words[at] ?? '');
  }
}

export function findOption(options: readonly Option[], word: string, tool: ToolName): Option | undefined {
  return options.find((option) => option.names.includes(word) && isOptionOf(option, tool));
}

export const isOptionOf = ({ tools }: Option, tool: ToolName): boolean => tools?.includes(tool) ?? true;

const isMessage = (option: Option): boolean => option.names[0] === '-m' || option.names[0] === '-f';
