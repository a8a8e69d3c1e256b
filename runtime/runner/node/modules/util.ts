/** node:util */
import { codedError, ERRNO_NUMBERS, invalidArgument } from '../errors/node-error.ts';
import { host } from '../host-globals.ts';
import { format, formatWithOptions, inspect, stripVTControlCharacters } from './inspect.ts';
import { isDeepStrictEqual } from './deep-equal.ts';
import { parseArgs } from './parse-args.ts';
import { types } from './types.ts';

type Callback = (error: unknown, result?: unknown) => void;
type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

const CUSTOM = Symbol.for('nodejs.util.promisify.custom');

function promisify(original: AnyFunction): AnyFunction {
  if (typeof original !== 'function') throw invalidArgument('original', 'of type function', original);
  const custom = Reflect.get(original, CUSTOM) as AnyFunction | undefined;
  if (custom !== undefined) return custom;
  const promised = function (this: unknown, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const done: Callback = (error, result) =>
        error === null || error === undefined ? resolve(result) : reject(error);
      original.call(this, ...args, done);
    });
  };
  return Object.setPrototypeOf(promised, Object.getPrototypeOf(original) as object) as AnyFunction;
}

const callbackify =
  (original: (...args: unknown[]) => Promise<unknown>): ((...args: unknown[]) => void) =>
  (...args) => {
    const done = args.pop() as Callback;
    original(...args).then(
      (result) => queueMicrotask(() => done(null, result)),
      (error: unknown) => queueMicrotask(() => done(error)),
    );
  };

function inherits(constructor: { prototype: object; super_?: unknown }, above: { prototype: object }): void {
  Object.defineProperty(constructor, 'super_', { value: above, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, above.prototype);
}

interface StyleOptions {
  readonly validateStream?: boolean;
  readonly stream?: Stylable;
}

interface Stylable {
  readonly isTTY?: boolean;
  getColorDepth?(): number;
}

/** util.styleText: `red`, `bold`, one or several; plain where the stream shows no colours. */
function styleText(
  stdout: Stylable,
  style: string | readonly string[],
  text: string,
  options: StyleOptions = {},
): string {
  const { validateStream = true, stream = stdout } = options;
  const isPlain = validateStream && !(stream.isTTY === true && (stream.getColorDepth?.() ?? 1) > 2);
  const colors = inspect['colors'] as Readonly<Record<string, readonly [number, number] | undefined>>;
  return [style].flat().reduceRight((styled, each) => {
    const codes = colors[each];
    if (codes === undefined)
      throw codedError(
        'ERR_INVALID_ARG_VALUE',
        `The argument 'format' must be one of: ${Object.keys(colors)
          .map((name) => `'${name}'`)
          .join(', ')}. Received ${inspect(each)}`,
        {
          of: TypeError,
        },
      );
    return isPlain ? styled : `\x1b[${codes[0]}m${styled}\x1b[${codes[1]}m`;
  }, text);
}

export const utilModule = (
  stdout: Stylable,
  warn: (message: string, type: string, code?: string) => void,
): Record<string, unknown> => ({
  inspect,
  format,
  formatWithOptions,
  stripVTControlCharacters,
  promisify: Object.assign(promisify, { custom: CUSTOM }),
  callbackify,
  inherits,
  styleText: (style: string | readonly string[], text: string, options?: StyleOptions) =>
    styleText(stdout, style, text, options),
  parseArgs,
  isDeepStrictEqual,
  types,
  TextEncoder: host.TextEncoder,
  TextDecoder: host.TextDecoder,
  deprecate(original: AnyFunction, message: string, code?: string): AnyFunction {
    let told = false;
    return function (this: unknown, ...args: unknown[]) {
      if (!told) warn(message, 'DeprecationWarning', code);
      told = true;
      return original.apply(this, args);
    };
  },
  debuglog: () => Object.assign(() => {}, { enabled: false }),
  isArray: Array.isArray,
  toUSVString: (text: string) => String(text).toWellFormed(),
  getSystemErrorName: (number: number) => Object.entries(ERRNO_NUMBERS).find(([, each]) => each === -number)?.[0],
});
