/** fs.watch, fs.watchFile and fs.promises.watch: what changes on the Pi, by whomever. */
import path from 'path-browserify';
import type { NodeContext } from '../../node-context.ts';
import { EventEmitter } from '../emitter.ts';
import { optionsArgument, pathArgument } from './arguments.ts';
import { Stats } from './stats.ts';
import type { SyncFunctions } from './sync.ts';

interface WatchOptions {
  readonly persistent?: boolean;
  readonly recursive?: boolean;
  readonly signal?: { addEventListener(event: 'abort', heard: () => void): void };
}

/** @throws Error `ENOENT`, in the words of Node */
export function watchers(here: NodeContext, sync: SyncFunctions) {
  const { program, loop } = here;

  class FSWatcher extends EventEmitter {
    static override readonly name: string = 'FSWatcher';
    #end: () => void = () => {};
    #release: () => void = () => {};
    #isOpen = true;

    constructor(watched: string, { persistent = true, recursive = false, signal }: WatchOptions) {
      super();
      const full = path.resolve(program.files.cwd, watched);
      const isDirectory = sync.statSync(watched)?.isDirectory() === true;
      const names = new Set(isDirectory ? program.files.list(full) : []);
      const waiting = new Set<string>();
      this.#end = program.files.watch(full, (changed) => {
        const name = isDirectory ? path.relative(full, changed) : path.basename(full);
        if (name === '' || name.startsWith('..') || (name.includes('/') && !recursive)) return;
        if (waiting.has(name)) return;
        waiting.add(name);
        loop.immediate(() => {
          waiting.delete(name);
          if (!this.#isOpen) return;
          const isThere = sync.existsSync(path.join(full, name));
          const isNew = isDirectory && !name.includes('/') && names.has(name) !== isThere;
          if (isThere) names.add(name);
          else names.delete(name);
          this.emit('change', isNew ? 'rename' : 'change', name);
        });
      });
      if (persistent) this.ref();
      signal?.addEventListener('abort', () => this.close());
    }

    close(): void {
      if (!this.#isOpen) return;
      this.#isOpen = false;
      this.#end();
      this.#release();
      loop.nextTick(() => this.emit('close'));
    }

    ref(): this {
      this.#release();
      if (this.#isOpen) this.#release = loop.hold();
      return this;
    }

    unref(): this {
      this.#release();
      return this;
    }
  }

  type Heard = (now: unknown, before: unknown) => void;
  const statWatchers = new Map<string, { readonly listeners: Heard[]; readonly end: () => void }>();
  const nothing = new Stats(
    { kind: 'file', size: 0, mode: 0, owner: 'root', group: 'root', modified: 0, links: 0, inode: 0, blocks: 0 },
    { user: () => 0, group: () => 0, userNamed: () => undefined, groupNamed: () => undefined },
  );
  const statNow = (at: string): unknown => sync.statSync(at, { throwIfNoEntry: false }) ?? nothing;

  return {
    FSWatcher,
    watch(file: unknown, a?: unknown, b?: unknown): FSWatcher {
      const heard = [a, b].find((each) => typeof each === 'function') as ((...args: unknown[]) => void) | undefined;
      const watcher = new FSWatcher(pathArgument(file), optionsArgument(a) as WatchOptions);
      if (heard !== undefined) watcher.on('change', heard as never);
      return watcher;
    },
    watchFile(file: unknown, a?: unknown, b?: unknown): void {
      const at = path.resolve(program.files.cwd, pathArgument(file));
      const heard = (typeof a === 'function' ? a : b) as Heard;
      const known = statWatchers.get(at);
      if (known !== undefined) return void known.listeners.push(heard);
      const listeners = [heard];
      let before = statNow(at);
      const release = loop.hold();
      const end = program.files.watch(at, () =>
        loop.immediate(() => {
          const now = statNow(at);
          for (const each of listeners) each(now, before);
          before = now;
        }),
      );
      statWatchers.set(at, {
        listeners,
        end: () => {
          end();
          release();
        },
      });
    },
    unwatchFile(file: unknown): void {
      const at = path.resolve(program.files.cwd, pathArgument(file));
      statWatchers.get(at)?.end();
      statWatchers.delete(at);
    },
  };
}

/** `for await (const { eventType, filename } of watch('.'))` */
export async function* watchIterator(
  here: NodeContext,
  sync: SyncFunctions,
  file: unknown,
  options?: unknown,
): AsyncGenerator<object> {
  const waiting: object[] = [];
  let wake: () => void = () => {};
  const watcher = watchers(here, sync).watch(file, options, (eventType: unknown, filename: unknown) => {
    waiting.push({ eventType, filename });
    wake();
  });
  try {
    for (;;) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    watcher.close();
  }
}
