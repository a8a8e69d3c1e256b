import { describe, expect, it } from 'vitest';
import { parseConfig } from '#runtime/config/parse.ts';
import type { ConfigValues } from '#runtime/config/values.ts';
import { inMemoryFiles } from './in-memory-files.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

const parse = (files: string | Files, running?: ConfigValues) =>
  parseConfig('a.conf', inMemoryFiles(typeof files === 'string' ? { 'a.conf': files } : files), running);

/** What a good file says. */
async function values(files: string | Files, running?: ConfigValues): Promise<ConfigValues> {
  const parsed = await parse(files, running);
  if ('error' in parsed) throw new Error(parsed.error.join(' '));
  return parsed.values;
}

/** What is printed about a file: notes, then the complaint. */
async function printed(files: string | Files, running?: ConfigValues): Promise<string[]> {
  const parsed = await parse(files, running);
  return [...parsed.notes.map(({ text }) => text), ...('error' in parsed ? parsed.error : [])];
}

describe('a mosquitto.conf', () => {
  it('says nothing when it is empty, and everything has its default', async () => {
    expect(await printed('')).toEqual([]);
    expect(await values('')).toMatchObject({ max_inflight_messages: 20, max_queued_messages: 1_000, listeners: [] });
    expect((await values('')).security).toEqual({});
  });

  it('may have empty lines, comments, several spaces, spaces before and behind, and ends of line from Windows', async () => {
    const text = '# a comment\n\n   \n  listener   1884   127.0.0.1  \r\nallow_anonymous true   \n#\n';
    expect(await values(text)).toMatchObject({
      listeners: [{ port: 1884, host: '127.0.0.1' }],
      security: { allow_anonymous: true },
    });
  });

  it('gives options of a listener to the one named before', async () => {
    const text = 'max_connections 1\nlistener 1\nmax_connections 2\nlistener 2 ::1\nmax_connections 3\nmax_qos 1\n';
    const { default_listener, listeners } = await values(text);
    expect(default_listener).toEqual({ max_connections: 1 });
    expect(listeners).toEqual([
      { port: 1, max_connections: 2 },
      { port: 2, host: '::1', max_connections: 3, max_qos: 1 },
    ]);
  });

  it('gives all listeners the same security, wherever it is said', async () => {
    const { security, listeners } = await values('listener 1\npassword_file a b\nlistener 2\nacl_file c\n');
    expect(security).toEqual({ password_file: 'a b', acl_file: 'c' });
    expect(listeners).toEqual([{ port: 1 }, { port: 2 }]);
  });

  it('gives each listener its own with per_listener_settings', async () => {
    const text =
      'per_listener_settings true\nallow_anonymous true\nlistener 1\npassword_file a\nlistener 2\npassword_file b\n';
    const { security, listeners, default_listener } = await values(text);
    expect(security).toEqual({});
    expect(default_listener).toEqual({ allow_anonymous: true });
    expect(listeners).toEqual([
      { port: 1, password_file: 'a' },
      { port: 2, password_file: 'b' },
    ]);
  });

  it('takes 1 and 0 for true and false', async () => {
    expect(await values('queue_qos0_messages 1\nretain_available 0\n')).toMatchObject({
      queue_qos0_messages: true,
      retain_available: false,
    });
  });

  it.each([
    ['12abc # twelve', 12],
    ['many', 0],
    ['-5', 0],
    ['4294967301', 5],
    ['99999999999999999999', 0],
  ])('reads a number as atoi does: %s is %d', async (text, number) => {
    expect((await values(`max_queued_messages ${text}\n`)).max_queued_messages).toBe(number);
  });

  it('counts bytes beyond 32 bits', async () => {
    expect((await values('max_queued_bytes 5000000000\n')).max_queued_bytes).toBe(5_000_000_000);
  });

  it('reads text to the end of the line', async () => {
    expect((await values('auto_id_prefix  a b  \n')).security.auto_id_prefix).toBe('a b');
  });

  it('adds log types up, and none takes all away', async () => {
    expect((await values('log_type error\nlog_type information\n')).log_type).toEqual(['error', 'info']);
    expect((await values('log_type all\nlog_type none\n')).log_type).toEqual([]);
  });

  it('adds destinations up, each once, and none takes all away', async () => {
    const text = 'log_dest stdout\nlog_dest file /var/log/a b\nlog_dest topic\nlog_dest stdout\n';
    expect((await values(text)).log_dest).toEqual([
      { kind: 'stdout' },
      { kind: 'file', path: '/var/log/a b' },
      { kind: 'topic' },
    ]);
    expect((await values('log_dest stdout\nlog_dest none\n')).log_dest).toEqual([]);
  });

  it.each([
    ['2h', 7_200],
    ['1d', 86_400],
    ['1w', 604_800],
    ['1m', 2_592_000],
    ['1y', 31_536_000],
  ])('counts persistent_client_expiration %s in seconds', async (text, seconds) => {
    expect((await values(`persistent_client_expiration ${text}`)).persistent_client_expiration).toBe(seconds);
  });

  it('is wrong where it is no UTF-8, if that is part of a value', async () => {
    const bytes = Uint8Array.from([
      ...new TextEncoder().encode('# '),
      0xff,
      0x0a,
      ...new TextEncoder().encode('user '),
      0xff,
    ]);
    expect(await printed({ 'a.conf': bytes })).toEqual([
      'Error: Malformed UTF-8 in configuration.',
      'Error found at a.conf:2.',
    ]);
  });

  it('has lines that end where a NUL is', async () => {
    expect((await values('max_qos 1\u0000quatsch\nsys_interval 5\n')).sys_interval).toBe(5);
  });

  it('may not be there, or be a directory', async () => {
    expect(await printed({})).toEqual(['Error: Unable to open config file a.conf.']);
    expect(await printed({ 'a.conf/b': '' })).toEqual(['Error: Config file a.conf is a directory.']);
  });
});

