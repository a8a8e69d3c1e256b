import { describe, expect, it } from 'vitest';
import { NOT_YET } from '#runtime/config/not-yet.ts';
import { OPTIONS } from '#runtime/config/options.ts';
import { parseConfig } from '#runtime/config/parse.ts';
import type { ConfigValues } from '#runtime/config/values.ts';

/** What a good file says. */
function values(text: string): ConfigValues {
  const parsed = parseConfig(text, 'a.conf');
  if ('error' in parsed) throw new Error(parsed.error.join(' '));
  return parsed.values;
}

/** What is printed about a file: notes, then the complaint. */
function printed(text: string): string[] {
  const parsed = parseConfig(text, 'a.conf');
  return [...parsed.notes, ...('error' in parsed ? parsed.error : [])];
}

describe('a mosquitto.conf', () => {
  it('says nothing when it is empty, and everything has its default', () => {
    expect(printed('')).toEqual([]);
    expect(values('')).toMatchObject({ max_inflight_messages: 20, max_queued_messages: 1_000, listeners: [] });
    expect(values('').allow_anonymous).toBeUndefined();
  });

  it('may have empty lines, comments, several spaces, spaces before and behind, and ends of line from Windows', () => {
    const text = '# a comment\n\n   \n  listener   1884   127.0.0.1  \r\nallow_anonymous true   \n#\n';
    expect(values(text)).toMatchObject({ listeners: [{ port: 1884, host: '127.0.0.1' }], allow_anonymous: true });
  });

  it('gives options of a listener to the one named before', () => {
    const text = 'max_connections 1\nlistener 1\nmax_connections 2\nlistener 2 ::1\nmax_connections 3\nmax_qos 1\n';
    const { default_listener, listeners } = values(text);
    expect(default_listener).toEqual({ max_connections: 1 });
    expect(listeners).toEqual([
      { port: 1, max_connections: 2 },
      { port: 2, host: '::1', max_connections: 3, max_qos: 1 },
    ]);
  });

  it('takes 1 and 0 for true and false, and no other words', () => {
    expect(values('queue_qos0_messages 1\nretain_available 0\n')).toMatchObject({
      queue_qos0_messages: true,
      retain_available: false,
    });
    expect(printed('queue_qos0_messages TRUE')).toEqual([
      'Error: Invalid queue_qos0_messages value (TRUE).',
      'Error found at a.conf:1.',
    ]);
  });

  it('reads a number as far as it is one, as atoi does; what follows the value is not looked at', () => {
    expect(values('max_queued_messages 12abc # twelve\n').max_queued_messages).toBe(12);
    expect(values('max_queued_messages many\n').max_queued_messages).toBe(0);
    expect(values('max_queued_messages -5\n').max_queued_messages).toBe(0);
  });

  it('reads text to the end of the line', () => {
    expect(values('auto_id_prefix a b  \n').auto_id_prefix).toBe('a b');
  });

  it('adds log types up, and none takes all away', () => {
    expect(values('log_type error\nlog_type information\n').log_type).toEqual(['error', 'info']);
    expect(values('log_type all\nlog_type none\n').log_type).toEqual([]);
  });

  it('adds destinations up, each once, and none takes all away', () => {
    expect(values('log_dest stdout\nlog_dest stderr\nlog_dest stdout\n').log_dest).toEqual(['stderr', 'stdout']);
    expect(values('log_dest stdout\nlog_dest none\n').log_dest).toEqual([]);
  });

  it.each([
    ['2h', 7_200],
    ['1d', 86_400],
    ['1w', 604_800],
    ['1m', 2_592_000],
    ['1y', 31_536_000],
  ])('counts persistent_client_expiration %s in seconds', (text, seconds) => {
    expect(values(`persistent_client_expiration ${text}`).persistent_client_expiration).toBe(seconds);
  });
});

