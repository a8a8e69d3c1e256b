import { describe, expect, test } from 'vitest';
import type { Packet } from '#runtime/mqtt/packet.ts';
import { ScriptedServer, accepted, suback } from './scripted-server.ts';
import { Bench } from './tool.ts';

const PUB = 'mosquitto_pub -i p -t a -m x';
const SUB = 'mosquitto_sub -i p -t a';
const PROTOCOL = 'A network protocol error occurred when communicating with the broker.';

describe('-D is refused', () => {
  /** As 2.0.11 says it. */
  test.for([
    [`${PUB} -D`, 'Error: --property argument given but not enough arguments specified.\n\n'],
    [`${PUB} -D publish`, 'Error: --property argument given but not enough arguments specified.\n\n'],
    [`${PUB} -D publish content-type`, 'Error: --property argument given but not enough arguments specified.\n\n'],
    [`${PUB} -D publish user-property k`, 'Error: --property argument given but not enough arguments specified.\n\n'],
    [`${PUB} -D quatsch content-type v`, 'Error: Invalid command given in --property argument.\n\n'],
    [`${PUB} -D suback user-property k v`, 'Error: Invalid command given in --property argument.\n\n'],
    [`${PUB} -D publish quatsch v`, 'Error: Invalid property name given in --property argument.\n\n'],
    [
      `${PUB} -D publish session-expiry-interval 3`,
      'Error: session-expiry-interval property not allowed for publish in --property argument.\n\n',
    ],
    [
      `${PUB} -D CONNECT Content-Type v`,
      'Error: Content-Type property not allowed for CONNECT in --property argument.\n\n',
    ],
    [
      `${PUB} -D publish subscription-identifier 1`,
      'Error: subscription-identifier property not supported for publish in --property argument.\n\n',
    ],
    [
      `${PUB} -D puback reason-string x`,
      'Error: reason-string property not supported for puback in --property argument.\n\n',
    ],
    [
      `${PUB} -D auth user-property k v`,
      'Error: user-property property not supported for auth in --property argument.\n\n',
    ],
    [`${PUB} -D connack receive-maximum 1`, ''],
    [`${PUB} -D publish topic-alias 65536`, 'Error: Property value (65536) out of range for property topic-alias.\n\n'],
    [
      `${PUB} -D publish message-expiry-interval -1`,
      'Error: Property value (-1) out of range for property message-expiry-interval.\n\n',
    ],
    [
      `${PUB} -D publish message-expiry-interval 99999999999999999999`,
      'Error: Property value (9223372036854775807) out of range for property message-expiry-interval.\n\n',
    ],
    [
      `${PUB} -D publish payload-format-indicator 256`,
      'Error: Property value (256) out of range for property payload-format-indicator.\n\n',
    ],
    [`${SUB} -D subscribe subscription-identifier 268435456`, 'Error adding property subscription-identifier 4\n'],
    [`${PUB} -D publish topic-alias 0`, `Error in PUBLISH properties: ${PROTOCOL}\n`],
    [`${SUB} -D connect receive-maximum 0`, `Error in CONNECT properties: ${PROTOCOL}\n`],
    [`${SUB} -D connect receive-maximum x`, `Error in CONNECT properties: ${PROTOCOL}\n`],
    [`${SUB} -D connect maximum-packet-size 0`, `Error in CONNECT properties: ${PROTOCOL}\n`],
    [`${SUB} -D connect request-problem-information 2`, `Error in CONNECT properties: ${PROTOCOL}\n`],
    [
      `${SUB} -D subscribe subscription-identifier 1 -D subscribe subscription-identifier 2`,
      'Error in SUBSCRIBE properties: Duplicate property in property list\n',
    ],
    [
      `${SUB} -D will content-type a -D will content-type b`,
      'Error in Will properties: Duplicate property in property list\n',
    ],
    [
      `${SUB} -x 5 -D connect session-expiry-interval 9`,
      'Error in CONNECT properties: Duplicate property in property list\n',
    ],
  ] as const)('%s', async ([line, complaint]) => {
    const refused = await new Bench().run(line);
    const tool = line.split(' ')[0];
    expect(refused.stderr.text).toBe(`${complaint}\nUse '${tool} --help' to see usage.\n`);
    expect([refused.stdout.text, refused.status, refused.network.attempts]).toEqual(['', 1, []]);
  });
});

