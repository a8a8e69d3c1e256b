import type { Files } from '#runtime/pi/process.ts';
import { SystemError } from '#runtime/ports.ts';

/** Files in one flat directory, which can be looked at and made to fail. */
export class FilesInMemory implements Files {
  readonly content = new Map<string, Uint8Array>();
  /** What the next write fails with, and after how many of its bytes. */
  broken: { readonly error: SystemError; readonly after: number } | undefined;

  read(path: string): Promise<Uint8Array> {
    const bytes = this.content.get(path);
    return bytes === undefined ? Promise.reject(new SystemError('ENOENT', path)) : Promise.resolve(bytes.slice());
  }

  write(path: string, data: Uint8Array | string, { append = false }: { append?: boolean } = {}): Promise<void> {
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
    const { broken } = this;
    const before = append ? (this.content.get(path) ?? new Uint8Array(0)) : new Uint8Array(0);
    const written = broken === undefined ? bytes : bytes.subarray(0, broken.after);
    const after = new Uint8Array(before.length + written.length);
    after.set(before);
    after.set(written, before.length);
    this.content.set(path, after);
    return broken === undefined ? Promise.resolve() : Promise.reject(broken.error);
  }

  remove(path: string): Promise<void> {
    this.content.delete(path);
    return Promise.resolve();
  }

  async rename(from: string, to: string): Promise<void> {
    this.content.set(to, await this.read(from));
    this.content.delete(from);
  }

  list(): readonly string[] {
    return [...this.content.keys()].sort();
  }
}
