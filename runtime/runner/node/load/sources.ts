/** One file of the program, as it runs. */
export interface Source {
  /** As stacks name it: `file:///home/pi/led.ts`, of CommonJS `/home/pi/led.cjs`. */
  readonly name: string;
  readonly path: string;
  /** Lines and columns are those of the file; types are blanks. */
  readonly code: string;
  /** Where what runs is longer or shorter than `code`, in the order of the lines and columns of what runs. */
  readonly edits: readonly Edit[];
}

/** From this column of what runs on, its line is `longer` columns to the right. Both from 1. */
export interface Edit {
  readonly line: number;
  readonly column: number;
  readonly longer: number;
}

/** What has been loaded, by the names that stacks have for it. */
export class Sources {
  readonly #named = new Map<string, Source>();

  add(source: Source): void {
    this.#named.set(source.name, source);
  }

  named(name: string): Source | undefined {
    return this.#named.get(name);
  }

  /** @param line from 1 */
  line(name: string, line: number): string {
    return this.#named.get(name)?.code.split('\n')[line - 1] ?? '';
  }
}

/** The column in the file. @param column in what runs */
export function columnOf({ edits }: Source, line: number, column: number): number {
  const before = edits.filter((edit) => edit.line === line && edit.column <= column);
  return Math.max(1, column - before.reduce((sum, { longer }) => sum + longer, 0));
}
