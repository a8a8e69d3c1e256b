/**
 * node:fs. The mirror answers at once; what was asked for with a callback, or as a promise, is answered in a later
 * turn of the event loop, as there.
 */
import type { NodeContext } from '../../node-context.ts';
import { codedError, notOnThisPi } from '../../errors/node-error.ts';
import { CONSTANTS, pathArgument } from './arguments.ts';
import { promiseFunctions } from './promises.ts';
import { Dirent, Stats } from './stats.ts';
import { fileStreams } from './streams.ts';
import { syncFunctions } from './sync.ts';
import { watchers } from './watch.ts';

type Callback = (error: unknown, ...results: unknown[]) => void;

export function fsModule(here: NodeContext): Record<string, unknown> {
  const sync = syncFunctions(here.program);
  const streams = fileStreams(here, sync);
  return {
    ...sync,
    ...withCallbacks(here, sync),
    ...streams,
    ...watchers(here, sync),
    Stats,
    Dirent,
    constants: CONSTANTS,
    F_OK: CONSTANTS.F_OK,
    R_OK: CONSTANTS.R_OK,
    W_OK: CONSTANTS.W_OK,
    X_OK: CONSTANTS.X_OK,
    promises: promiseFunctions(here, sync),
    opendirSync: () => {
      throw notOnThisPi('fs.opendir()', 'fs.readdir() tells what is in a directory.');
    },
  };
}

/** `readFile(path, options, callback)` of `readFileSync(path, options)`. */
function withCallbacks({ loop }: NodeContext, sync: ReturnType<typeof syncFunctions>): Record<string, unknown> {
  const later = (callback: Callback, run: () => readonly unknown[]): void => {
    loop.immediate(() => {
      let results: readonly unknown[];
      try {
        results = run();
      } catch (error) {
        return callback(error);
      }
      callback(null, ...results);
    });
  };
  const functions = Object.entries(sync).map(([name, run]) => {
    const asynchronous = (...args: unknown[]): void => {
      const callback = args.findLast((each) => typeof each === 'function') as Callback | undefined;
      if (callback === undefined) throw noCallback(args.at(-1));
      const given = args.slice(0, args.lastIndexOf(callback));
      if (name !== 'closeSync' && typeof given[0] !== 'number') pathArgument(given[0]);
      later(callback, () => {
        const result = (run as (...given: unknown[]) => unknown)(...given);
        // `read` and `write` say into and from what.
        if (/^(?:read|write)v?Sync$/.test(name)) return [result, given[1]];
        return result === undefined ? [] : [result];
      });
    };
    return [name.replace(/Sync$/, ''), asynchronous] as const;
  });
  return {
    ...Object.fromEntries(functions),
    exists(path: unknown, callback: (exists: boolean) => void): void {
      loop.immediate(() => callback(sync.existsSync(path)));
    },
  };
}

const noCallback = (received: unknown): Error =>
  codedError(
    'ERR_INVALID_ARG_TYPE',
    `The "cb" argument must be of type function. Received ${received === undefined ? 'undefined' : typeof received}`,
    {
      of: TypeError,
    },
  );
