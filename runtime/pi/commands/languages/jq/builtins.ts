/** The functions of jq that are not written in jq. A native gets what it stands on, and its arguments as filters. */
import type { Evaluator } from './evaluate.ts';
import { pathOf, plain, WAIT } from './item.ts';
import type { Item, Items } from './item.ts';
import { asText } from './formats.ts';
import { compareJson, JqError, JsonProblem, jsonText, parseJson, sortedKeys, typeOf } from './json.ts';
import type { Json } from './json.ts';
import { shortText } from './operators.ts';
import { deletePaths, getPath, setPath } from './paths.ts';
import { matches } from './regex.ts';
import { brokenDown, formatTime, parseTime, secondsOf } from './time.ts';

export interface NativeCall {
  readonly evaluator: Evaluator;
  readonly item: Item;
  /** Runs an argument on an input. */
  readonly arg: (index: number, input: Item) => Items;
}

/** halt, halt_error: ends the program. */
export class Halt extends Error {
  readonly status: number;
  /** What is printed on standard error first. */
  readonly text: string;

  constructor(status: number, text: string) {
    super();
    this.status = status;
    this.text = text;
  }
}

type Native = (call: NativeCall) => Items;
type Plain = (value: Json, ...args: Json[]) => Json;

/** A function of values: every combination of what its arguments give, the last one's changing slowest. */
const values =
  (count: number, apply: (evaluator: Evaluator, value: Json, args: Json[]) => Json): Native =>
  ({ evaluator, item, arg }) => {
    const combine = function* (index: number, sofar: Json[]): Items {
      if (index < 0) {
        yield plain(apply(evaluator, item.value, sofar), item);
        return;
      }
      for (const given of arg(index, bareOf(item))) {
        if (given === WAIT) yield WAIT;
        else yield* combine(index - 1, [given.value, ...sofar]);
      }
    };
    return combine(count - 1, []);
  };

const bareOf = ({ value }: Item): Item => ({ value, path: undefined });

const number = (value: Json, name: string): number => {
  if (typeof value !== 'number') throw new JqError(`${shortText(value)} number required`);
  return name === '' ? 0 : value;
};

const math = (name: string): [string, Native] => {
  const apply = Math[name as 'floor'];
  return [`${name}/0`, values(0, (_, value) => apply(number(value, name)))];
};

const pure = (name: string, count: number, apply: Plain): [string, Native] => [
  `${name}/${count}`,
  values(count, (_, value, args) => apply(value, ...args)),
];

const lengthOf = (value: Json): Json => {
  if (value === null) return 0;
  if (typeof value === 'string') return [...value].length;
  if (typeof value === 'number') return Math.abs(value);
  if (typeof value === 'boolean') throw new JqError(`${shortText(value)} has no length`);
  return Array.isArray(value) ? value.length : value.size;
};

const keysOf = (value: Json, isSorted: boolean): Json => {
  if (Array.isArray(value)) return [...value.keys()];
  if (value instanceof Map) return isSorted ? sortedKeys(value) : [...value.keys()];
  throw new JqError(`${shortText(value)} has no keys`);
};

const has = (value: Json, key: Json = null): Json => {
  if (value instanceof Map && typeof key === 'string') return value.has(key);
  if (Array.isArray(value) && typeof key === 'number') return key >= 0 && key < value.length;
  throw new JqError(
    `Cannot check whether ${typeOf(value)} has a ${typeOf(key) === 'string' ? 'string' : typeOf(key)} key`,
  );
};

const contains = (a: Json, b: Json = null): boolean => {
  if (a instanceof Map && b instanceof Map)
    return [...b].every(([key, value]) => a.has(key) && contains(a.get(key) ?? null, value));
  if (Array.isArray(a) && Array.isArray(b))
    return b.every((sought) => a.some((inner) => typeOf(inner) === typeOf(sought) && contains(inner, sought)));
  if (typeof a === 'string' && typeof b === 'string') return a.includes(b);
  if (typeOf(a) === typeOf(b)) return compareJson(a, b) === 0;
  throw new JqError(`${shortText(a)} and ${shortText(b)} cannot have their containment checked`);
};

const toNumber = (value: Json): Json => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') throw new JqError(`${shortText(value)} cannot be parsed as a number`);
  const read = fromJson(value);
  return read;
};

const fromJson = (text: Json): Json => {
  if (typeof text !== 'string') throw new JqError(`${shortText(text)} cannot be parsed as JSON`);
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonProblem) throw new JqError(`${error.message} (while parsing '${text}')`);
    throw error;
  }
};

const explode = (value: Json): Json => {
  if (typeof value !== 'string') throw new JqError('explode input must be a string');
  return Array.from(value, (character) => character.codePointAt(0) ?? 0);
};

