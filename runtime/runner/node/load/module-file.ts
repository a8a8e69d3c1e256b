import type { Format } from './format.ts';
import type { ModuleSyntax } from './module-syntax.ts';
import type { Source } from './sources.ts';

/** A file of the program that has been read. */
export interface ModuleFile {
  readonly path: string;
  /** `file:///home/pi/led.ts` */
  readonly url: string;
  readonly format: Format;
  /** Without types. */
  readonly code: string;
  /** As stacks name it. */
  readonly name: string;
  /** Of an ES module that can be compiled. */
  readonly syntax: ModuleSyntax | undefined;
}

export const sourceOf = ({ name, path, code }: ModuleFile, edits: Source['edits']): Source => ({
  name,
  path,
  code,
  edits,
});
