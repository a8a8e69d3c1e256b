/// <reference path="../packages.d.ts" />
/** What `import` and `require` find by name. */
import buffer from 'buffer/index.js';
import path from 'path-browserify';
import streams from 'readable-stream';
import stringDecoder from 'string_decoder/lib/string_decoder.js';
import { globals } from '../host-globals.ts';
import type { Builtin, ModuleExports } from '../load/builtins.ts';
import type { NodeContext } from '../node-context.ts';
import type { Timers } from '../process/timers.ts';
import { assertModule, strictAssertModule } from './assert.ts';
import { EventEmitter } from './emitter.ts';
import { fsModule } from './fs/index.ts';
import { i2cBusModule } from './i2c-bus/index.ts';
import { mqttModule } from './mqtt/index.ts';
import { onoffModule } from './onoff.ts';
import { osModule } from './os.ts';
import { readlineModules } from './readline.ts';
import { REFUSED, refusedModule } from './refused.ts';
import { timerFunctions, timerPromises } from './timers.ts';
import { types } from './types.ts';
import { urlModule } from './url.ts';
import { utilModule } from './util.ts';

export function builtinTable(here: NodeContext, timers: Timers): Readonly<Record<string, Builtin>> {
  const { process, program } = here;
  const fs = (): Record<string, unknown> => fsModule(here);
  const fsOnce = once(fs);
  const ownPath = once(() => posixPath(() => process.cwd()));
  const readline = once(() => readlineModules(here));
  const warn = (message: string, type: string, code?: string): void => process.emitWarning(message, type, code);
  const refused = Object.keys(REFUSED).map((name) => [name, there(() => refusedModule(name))] as const);
  return {
    ...Object.fromEntries(refused),
    assert: there(() => assertModule),
    'assert/strict': there(() => strictAssertModule),
    buffer: there(() => ({ ...buffer, atob: globals['atob'], btoa: globals['btoa'], Blob: globals['Blob'] })),
    console: there(() => globals['console']),
    events: there(() => EventEmitter),
    fs: there(fsOnce),
    'fs/promises': there(() => fsOnce()['promises']),
    'i2c-bus': there(() => i2cBusModule(here)),
    mqtt: { fetched: () => mqttModule(here) },
    onoff: there(() => onoffModule(here)),
    os: there(() => osModule(program)),
    path: there(ownPath),
    'path/posix': there(ownPath),
    perf_hooks: there(() => ({ performance: globals['performance'] })),
    process: there(() => process),
    readline: there(() => readline().readline),
    'readline/promises': there(() => readline().promises),
    stream: there(() => streams.Stream),
    'stream/promises': there(() => streams.promises),
    string_decoder: there(() => stringDecoder),
    timers: there(() => timerFunctions(timers)),
    'timers/promises': there(() => timerPromises(timers)),
    url: there(() => urlModule(() => process.cwd())),
    util: there(() => utilModule(process.stdout, warn)),
    'util/types': there(() => types),
  };
}

const there = (exports: () => unknown): Builtin => ({ exports: exports as () => ModuleExports });

function once<Made>(make: () => Made): () => Made {
  let made: { readonly it: Made } | undefined;
  return () => (made ??= { it: make() }).it;
}

/** The package takes the directory from a `process` that it finds; here it is the Pi's. */
function posixPath(cwd: () => string): Record<string, unknown> {
  const own: Record<string, unknown> = {
    ...path,
    resolve: (...parts: string[]) => path.resolve(cwd(), ...parts),
    relative: (from: string, to: string) => path.relative(path.resolve(cwd(), from), path.resolve(cwd(), to)),
    toNamespacedPath: (each: string) => each,
  };
  own['posix'] = own;
  return own;
}
