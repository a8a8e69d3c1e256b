import { describe, expect, test } from 'vitest';
import { isOptionOf } from '#runtime/programs/option.ts';
import { OPTIONS } from '#runtime/programs/options.ts';
import { mosquittoPrograms } from '#runtime/programs/index.ts';
import { HELP } from '#runtime/programs/run-tool.ts';
import { Bench } from './tool.ts';

const SUB = 'mosquitto_sub -t a';
const PUB = 'mosquitto_pub -t a -m x';

/** Said by Mosquitto 2.0.11; `~` stands for the second newline that most of them have. */
const REFUSED: readonly (readonly [line: string, text: string])[] = [
  [`${SUB} -k 4`, 'Invalid keepalive given, it must be between 5 and 65535 inclusive.~'],
  [`${SUB} -k abc`, 'Invalid keepalive given, it must be between 5 and 65535 inclusive.~'],
  [`${SUB} -C -1`, 'Invalid message count "-1".~'],
  [`${SUB} -C x`, 'Invalid message count "0".~'],
  [`${SUB} -W 0`, 'Invalid timeout "0".~'],
  [`${SUB} -q 3`, 'Invalid QoS given: 3'],
  [`${SUB} -p 70000`, 'Invalid port given: 70000'],
  [`${SUB} -p -5`, 'Invalid port given: -5'],
  [`${SUB} -i b -I c`, '-i and -I argument cannot be used together.~'],
  [`${SUB} -c`, 'You must provide a client id if you are using the -c option.'],
  [`${SUB} -c -I pre`, 'You must provide a client id if you are using the -c option.'],
  [`${SUB} --will-payload x`, 'Will payload given, but no will topic given.'],
  [`${SUB} --will-retain`, 'Will retain given, but no will topic given.'],
  [`${SUB} --will-qos 3`, 'Invalid will QoS 3.~'],
  [`${SUB} --will-topic a/+`, "Invalid will topic 'a/+', does it contain '+' or '#'?"],
  [`${SUB} --random-filter 0`, '--random-filter chance must be between 0.1-100.0~'],
  [`${SUB} -x abc`, 'session-expiry-interval not a number.~'],
  [`${SUB} -x 4294967296`, 'session-expiry-interval out of range.~'],
  [`${SUB} -V 4`, 'Invalid protocol version argument given.~'],
  [`${SUB} -L http://h/t`, 'unsupported URL scheme.~'],
  [`${SUB} -L mqtt://h`, 'Invalid URL for -L argument specified - topic missing.'],
  [`${SUB} -F 100%`, 'Incomplete format specifier.'],
  [`${SUB} -F \\q`, "Invalid escape specifier 'q'."],
  [`${SUB} -T x#`, "Invalid filter topic 'x#', are all '+' and '#' wildcards correct?"],
  [`${SUB} -U x+`, "Invalid unsubscribe topic 'x+', are all '+' and '#' wildcards correct?"],
  ['mosquitto_sub -t sport+', "Invalid subscription topic 'sport+', are all '+' and '#' wildcards correct?"],
  ['mosquitto_sub', 'You must specify a topic to subscribe to.'],
  [`mosquitto_sub -t ${'ä'.repeat(33_000)}`, 'Malformed UTF-8 in -t argument.~'],
  [`${SUB} topic`, "Unknown option 'topic'."],
  [`${SUB} -m x`, "Unknown option '-m'."],
  [`${PUB} -v`, "Unknown option '-v'."],
  [`${PUB} -m y`, 'Only one type of message can be sent at once.~'],
  [`${PUB} -m`, 'Only one type of message can be sent at once.~'],
  ['mosquitto_pub -t a -m', '-m argument given but no message specified.~'],
  ['mosquitto_pub -t a/+ -m x', "Invalid publish topic 'a/+', does it contain '+' or '#'?"],
  [`${PUB} -M 0`, 'Maximum inflight messages must be greater than 0.~'],
  [`${PUB} --repeat 0`, '--repeat argument must be >0.~'],
  [`${PUB} --repeat-delay -1`, '--repeat-delay argument must be >=0.0.~'],
  [`${PUB} -V`, '--protocol-version argument given but no version specified.~'],
  [`${SUB} -V 5 -c`, 'You must provide a client id if you are using an infinite session expiry interval.'],
  [`${SUB} --unix`, '--unix argument given but no socket path specified.~'],
  [`${SUB} --proxy socks4://h`, 'Unsupported proxy protocol: socks4://h'],
  [`${SUB} --proxy ''`, 'Unsupported proxy protocol: '],
  [`${SUB} --proxy socks5h://`, 'Invalid proxy.'],
  [`${SUB} --proxy socks5h://h:`, 'Invalid proxy.'],
  [`${SUB} --proxy socks5h://u:p@`, 'Invalid proxy.'],
  [`${SUB} --proxy socks5h://h:0`, 'Invalid proxy port 0'],
  [`${SUB} --proxy socks5h://h:70000`, 'Invalid proxy port 70000'],
  [`${SUB} --cert a`, 'Both certfile and keyfile must be provided if one of them is set.'],
  [`${SUB} --cafile c --key a`, 'Both certfile and keyfile must be provided if one of them is set.'],
  [`${SUB} --keyform pem`, 'If keyform is set, keyfile must be also specified.'],
  [
    `${SUB} --tls-engine e --tls-engine-kpass-sha1 00`,
    'when using tls-engine-kpass-sha1, both tls-engine and keyform must also be provided.',
  ],
  [`${SUB} --psk 00 --cafile c`, 'Only one of --psk or --cafile/--capath may be used at once.'],
  [`${SUB} --psk 00`, '--psk-identity required if --psk used.'],
  [`${SUB} --cafile`, '--cafile argument given but no file specified.~'],
  [`${SUB} --tls-engine`, '--tls-engine argument given but no engine_id specified.~'],
  // Debian builds it without the lookup of SRV records.
  [`${SUB} -S`, "Unknown option '-S'."],
];

