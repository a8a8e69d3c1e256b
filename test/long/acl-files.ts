/** ACL files and topics by chance: such as people write, and such as nobody should. */
import fc from 'fast-check';
import type { AclClient } from './real-acl.ts';

/** Those that are asked about. Some have a name or an id in which a pattern may lose its way. */
export const CLIENTS: readonly AclClient[] = [
  { clientId: 'c1', username: undefined },
  { clientId: 'c2', username: 'ada' },
  { clientId: '%u', username: '%c' },
  { clientId: 'a+b', username: 'bob' },
  { clientId: 'c/5', username: 'a/b' },
  { clientId: 'c 6', username: 'bob smith' },
  { clientId: 'ü', username: 'ü' },
  { clientId: 'c8', username: 'b#' },
  { clientId: 'c9', username: '' },
];

/** They hold every topic that `requests` makes and that may be published at all. */
export const FILTERS = ['#', '$SYS/broker/connection/#', '$test/#', '$b/#'];

const SPECIAL = ['$SYS', '$SYS/broker/connection', '$SYS/broker/connection/x/state', '$SYSX', '$test', '$share/g'];

const name = fc.constantFrom(
  ...CLIENTS.flatMap(({ username }) => (username ? [username] : [])),
  'nobody',
  'adam',
  'ADA',
);
const level = fc.constantFrom(
  'a',
  'b',
  'haus',
  'ada',
  'bob',
  'c1',
  'c2',
  'c',
  '5',
  'ü',
  '',
  'x y',
  'read',
  '$b',
  '%d',
  '%',
);
const access = fc.constantFrom('', 'read ', 'write ', 'readwrite ', 'deny ');
/** Mosquitto takes as many as there are; only a blank ends a word. */
const blanks = fc.constantFrom(' ', ' ', ' ', '  ', '   ');

const filterOf = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.oneof(
        { weight: 5, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.constantFrom(...SPECIAL).map((first) => [first]) },
      ),
      fc.array(part, { minLength: 1, maxLength: 4 }),
      fc.constantFrom([], ['#']),
    )
    .map((parts) => parts.flat().join('/'))
    .filter((filter) => filter.trim() === filter && filter !== '');

const filter = filterOf(
  fc.oneof({ weight: 3, arbitrary: level }, { weight: 1, arbitrary: fc.constantFrom('+', '%u', '%c') }),
);
const pattern = filterOf(
  fc.oneof(
    { weight: 2, arbitrary: level },
    { weight: 3, arbitrary: fc.constantFrom('+', '%u', '%c', '%u', '%c', '%u%c', 'x%u', '%%u') },
  ),
);

/** A topic with blanks needs a word before it that says the access. */
const ruleOf = (keyword: string, topic: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(blanks, access, topic, fc.constantFrom('', '', ' ', '\r'))
    .map(
      ([gap, may, about, end]) => `${keyword}${gap}${may === '' && about.includes(' ') ? 'read ' : may}${about}${end}`,
    );

/** Much is allowed to many in some files, so that `deny` has something to forbid. */
const broad = fc.constantFrom('#', '+/#', '/#', '$SYS/#', '+');
const rule = ruleOf('topic', fc.oneof({ weight: 4, arbitrary: filter }, { weight: 1, arbitrary: broad }));
const line = fc.oneof(
  { weight: 6, arbitrary: rule },
  {
    weight: 4,
    arbitrary: ruleOf('pattern', fc.oneof({ weight: 6, arbitrary: pattern }, { weight: 1, arbitrary: broad })),
  },
  { weight: 3, arbitrary: fc.tuple(blanks, name).map(([gap, who]) => `user${gap}${who}`) },
  { weight: 1, arbitrary: fc.constantFrom('', '# topic deny #', '#', '   ') },
);

/** Files that say something about somebody. */
export const aclLines = fc.array(line, { minLength: 1, maxLength: 16 });

/** Files that may be wrong: words that are none, nothing where something has to be, filters that are none. */
export const doubtfulLines = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: line },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'topic',
        'topic ',
        'topic read',
        'topic deny ',
        'topic READ a',
        'topic a b',
        'topic foo bar',
        'topic read a#',
        'topic read #/a',
        'topic read a+/b',
        'topic +a',
        'topic\ta',
        '\ttopic a',
        ' topic a',
        '  # topic a',
        'topic read\ta',
        'TOPIC a',
        'topics a',
        'user',
        'user ',
        'user  ada ',
        ' user ada',
        'user\tada',
        'pattern',
        'pattern a',
        'pattern read a/%x',
        'pattern %u#',
        'pattern foo %u',
        'deny a',
        '%u',
        '#topic',
        'topic #',
        'topic read ü/温/🌡',
      ),
    },
  ),
  { minLength: 1, maxLength: 4 },
);

/** What is asked for: any topic, or one that a line is about, as it would be for somebody. */
export interface Request {
  readonly levels: readonly string[];
  readonly special: string | undefined;
  /** Which line, and whose name and id stand in it. */
  readonly about: { readonly line: number; readonly client: number } | undefined;
}

export const requests = fc.array(
  fc.record({
    levels: fc.array(level, { minLength: 1, maxLength: 4 }),
    special: fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(...SPECIAL) },
    ),
    about: fc.oneof(
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 4, arbitrary: fc.record({ line: fc.nat(15), client: fc.nat(CLIENTS.length - 1) }) },
    ),
  }),
  { minLength: 6, maxLength: 14 },
);

/** @returns topics that a client may name, each once */
export function topicsOf(asked: readonly Request[], lines: readonly string[]): string[] {
  const topics = asked.map(({ levels, special, about }) => {
    const free = [...(special === undefined ? [] : [special]), ...levels].join('/');
    const text = about === undefined ? undefined : lines[about.line % lines.length];
    const [, filterThere] = /^(?:topic|pattern) +(?:(?:read|write|readwrite|deny) +)?(.+?)\s*$/u.exec(text ?? '') ?? [];
    if (about === undefined || filterThere === undefined) return free;
    const { clientId = '', username = '' } = CLIENTS[about.client] ?? {};
    return filterThere
      .replaceAll('%c', () => clientId)
      .replaceAll('%u', () => username)
      .split('/')
      .flatMap((part, index) => (part === '+' ? [levels[index % levels.length] ?? ''] : part === '#' ? levels : [part]))
      .join('/');
  });
  return [...new Set(topics)].filter((topic) => topic !== '' && !/[+#]/.test(topic));
}