describe('-D', () => {
  const received = async (line: string, ...more: Packet[]): Promise<ScriptedServer> => {
    const server = new ScriptedServer({
      SUBSCRIBE: [suback(0), ...more],
      PUBLISH: [{ type: 'PUBACK', packetId: 1, reasonCode: 0 }],
    });
    await new Bench().run(line, { accept: server.accept });
    return server;
  };

  test('publish: every property a message can have', async () => {
    const server = await received(
      `${PUB} -q 1 -D publish payload-format-indicator 1 -D publish message-expiry-interval 5 ` +
        '-D publish content-type c -D publish response-topic r -D publish correlation-data d ' +
        '-D publish user-property k v -D publish user-property k w -D publish topic-alias 3',
    );
    expect(server.last('PUBLISH')).toMatchObject({
      topic: 'a',
      properties: {
        payloadFormatIndicator: 1,
        messageExpiryInterval: 5,
        contentType: 'c',
        responseTopic: 'r',
        correlationData: new TextEncoder().encode('d'),
        userProperties: [
          { name: 'k', value: 'v' },
          { name: 'k', value: 'w' },
        ],
        topicAlias: 3,
      },
    });
  });

  test('connect, subscribe, unsubscribe, disconnect and will: each goes with its packet', async () => {
    const server = await received(
      `${SUB} -U b -E --will-topic w -D connect topic-alias-maximum 9 -D connect receive-maximum 3 ` +
        '-D subscribe subscription-identifier 300 -D unsubscribe user-property u v ' +
        '-D disconnect reason-string bye -D will will-delay-interval 6',
    );
    expect(server.received).toMatchObject([
      {
        type: 'CONNECT',
        properties: { topicAliasMaximum: 9, receiveMaximum: 3 },
        will: { properties: { willDelayInterval: 6 } },
      },
      { type: 'SUBSCRIBE', properties: { subscriptionIdentifier: [300] } },
      { type: 'UNSUBSCRIBE', properties: { userProperties: [{ name: 'u', value: 'v' }] } },
      { type: 'DISCONNECT', reasonCode: 0, properties: { reasonString: 'bye' } },
    ]);
  });

  test('makes 5.0 the version, unless a later -V says otherwise', async () => {
    expect((await received(`${PUB} -D publish content-type c`)).received[0]).toMatchObject({ level: 5 });
    expect((await received(`${PUB} -V 311 -D publish content-type c`)).received[0]).toMatchObject({ level: 5 });
    const old = new ScriptedServer({}, 4);
    const pub = await new Bench().run(`${PUB} -D publish content-type c -V 311`, { accept: old.accept });
    expect([old.types, pub.status]).toEqual([['CONNECT', 'DISCONNECT'], 0]);
  });

  test('publish topic-alias: the topic is sent once', async () => {
    const server = new ScriptedServer();
    const line = `${PUB} -d --repeat 2 -D publish topic-alias 3`;
    const pub = await new Bench().run(line, { accept: server.accept });
    expect(server.received).toMatchObject([{}, { topic: 'a' }, { topic: '' }, { type: 'DISCONNECT' }]);
    expect(pub.stdout.text).toContain("m2, '(null)', ... (1 bytes))");
  });
});