describe('a bridge', () => {
  const bridgeOf = async (text: string) => (await values(`connection garden\naddress h\ntopic a\n${text}`)).bridges[0];

  it('begins with its name, and has its defaults', async () => {
    expect(await bridgeOf('')).toMatchObject({
      connection: 'garden',
      addresses: [{ host: 'h', port: 1883 }],
      topics: [{ pattern: 'a', direction: 'out', qos: 0, localPrefix: '', remotePrefix: '' }],
      keepalive_interval: 60,
      restart_timeout: { base: 5, cap: 30 },
    });
  });

  it('ends where the next one begins', async () => {
    const { bridges } = await values(
      'connection a\naddress h\ntopic x\nconnection b\nround_robin true\naddress i\ntopic y\n',
    );
    expect(bridges).toMatchObject([
      { connection: 'a', round_robin: false },
      { connection: 'b', round_robin: true },
    ]);
  });

  it('may have several addresses, and the last colon is before the port', async () => {
    const { bridges } = await values('connection a\naddresses h i:1884 ::1:1885 # j\ntopic x\n');
    expect(bridges[0]?.addresses).toEqual([
      { host: 'h', port: 1883 },
      { host: 'i', port: 1884 },
      { host: '::1', port: 1885 },
    ]);
  });

  it.each([
    [
      '# both 2 local/ remote/',
      { pattern: '#', direction: 'both', qos: 2, localPrefix: 'local/', remotePrefix: 'remote/' },
    ],
    ['a/+ IN 1 "" r/', { pattern: 'a/+', direction: 'in', qos: 1, localPrefix: '', remotePrefix: 'r/' }],
    ['"" out 0 a/b c/d', { pattern: '', direction: 'out', qos: 0, localPrefix: 'a/b', remotePrefix: 'c/d' }],
    ['a out 1 l/ # r/', { pattern: 'a', direction: 'out', qos: 1, localPrefix: 'l/', remotePrefix: '' }],
    ['a out # 2 l/', { pattern: 'a', direction: 'out', qos: 0, localPrefix: '', remotePrefix: '' }],
  ])('carries topic %s', async (line, topic) => {
    expect((await bridgeOf(`topic ${line}\n`))?.topics[1]).toEqual(topic);
  });

  it('may wait always the same time before it connects again', async () => {
    expect((await bridgeOf('restart_timeout 20\n'))?.restart_timeout).toEqual({ base: 20, cap: 20 });
    expect((await bridgeOf('restart_timeout 10 60\n'))?.restart_timeout).toEqual({ base: 10, cap: 60 });
  });

  it('takes the older names of the other side', async () => {
    expect(await bridgeOf('clientid a\nusername b\npassword c\n')).toMatchObject({
      remote_clientid: 'a',
      remote_username: 'b',
      remote_password: 'c',
    });
  });
});

