import { describe, expect, test } from 'vitest';
import {
  connected,
  delivered,
  disconnected,
  during,
  exited,
  printed,
  published,
  subscribed,
  unless,
} from '#runtime/lesson/api.ts';
import { folding } from './folding.ts';

describe('subscribed', () => {
  const check = subscribed({ filter: 'piandmore/test' });

  test('is met by the SUBACK that grants it, not by the SUBSCRIBE', () => {
    const fold = folding(check);
    const client = fold.script.connect();
    const packetId = client.askFor('piandmore/test');
    expect(fold.met).toBe(false);
    client.receives({ type: 'SUBACK', packetId, reasonCodes: [0] });
    expect(fold.met).toBe(true);
  });

  test('is not met when the broker refuses', () => {
    const fold = folding(check);
    fold.script.connect().subscribe('piandmore/test', 0x80);
    expect(fold.met).toBe(false);
  });

  test('takes the filter letter for letter', () => {
    const fold = folding(check);
    fold.script.connect().subscribe('PiAndMore/test').subscribe('/piandmore/test').subscribe('piandmore/#');
    expect(fold.met).toBe(false);
  });

  test('holds from before the step, and no longer once the client is gone', () => {
    const fold = folding(check);
    const client = fold.script.connect().subscribe('piandmore/test');
    fold.begin();
    expect(fold.met).toBe(true);
    client.disconnect();
    expect(fold.met).toBe(false);
  });

  test('covers asks for any filter that brings the topic', () => {
    const fold = folding(subscribed({ covers: 'piandmore/test' }));
    fold.script.connect().subscribe('piandmore').subscribe('piandmore/+/x');
    expect(fold.met).toBe(false);
    fold.script.connect().subscribe('piandmore/#');
    expect(fold.met).toBe(true);
  });

  test('ends with UNSUBSCRIBE', () => {
    const fold = folding(check);
    fold.script.connect().subscribe('piandmore/test').unsubscribe('piandmore/test');
    expect(fold.met).toBe(false);
  });

  test('read as a mistake, needs a new subscription', () => {
    const fold = folding(check, 'mistake');
    const client = fold.script.connect().subscribe('piandmore/test');
    fold.begin();
    expect(fold.met).toBe(false);
    client.subscribe('piandmore/test');
    expect(fold.met).toBe(true);
  });

  test('asks for the granted QoS, not the wanted one', () => {
    const fold = folding(subscribed({ qos: 1 }));
    const client = fold.script.connect();
    const packetId = client.askFor('a', 1);
    client.receives({ type: 'SUBACK', packetId, reasonCodes: [0] });
    expect(fold.met).toBe(false);
  });

  test('comes back with a session that the broker kept [MQTT-3.1.2-4]', () => {
    const fold = folding(check);
    fold.script.connect({ clientId: 's1', clean: false }).subscribe('piandmore/test').disconnect();
    expect(fold.met).toBe(false);
    fold.script.connect({ clientId: 's1', clean: false, sessionPresent: true });
    expect(fold.met).toBe(true);
  });

  test('does not come back when the broker kept no session [MQTT-3.1.2-6]', () => {
    const fold = folding(check);
    fold.script.connect({ clientId: 's1', clean: false }).subscribe('piandmore/test').disconnect();
    fold.script.connect({ clientId: 's1', clean: true });
    expect(fold.met).toBe(false);
  });
});

describe('published and delivered', () => {
  test('published is what a client sends, delivered what it receives', () => {
    const sent = folding(published({ topic: 'a' }));
    sent.script.connect().receive('a', 'x');
    expect(sent.met).toBe(false);
    const received = folding(delivered({ topic: 'a' }));
    received.script.connect().publish('a', 'x');
    expect(received.met).toBe(false);
    received.script.connect().receive('a', 'x');
    expect(received.met).toBe(true);
  });

  test.each([
    ['the literal topic', { topic: 'sensor/1/temp' }, true],
    ['a topic that differs in case', { topic: 'Sensor/1/temp' }, false],
    ['a filter', { matching: 'sensor/+/temp' }, true],
    ['a filter that does not match', { matching: 'sensor/+' }, false],
    ['a filter’s text as a literal', { topic: 'sensor/+/temp' }, false],
    ['the payload', { payload: '21.5' }, true],
    ['a part of the payload', { payload: '21' }, false],
    ['a pattern', { payload: /^21/ }, true],
    ['a range', { payload: { from: 20, to: 25 } }, true],
    ['a range above', { payload: { from: 22 } }, false],
    ['a function of the text', { payload: (text: string) => text.length === 4 }, true],
    ['a function of the packet', { where: ({ payload }: { payload: Uint8Array }) => payload.length === 5 }, false],
    ['another QoS', { qos: 1 }, false],
    ['the retain flag', { retain: true }, false],
    ['another host', { host: 'rpi-pub' }, false],
  ] as const)('a message fits by %s: %o → %s', (_, options, fits) => {
    const fold = folding(published(options));
    fold.script.connect().publish('sensor/1/temp', '21.5');
    expect(fold.met).toBe(fits);
  });

  test('an empty payload is in no range', () => {
    const fold = folding(published({ payload: { from: 0, to: 0 } }));
    fold.script.connect().publish('a', '').publish('a', ' ');
    expect(fold.met).toBe(false);
  });

  test('a pattern with the flag g fits every time', () => {
    const check = published({ payload: /x/g });
    for (let round = 0; round < 3; round++) {
      const fold = folding(check);
      fold.script.connect().publish('a', 'x');
      expect(fold.met).toBe(true);
    }
  });

  test.each(['scenery', 'engine', 'outside'] as const)('what the %s caused does not count', (by) => {
    const fold = folding(published({ topic: 'a' }));
    fold.script.connect({ by }).publish('a', 'x');
    expect(fold.met).toBe(false);
  });

  test('by anyone, it does', () => {
    const fold = folding(published({ topic: 'a', by: 'anyone' }));
    fold.script.connect({ outside: true }).publish('a', 'x');
    expect(fold.met).toBe(true);
  });

  test('a message from outside counts as delivered to the learner', () => {
    const fold = folding(delivered({ topic: 'a' }));
    fold.script.connect({ outside: true }).publish('a', 'x');
    fold.script.connect().receive('a', 'x');
    expect(fold.met).toBe(true);
  });

  test('bytes that are no packet break nothing and prove nothing', () => {
    const fold = folding(published({}));
    const client = fold.script.connect();
    client.raw('client', Uint8Array.of(0x36, 0x00)).raw('client', Uint8Array.of(0xff)).raw('client', new Uint8Array());
    expect(fold.met).toBe(false);
    client.publish('a', 'x');
    expect(fold.met).toBe(true);
  });

  test('a packet on a connection that nobody opened is passed over', () => {
    const fold = folding(published({}));
    fold.script.append('learner', { kind: 'packet', connection: 99, sender: 'client', bytes: Uint8Array.of(0xc0, 0) });
    expect(fold.met).toBe(false);
  });
});