describe('sessions of 5.0', () => {
  const connect = async (options: string): Promise<Packet | undefined> => {
    const server = new ScriptedServer();
    await new Bench().run(`mosquitto_sub -t a -V 5 ${options}`, { accept: server.accept });
    return server.received[0];
  };

  test.for([
    ['-i s', true, undefined],
    ['-i s -x 0', true, undefined],
    ['-i s -x 60', true, 60],
    ['-i s -x ∞', true, 4_294_967_295],
    ['-i s -x -1', true, 4_294_967_295],
    ['-i s -c', false, 4_294_967_295],
    ['-i s -c -x 0', false, undefined],
    ['-I s -c -x 60', false, 60],
  ] as const)('%s', async ([options, clean, sessionExpiryInterval]) => {
    const packet = await connect(options);
    expect(packet).toMatchObject({ clean });
    expect(packet?.type === 'CONNECT' && packet.properties?.sessionExpiryInterval).toBe(sessionExpiryInterval);
  });

  test('a session that never ends needs an id, one that does not an id of some kind', async () => {
    const never = await new Bench().run('mosquitto_sub -t a -V 5 -I s -x -1');
    expect(never.stderr.text).toMatch(
      /^Error: You must provide a client id if you are using an infinite session expiry interval\.\n/,
    );
    const some = await new Bench().run('mosquitto_sub -t a -V 5 -c -x 60');
    expect([some.stderr.text, some.status]).toEqual(['Error: Invalid id and/or clean_session.\n', 1]);
  });

  test('-x means nothing below 5.0', async () => {
    const server = new ScriptedServer({}, 4);
    await new Bench().run('mosquitto_sub -t a -i s -x 60', { accept: server.accept });
    expect(server.received[0]).toMatchObject({ level: 4, clean: true });
    expect(server.received[0]).not.toHaveProperty('properties');
  });

  test('-C lets the server send no more at a time than it wants', async () => {
    expect(await connect('-C 3')).toMatchObject({ properties: { receiveMaximum: 3 } });
    expect(await connect('-C 100')).toMatchObject({ properties: { receiveMaximum: 20 } });
  });

  test('a password may come alone', async () => {
    expect(await connect('-P geheim')).toMatchObject({ password: new TextEncoder().encode('geheim') });
  });

  test('--retain-as-published is asked for, in 5.0 only', async () => {
    const server = new ScriptedServer();
    const sub = await new Bench().run(`${SUB} -V 5 -d --retain-as-published`, { accept: server.accept });
    expect(server.last('SUBSCRIBE')).toMatchObject({ subscriptions: [{ retainAsPublished: true }] });
    expect(sub.stdout.text).toContain('Options: 0x08)');
    const old = new ScriptedServer({}, 4);
    const sub4 = await new Bench().run(`${SUB} -d --retain-as-published`, { accept: old.accept });
    expect(sub4.stdout.text).toContain('Options: 0x00)');
  });
});

