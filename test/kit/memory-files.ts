import type { Files } from '#runtime/pi/process.ts';
import { SystemError } from '#runtime/ports.ts';

/** Files of a program that runs in memory: text by path, to be looked at and changed by a test. */
export class MemoryFiles implements Files {
  readonly contents = new Map<string, Uint8Array>();
  /** Mode that a file was made with, if any was named. */
  readonly modes = new Map<string, number>();
  /** Paths that cannot be written to. */
  readonly full = new Set<string>();

  constructor(contents: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(contents)) this.put(path, text);
  }

  put(path: string, text: string): void {
    this.contents.set(path, new TextEncoder().encode(text));
  }

  text(path: string): string | undefined {
    const bytes = this.contents.get(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }

  async read(path: string): Promise<Uint8Array> {
    return this.#found(path);
  }

  async write(
    path: string,
    data: Uint8Array | string,
    options: { append?: boolean; mode?: number } = {},
  ): Promise<void> {
    if (this.full.has(path)) throw new SystemError('ENOSPC', path);
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
    const before = options.append === true ? (this.contents.get(path) ?? new Uint8Array()) : new Uint8Array();
    if (options.mode !== undefined) this.modes.set(path, options.mode);
    this.contents.set(path, Uint8Array.from([...before, ...bytes]));
  }

  async remove(path: string): Promise<void> {
    this.#found(path);
    this.contents.delete(path);
  }

  async rename(from: string, to: string): Promise<void> {
    this.contents.set(to, this.#found(from));
    this.contents.delete(from);
  }

  async list(path: string): Promise<string[]> {
    const below = [...this.contents.keys()].filter((name) => name.startsWith(`${path}/`));
    if (below.length === 0) throw new SystemError('ENOENT', path);
    return below.map((name) => name.slice(path.length + 1)).sort();
  }

  #found(path: string): Uint8Array {
    const content = this.contents.get(path);
    if (content === undefined) throw new SystemError('ENOENT', path);
    return content;
  }
}
