import { describe, expect, it } from 'vitest';
import { mosquitto } from '#runtime/programs/mosquitto.ts';
import { MOSQUITTO_HELP } from '#runtime/programs/mosquitto-help.ts';
import { mosquittoPrograms } from '#runtime/programs/index.ts';
import { PROGRAM_NAMES } from '#runtime/programs/node/run.ts';
import type { Address, ByteStream, ListenAt, Listener, SystemErrorCode } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { FakeNetwork, FakeProcess, type FakeProcessOptions } from '../kit/fake-process.ts';
import { MqttTestClient, brief } from '../kit/mqtt-client.ts';
import { streamPair } from '../kit/wire.ts';

/** Listens at whatever it is asked for, unless told why not. */
class ListeningNetwork extends FakeNetwork {
  readonly places: string[] = [];
  refusals: Readonly<Record<string, SystemErrorCode>> = {};
  #accept: ((stream: ByteStream) => void) | undefined;

  override listen({ host = '*', port }: ListenAt, accept: (stream: ByteStream) => void): Promise<Listener> {
    const place = `${host} ${port}`;
    const refusal = this.refusals[place];
    if (refusal !== undefined) return Promise.reject(new SystemError(refusal, place));
    this.places.push(place);
    this.#accept = accept;
    const close = (): void => void this.places.splice(this.places.indexOf(place), 1);
    return Promise.resolve({ address: { host, port }, close });
  }

  arrive(stream: ByteStream): void {
    this.#accept?.(stream);
  }
}

class Bench extends FakeProcess {
  override readonly network = new ListeningNetwork(this.clock, 'ECONNREFUSED');

  /** Log lines, with `TS: ` where the time is. */
  get lines(): string[] {
    return this.stderr.text
      .split('\n')
      .slice(0, -1)
      .map((line) => line.replace(/^\d{10}: /, 'TS: '));
  }

  connect(client: Address = { host: '127.0.0.1', port: 40_000 }): MqttTestClient {
    const [near, far] = streamPair({ clock: this.clock, client });
    this.network.arrive(far);
    return new MqttTestClient(near, () => this.clock.settle());
  }
}

const start = (words: string, options: FakeProcessOptions = {}): Promise<Bench> =>
  new Bench(words.split(' '), options).start(mosquitto);

const withConf = (text: string, words = 'mosquitto -c a.conf'): Promise<Bench> =>
  start(words, { files: { 'a.conf': text } });

const LOCAL = 'listener 1884 127.0.0.1\nallow_anonymous true\n';