describe('a directory of files', () => {
  it('is read where it is named, and the file goes on with its own listener afterwards', async () => {
    const files = {
      'a.conf': 'listener 1\ninclude_dir d\nmax_qos 1\n',
      'd/b.conf': 'max_qos 0\nlistener 2\nmax_topic_alias 5\n',
      'd/a.conf': 'sys_interval 1\n',
    };
    expect(await values(files)).toMatchObject({
      sys_interval: 1,
      default_listener: { max_qos: 0 },
      listeners: [
        { port: 1, max_qos: 1 },
        { port: 2, max_topic_alias: 5 },
      ],
    });
    expect(await printed(files)).toEqual(['Loading config file d/a.conf', 'Loading config file d/b.conf']);
  });

  it('says of what is wrong in which file it is, and who included that', async () => {
    expect(await printed({ 'a.conf': '\ninclude_dir d\n', 'd/b.conf': '\n\nquatsch\n' })).toEqual([
      'Loading config file d/b.conf',
      'Error: Unknown configuration variable "quatsch".',
      'Error found at d/b.conf:3.',
      'Error found at a.conf:2.',
    ]);
  });
});

describe('a file that is read again', () => {
  const START = 'listener 1\npassword_file a\nlistener 2\nmax_qos 1\nconnection b\naddress h\ntopic x\n';

  it('changes what is not said of listeners and bridges', async () => {
    const running = await values(`${START}sys_interval 5\nmax_inflight_messages 7\n`);
    const again = await values('listener 1\nmax_qos 0\nlistener 2\nacl_file b\nsys_interval 6\n', running);
    expect(again).toMatchObject({ sys_interval: 6, max_inflight_messages: 20, security: { acl_file: 'b' } });
    expect(again.security.password_file).toBeUndefined();
    expect(again.listeners).toEqual([{ port: 1 }, { port: 2, max_qos: 1 }]);
    expect(again.bridges).toEqual(running.bridges);
  });

  it('changes who may come in by each listener', async () => {
    const running = await values('per_listener_settings true\nlistener 1\npassword_file a\nlistener 2\nacl_file b\n');
    const again = await values('per_listener_settings true\nlistener 2\npassword_file c\nlistener 1\n', running);
    expect(again.listeners).toEqual([{ port: 1 }, { port: 2, password_file: 'c' }]);
  });

  it('cannot add a listener', async () => {
    const running = await values(START);
    expect(await printed('listener 3\n', running)).toEqual([
      'Error: It is not currently possible to add/remove listeners when reloading the config file.',
      'Error found at a.conf:1.',
    ]);
  });

  it('does not mind what is wrong with an option that counts at the start only', async () => {
    const running = await values(START);
    expect(await printed('listener 1\nmax_qos nine\nuser a\nuser b\nport 99999\n', running)).toEqual([
      "The 'port' option is now deprecated and will be removed in a future version. Please use 'listener' instead.",
    ]);
  });

  it('leaves the broker as it is when it is wrong', async () => {
    const running = await values(START);
    const before = structuredClone(running);
    expect(await printed('listener 1\nacl_file a\nquatsch\n', running)).toContain('Error found at a.conf:3.');
    expect(running).toEqual(before);
  });
});
