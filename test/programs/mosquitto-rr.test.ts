import { describe, expect, test } from 'vitest';
import type { Packet } from '#runtime/mqtt/packet.ts';
import { ScriptedServer, accepted, suback, text } from './scripted-server.ts';
import { Bench } from './tool.ts';

const RR = 'mosquitto_rr -i r -t frage -e antwort';

/** A server that answers a request with these packets. */
const answering = (...answers: Packet[]): ScriptedServer =>
  new ScriptedServer({ SUBSCRIBE: [suback(0)], PUBLISH: answers });

describe('a request and its answer', () => {
  test('through a broker: asked after subscribing, printed, and over', async () => {
    const bench = new Bench();
    const sub = await bench.run('mosquitto_sub -t frage -v');
    const rr = await bench.run(`${RR} -m wie-warm?`);
    expect([sub.stdout.text, rr.status]).toEqual(['frage wie-warm?\n', undefined]);
    await bench.run('mosquitto_pub -t antwort -m 21.5');
    expect([rr.stdout.text, rr.stderr.text, rr.status]).toEqual(['21.5\n', '', 0]);
  });

  test('the request says where the answer goes, and how much may come', async () => {
    const server = answering(text('antwort', 'ja'));
    await new Bench().run(`${RR} -m x -q 1 -D publish correlation-data 42`, { accept: server.accept });
    expect(server.received).toMatchObject([
      { type: 'CONNECT', level: 5, properties: { receiveMaximum: 1 } },
      { type: 'SUBSCRIBE', subscriptions: [{ filter: 'antwort', qos: 1 }] },
      {
        type: 'PUBLISH',
        topic: 'frage',
        qos: 1,
        packetId: 2,
        properties: { correlationData: new TextEncoder().encode('42'), responseTopic: 'antwort' },
      },
    ]);
  });

  test('in 3.1.1 both sides have to know', async () => {
    const server = new ScriptedServer({ SUBSCRIBE: [suback(0)], PUBLISH: [text('antwort', 'ja')] }, 4);
    const rr = await new Bench().run(`${RR} -m x -V 311`, { accept: server.accept });
    expect([rr.stdout.text, rr.status]).toEqual(['ja\n', 0]);
    expect(server.last('PUBLISH')).not.toHaveProperty('properties');
  });

  test('nothing is asked before the server has answered SUBSCRIBE', async () => {
    const server = new ScriptedServer();
    await new Bench().run(`${RR} -m x`, { accept: server.accept });
    expect(server.types).toEqual(['CONNECT', 'SUBSCRIBE']);
  });

  test('it ends with the first message, whatever its topic, and without DISCONNECT', async () => {
    const server = answering(text('c', 'x'), text('antwort', 'y'));
    const rr = await new Bench().run(`${RR} -m x -v`, { accept: server.accept });
    expect([rr.stdout.text, rr.status]).toEqual(['c x\n', 0]);
    expect([server.types, server.closed]).toEqual([['CONNECT', 'SUBSCRIBE', 'PUBLISH'], true]);
  });

  test.for([
    ['-v', 'antwort ja\n'],
    ['-N', 'ja'],
    ['-F %t:%q:%p', 'antwort:0:ja\n'],
  ] as const)('%s prints the answer in its way', async ([option, printed]) => {
    const rr = await new Bench().run(`${RR} -m x ${option}`, { accept: answering(text('antwort', 'ja')).accept });
    expect([rr.stdout.text, rr.status]).toEqual([printed, 0]);
  });

  test('-R passes a retained message over: it was there before the question', async () => {
    const stale = { ...text('antwort', 'alt'), retain: true } as Packet;
    const server = new ScriptedServer({ SUBSCRIBE: [suback(0), stale], PUBLISH: [text('antwort', 'neu')] });
    const rr = await new Bench().run(`${RR} -m x -R`, { accept: server.accept });
    expect(rr.stdout.text).toBe('neu\n');
    const other = new ScriptedServer({ SUBSCRIBE: [suback(0), stale] });
    expect((await new Bench().run(`${RR} -m x`, { accept: other.accept })).stdout.text).toBe('alt\n');
  });

  test('-d tells of each packet', async () => {
    const rr = await new Bench().run(`${RR} -m x -d`, { accept: answering(text('antwort', 'ja')).accept });
    expect(rr.stdout.text).toBe(
      'Client r sending CONNECT\n' +
        'Client r received CONNACK (0)\n' +
        'Client r sending SUBSCRIBE (Mid: 1, Topic: antwort, QoS: 0, Options: 0x00)\n' +
        'Client r received SUBACK\n' +
        "Client r sending PUBLISH (d0, q0, r0, m2, 'frage', ... (1 bytes))\n" +
        "Client r received PUBLISH (d0, q0, r0, m0, 'antwort', ... (2 bytes))\n" +
        'ja\n',
    );
  });
});

describe('the message', () => {
  const payloadOf = (packet: Packet | undefined): string =>
    packet?.type === 'PUBLISH' ? new TextDecoder().decode(packet.payload) : 'no PUBLISH';

  test('comes from a file, from standard input, or is empty', async () => {
    const files = { brief: 'aus der Datei' };
    const server = answering();
    await new Bench().run(`${RR} -f brief`, { accept: server.accept, files });
    expect(payloadOf(server.last('PUBLISH'))).toBe('aus der Datei');
    const other = answering();
    const rr = await new Bench().run(`${RR} -s`, { accept: other.accept });
    rr.stdin.type('eins\nzwei').end();
    await rr.settle();
    expect(payloadOf(other.last('PUBLISH'))).toBe('eins\nzwei');
    const none = answering();
    await new Bench().run(`${RR} -n`, { accept: none.accept });
    expect(payloadOf(none.last('PUBLISH'))).toBe('');
  });

  test('that cannot be read is not sent', async () => {
    const rr = await new Bench().run(`${RR} -f nirgends`);
    expect([rr.stderr.text, rr.status]).toEqual([
      'Error: Unable to open file "nirgends".\nError loading input file "nirgends".\n',
      1,
    ]);
    expect(rr.network.attempts).toEqual([]);
  });
});