const implode = (value: Json): Json => {
  if (!Array.isArray(value)) throw new JqError('implode input must be an array');
  return value
    .map((code) => {
      if (typeof code !== 'number') throw new JqError('Unicode codepoint must be numeric');
      return String.fromCodePoint(code >= 0 && code <= 0x10ffff ? Math.trunc(code) : 0xfffd);
    })
    .join('');
};

const splitText = (value: Json, separator: Json = null): Json => {
  if (typeof value !== 'string' || typeof separator !== 'string')
    throw new JqError('split input and separator must be strings');
  if (value === '') return [];
  return separator === '' ? [...value] : value.split(separator);
};

const indices = (value: Json, sought: Json = null): Json => {
  if (value === null) return null;
  if (typeof value === 'string' && typeof sought === 'string') {
    const found: Json[] = [];
    if (sought === '') return null;
    for (let at = value.indexOf(sought); at >= 0; at = value.indexOf(sought, at + 1))
      found.push(new TextEncoder().encode(value.slice(0, at)).length);
    return found;
  }
  if (!Array.isArray(value)) throw new JqError(`Cannot determine indices of ${typeOf(sought)} in ${typeOf(value)}`);
  const list = Array.isArray(sought) ? sought : [sought];
  const found: Json[] = [];
  for (let at = 0; list.length > 0 && at + list.length <= value.length; at++)
    if (compareJson(value.slice(at, at + list.length), list) === 0) found.push(at);
  return found;
};

const sorted = (value: Json): Json => {
  if (!Array.isArray(value)) throw new JqError(`${shortText(value)} cannot be sorted, as it is not an array`);
  return value.toSorted(compareJson);
};

/** `[[value, key], …]`, by key. */
const pairs = (value: Json): readonly (readonly [Json, Json])[] =>
  (Array.isArray(value) ? value : [])
    .map((pair) => (Array.isArray(pair) ? ([pair[0] ?? null, pair[1] ?? null] as const) : ([null, null] as const)))
    .toSorted((a, b) => compareJson(a[1], b[1]));

const flatten = (value: Json, depth: number): Json[] => {
  if (!Array.isArray(value)) throw new JqError(`Cannot iterate over ${shortText(value)}`);
  if (depth < 0) throw new JqError('flatten depth must not be negative');
  return value.flatMap((inner) => (Array.isArray(inner) && depth > 0 ? flatten(inner, depth - 1) : [inner]));
};

const trim =
  (isStart: boolean): Plain =>
  (value, part = null) => {
    if (typeof value !== 'string' || typeof part !== 'string') return value;
    if (isStart) return value.startsWith(part) ? value.slice(part.length) : value;
    return value.endsWith(part) ? value.slice(0, value.length - part.length) : value;
  };

const edge =
  (name: 'startsWith' | 'endsWith'): Plain =>
  (value, part = null) => {
    if (typeof value !== 'string' || typeof part !== 'string')
      throw new JqError(`${name.toLowerCase()}() requires string inputs`);
    return value[name](part);
  };

const pathList = (path: Json): readonly Json[] => {
  if (!Array.isArray(path)) throw new JqError('Path must be specified as an array');
  return path;
};

const error = (value: Json): never => {
  throw new JqError(value);
};

