/** Puts the globals of the Pi's node in place of those of the worker. */
import buffer from 'buffer/index.js';
import processOfStreams from 'process/browser.js';
import { programWebSocket } from '../../inside/program-web-socket.ts';
import { notOnThisPi } from '../errors/node-error.ts';
import type { NodeContext } from '../node-context.ts';
import { globals } from '../host-globals.ts';
import { timerFunctions } from '../modules/timers.ts';
import { hrtimeOf } from './node-process.ts';
import { consoleOf } from './console.ts';
import type { Timers } from './timers.ts';

/** What a worker has, and node has not: a program that finds them would take itself for one of a page. */
const OF_WORKERS = [
  'addEventListener',
  'caches',
  'clients',
  'close',
  'cookieStore',
  'dispatchEvent',
  'Deno',
  'fonts',
  'importScripts',
  'indexedDB',
  'isSecureContext',
  'location',
  'name',
  'navigation',
  'onerror',
  'onmessage',
  'onmessageerror',
  'onrejectionhandled',
  'onunhandledrejection',
  'origin',
  'postMessage',
  'removeEventListener',
  'reportError',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'self',
  'WorkerGlobalScope',
  'DedicatedWorkerGlobalScope',
  'XMLHttpRequest',
  'Worker',
  'Notification',
  'BroadcastChannel',
  'EventSource',
  'WebTransport',
];

const NO_INTERNET = 'A Pi of the lab has no internet, and nobody on its network serves HTTP.';

export function installGlobals(here: NodeContext, timers: Timers): void {
  const { process, program, loop } = here;
  // What the streams' package calls when it wants something to happen later.
  processOfStreams.nextTick = (run, ...args) => loop.nextTick(() => run(...args));
  Object.defineProperty(process, 'hrtime', {
    value: hrtimeOf(program),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  for (const name of OF_WORKERS) hide(name);
  const own: Readonly<Record<string, unknown>> = {
    global: globalThis,
    process,
    Buffer: buffer.Buffer,
    console: consoleOf(program, process),
    ...timerFunctions(timers),
    // The worker's own would lead out of the lab.
    WebSocket: programWebSocket(program, loop),
    fetch: () => Promise.reject(new TypeError('fetch failed', { cause: notOnThisPi('fetch()', NO_INTERNET) })),
    queueMicrotask: (run: () => void) =>
      void Promise.resolve().then(() => {
        loop.protect(run);
      }),
    navigator: {
      hardwareConcurrency: 4,
      language: 'en-US',
      languages: ['en-US'],
      platform: 'linux',
      userAgent: 'Node.js/24',
    },
  };
  for (const [name, value] of Object.entries(own))
    Object.defineProperty(globals, name, {
      value,
      configurable: true,
      writable: true,
      enumerable: name !== 'process' && name !== 'Buffer',
    });
  tellTimeOf(here);
}

/** Some stand on the prototypes of the global object, and cannot be deleted from it. */
function hide(name: string): void {
  if (Reflect.deleteProperty(globals, name) && !(name in globals)) return;
  Object.defineProperty(globals, name, { value: undefined, configurable: true, writable: true, enumerable: false });
}

/** Date and performance tell the time of the lab, which can jump. */
function tellTimeOf({ program: { clock } }: NodeContext): void {
  const HostDate = Date;
  const now = (): number => Math.floor(clock.now());
  const LabDate = function (this: unknown, ...args: unknown[]): unknown {
    if (new.target === undefined) return new HostDate(now()).toString();
    const given = args.length === 0 ? [now()] : args;
    return Reflect.construct(HostDate, given, new.target) as unknown;
  };
  Object.defineProperty(LabDate, 'name', { value: 'Date' });
  Object.defineProperty(LabDate, 'length', { value: 7 });
  LabDate.prototype = HostDate.prototype;
  Object.assign(LabDate, { now, parse: HostDate.parse, UTC: HostDate.UTC });
  Object.defineProperty(HostDate.prototype, 'constructor', { value: LabDate, configurable: true, writable: true });
  const began = clock.now();
  const performance = {
    now: () => clock.now() - began,
    timeOrigin: began,
    toJSON: () => ({ timeOrigin: began }),
  };
  for (const [name, value] of Object.entries({ Date: LabDate, performance }))
    Object.defineProperty(globals, name, { value, configurable: true, writable: true, enumerable: false });
}