describe('mosquitto', () => {
  it('serves this machine alone without a configuration, anonymous clients too', async () => {
    const bench = await start('mosquitto');
    expect(bench.lines).toEqual([
      'TS: mosquitto version 2.0.11 starting',
      'TS: Using default config.',
      'TS: Starting in local only mode. Connections will only be possible from clients running on this machine.',
      'TS: Create a configuration file which defines a listener to allow remote access.',
      'TS: For more details see https://mosquitto.org/documentation/authentication-methods/',
      'TS: Opening ipv4 listen socket on port 1883.',
      'TS: Opening ipv6 listen socket on port 1883.',
      'TS: mosquitto version 2.0.11 running',
    ]);
    expect(bench.network.places).toEqual(['127.0.0.1 1883', '::1 1883']);
    expect(await bench.connect().connect('a')).toMatchObject({ reasonCode: 0 });
  });

  it('does without ::1 on a machine that has none', async () => {
    const bench = new Bench(['mosquitto', '-p', '1999']);
    bench.network.refusals = { '::1 1999': 'EADDRNOTAVAIL' };
    await bench.start(mosquitto);
    expect(bench.network.places).toEqual(['127.0.0.1 1999']);
    expect(bench.lines.at(-1)).toBe('TS: mosquitto version 2.0.11 running');
  });

  it('listens where its configuration says, and lets nobody in who is not allowed to', async () => {
    const bench = await withConf('listener 1884 127.0.0.1\n');
    expect(bench.network.places).toEqual(['127.0.0.1 1884']);
    const client = bench.connect();
    expect(await client.connect('a')).toMatchObject({ reasonCode: 5 });
    expect(await client.end()).toBe('ended');
    expect(bench.lines.at(-1)).toBe('TS: Client <unknown> disconnected, not authorised.');
  });

  it('listens at the default port, too, when an option before the first listener speaks of it', async () => {
    const bench = await withConf('max_qos 1\nlistener 1884\nmax_qos 1\n');
    expect(bench.network.places).toEqual(['* 1884', '* 1883']);
  });

  it('keeps to what its configuration says', async () => {
    const bench = await withConf(`${LOCAL}max_connections 1\nauto_id_prefix x-\n`);
    const client = bench.connect();
    await client.connect('');
    expect(bench.lines.at(-1)).toMatch(/ as x-[0-9A-F]{8}-/);
    expect(await bench.connect().end()).toBe('ended');
    expect(bench.lines.at(-1)).toBe('TS: Client connection from 127.0.0.1 denied: max_connections exceeded.');
  });

  it('logs packets with -v only, whatever the configuration says', async () => {
    const quiet = await withConf(LOCAL);
    await quiet.connect().connect('a');
    expect(quiet.lines.filter((line) => line.includes('CONNACK'))).toEqual([]);
    const verbose = await withConf(`${LOCAL}log_type none\n`, 'mosquitto -c a.conf -v');
    await verbose.connect().connect('a');
    expect(verbose.lines).toContain('TS: Sending CONNACK to a (0, 0)');
  });

  it('logs to where log_dest says, without the time or with it in the format asked for', async () => {
    const bench = await withConf(`${LOCAL}log_dest stdout\nlog_timestamp false\n`);
    expect(bench.stderr.text).toBe('');
    expect(bench.stdout.text).toMatch(/^mosquitto version 2\.0\.11 starting\nConfig loaded from a\.conf\.\n/);
    const timed = await withConf(`${LOCAL}log_timestamp_format %Y-%m-%dT%H:%M:%S\n`);
    expect(timed.stderr.text).toMatch(/^2026-11-22T10:39:00: mosquitto version/);
    expect((await withConf(`${LOCAL}log_dest none\n`)).stderr.text).toBe('');
  });

  it('goes on when its log cannot be written', async () => {
    const bench = new Bench(['mosquitto']);
    bench.stderr.failure = 'EPIPE';
    await bench.start(mosquitto);
    expect(await bench.connect().connect('a')).toMatchObject({ reasonCode: 0 });
    expect(bench.status).toBeUndefined();
  });

  it('leaves lines out when its log is not read, and says how many', async () => {
    const bench = await start('mosquitto -v');
    const client = bench.connect();
    await client.connect('a');
    let open = (): void => undefined;
    bench.stderr.gate = new Promise((resolve) => (open = resolve));
    for (let count = 0; count < 150_000; count++) client.send({ type: 'PINGREQ' });
    await bench.settle();
    bench.stderr.gate = undefined;
    open();
    await bench.settle();
    expect(bench.lines.join('\n')).toMatch(/Warning: \d+ lines are missing here: the log was not read/);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'publishes all wills at %s, says that it ends, and exits with 0',
    async (signal) => {
      const bench = await withConf(LOCAL);
      const [dying, watching] = [bench.connect(), bench.connect()];
      const payload = new TextEncoder().encode('gone');
      await dying.connect('dying', { will: { topic: 'w', payload, qos: 0, retain: false } });
      await watching.connect('watching');
      await watching.subscribe('w');
      await bench.kill(signal);
      expect(brief(await watching.next())).toBe('w=gone q0 r0');
      expect(bench.lines.at(-1)).toBe('TS: mosquitto version 2.0.11 terminating');
      expect(bench.network.places).toEqual([]);
      expect(bench.status).toBe(0);
    },
  );

  it('prints all subscriptions at SIGUSR2', async () => {
    const bench = await withConf(LOCAL);
    const [one, other] = [bench.connect(), bench.connect()];
    await one.connect('one');
    await one.subscribe({ filter: 'a/b', qos: 1 }, '$SYS/broker/uptime');
    await other.connect('other');
    await other.subscribe('a/b', '#', '$share/g/a/c', '$other/x');
    await bench.kill('SIGUSR2');
    // As 2.0.11 prints them.
    expect(bench.stdout.text.split('\n').slice(0, -1)).toEqual([
      '    ',
      '      ',
      '        a',
      '          b (one, 1) (other, 0)',
      '        # (other, 0)',
      '    $SYS',
      '      $SYS',
      '        broker',
      '          uptime (one, 0)',
      '    $other',
      '      $other',
      '        x (other, 0)',
      '    ',
      '      ',
      '        a',
      '          c',
    ]);
  });

  it('has nothing to save at SIGUSR1 without persistence', async () => {
    const bench = await start('mosquitto');
    const before = bench.lines;
    await bench.kill('SIGUSR1');
    expect([bench.lines, bench.status]).toEqual([before, undefined]);
  });
});

describe('mosquitto that cannot start', () => {
  it.each([
    ['mosquitto -c', 'Error: -c argument given, but no config file specified.'],
    ['mosquitto -p', 'Error: -p argument given, but no port specified.'],
    ['mosquitto -p abc', 'Error: Invalid port specified (0).'],
    ['mosquitto -c none.conf', 'Error: Unable to open config file none.conf.'],
  ])('says so as Mosquitto does, and exits with 3: %s', async (words, line) => {
    const bench = await start(words);
    expect(bench.lines).toEqual([`TS: ${line}`]);
    expect(bench.status).toBe(3);
  });

  it('takes no directory for a configuration', async () => {
    const bench = await start('mosquitto -c /tmp', { files: { '/tmp': 'EISDIR' } });
    expect(bench.lines).toEqual(['TS: Error: Config file /tmp is a directory.']);
  });

  it.each([
    ['-h', ''],
    ['--quatsch', "Error: Unknown option '--quatsch'.\n"],
  ])('prints its help and exits with 3: %s', async (word, err) => {
    const bench = await start(`mosquitto ${word}`);
    expect([bench.stdout.text, bench.stderr.text, bench.status]).toEqual([MOSQUITTO_HELP, err, 3]);
  });

  it('refuses -d with a sentence that says what to do instead', async () => {
    const bench = await start('mosquitto -d');
    expect(bench.stderr.text).toMatch(/^Error: -d is not there on this machine: .*&/);
    expect(bench.status).toBe(3);
  });

  it('names file and line of what is wrong in its configuration', async () => {
    const bench = await withConf('listener 1884\nquatsch\n');
    expect(bench.lines).toEqual([
      'TS: Error: Unknown configuration variable "quatsch".',
      'TS: Error found at a.conf:2.',
    ]);
    expect(bench.status).toBe(3);
  });

  it.each([
    ['EADDRINUSE', ['Opening ipv4 listen socket on port 1884.', 'Error: Address already in use']],
    ['EADDRNOTAVAIL', ['Opening ipv4 listen socket on port 1884.', 'Error: Cannot assign requested address']],
    ['ENOTFOUND', ['Error creating listener: Name or service not known.']],
  ] as const)('exits with 1 when an address cannot be had, and gives back those it has: %s', async (code, lines) => {
    const bench = new Bench(['mosquitto', '-c', 'a.conf'], {
      files: { 'a.conf': `listener 1883 127.0.0.1\n${LOCAL}` },
    });
    bench.network.refusals = { '127.0.0.1 1884': code };
    await bench.start(mosquitto);
    expect(bench.lines.slice(-lines.length)).toEqual(lines.map((line) => `TS: ${line}`));
    expect([bench.network.places, bench.status]).toEqual([[], 1]);
  });

  it('exits with 1 when its pid file cannot be written', async () => {
    const bench = await withConf(`${LOCAL}pid_file /run/mosquitto.pid\n`);
    expect(bench.lines).toEqual(['TS: Error: Unable to write pid file.']);
    expect(bench.status).toBe(1);
  });
});

it('on Node there are the programs that there are on a Pi', () => {
  expect(PROGRAM_NAMES).toEqual(mosquittoPrograms.map(({ name }) => name));
});