test.for(REFUSED)('%s is refused as Mosquitto refuses it', async ([line, text]) => {
  const refused = await new Bench().run(line);
  const tool = line.split(' ')[0];
  expect(refused.stderr.text).toBe(`Error: ${text.replace('~', '\n')}\n\nUse '${tool} --help' to see usage.\n`);
  expect([refused.stdout.text, refused.status]).toEqual(['', 1]);
  expect(refused.network.attempts).toEqual([]);
});

test.for([
  ["mosquitto_pub -t a -m x -i ''", 'Error: Invalid id.\n'],
  ["mosquitto_sub -t a -i ''", 'Error: Invalid id and/or clean_session.\n'],
  [`${PUB} -P secret`, 'Error: Problem setting username and/or password.\n'],
  [`${SUB} -R --retained-only`, "\nError: Combining '-R' and '--retained-only' makes no sense.\n"],
  [`${SUB} -p 0`, 'Error: No such file or directory\n'],
  [`${SUB} --unix /run/mosquitto.sock`, 'Error: No such file or directory\n'],
  [`${SUB} --unix ''`, 'Unable to connect (Invalid function arguments provided.).\n'],
  [`${SUB} --unix ${'x'.repeat(108)}`, 'Unable to connect (Invalid function arguments provided.).\n'],
] as const)('%s fails without a word about --help', async ([line, text]) => {
  const failed = await new Bench().run(line, { accept: 'ENOENT' });
  expect([failed.stderr.text, failed.status]).toEqual([text, 1]);
});

test('--help prints the whole help on standard output and exits with 1; --version its second line', async () => {
  for (const tool of ['mosquitto_pub', 'mosquitto_sub', 'mosquitto_rr'] as const) {
    const help = await new Bench().run(`${tool} -t x --help --nonsense`);
    expect([help.stdout.text, help.stderr.text, help.status]).toEqual([HELP[tool], '', 1]);
    const version = await new Bench().run(`${tool} --version`);
    expect(version.stdout.text).toBe(`${tool} version 2.0.11 running on libmosquitto 2.0.11.\n`);
    expect(version.status).toBe(1);
  }
});

test('every option of the help is in the table', () => {
  for (const tool of ['mosquitto_pub', 'mosquitto_sub', 'mosquitto_rr'] as const) {
    const named = [...HELP[tool].matchAll(/^ (-[\w-]+) :/gm)].map(([, name]) => name ?? '');
    expect(named.length).toBeGreaterThan(40);
    const known = OPTIONS.filter((option) => isOptionOf(option, tool)).flatMap(({ names }) => names);
    expect(known).toEqual(expect.arrayContaining(named));
    expect(new Set(known).size).toBe(known.length);
  }
});