export const NATIVE: ReadonlyMap<string, Native> = new Map<string, Native>([
  ['empty/0', function* () {}],
  ['not/0', values(0, (_, value) => value === null || value === false)],
  ['error/0', values(0, (_, value) => error(value))],
  ['error/1', values(1, (_, __, [value = null]) => error(value))],
  ['recurse/0', ({ evaluator, item }) => evaluator.recurse(item)],
  pure('length', 0, lengthOf),
  pure('utf8bytelength', 0, (value) => {
    if (typeof value !== 'string') throw new JqError(`${shortText(value)} only strings have UTF-8 byte length`);
    return new TextEncoder().encode(value).length;
  }),
  pure('keys', 0, (value) => keysOf(value, true)),
  pure('keys_unsorted', 0, (value) => keysOf(value, false)),
  pure('has', 1, has),
  pure('contains', 1, contains),
  pure('type', 0, typeOf),
  pure('tojson', 0, (value) => jsonText(value)),
  pure('fromjson', 0, fromJson),
  pure('tostring', 0, asText),
  pure('tonumber', 0, toNumber),
  pure('explode', 0, explode),
  pure('implode', 0, implode),
  pure('split', 1, splitText),
  pure('indices', 1, indices),
  pure('_indices', 1, indices),
  pure('ltrimstr', 1, trim(true)),
  pure('rtrimstr', 1, trim(false)),
  pure('startswith', 1, edge('startsWith')),
  pure('endswith', 1, edge('endsWith')),
  pure('sort', 0, sorted),
  pure('sorted', 1, (_, value = null) => pairs(value).map(([each]) => each)),
  pure('grouped', 1, (_, value = null) => {
    const groups: { readonly key: Json; readonly members: Json[] }[] = [];
    for (const [member, key] of pairs(value)) {
      const last = groups.at(-1);
      if (last !== undefined && compareJson(last.key, key) === 0) last.members.push(member);
      else groups.push({ key, members: [member] });
    }
    return groups.map(({ members }) => members);
  }),
  pure('reverse', 0, (value) => {
    if (typeof value === 'string') return [...value].toReversed().join('');
    if (value === null) return [];
    if (!Array.isArray(value)) throw new JqError(`Cannot reverse ${shortText(value)}`);
    return value.toReversed();
  }),
  pure('flatten', 1, (value, depth = 0) => flatten(value, number(depth, 'flatten'))),
  pure('transpose', 0, (value) => {
    const rows = (Array.isArray(value) ? value : []).map((row) => (Array.isArray(row) ? row : []));
    const width = Math.max(0, ...rows.map((row) => row.length));
    return Array.from({ length: width }, (_, at) => rows.map((row) => row[at] ?? null));
  }),
  pure('setpath', 2, (value, path = null, fresh = null) => setPath(value, pathList(path), fresh)),
  pure('delpaths', 1, (value, paths = null) => deletePaths(value, pathList(paths).map(pathList))),
  ...[
    'floor',
    'ceil',
    'sqrt',
    'round',
    'trunc',
    'exp',
    'log',
    'log2',
    'log10',
    'sin',
    'cos',
    'tan',
    'asin',
    'acos',
    'atan',
    'cbrt',
  ].map(math),
  pure('fabs', 0, (value) => Math.abs(number(value, 'fabs'))),
  pure('exp2', 0, (value) => 2 ** number(value, 'exp2')),
  pure('exp10', 0, (value) => 10 ** number(value, 'exp10')),
  pure('pow', 2, (_, base = null, power = null) => number(base, 'pow') ** number(power, 'pow')),
  pure('infinite', 0, () => Infinity),
  pure('nan', 0, () => Number.NaN),
  pure('isinfinite', 0, (value) => Math.abs(number(value, 'isinfinite')) === Infinity),
  pure('isnan', 0, (value) => Number.isNaN(number(value, 'isnan'))),
  pure('isnormal', 0, (value) => Number.isFinite(value) && value !== 0),
  pure('gmtime', 0, (value) => brokenDown(number(value, 'gmtime'))),
  pure('localtime', 0, (value) => brokenDown(number(value, 'localtime'))),
  pure('mktime', 0, secondsOf),
  pure('strftime', 1, (value, format = null) => formatTime(value, format, 'UTC')),
  ['strflocaltime/1', values(1, (evaluator, value, [format = null]) => formatTime(value, format, zoneOf(evaluator)))],
  pure('strptime', 1, (value, format = null) => parseTime(value, format)),
  ['now/0', values(0, (evaluator) => evaluator.host.now() / 1_000)],
  ['input_filename/0', values(0, (evaluator) => evaluator.host.fileName())],
  ['line_number/0', values(0, (evaluator) => evaluator.host.lineNumber())],
  pure('test', 2, (value, re = null, flags = null) => matches(value, re, flags).length > 0),
  [
    'match/2',
    function* ({ item, arg }) {
      for (const flags of arg(1, bareOf(item))) {
        if (flags === WAIT) {
          yield WAIT;
          continue;
        }
        for (const re of arg(0, bareOf(item))) {
          if (re === WAIT) yield WAIT;
          else for (const match of matches(item.value, re.value, flags.value)) yield plain(match.json, item);
        }
      }
    },
  ],
  ['sub/3', substitution],
  [
    'path/1',
    function* ({ item, arg }) {
      for (const place of arg(0, { value: item.value, path: [] }))
        yield place === WAIT ? WAIT : plain([...pathOf(place)], item);
    },
  ],
  [
    'getpath/1',
    function* ({ item, arg }) {
      for (const path of arg(0, bareOf(item))) {
        if (path === WAIT) {
          yield WAIT;
          continue;
        }
        const keys = pathList(path.value);
        yield {
          value: getPath(item.value, keys),
          path: item.path === undefined ? undefined : [...pathOf(item), ...keys],
        };
      }
    },
  ],
  [
    'range/2',
    function* ({ item, arg }) {
      yield* ranges(item, arg);
    },
  ],
  [
    'range/3',
    function* ({ item, arg }) {
      yield* ranges(item, arg, 2);
    },
  ],
  [
    'limit/2',
    function* ({ item, arg }) {
      for (const count of arg(0, bareOf(item))) {
        if (count === WAIT) {
          yield WAIT;
          continue;
        }
        let left = number(count.value, 'limit');
        if (left <= 0) continue;
        for (const given of arg(1, item)) {
          yield given;
          if (given !== WAIT && --left <= 0) break;
        }
      }
    },
  ],
  [
    'first/1',
    function* ({ item, arg }) {
      for (const given of arg(0, item)) {
        yield given;
        if (given !== WAIT) return;
      }
    },
  ],
  ['isvalid_any/1', quantifier(true)],
  ['isvalid_all/1', quantifier(false)],
  [
    'input/0',
    function* ({ evaluator, item }) {
      const next = yield* nextInput(evaluator);
      if (next === undefined) throw new JqError('break');
      yield plain(next.value, item);
    },
  ],
  [
    'try_input/0',
    function* ({ evaluator, item }) {
      const next = yield* nextInput(evaluator);
      yield plain(next === undefined ? null : [next.value], item);
    },
  ],
  [
    'debug/0',
    function* ({ evaluator, item }) {
      evaluator.host.debug(['DEBUG:', item.value]);
      yield item;
    },
  ],
  [
    'stderr/0',
    function* ({ evaluator, item }) {
      evaluator.host.debug(item.value);
      yield item;
    },
  ],
  pure('halt', 0, () => {
    throw new Halt(0, '');
  }),
  pure('halt_error', 1, (value, status = 5) => {
    throw new Halt(number(status, 'halt_error'), typeof value === 'string' ? value : `${jsonText(value)}\n`);
  }),
  ['builtins/0', values(0, () => [...NATIVE.keys()])],
]);

