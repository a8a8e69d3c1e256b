/** node:fs/promises */
import type { NodeContext } from '../../node-context.ts';
import { CONSTANTS, optionsArgument } from './arguments.ts';
import { fileStreams } from './streams.ts';
import type { SyncFunctions } from './sync.ts';
import { watchIterator } from './watch.ts';

export function promiseFunctions(here: NodeContext, sync: SyncFunctions): Record<string, unknown> {
  const { loop } = here;
  const later = <Result>(
    run: () => Result,
    signal?: { readonly aborted: boolean; readonly reason: unknown },
  ): Promise<Result> =>
    new Promise((resolve, reject) => {
      loop.immediate(() => {
        try {
          if (signal?.aborted === true) throw signal.reason;
          resolve(run());
        } catch (error) {
          reject(error);
        }
      });
    });
  const functions = Object.entries(sync)
    .filter(
      ([name]) =>
        !/^(?:f(?!d)|close|exists|open|read(?:v)?|write(?:v)?)(?:chmod|chown|stat|sync|truncate)?Sync$/.test(name),
    )
    .map(([name, run]) => [
      name.replace(/Sync$/, ''),
      (...args: unknown[]) =>
        later(
          () => (run as (...given: unknown[]) => unknown)(...args.map(handled)),
          optionsArgument(args.at(-1)).signal,
        ),
    ]);

  class FileHandle {
    static readonly name: string = 'FileHandle';
    readonly fd: number;
    #isOpen = true;

    constructor(fd: number) {
      this.fd = fd;
    }

    readFile(options?: unknown): Promise<unknown> {
      return later(() => sync.readFileSync(this.fd, options));
    }

    writeFile(data: unknown, options?: unknown): Promise<void> {
      return later(() => sync.writeFileSync(this.fd, data, options));
    }

    appendFile(data: unknown, options?: unknown): Promise<void> {
      return later(() => sync.appendFileSync(this.fd, data, options));
    }

    read(into: Uint8Array = new Uint8Array(16_384), ...where: unknown[]): Promise<unknown> {
      return later(() => ({ bytesRead: sync.readSync(this.fd, into, ...where), buffer: into }));
    }

    write(data: unknown, ...where: unknown[]): Promise<unknown> {
      return later(() => ({ bytesWritten: sync.writeSync(this.fd, data, ...where), buffer: data }));
    }

    stat(): Promise<unknown> {
      return later(() => sync.fstatSync(this.fd));
    }

    truncate(size?: number): Promise<void> {
      return later(() => sync.ftruncateSync(this.fd, size));
    }

    sync(): Promise<void> {
      return later(() => sync.fsyncSync(this.fd));
    }

    async *readLines(): AsyncGenerator<string> {
      const lines = String(await this.readFile('utf8')).split(/\r?\n/);
      if (lines.at(-1) === '') lines.pop();
      yield* lines;
    }

    createReadStream(options?: object): unknown {
      return fileStreams(here, sync).createReadStream('', { ...options, fd: this.fd });
    }

    createWriteStream(options?: object): unknown {
      return fileStreams(here, sync).createWriteStream('', { ...options, fd: this.fd });
    }

    async close(): Promise<void> {
      if (!this.#isOpen) return;
      this.#isOpen = false;
      await later(() => sync.closeSync(this.fd));
    }

    [Symbol.asyncDispose](): Promise<void> {
      return this.close();
    }
  }

  const handled = (argument: unknown): unknown => (argument instanceof FileHandle ? argument.fd : argument);

  return {
    ...Object.fromEntries(functions),
    open: (...args: unknown[]) =>
      later(() => new FileHandle((sync.openSync as (...given: unknown[]) => number)(...args))),
    watch: (path: unknown, options?: unknown) => watchIterator(here, sync, path, options),
    constants: CONSTANTS,
  };
}