describe('default options', () => {
  const home = { HOME: '/home/pi' };

  test('come from ~/.config, a line each, and the command line overrides them', async () => {
    const files = { '/home/pi/.config/mosquitto_pub': '# mine\n-h broker\n-p 2000\r\n\n  -q 1\n-i   two words \n-t a' };
    const pub = await new Bench().run('mosquitto_pub -p 3000 -m x -d', { env: home, files });
    expect(pub.network.attempts).toEqual([{ host: 'broker', port: 3000 }]);
    expect(pub.stdout.text).toContain("Client   two words  sending PUBLISH (d0, q1, r0, m1, 'a', ... (1 bytes))\n");
  });

  test('come from $XDG_CONFIG_HOME when that is set', async () => {
    const files = { '/home/pi/.config/mosquitto_sub': '-t no', '/x/mosquitto_sub': '-t yes' };
    const env = { ...home, XDG_CONFIG_HOME: '/x' };
    const sub = await new Bench().run('mosquitto_sub -d', { env, files });
    expect(sub.stdout.text).toContain('Topic: yes, QoS: 0');
    expect(sub.stdout.text).not.toContain('Topic: no');
  });

  test('with something wrong in them are refused like the command line', async () => {
    const files = { '/home/pi/.config/mosquitto_pub': 'host broker\n' };
    const pub = await new Bench().run(PUB, { env: home, files });
    expect(pub.stderr.text).toMatch(/^Error: Unknown option 'host'\.\n/);
    expect(pub.status).toBe(1);
  });

  test.for([
    ['-h\n-t a\n', '-h argument given but no host specified.\n'],
    ['-D publish\n-t a\n', '--property argument given but not enough arguments specified.\n'],
    ['-m\n-p 9\n', '-m argument given but no message specified.\n'],
  ] as const)('%j: what a line lacks is not taken from the next', async ([content, complaint]) => {
    const pub = await new Bench().run('mosquitto_pub', {
      env: home,
      files: { '/home/pi/.config/mosquitto_pub': content },
    });
    expect(pub.stderr.text).toBe(`Error: ${complaint}\n\nUse 'mosquitto_pub --help' to see usage.\n`);
  });

  test('that cannot be read are none', async () => {
    const pub = await new Bench().run(PUB, { files: { '/home/pi/.config/mosquitto_pub': 'EACCES' } });
    expect(pub.status).toBe(0);
  });
});

test('-L says host, port, topic, user and password at once', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -L mqtt://ada:secret@rpi-broker:1884/a/b -v');
  expect(sub.network.attempts).toEqual([{ host: 'rpi-broker', port: 1884 }]);
  await bench.run('mosquitto_pub -t a/b -m x');
  expect(sub.stdout.text).toBe('a/b x\n');
});

test('-I makes an id of the prefix and the process id; 3.1 makes one up', async () => {
  const prefixed = await new Bench().run(`${PUB} -d -I pre-`);
  expect(prefixed.stdout.text).toMatch(/^Client pre-4711 sending CONNECT\n/);
  const old = await new Bench().run(`${PUB} -d -V mqttv31`);
  expect(old.stdout.text).toMatch(/^Client mosq-[0-9A-Za-z]{18} sending CONNECT\n/);
  expect(old.status).toBe(0);
});

describe('Tab', () => {
  const complete = (...words: string[]): readonly string[] =>
    mosquittoPrograms.find(({ name }) => name === words[0])?.complete?.(words) ?? [];

  test('offers the options of the program, and none of another', () => {
    expect(complete('mosquitto_pub', '--re')).toEqual(['--repeat', '--repeat-delay', '--retain']);
    expect(complete('mosquitto_sub', '-t', 'a', '--re')).toContain('--retained-only');
    expect(complete('mosquitto_pub', '--retained')).toEqual([]);
    expect(complete('mosquitto_rr', '--ca')).toEqual(['--cafile', '--capath']);
  });

  test('offers nothing where a value stands, nor where no option begins', () => {
    expect(complete('mosquitto_pub', '-m', '-')).toEqual([]);
    expect(complete('mosquitto_pub', '')).toEqual([]);
    expect(complete('mosquitto_pub')).toEqual([]);
  });
});
