import type { OptionScope, Reading } from './reading.ts';

export type OptionKind = 'boolean' | 'integer' | 'text' | 'file' | 'directory' | 'choice' | 'duration' | 'words';

export type OptionUnit = 'seconds' | 'bytes' | 'messages' | 'clients' | 'aliases';

/**
 * One option of mosquitto.conf(5): what the parser, an editor and the manual page need of it. What it is for,
 * in words, is in `option-texts.en.ts` and `option-texts.de.ts`, by its name.
 */
export interface ConfigOption {
  readonly name: string;
  /** Other names of the same option. */
  readonly aliases?: readonly string[];
  readonly kind: OptionKind;
  readonly scope: OptionScope;
  /** What stands behind the name: `true|false`, `PORT [ADDRESS]`. */
  readonly value: string;
  /** As it would be written; absent: none. */
  readonly default?: string;
  readonly unit?: OptionUnit;
  /** Of an integer: the values that are taken. */
  readonly range?: { readonly min: number; readonly max?: number };
  /** The words that are taken. */
  readonly choices?: readonly string[];
  /** Several lines of it add up. Otherwise the last one counts, or the second one is wrong. */
  readonly repeatable?: true;
  /** Whether a changed line counts when the broker reads its file again, at SIGHUP. */
  readonly reloaded: boolean;
  /** Mosquitto says that it will go away. */
  readonly deprecated?: true;
  /** Why this broker cannot do it, and what to do instead. Absent: it can. */
  readonly refused?: string;
  /** Why it cannot do one value of several, by that value. */
  readonly refusedValues?: Readonly<Record<string, string>>;
  /**
   * Takes the value over.
   * @param rest what follows the one space behind the name
   * @param name by which of its names it is called
   * @throws ConfigError
   */
  readonly take: (reading: Reading, rest: string, name: string) => void;
  /** What happens instead when the file is read again, of an option that is not `reloaded`. Absent: nothing. */
  readonly again?: (reading: Reading, rest: string) => void;
}

/** The words of a value, as strtok(3) finds them. */
export const wordsOf = (rest: string): string[] => rest.split(' ').filter((word) => word !== '');