/** As Mosquitto 2.0.11 words it: each was tried there. */
const COMPLAINTS: readonly (readonly [line: string, ...printed: string[]])[] = [
  ['quatsch', 'Error: Unknown configuration variable "quatsch".'],
  ['MAX_KEEPALIVE 5', 'Error: Unknown configuration variable "MAX_KEEPALIVE".'],
  ['  # not a comment', 'Error: Unknown configuration variable "#".'],
  ['max_connections\t5', 'Error: Unknown configuration variable "max_connections\t5".'],
  ['allow_anonymous ja', 'Error: Invalid allow_anonymous value (ja).'],
  ['listener', 'Error: Empty listener value in configuration.'],
  ['listener 70000', 'Error: Invalid port value (70000).'],
  ['listener abc', 'Error: A listener with port 0 must provide a Unix socket path.'],
  ['max_inflight_messages', 'Error: Empty max_inflight_messages value in configuration.'],
  ['max_inflight_messages 70000', 'Error: max_inflight_messages must be <= 65535.'],
  ['max_keepalive 5', 'Error: Invalid max_keepalive value (5).'],
  ['max_packet_size 10', 'Error: Invalid max_packet_size value (10).'],
  ['max_qos 3', 'Error: max_qos must be between 0 and 2 inclusive.'],
  ['max_topic_alias 70000', 'Error: Invalid max_topic_alias value in configuration.'],
  ['persistent_client_expiration 5', 'Error: Invalid persistent_client_expiration duration in configuration.'],
  ['persistent_client_expiration 0d', 'Error: Invalid persistent_client_expiration duration in configuration.'],
  ['protocol http', 'Error: Invalid protocol value (http).'],
  ['log_type quatsch', 'Error: Invalid log_type value (quatsch).'],
  ['log_dest quatsch', 'Error: Invalid log_dest value (quatsch).'],
  ['log_dest', 'Error: Empty log_dest value in configuration.'],
  ['persistence', 'Error: Empty persistence value in configuration.'],
  ['user', 'Error: Empty user value in configuration.'],
  ['auto_id_prefix \uFFFD', 'Error: Malformed UTF-8 in configuration.'],
  [
    'message_size_limit 300000000',
    'Note: It is recommended to replace `message_size_limit` with `max_packet_size`.',
    'Error: Invalid message_size_limit value (300000000).',
  ],
  [
    'port abc',
    "The 'port' option is now deprecated and will be removed in a future version. Please use 'listener' instead.",
    'Error: Invalid port value (0).',
  ],
];

describe('what is wrong in a mosquitto.conf', () => {
  it.each(COMPLAINTS)('is said in the words of Mosquitto, with the line: %s', (line, ...lines) => {
    expect(printed(`# first\nmax_queued_messages 5\n${line}\nquatsch`)).toEqual([...lines, 'Error found at a.conf:3.']);
  });

  it.each(['auto_id_prefix', 'user', 'pid_file', 'log_timestamp_format'])('is %s twice', (name) => {
    expect(printed(`${name} a\n${name} b\n`)).toEqual([
      `Error: Duplicate ${name} value in configuration.`,
      'Error found at a.conf:2.',
    ]);
  });

  it.each(['log_type', 'protocol', 'persistent_client_expiration'])(
    'is %s without a value; as Mosquitto, it is said and not minded',
    (name) => {
      expect(printed(`${name}\n`)).toEqual([`Error: Empty ${name} value in configuration.`]);
    },
  );

  it.each([
    'password_file pw',
    'cafile ca.crt',
    'connection bridge',
    'plugin_opt_x y',
    'listener 0 /tmp/socket',
    'protocol websockets',
    'log_dest file /tmp/log',
    'persistence true',
    'per_listener_settings true',
    'connection_messages false',
    'set_tcp_nodelay false',
  ])('is not an option that Mosquitto knows and we do not: that is said, with the line, and refused: %s', (line) => {
    const [what, where, ...more] = printed(`\n${line}\n`);
    expect(what).toMatch(/^Error: .*(not there yet|cannot|always)/);
    expect(what).toContain(line.split(' ')[0]);
    expect([where, ...more]).toEqual(['Error found at a.conf:2.']);
  });
});

it('no option is in the table twice, and none in it is said not to be there', () => {
  const names = OPTIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => NOT_YET.has(name))).toEqual([]);
});