const zoneOf = (evaluator: Evaluator): string | undefined => {
  const environment = evaluator.host.environment();
  const zone = environment instanceof Map ? environment.get('TZ') : undefined;
  return typeof zone === 'string' ? zone : undefined;
};

function* nextInput(evaluator: Evaluator): Generator<Item, { readonly value: Json } | undefined, undefined> {
  for (;;) {
    const next = evaluator.host.input();
    if (next === 'end') return undefined;
    if (next !== 'wait') return next;
    yield WAIT;
  }
}

function* ranges(item: Item, arg: NativeCall['arg'], step?: number): Items {
  for (const from of arg(0, bareOf(item))) {
    if (from === WAIT) {
      yield WAIT;
      continue;
    }
    for (const to of arg(1, bareOf(item))) {
      if (to === WAIT) {
        yield WAIT;
        continue;
      }
      const steps: Iterable<Item> = step === undefined ? [{ value: 1, path: undefined }] : arg(step, bareOf(item));
      for (const by of steps) {
        if (by === WAIT) {
          yield WAIT;
          continue;
        }
        if (typeof from.value !== 'number' || typeof to.value !== 'number' || typeof by.value !== 'number')
          throw new JqError('Range bounds must be numeric');
        const size = by.value;
        if (size === 0 && from.value < to.value) for (;;) yield plain(from.value, item);
        for (let at = from.value; size > 0 ? at < to.value : at > to.value; at += size) yield plain(at, item);
      }
    }
  }
}

/** any and all: stop as soon as it is decided. */
function quantifier(sought: boolean): Native {
  return function* ({ item, arg }) {
    for (const given of arg(0, bareOf(item))) {
      if (given === WAIT) {
        yield WAIT;
        continue;
      }
      if ((given.value !== null && given.value !== false) === sought) {
        yield plain(sought, item);
        return;
      }
    }
    yield plain(!sought, item);
  };
}

/** sub(re; text; flags): the text is a filter that sees the named groups. */
function* substitution({ item, arg }: NativeCall): Items {
  for (const flags of arg(2, bareOf(item))) {
    if (flags === WAIT) {
      yield WAIT;
      continue;
    }
    for (const re of arg(0, bareOf(item))) {
      if (re === WAIT) {
        yield WAIT;
        continue;
      }
      const found = matches(item.value, re.value, flags.value);
      const text = typeof item.value === 'string' ? item.value : '';
      let result = '';
      let at = 0;
      for (const match of found) {
        result += text.slice(at, match.index);
        at = match.index + match.text.length;
        for (const fresh of arg(1, { value: match.groups, path: undefined })) {
          if (fresh === WAIT) {
            yield WAIT;
            continue;
          }
          if (typeof fresh.value !== 'string') throw new JqError(`${shortText(text)} cannot be added to a string`);
          result += fresh.value;
          break;
        }
      }
      yield plain(result + text.slice(at), item);
    }
  }
}