describe('no answer', () => {
  test('-W ends the wait with 27, and leaves the will to the server', async () => {
    const server = answering();
    const rr = await new Bench().run(`${RR} -m x -W 1`, { accept: server.accept });
    expect(rr.status).toBeUndefined();
    await rr.advance(1000);
    expect([rr.stdout.text, rr.stderr.text, rr.status]).toEqual(['', 'Timed out\n', 27]);
    expect(server.last('DISCONNECT')).toMatchObject({ reasonCode: 4 });
  });

  test('-W counts before there is a CONNACK too', async () => {
    const server = new ScriptedServer({ CONNECT: [] });
    const rr = await new Bench().run(`${RR} -m x -W 1 --quiet`, { accept: server.accept });
    await rr.advance(1000);
    expect([rr.stderr.text, rr.status]).toEqual(['', 27]);
  });

  test('Ctrl-C ends it as it ends any program', async () => {
    const rr = await new Bench().run(`${RR} -m x`, { accept: answering().accept });
    await rr.kill('SIGINT');
    expect(rr.status).toBe(130);
  });

  test.for([
    [
      'refuses the connection',
      { CONNECT: [{ ...accepted(), reasonCode: 0x87 }] },
      'Connection error: Not authorized\n',
      135,
    ],
    [
      'does not know 5.0',
      { CONNECT: [{ ...accepted(), reasonCode: 0x84 }] },
      'Connection error: Unsupported Protocol Version. mosquitto_rr only supports connecting to an MQTT v5 broker\n',
      132,
    ],
    ['denies the subscription', { SUBSCRIBE: [suback(0x87)] }, 'Not authorized\n', 0],
    ['hangs up', { SUBSCRIBE: 'close' }, 'Error: The connection was lost.\n', 7],
    ['sends it away', { SUBSCRIBE: [{ type: 'DISCONNECT', reasonCode: 0x8b }] }, '', 0],
    [
      'takes no such QoS',
      { CONNECT: [accepted({ maximumQoS: 1 })], SUBSCRIBE: [suback(0)] },
      'Error: Requested QoS not supported on server.\n',
      24,
    ],
    [
      'takes no packet of that size',
      { CONNECT: [accepted({ maximumPacketSize: 10 })], SUBSCRIBE: [suback(0)] },
      'Error: Packet larger than supported by the server.\n',
      25,
    ],
  ] as const)('a server that %s', async ([, answers, complaint, status]) => {
    const server = new ScriptedServer(answers as never);
    const rr = await new Bench().run('mosquitto_rr -i r -t a -e b -m x -q 2', { accept: server.accept });
    expect([rr.stderr.text, rr.status]).toEqual([complaint, status]);
  });

  test('3.1.1 refusals are worded as if they were of 5.0', async () => {
    const server = new ScriptedServer({ CONNECT: [{ ...accepted(), reasonCode: 5 } as Packet] }, 4);
    const rr = await new Bench().run(`${RR} -m x -V 311`, { accept: server.accept });
    expect([rr.stderr.text, rr.status]).toEqual(['Connection error: Unknown reason\n', 5]);
  });

  test('nobody there', async () => {
    const rr = await new Bench().run(`${RR} -m x`, { accept: 'ECONNREFUSED' });
    expect([rr.stderr.text, rr.status]).toEqual(['Error: Connection refused\n', 1]);
  });
});

describe('a wrong command line', () => {
  test.for([
    ['mosquitto_rr', 'All of topic, message, and response topic must be supplied.'],
    ['mosquitto_rr -t frage -m x', 'All of topic, message, and response topic must be supplied.'],
    ['mosquitto_rr -e antwort -m x', 'All of topic, message, and response topic must be supplied.'],
    [RR, 'All of topic, message, and response topic must be supplied.'],
    [`${RR} -m x -e a/#`, "Invalid response topic 'a/#', does it contain '+' or '#'?"],
    [`${RR} -m x -t a/+`, "Invalid publish topic 'a/+', does it contain '+' or '#'?"],
    [`${RR} -e`, '-e argument given but no response topic specified.~'],
    [`${RR} -m x -C 1`, "Unknown option '-C'."],
    [`${RR} -m x -r`, "Unknown option '-r'."],
    [`${RR} -l`, "Unknown option '-l'."],
    [
      'mosquitto_rr -t a -e b -m x -c',
      'You must provide a client id if you are using an infinite session expiry interval.',
    ],
    ['mosquitto_rr -t a -e b -m x -c -V 311', 'You must provide a client id if you are using the -c option.'],
  ] as const)('%s', async ([line, complaint]) => {
    const rr = await new Bench().run(line);
    expect(rr.stderr.text).toBe(`Error: ${complaint.replace('~', '\n')}\n\nUse 'mosquitto_rr --help' to see usage.\n`);
    expect([rr.stdout.text, rr.status, rr.network.attempts]).toEqual(['', 1, []]);
  });

  test('a response topic that is given twice', async () => {
    const rr = await new Bench().run(`${RR} -m x -D publish response-topic z`);
    expect([rr.stderr.text, rr.status]).toEqual(['Error in PUBLISH properties: Duplicate response topic.\n', 1]);
  });
});