describe('connected and disconnected', () => {
  test('a refused connection is not connected', () => {
    const fold = folding(connected());
    fold.script.connect({ code: 5 });
    expect(fold.met).toBe(false);
  });

  test('connected holds while the connection is open', () => {
    const fold = folding(connected({ clientId: 'k', clean: false, keepAlive: { to: 60 } }));
    const client = fold.script.connect({ clientId: 'k', clean: false });
    expect(fold.met).toBe(true);
    client.close();
    expect(fold.met).toBe(false);
  });

  test('an end without DISCONNECT is not orderly', () => {
    const fold = folding(disconnected({ orderly: false }));
    fold.script.connect().disconnect();
    expect(fold.met).toBe(false);
    fold.script.connect().close();
    expect(fold.met).toBe(true);
  });
});

describe('printed', () => {
  const check = printed({ program: 'mosquitto_pub', text: /Error: Connection refused/ });

  test('recognises text that came in two writes', () => {
    const fold = folding(check, 'mistake');
    fold.script.print('mosquitto_pub', 'Error: Connec');
    expect(fold.met).toBe(false);
    fold.script.print('mosquitto_pub', 'tion refused\n');
    expect(fold.met).toBe(true);
  });

  test('does not put the words of two processes together', () => {
    const fold = folding(check, 'mistake');
    fold.script.print('mosquitto_pub', 'Error: Connec', { pid: 1 });
    fold.script.print('mosquitto_pub', 'tion refused\n', { pid: 2 });
    expect(fold.met).toBe(false);
  });

  test('does not recognise the same text again when more is printed', () => {
    const fold = folding(check, 'mistake');
    fold.script.print('mosquitto_pub', 'Error: Connection refused\n');
    fold.begin();
    fold.script.print('mosquitto_pub', 'and more\n');
    expect(fold.met).toBe(false);
  });

  test('the same text from another program is not it', () => {
    const fold = folding(check, 'mistake');
    fold.script.print('echo', 'Error: Connection refused\n');
    expect(fold.met).toBe(false);
  });
});

test('exited asks for program, status and cause', () => {
  const fold = folding(exited({ program: 'mosquitto_sub', status: 27 }));
  fold.script.end('mosquitto_sub', 0);
  fold.script.end('mosquitto_pub', 27);
  fold.script.end('mosquitto_sub', 27, { by: 'scenery' });
  expect(fold.met).toBe(false);
  fold.script.end('mosquitto_sub', 27);
  expect(fold.met).toBe(true);
});

describe('unless', () => {
  const check = unless(subscribed({ filter: 'a' }), published({ topic: 'a' }));

  test('is met when the fact does not hold at that moment', () => {
    const fold = folding(check);
    const subscriber = fold.script.connect().subscribe('a');
    const publisher = fold.script.connect();
    publisher.publish('a', 'x');
    expect(fold.met).toBe(false);
    subscriber.disconnect();
    publisher.publish('a', 'x');
    expect(fold.met).toBe(true);
  });

  test('during is its opposite', () => {
    const fold = folding(during(subscribed({ filter: 'a' }), published({ topic: 'a' })));
    const publisher = fold.script.connect().publish('a', 'x');
    expect(fold.met).toBe(false);
    fold.script.connect().subscribe('a');
    expect(fold.met).toBe(false);
    publisher.publish('a', 'x');
    expect(fold.met).toBe(true);
  });

  test('refuses a first check that can never hold', () => {
    expect(() => unless(published({}), published({}))).toThrow(/unless: published is no fact that can hold/);
  });
});