describe('what a server of 5.0 says', () => {
  const said = async (line: string, answers: ConstructorParameters<typeof ScriptedServer>[0]) => {
    const server = new ScriptedServer(answers);
    const process = await new Bench().run(line, { accept: server.accept });
    return { server, process };
  };

  test('a refused message is a warning, with the reason and its words, and no failure', async () => {
    const reason = { reasonCode: 0x87, properties: { reasonString: 'not yours' } };
    const { process } = await said(`${PUB} -V 5 -q 1`, { PUBLISH: [{ type: 'PUBACK', packetId: 1, ...reason }] });
    expect([process.stderr.text, process.status]).toEqual([
      'Warning: Publish 1 failed: Not authorized.\nnot yours\n',
      0,
    ]);
  });

  test('QoS 2 is refused by PUBREC or PUBCOMP', async () => {
    const refused = await said(`${PUB} -V 5 -q 2`, { PUBLISH: [{ type: 'PUBREC', packetId: 1, reasonCode: 0x97 }] });
    expect(refused.process.stderr.text).toBe('Warning: Publish 1 failed: Quota exceeded.\n');
    const lost = await said(`${PUB} -V 5 -q 2`, {
      PUBLISH: [{ type: 'PUBREC', packetId: 1, reasonCode: 0 }],
      PUBREL: [{ type: 'PUBCOMP', packetId: 1, reasonCode: 0x92 }],
    });
    expect(lost.process.stderr.text).toBe('Warning: Publish 1 failed: Packet Identifier not found.\n');
  });

  test('that nobody listens is not worth a word', async () => {
    const { process } = await said(`${PUB} -V 5 -q 1`, {
      PUBLISH: [{ type: 'PUBACK', packetId: 1, reasonCode: 0x10 }],
    });
    expect([process.stderr.text, process.status]).toEqual(['', 0]);
  });

  test.for([
    [
      'a QoS that it does not take',
      { maximumQoS: 0 },
      'Error: Message QoS not supported on broker, try a lower QoS.\n',
    ],
    ['a packet that is too large, without a word', { maximumPacketSize: 8 }, ''],
  ] as const)('mosquitto_pub gives up on %s', async ([, properties, complaint]) => {
    const { process, server } = await said(`${PUB} -V 5 -q 1`, { CONNECT: [accepted(properties)] });
    expect([process.stderr.text, process.status]).toEqual([complaint, 0]);
    expect(server.types).toEqual(['CONNECT', 'DISCONNECT']);
  });

  test.for([
    ['-q 1', { maximumQoS: 0 as const }, 24, 'Error: Requested QoS not supported on server.\n'],
    ['-q 0', { maximumPacketSize: 8 }, 25, 'Error: Packet larger than supported by the server.\n'],
  ] as const)('mosquitto_pub -l %s fails with it', async ([qos, properties, status, complaint]) => {
    const server = new ScriptedServer({ CONNECT: [accepted(properties)] });
    const pub = await new Bench().run(`mosquitto_pub -V 5 -t a -l ${qos}`, { accept: server.accept });
    pub.stdin.type('a line of some length\n').end();
    await pub.settle();
    expect([pub.stderr.text, pub.status]).toEqual([complaint, status]);
  });

  test.for([
    [`${PUB} -V 5 -q 1`, 'PUBLISH', 4, 'Error: The client is not currently connected.\n'],
    [`${SUB} -V 5`, 'SUBSCRIBE', 0, ''],
  ] as const)('%s, sent away', async ([line, at, status, complaint]) => {
    const { process } = await said(line, { [at]: [{ type: 'DISCONNECT', reasonCode: 0x8e }] });
    expect([process.stderr.text, process.status]).toEqual([complaint, status]);
  });

  test('a subscriber that is sent away does not come back', async () => {
    const { process, server } = await said(`${SUB} -V 5`, { SUBSCRIBE: [{ type: 'DISCONNECT', reasonCode: 0x8e }] });
    await process.advance(10_000);
    expect(server.types).toEqual(['CONNECT', 'SUBSCRIBE']);
  });

  test.for([
    ['mosquitto_sub -t a -V 5', 0x87, 'Connection error: Not authorized\n'],
    [
      'mosquitto_sub -t a -V 5',
      0x84,
      'Connection error: Unsupported Protocol Version. Try connecting to an MQTT v5 broker, or use MQTT v3.x mode.\n',
    ],
    [
      'mosquitto_pub -t a -m x -V 5',
      0x87,
      'Connection error: Not authorized\nError: A network protocol error occurred when communicating with the broker.\n',
    ],
  ] as const)('%s, refused with %s', async ([line, reasonCode, complaint]) => {
    const { process } = await said(line, { CONNECT: [{ type: 'CONNACK', sessionPresent: false, reasonCode }] });
    expect([process.stderr.text, process.status]).toEqual([complaint, reasonCode]);
  });

  test.for([['SIGINT'], ['SIGTERM']] as const)('%s leaves the will to the server', async ([signal]) => {
    const { process, server } = await said(`${SUB} -V 5`, { SUBSCRIBE: [suback(0)] });
    await process.kill(signal);
    expect(process.status).toBe(0);
    expect(server.last('DISCONNECT')).toMatchObject({ reasonCode: 4 });
  });
});
